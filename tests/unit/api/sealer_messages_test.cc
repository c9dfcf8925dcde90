#include "api/sealer_messages.h"

#include <gtest/gtest.h>

#include <string>

#include "api/media_type.h"
#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "tests/support/error_matcher.h"

namespace signet::api {
namespace {

using test::CodeOf;

Route RouteOf(Operation operation, std::string_view media_type = kJson) {
  Route route;
  route.operation = operation;
  route.media_type = media_type;
  return route;
}

wire::Response SealedResponse() {
  wire::Response response;
  response.mutable_sealed()->set_seal("0b5c-1");
  response.mutable_sealed()->set_log_index(41);
  response.mutable_sealed()->set_text("{\"a\":\"\\u00e4\n\"}");
  return response;
}

TEST(SealerRequest, CarriesTheParametersAndThePeer) {
  Route route = RouteOf(Operation::kCreateSeal);
  route.key = "p256";
  route.preparation = "as-is";
  route.level = "B-B";
  route.idempotency_key = "k";
  const wire::Request request = ToWire(route, "{}", "DER");
  EXPECT_EQ(request.peer().certificate(), "DER");
  EXPECT_EQ(request.seal().credential(), "{}");
  EXPECT_EQ(request.seal().key(), "p256");
  EXPECT_EQ(request.seal().preparation(), "as-is");
  EXPECT_EQ(request.seal().level(), "B-B");
  EXPECT_EQ(request.seal().idempotency_key(), "k");
  EXPECT_FALSE(ToWire(RouteOf(Operation::kGetReady), "", std::nullopt).has_peer());
}

TEST(SealerRequest, CarriesASealedFileAndHowToJudgeIt) {
  Route route = RouteOf(Operation::kCreateVerification);
  route.required = "B-T";
  route.time = "2026-03-01T12:00:00Z";
  const wire::Request request = ToWire(route, "sealed", "DER");
  EXPECT_EQ(request.verify().sealed(), "sealed");
  EXPECT_EQ(request.verify().required(), "B-T");
  EXPECT_EQ(request.verify().time(), "2026-03-01T12:00:00Z");
  wire::Response response;
  response.mutable_verification()->set_judgement("{}");
  const Answer answer = FromWire(route, response);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.media_type, "application/json");
  EXPECT_EQ(answer.body, "{}");
}

wire::Finding MissingTitle() {
  wire::Finding finding;
  finding.set_severity("violation");
  finding.set_focus("_:");
  finding.set_path("http://purl.org/dc/terms/title");
  finding.set_component("http://www.w3.org/ns/shacl#MinCountConstraintComponent");
  finding.set_pointer("/credentialSubject/hasClaim/0");
  finding.set_rule("A \"title\" is missing.");
  return finding;
}

constexpr std::string_view kMissingTitle =
    R"("findings":[{"severity":"violation","focus":"_:","path":"http://purl.org/dc/terms/title",)"
    R"("component":"http://www.w3.org/ns/shacl#MinCountConstraintComponent",)"
    R"("pointer":"/credentialSubject/hasClaim/0","rule":"A \"title\" is missing.","value":""}]})";

TEST(SealerRequest, CarriesACredentialToCheckAndWhatWasFoundBack) {
  Route route = RouteOf(Operation::kCreateValidation);
  route.stage = "final";
  const wire::Request request = ToWire(route, "{}", "DER");
  EXPECT_EQ(request.validate().credential(), "{}");
  EXPECT_EQ(request.validate().stage(), "final");
  wire::Response response;
  response.mutable_validation()->set_complete(true);
  *response.mutable_validation()->add_findings() = MissingTitle();
  EXPECT_EQ(FromWire(route, response).body,
            R"({"conforms":false,"complete":true,)" + std::string(kMissingTitle));
}

// RFC 9457 3.2: an extension member.
TEST(SealerRequest, IsAnsweredByAProblemWithTheFindingsThatKeepItFromBeingSealed) {
  wire::Response response;
  response.mutable_problem()->set_code(static_cast<std::uint32_t>(Code::kProfileViolated));
  *response.mutable_problem()->add_findings() = MissingTitle();
  const Answer answer = FromWire(RouteOf(Operation::kCreateSeal), response);
  EXPECT_EQ(answer.status, 422);
  EXPECT_TRUE(answer.body.ends_with(kMissingTitle)) << answer.body;
}

TEST(SealerRequest, ExistsForEveryOperationTheGatewayDoesNotAnswer) {
  for (const OperationInfo& info : AllOperations()) {
    const bool own =
        info.operation == Operation::kGetAlive || info.operation == Operation::kGetOpenapi;
    const Route route = RouteOf(info.operation);
    if (own) {
      EXPECT_EQ(CodeOf([&route] { ToWire(route, "", std::nullopt); }), Code::kInternal);
    } else {
      EXPECT_NE(ToWire(route, "", std::nullopt).operation_case(), wire::Request::OPERATION_NOT_SET)
          << info.id;
    }
  }
}

