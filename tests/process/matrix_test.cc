// Operations x states x roles, made from api/openapi.yaml: every operation is tried at a running
// box in every state that one can be in, by every role, by a stranger, and without a certificate. A
// box that is unprovisioned does not run; tests/contract/admission_matrix_test.cc has it.

#include <gtest/gtest.h>

#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "appliance/base/file.h"
#include "provisioning/box_connection.h"
#include "provisioning/profile.h"
#include "tests/process/example_requests.h"
#include "tests/support/api_description.h"
#include "tests/support/running_box.h"
#include "tests/support/test_certificates.h"

namespace signet::test {
namespace {

using provisioning::BoxConnection;
using provisioning::HttpRequest;
using provisioning::Profile;

/// Somebody who asks: a client of the box, or not.
struct Caller {
  std::string name;
  std::string role;  ///< empty: the box does not know it
  std::unique_ptr<BoxConnection> connection;
  std::unique_ptr<BoxConnection> unsigned_connection;  ///< of those who can sign
};

/// The refusals that this is about, and those that would say that a request never came as far as
/// its operation; everything else is an answer like any other.
constexpr std::string_view kRefusals[] = {"certificate-required",  "client-unknown",
                                          "role-not-allowed",      "state-forbids",
                                          "signature-required",    "signature-invalid",
                                          "signature-out-of-time", "request-replayed",
                                          "request-malformed",     "no-such-resource",
                                          "method-not-allowed",    "parameter-invalid",
                                          "not-acceptable",        "media-type-unsupported",
                                          "wire-malformed",        "internal",
                                          "sealer-unreachable",    "timed-out"};

std::string RefusalIn(const provisioning::HttpAnswer& answer) {
  if (answer.good()) return "";
  const std::string name = ProblemOf(answer).name;
  return std::ranges::find(kRefusals, name) == std::end(kRefusals) ? "" : name;
}

// Refused are, in this order: certificate, role, state, signature.
std::string Expected(const DescribedOperation& operation, const std::string& state,
                     const Caller& caller, bool is_signed) {
  // Not ready: that is what it is asked for.
  if (operation.id == "getReady") return state == "operational" ? "" : "state-forbids";
  if (operation.ForAnyone()) return "";
  if (caller.connection == nullptr) return "certificate-required";
  // The gateway knows no clients: to those with a certificate it shows what it has itself.
  if (operation.answered_by == "gateway") return "";
  if (caller.role.empty()) return "client-unknown";
  if (!operation.roles.contains(caller.role)) return "role-not-allowed";
  if (!operation.states.contains(state)) return "state-forbids";
  return operation.signature == "always" && !is_signed ? "signature-required" : "";
}

class Matrix : public testing::Test {
 protected:
  Matrix() : operations_(ReadApiDescription()) {}

  static Caller Client(const RunningBox& box, const std::string& name, const std::string& role) {
    Profile profile = Profile::Read(box.folder() / (name + ".toml"));
    Caller caller{name, role, std::make_unique<BoxConnection>(profile), nullptr};
    if (!profile.signing_key) return caller;
    profile.signing_key.reset();
    caller.unsigned_connection = std::make_unique<BoxConnection>(profile);
    return caller;
  }

  /// With a certificate of its own, as anybody may make one.
  static Caller Stranger(const RunningBox& box) {
    Profile profile = Profile::Read(box.folder() / "auditor.toml");
    profile.signing_key.reset();
    profile.certificate = box.folder() / "stranger.pem";
    profile.key = box.folder() / "stranger.key";
    auto* const key = TestKey(KeyKind::kP256, 72);
    auto options = SealCertificateOptions();
    options.key_usage = "critical,digitalSignature";
    WriteFile(
        profile.certificate,
        IssueCertificate(MakeRoot(AuthorityOptions("TEST stranger"), key), options, key).Pem(),
        FileMode::kPrivate);
    WriteFile(profile.key, PrivateKeyPem(key), FileMode::kPrivate);
    return {"stranger", "", std::make_unique<BoxConnection>(profile), nullptr};
  }

  static std::vector<Caller> Callers(const RunningBox& box) {
    std::vector<Caller> callers;
    callers.push_back({"nobody", "", nullptr, nullptr});
    callers.push_back(Stranger(box));
    for (const char* role : {"submitter", "operator", "auditor", "monitor"}) {
      callers.push_back(Client(box, role, role));
    }
    callers.push_back(Client(box, "administrator-1", "administrator"));
    return callers;
  }

