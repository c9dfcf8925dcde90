// Who gets in: every request of the wire, in every state of the box, from everybody, over every
// socket, as api/openapi.yaml tells it. Also the states and callers that no running box has.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/registry/client_certificate.h"
#include "appliance/registry/seal_record.h"
#include "appliance/sealer/caller.h"
#include "tests/support/api_description.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificates.h"

namespace signet::sealer {
namespace {

using registry::Role;
using test::DescribedOperation;

constexpr std::pair<State, std::string_view> kStates[] = {
    {State::kUnprovisioned, "unprovisioned"},
    {State::kLocked, "locked"},
    {State::kOperational, "operational"},
    {State::kSuspended, "suspended"},
    {State::kFailed, "failed"},
};
constexpr Role kRoles[] = {Role::kSubmitter, Role::kOperator, Role::kAdministrator, Role::kAuditor,
                           Role::kMonitor};
constexpr Origin kOrigins[] = {Origin::kGateway, Origin::kControl, Origin::kLocal};

// What is asked over the gateway's local socket and the control socket, and what has no HTTP at
// all, is told in WIRE.md and here.
const std::map<std::string_view, std::vector<Origin>> kOtherSockets = {
    {"getState", {Origin::kControl}},
    {"getReady", {Origin::kControl, Origin::kLocal}},
    {"getMetrics", {Origin::kControl, Origin::kLocal}},
};
struct WireOnly {
  std::string_view name;
  Origin origin;
  std::set<std::string> states;
};
const WireOnly kWireOnly[] = {
    {"-refusedAccess",
     Origin::kGateway,
     {"unprovisioned", "locked", "operational", "suspended", "failed"}},
    {"-fetched",
     Origin::kGateway,
     {"unprovisioned", "locked", "operational", "suspended", "failed"}},
    {"-unlock", Origin::kControl, {"locked"}},
    {"-lock", Origin::kControl, {"operational", "suspended"}},
    {"-importTrust", Origin::kControl, {"locked", "operational", "suspended"}},
};

struct Expectation {
  std::set<std::string> roles;
  std::set<std::string> states;
  std::vector<Origin> origins;
};

// By the name of the dispatch table.
std::map<std::string, Expectation> Expectations() {
  std::map<std::string, Expectation> out;
  for (const DescribedOperation& operation : test::ReadApiDescription()) {
    if (operation.answered_by != "sealer") continue;
    Expectation& expected = out[operation.id];
    expected = {operation.roles, operation.states, {Origin::kGateway}};
    const auto others = kOtherSockets.find(operation.id);
    if (others == kOtherSockets.end()) continue;
    expected.origins.insert(expected.origins.end(), others->second.begin(), others->second.end());
  }
  for (const WireOnly& only : kWireOnly) {
    out[std::string(only.name)] = {{"anyone"}, only.states, {only.origin}};
  }
  return out;
}

/// Somebody at the other end of the TLS connection.
struct Somebody {
  std::string role;  ///< empty: unknown to the box, or without certificate
  std::optional<Certificate> certificate;
};

class Admission : public testing::Test {
 protected:
  Admission() : database_(OpenDatabase(folder_ / "box.db")) {
    registry::CreateRegistryTables(database_);
    callers_.push_back({"", std::nullopt});
    callers_.push_back({"", MakeCertificate(99)});
    int number = 0;
    for (const Role role : kRoles) callers_.push_back(Register(role, MakeCertificate(number++)));
    view_ = RegistryView::Load(database_);
  }

  static Certificate MakeCertificate(int number) {
    auto* const key = test::TestKey(test::KeyKind::kP256, number);
    test::CertificateOptions options = test::SealCertificateOptions();
    options.not_before = *ParseTime("2026-01-01T00:00:00Z");
    options.not_after = *ParseTime("2027-01-01T00:00:00Z");
    return test::IssueCertificate(test::MakeRoot(test::AuthorityOptions("TEST"), key), options,
                                  key);
  }

  Somebody Register(Role role, const Certificate& certificate) {
    registry::Client client;
    client.name = NameOf(role);
    client.role = role;
    client.certificates = {
        registry::EntryFor(certificate, registry::CertificateMatch::kPublicKey, nullptr)};
    if (role == Role::kAdministrator) {
      client.signing_keys = {{"key", registry::PublicKeyOf(certificate)}};
    }
    registry::AddClient(database_, client);
    return {client.name, certificate};
  }

  /// kInternal: it was let in.
  Code Try(const Operation& operation, Origin origin, State state, const Somebody& somebody) {
    wire::Request request;
    if (somebody.certificate) {
      request.mutable_peer()->set_certificate(ToString(somebody.certificate->der()));
    }
    Caller caller;
    try {
      Admit(operation, origin, request, view_, {state, "because", Time{}},
            *ParseTime("2026-06-01T00:00:00Z"), caller);
    } catch (const Error& error) {
      return error.code();
    }
    const bool known = origin == Origin::kGateway && operation.roles != 0;
    EXPECT_EQ(caller.client != nullptr, known) << operation.name;
    if (known) {
      EXPECT_EQ(NameOf(caller.client->role), somebody.role) << operation.name;
    }
    return Code::kInternal;
  }

  // The order of refusals: socket, certificate, role, state.
  static Code Expected(const Expectation& expected, Origin origin, std::string_view state,
                       const Somebody& somebody) {
    if (std::ranges::find(expected.origins, origin) == expected.origins.end()) {
      return Code::kWireMalformed;
    }
    if (origin == Origin::kGateway && !expected.roles.contains("anyone")) {
      if (!somebody.certificate) return Code::kCertificateRequired;
      if (somebody.role.empty()) return Code::kClientUnknown;
      if (!expected.roles.contains(somebody.role)) return Code::kRoleNotAllowed;
    }
    if (expected.states.contains(std::string(state))) return Code::kInternal;
    return state == "unprovisioned" ? Code::kUnprovisioned : Code::kStateForbids;
  }

  test::TemporaryFolder folder_;
  SQLite::Database database_;
  std::vector<Somebody> callers_;
  RegistryView view_;
};

TEST_F(Admission, IsAsDescribedForEveryRequestInEveryStateForEverybody) {
  const auto expectations = Expectations();
  std::size_t tried = 0;
  for (const Operation& operation : AllOperations()) {
    const auto& expected = expectations.at(std::string(operation.name));
    for (const Origin origin : kOrigins) {
      for (const auto& [state, name] : kStates) {
        for (const Somebody& somebody : callers_) {
          ++tried;
          EXPECT_EQ(Try(operation, origin, state, somebody),
                    Expected(expected, origin, name, somebody))
              << operation.name << " in " << name << " over " << static_cast<int>(origin) << " by "
              << (somebody.role.empty() ? "nobody known" : somebody.role);
        }
      }
    }
  }
  EXPECT_EQ(expectations.size(), AllOperations().size());
  std::cout << AllOperations().size() << " requests x " << std::size(kStates) << " states x "
            << callers_.size() << " callers x " << std::size(kOrigins) << " sockets: " << tried
            << " tried\n";
}

}  // namespace
}  // namespace signet::sealer
