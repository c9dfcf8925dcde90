#include "api/signed_head.h"

#include <gtest/gtest.h>

#include "api/http_request.h"
#include "api/route.h"
#include "api/sealer_messages.h"
#include "appliance/base/error.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/api/gateway_fixture.h"

namespace signet::api::test {
namespace {

using wire::Request;

RequestHead Seal() {
  return {.method = "POST",
          .target = "/v1/seals?level=B%2DB&key=k",
          .content_type = "application/json",
          .idempotency_key = "order-4711/1",
          .content_digest = "sha-256=:AAAA:",
          .signature_input = "s=();created=1",
          .signature = "s=:AAAA:"};
}

TEST(SignedHead, IsPassedOnAsItCame) {
  const wire::HttpSignature passed_on =
      ToWire(RouteRequest(Seal()), "{}", std::nullopt).signature();
  EXPECT_EQ(passed_on.method(), "POST");
  EXPECT_EQ(passed_on.target(), "/v1/seals?level=B%2DB&key=k");
  EXPECT_EQ(passed_on.content_type(), "application/json");
  EXPECT_EQ(passed_on.idempotency_key(), "order-4711/1");
  EXPECT_EQ(passed_on.content_digest(), "sha-256=:AAAA:");
  EXPECT_EQ(passed_on.signature_input(), "s=();created=1");
  EXPECT_EQ(passed_on.signature(), "s=:AAAA:");
}

TEST(SignedHead, IsThereIfOneOfItsFieldsIs) {
  RequestHead head = Seal();
  head.signature.reset();
  EXPECT_TRUE(SignedHeadOf(head));
  head.signature_input.reset();
  EXPECT_FALSE(SignedHeadOf(head));
  EXPECT_FALSE(ToWire(RouteRequest(head), "{}", std::nullopt).has_signature());
  head.signature = "";
  EXPECT_TRUE(SignedHeadOf(head));
}

// Texts of the wire are UTF-8: anything else would end the gateway's connection to the sealer.
TEST(SignedHead, HasNothingThatTheWireDoesNotTake) {
  std::string RequestHead::*const methods[] = {&RequestHead::method, &RequestHead::target};
  std::optional<std::string> RequestHead::*const fields[] = {
      &RequestHead::content_type, &RequestHead::idempotency_key, &RequestHead::content_digest,
      &RequestHead::signature_input, &RequestHead::signature};
  for (const char* const text : {"\xe4", "\xc3\xa4", "a\tb", "a\nb", "\x7f"}) {
    for (const auto field : fields) {
      RequestHead head = Seal();
      head.*field = text;
      EXPECT_EQ(signet::test::CodeOf([&] { SignedHeadOf(head); }), Code::kSignatureInvalid);
    }
    for (const auto field : methods) {
      RequestHead head = Seal();
      head.*field = text;
      EXPECT_EQ(signet::test::CodeOf([&] { SignedHeadOf(head); }), Code::kSignatureInvalid);
    }
  }
}

TEST(SignedHead, IsThatOfEveryOperationThatTheSealerAnswers) {
  for (const OperationInfo& info : AllOperations()) {
    if (info.operation == Operation::kGetAlive || info.operation == Operation::kGetOpenapi)
      continue;
    Route route;
    route.operation = info.operation;
    route.signed_head = SignedHeadOf(Seal());
    EXPECT_EQ(ToWire(route, "", std::nullopt).signature().signature(), "s=:AAAA:") << info.id;
  }
}

TEST(SignedHead, JoinsFieldsThatCameSeveralTimes) {  // RFC 9110 5.2, RFC 9421 2.1
  HttpHeader header;
  header.method_string("GET");
  header.target("/v1/state");
  header.insert("signature-INPUT", "a=()");
  header.insert("Signature", "a=:AAAA:");
  header.insert("Accept", "*/*");
  header.insert("Signature-Input", "b=()");
  header.insert("Content-Digest", "sha-256=:AAAA:");
  header.insert("content-digest", "sha-512=:AAAA:");
  const RequestHead head = HeadOf(header);
  EXPECT_EQ(head.signature_input, "a=(), b=()");
  EXPECT_EQ(head.signature, "a=:AAAA:");
  EXPECT_EQ(head.content_digest, "sha-256=:AAAA:, sha-512=:AAAA:");
  EXPECT_EQ(head.accept, "*/*");
}

class GatewaySignatures : public GatewayTest {
 protected:
  GatewaySignatures() { Start(); }
};

TEST_F(GatewaySignatures, ReachTheSealer) {
  HttpsClient client(Client());
  client.Post("/v1/seals?key=k",
              {{"Content-Type", "application/json; charset=utf-8"},
               {"Content-Digest", "sha-256=:AAAA:"},
               {"Idempotency-Key", "one"},
               {"Signature-Input", "s=();created=1"},
               {"Signature", "s=:AAAA:"}},
              "{}");
  const wire::HttpSignature seal = sealer_.Await(Request::kSeal).signature();
  EXPECT_EQ(seal.method(), "POST");
  EXPECT_EQ(seal.target(), "/v1/seals?key=k");
  EXPECT_EQ(seal.content_type(), "application/json; charset=utf-8");
  EXPECT_EQ(seal.content_digest(), "sha-256=:AAAA:");
  EXPECT_EQ(seal.idempotency_key(), "one");
  EXPECT_EQ(seal.signature_input(), "s=();created=1");
  EXPECT_EQ(seal.signature(), "s=:AAAA:");

  client.SendRaw(
      "HEAD /v1/state HTTP/1.1\r\nHost: box\r\nSignature-Input:  s=()  \r\nSignature: s=:AAAA:\r\n"
      "\r\n");
  const wire::HttpSignature state = sealer_.Await(Request::kGetState).signature();
  EXPECT_EQ(state.method(), "HEAD");
  EXPECT_EQ(state.target(), "/v1/state");
  EXPECT_EQ(state.signature_input(), "s=()");
  EXPECT_EQ(state.content_type(), "");
}

TEST_F(GatewaySignatures, ThatCannotBePassedOnAreRefusedAndNothingElseSuffers) {
  HttpsClient client(Client());
  client.SendRaw("GET /v1/state HTTP/1.1\r\nHost: box\r\nSignature: s=:\xe4:\r\n\r\n");
  EXPECT_EQ(ProblemName(client.ReadResponse()), "signature-invalid");
  ExpectWell();
}

}  // namespace
}  // namespace signet::api::test