  void Start(const std::string& state) {
    box_.StartSealer();
    BoxConnection connection(Profile::Read(box_.folder() / "operator.toml"));
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    std::string now;
    while (now.find("\"state\":\"" + state + "\"") == std::string::npos) {
      ASSERT_LT(std::chrono::steady_clock::now(), limit) << "not " << state << ", but: " << now;
      now = connection.Ask({"GET", "/v1/state", {}, ""}).body;
    }
  }

  void TryAll(const std::string& state) {
    const auto callers = Callers(box_);
    for (const DescribedOperation& operation : operations_) {
      const HttpRequest request = ExampleOf(operation);
      for (const Caller& caller : callers) Try(operation, request, state, caller);
    }
    states_ += (states_.empty() ? "" : ", ") + state;
  }

  void Try(const DescribedOperation& operation, const HttpRequest& request,
           const std::string& state, const Caller& caller) {
    const auto what = operation.id + " in " + state + " by " + caller.name;
    if (caller.connection == nullptr) {
      ++tried_;
      EXPECT_EQ(AskWithoutCertificate(request), Expected(operation, state, caller, false)) << what;
      return;
    }
    const bool signs = caller.unsigned_connection != nullptr;
    ++tried_;
    const auto answer = caller.connection->Ask(request);
    EXPECT_EQ(RefusalIn(answer), Expected(operation, state, caller, signs)) << what;
    if (answer.good()) {
      EXPECT_TRUE(operation.answers.contains(std::to_string(answer.status))) << what;
      done_.insert(operation.id);
    }
    if (!signs || operation.signature != "always") return;
    ++tried_unsigned_;
    EXPECT_EQ(RefusalIn(caller.unsigned_connection->Ask(request)),
              Expected(operation, state, caller, false))
        << what << ", unsigned";
  }

  std::string AskWithoutCertificate(const HttpRequest& request) {
    HttpsClient client(box_.Client(""));
    std::string head = request.method + " " + request.target + " HTTP/1.1\r\nHost: box\r\n";
    for (const auto& [name, value] : request.headers) head += name + ": " + value + "\r\n";
    const auto length = std::to_string(request.body.size());
    client.SendRaw(head + "Content-Length: " + length + "\r\n\r\n" + request.body);
    const HttpResponse answer = client.ReadResponse();
    return RefusalIn({answer.status, answer.body, "", "", std::nullopt});
  }

  // As somebody with the database file in hand; triggers do not stop him.
  void TamperWithTheLog() const {
    SQLite::Database database((box_.folder() / "data" / "box.db").string(), SQLite::OPEN_READWRITE);
    database.exec("DROP TRIGGER entry_no_update");
    database.exec("UPDATE entry SET body = CAST('{}' AS BLOB) WHERE idx = 0");
  }

  RunningBox box_;
  std::vector<DescribedOperation> operations_;
  std::size_t tried_ = 0;
  std::size_t tried_unsigned_ = 0;
  std::set<std::string> done_;  ///< operations that did somebody the favour
  std::string states_;
};

TEST_F(Matrix, IsAsDescribedForEveryOperationInEveryStateByEveryRole) {
  const std::string pin = "pin_file = ";
  const std::string box = "[box]\n";
  const std::string full = box + "least_free_mib = 1048576\n";  // a tebibyte

  box_.StartSealer();
  box_.StartGateway();
  box_.AwaitReady();
  TryAll("operational");
  box_.StopSealer();

  box_.EditSealerConfig(pin, "# " + pin);
  Start("locked");
  TryAll("locked");
  box_.StopSealer();
  box_.EditSealerConfig("# " + pin, pin);

  box_.EditSealerConfig(box, full);
  Start("suspended");
  TryAll("suspended");
  box_.StopSealer();
  box_.EditSealerConfig(full, box);

  TamperWithTheLog();
  Start("failed");
  TryAll("failed");

  // Not everything is refused or missing: the examples are good for something.
  for (const char* id : {"createSeal", "getState", "createOrganisation", "createClient",
                         "changeClient", "createMandate", "setMandateDocument", "createProposal"}) {
    EXPECT_TRUE(done_.contains(id)) << id;
  }
  std::cout << operations_.size() << " operations x 4 states (" << states_ << ") x 5 roles, a "
            << "stranger and nobody: " << tried_ << " tried, and " << tried_unsigned_
            << " unsigned that have to be signed; " << done_.size() << " operations were done\n";
}

}  // namespace
}  // namespace signet::test
