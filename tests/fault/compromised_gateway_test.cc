// A gateway in an attacker's hands (DESIGN 10) says over the wire whatever it likes. It can name
// any certificate as its peer, since certificates are public; it has nobody's signing key.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <random>
#include <string>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/base/content_digest.h"
#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/sealer/dispatch.h"
#include "appliance/wire/frame.h"
#include "appliance/wire/signet.pb.h"
#include "provisioning/box_connection.h"
#include "provisioning/control_client.h"
#include "provisioning/request_signer.h"
#include "tests/support/administrators.h"
#include "tests/support/box_suite.h"

namespace signet::test {
namespace {

namespace asio = boost::asio;
using testing::HasSubstr;
using testing::Not;

class CompromisedGateway : public BoxSuite {
 protected:
  static void SetUpTestSuite() {
    BoxSuite::SetUpTestSuite();
    Administrators administrators(box());
    administrators.End("demonstration");
    administrators.AddOrganisation("netis", "NETIS d.o.o.");
    // From here on the real gateway is gone, and this test is in its place.
    box().StopGateway();
  }

  static std::string Der(const std::string& client) {
    const auto chain = Certificate::FromPem(ReadFile(box().folder() / (client + ".pem")));
    return ToString(chain.front().der());
  }

  static wire::Request As(const std::string& client) {
    wire::Request request;
    request.set_id(1);
    request.mutable_peer()->set_certificate(Der(client));
    return request;
  }

  static std::filesystem::path Socket() { return box().folder() / "run" / "sealer.sock"; }

  // The name of the problem that it gets; empty where it gets what it wants.
  static std::string Say(const wire::Request& request) {
    try {
      last_ = provisioning::AskSealer(Socket(), request);
      return "";
    } catch (const Error& error) {
      return std::string(InfoOf(error.code()).name);
    }
  }

  // What goes over the wire beside a request that the client signed.
  static wire::HttpSignature SignedAs(const provisioning::Profile& profile,
                                      const provisioning::HttpRequest& request) {
    wire::HttpSignature out;
    out.set_method(request.method);
    out.set_target(request.target);
    for (const auto& [name, value] : request.headers) {
      if (name == "Content-Type") out.set_content_type(value);
    }
    const auto signer = provisioning::RequestSigner::For(profile);
    for (const auto& [name, value] : signer->FieldsFor(request, SystemNow())) {
      if (name == "Signature-Input") out.set_signature_input(value);
      if (name == "Signature") out.set_signature(value);
      if (name == "Content-Digest") out.set_content_digest(value);
    }
    return out;
  }

  static std::string Model() {
    return ReadFile(SIGNET_SOURCE_DIR "/provisioning/models/micro-credential.jsonld");
  }