TEST(SealedAnswer, KeepsTheOctetsOfTheSealedText) {
  const std::string text = SealedResponse().sealed().text();
  const Answer json = FromWire(RouteOf(Operation::kCreateSeal), SealedResponse());
  EXPECT_EQ(json.status, 201);
  const auto document = json::Document::Parse(json.body, {});
  EXPECT_EQ(document.root().Find("sealed")->AsString(), text);
  EXPECT_EQ(document.root().Find("id")->AsString(), "0b5c-1");
  EXPECT_EQ(document.root().Find("logIndex")->AsInteger(), 41);

  const Answer alone = FromWire(RouteOf(Operation::kCreateSeal, kJoseJson), SealedResponse());
  EXPECT_EQ(alone.body, text);
  EXPECT_EQ(alone.media_type, kJoseJson);
  const std::vector<std::pair<std::string, std::string>> fields = {
      {"Location", "/v1/seals/0b5c-1"}, {"Signet-Seal-Id", "0b5c-1"}, {"Signet-Log-Index", "41"}};
  EXPECT_EQ(alone.fields, fields);
}

TEST(SealedAnswer, OfARepeatIs200) {
  wire::Response response = SealedResponse();
  response.mutable_sealed()->set_repeated(true);
  EXPECT_EQ(FromWire(RouteOf(Operation::kCreateSeal), response).status, 200);
}

TEST(SealAnswer, LeavesOutWhatIsNotThereYet) {
  wire::Response response;
  response.mutable_seal_info()->set_seal("a");
  response.mutable_seal_info()->set_status("intended");
  const Answer open = FromWire(RouteOf(Operation::kGetSeal), response);
  EXPECT_EQ(open.body.find("logIndex"), std::string::npos);
  EXPECT_EQ(open.body.find("completed"), std::string::npos);
  response.mutable_seal_info()->set_log_index(0);
  response.mutable_seal_info()->set_problem("token-failed");
  const Answer failed = FromWire(RouteOf(Operation::kGetSeal), response);
  EXPECT_NE(failed.body.find("\"logIndex\":0"), std::string::npos);
  EXPECT_NE(failed.body.find("\"urn:signet:problem:token-failed\""), std::string::npos);
}

TEST(SealerProblem, KeepsCodeCorrelationAndAdvice) {
  wire::Response response;
  response.mutable_problem()->set_code(static_cast<std::uint32_t>(Code::kReceiptPending));
  response.mutable_problem()->set_detail("Soon.");
  response.mutable_problem()->set_correlation("0b5c");
  response.mutable_problem()->set_retry_after_seconds(2);
  const Answer answer = FromWire(RouteOf(Operation::kGetReceipt), response);
  EXPECT_EQ(answer.status, 404);
  EXPECT_NE(answer.body.find("urn:uuid:0b5c"), std::string::npos);
  ASSERT_EQ(answer.fields.size(), 1U);
  EXPECT_EQ(answer.fields[0].second, "2");
}

TEST(SealerAnswer, IsNotBelieved) {
  wire::Response unknown_code;
  unknown_code.mutable_problem()->set_code(9999);
  unknown_code.mutable_problem()->set_correlation("a\r\nSet-Cookie: b");
  const Answer answer = FromWire(RouteOf(Operation::kGetState), unknown_code);
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body.find("Set-Cookie"), std::string::npos);

  wire::Response split = SealedResponse();
  split.mutable_sealed()->set_seal("a\r\nSet-Cookie: b");
  const struct {
    const char* rule;
    wire::Response response;
  } cases[] = {
      {"result of another operation",
       [] {
         wire::Response response;
         response.mutable_checkpoint();
         return response;
       }()},
      {"no result", {}},
      {"seal id that would split the header", split},
  };
  for (const auto& [rule, response] : cases) {
    const auto& given = response;
    EXPECT_EQ(CodeOf([&given] { FromWire(RouteOf(Operation::kCreateSeal), given); }),
              Code::kInternal)
        << rule;
  }
}

TEST(Readiness, IsAProblemWithItsReasonWhenNotReady) {
  wire::Response response;
  response.mutable_readiness()->set_ready(true);
  EXPECT_EQ(FromWire(RouteOf(Operation::kGetReady), response).status, 200);
  response.mutable_readiness()->set_ready(false);
  response.mutable_readiness()->set_reason("The token is locked.");
  const Answer answer = FromWire(RouteOf(Operation::kGetReady), response);
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("The token is locked."), std::string::npos);
}

}  // namespace
}  // namespace signet::api