  inline static wire::Response last_;
};

TEST_F(CompromisedGateway, CannotSealWithoutAMandate) {
  for (const char* client : {"submitter", "operator", "auditor", "administrator-1"}) {
    wire::Request request = As(client);
    request.mutable_seal()->set_credential(Model());
    EXPECT_NE(Say(request), "") << client;
  }
  wire::Request request = As("submitter");
  request.mutable_seal()->set_credential(Model());
  EXPECT_THAT(Say(request), testing::AnyOf("awarding-body-unknown", "mandate-missing"));
}

TEST_F(CompromisedGateway, CannotChangeTheRegistry) {
  for (const auto& operation : sealer::AllOperations()) {
    if (operation.signature != sealer::Signing::kAlways) continue;
    wire::Request request = As("administrator-1");
    const auto* field = wire::Request::descriptor()->FindFieldByNumber(operation.request);
    auto* message = request.GetReflection()->MutableMessage(&request, field);
    auto& change = static_cast<wire::RegistryRequest&>(*message);
    change.set_name("netis");
    change.set_body("{}");
    EXPECT_EQ(Say(request), "signature-required") << operation.name;
    // With fields that look like a signature.
    request.mutable_signature()->set_signature_input(
        R"(sig=("@method" "@path" "@query");created=1;nonce="0123456789abcdef";keyid="k";tag="t")");
    request.mutable_signature()->set_signature("sig=:AAAA:");
    request.mutable_signature()->set_method("POST");
    EXPECT_THAT(Say(request), testing::AnyOf("signature-invalid", "signature-out-of-time"))
        << operation.name;
  }
}

TEST_F(CompromisedGateway, CannotInventARequestOfAClientThatSignsItsOwn) {
  wire::Request request = As("administrator-1");
  request.mutable_list_mandates();
  EXPECT_EQ(Say(request), "") << "reading needs no signature of this client";
  // What an administrator once signed: this body, for this operation, at this box.
  const provisioning::Profile profile =
      provisioning::Profile::Read(box().folder() / "administrator-1.toml");
  const std::string body = R"({"name": "mine", "legalName": "Mine", "country": "SI"})";
  wire::Request signed_one = As("administrator-1");
  signed_one.mutable_create_organisation()->set_body(body);
  const provisioning::HttpRequest asked{.method = "POST",
                                        .target = "/v1/organisations",
                                        .headers = {{"Content-Type", "application/json"}},
                                        .body = body};
  *signed_one.mutable_signature() = SignedAs(profile, asked);

  wire::Request other_body = signed_one;
  other_body.mutable_create_organisation()->set_body(
      R"({"name": "theirs", "legalName": "Theirs", "country": "SI"})");
  EXPECT_EQ(Say(other_body), "signature-invalid");

  wire::Request other_operation = signed_one;
  other_operation.mutable_create_mandate()->set_body(body);
  EXPECT_EQ(Say(other_operation), "signature-invalid");

  wire::Request other_client = signed_one;
  other_client.mutable_peer()->set_certificate(Der("administrator-2"));
  EXPECT_EQ(Say(other_client), "signature-invalid");

  wire::Request other_digest = signed_one;
  other_digest.mutable_signature()->set_content_digest(ContentDigest(AsBytes("{}")));
  EXPECT_EQ(Say(other_digest), "signature-invalid");

  wire::Request re_dated = signed_one;
  std::string& input = *re_dated.mutable_signature()->mutable_signature_input();
  const auto created = input.find("created=") + 8;
  input.replace(created, 10, std::to_string(std::stoll(input.substr(created, 10)) + 1));
  EXPECT_EQ(Say(re_dated), "signature-invalid");

  // What was really asked for is done, once.
  EXPECT_EQ(Say(signed_one), "");
  EXPECT_EQ(Say(signed_one), "request-replayed");
  box().StopSealer();
  box().StartSealer();
  while (!std::filesystem::exists(Socket())) {
  }
  std::string after_restart;
  do {
    after_restart = Say(signed_one);
  } while (after_restart == "sealer-unreachable");
  EXPECT_EQ(after_restart, "request-replayed") << "also after a restart";
}

TEST_F(CompromisedGateway, CannotReadWhatOthersHadSealed) {
  // Ids it may know from the log; what it gets to them has no credential in it, for whomever it
  // says that it asks.
  wire::Request request = As("submitter");
  request.mutable_get_seal()->set_seal("6b0b7c0e-5f6a-4d0c-9a53-0c2f3b7d1e41");
  EXPECT_EQ(Say(request), "seal-unknown");
  const auto* response = wire::Response::descriptor();
  for (const char* answer : {"SealInfo", "Receipt"}) {
    const auto* message = response->file()->FindMessageTypeByName(answer);
    ASSERT_NE(message, nullptr);
    EXPECT_EQ(message->FindFieldByName("text"), nullptr) << answer;
  }
}

TEST_F(CompromisedGateway, CannotCrashTheSealer) {
  std::mt19937 random(20261126);
  const auto seed_requests = [] {
    std::vector<std::string> out;
    for (const auto& operation : sealer::AllOperations()) {
      wire::Request request = As("administrator-1");
      const auto* field = wire::Request::descriptor()->FindFieldByNumber(operation.request);
      request.GetReflection()->MutableMessage(&request, field);
      out.push_back(wire::EncodeFrame(request));
    }
    return out;
  }();
  const pid_t sealer = box().sealer();
  for (unsigned round = 0; round < 2000; ++round) {
    std::string octets = seed_requests[random() % seed_requests.size()];
    for (unsigned change = random() % 8; change > 0; --change) {
      octets[random() % octets.size()] = static_cast<char>(random());
    }
    if (random() % 4 == 0) octets.resize(random() % octets.size() + 1);
    asio::io_context context;
    asio::local::stream_protocol::socket socket(context);
    socket.connect(asio::local::stream_protocol::endpoint(Socket().string()));
    boost::system::error_code ignored;
    asio::write(socket, asio::buffer(octets), ignored);
  }
  ASSERT_EQ(kill(sealer, 0), 0);
  wire::Request request = As("operator");
  request.mutable_get_state();
  EXPECT_EQ(Say(request), "");
  EXPECT_THAT(last_.state().state(), testing::AnyOf("operational", "locked"));
  EXPECT_THAT(box().Journal(), Not(HasSubstr("terminate called")));
}

}  // namespace
}  // namespace signet::test
