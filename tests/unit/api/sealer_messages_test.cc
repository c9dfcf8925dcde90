#include "api/sealer_messages.h"

#include <gtest/gtest.h>

#include <set>
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
  response.mutable_sealed()->set_authority("mandate:city-college");
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

wire::RegistryRequest RegistryRequestOf(const wire::Request& request) {
  const auto* field = request.GetReflection()->GetOneofFieldDescriptor(
      request, wire::Request::descriptor()->FindOneofByName("operation"));
  wire::RegistryRequest asked;
  asked.CopyFrom(request.GetReflection()->GetMessage(request, field));
  return asked;
}

bool IsRegistrys(const OperationInfo& info) {
  return ToWire(RouteOf(info.operation), "", std::nullopt).operation_case() >=
         wire::Request::kListOrganisations;
}

TEST(RegistryRequest, IsOfItsOwnKindForEachOperationAndCarriesTheWholePlace) {
  Route route;
  route.registry = {"name", "item", "after", 7, kPdf};
  std::set<wire::Request::OperationCase> kinds;
  for (const OperationInfo& info : AllOperations()) {
    if (info.access != Access::kCertificate || !IsRegistrys(info)) continue;
    route.operation = info.operation;
    const wire::Request request = ToWire(route, "body", "DER");
    kinds.insert(request.operation_case());
    // "list_clients" for "listClients"
    const auto* field = wire::Request::descriptor()->FindFieldByNumber(request.operation_case());
    EXPECT_EQ(field->json_name(), info.id);
    const wire::RegistryRequest asked = RegistryRequestOf(request);
    EXPECT_EQ(asked.name(), "name");
    EXPECT_EQ(asked.item(), "item");
    EXPECT_EQ(asked.after(), "after");
    EXPECT_EQ(asked.limit(), 7U);
    EXPECT_EQ(asked.media_type(), "application/pdf");
    EXPECT_EQ(asked.body(), "body");
  }
  EXPECT_EQ(kinds.size(), 25U);
}

wire::Response RegistryResponse(const std::string& body, const std::string& created = "") {
  wire::Response response;
  response.mutable_registry_answer()->set_body(body);
  response.mutable_registry_answer()->set_created(created);
  return response;
}

TEST(RegistryAnswer, IsTheObjectAsItIsNow) {
  const Answer answer =
      FromWire(RouteOf(Operation::kChangeClient), RegistryResponse(R"({"name":"a"})"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.media_type, "application/json");
  EXPECT_EQ(answer.body, R"({"name":"a"})");
  EXPECT_TRUE(answer.fields.empty());
}

// RFC 9110 15.3.2
TEST(RegistryAnswer, ToWhatMakesSomethingSaysWhereItIs) {
  const struct {
    Operation operation;
    const char* created;
    const char* location;
  } cases[] = {
      {Operation::kCreateOrganisation, "city.college_2", "/v1/organisations/city.college_2"},
      {Operation::kCreateClient, "registrar", "/v1/clients/registrar"},
      {Operation::kCreateMandate, "city-college", "/v1/mandates/city-college"},
      {Operation::kCreateProposal, "0b5c-1", "/v1/approvals/0b5c-1"},
  };
  for (const auto& [operation, created, location] : cases) {
    const Answer answer = FromWire(RouteOf(operation), RegistryResponse("{}", created));
    EXPECT_EQ(answer.status, 201);
    const std::vector<std::pair<std::string, std::string>> fields = {{"Location", location}};
    EXPECT_EQ(answer.fields, fields);
  }
}

TEST(RegistryAnswer, MayBeADocument) {
  wire::Response response = RegistryResponse("%PDF");
  response.mutable_registry_answer()->set_media_type("image/png");
  const Answer answer = FromWire(RouteOf(Operation::kGetMandateDocument), response);
  EXPECT_EQ(answer.media_type, "image/png");
  EXPECT_EQ(answer.body, "%PDF");
}

TEST(RegistryAnswer, IsNotBelieved) {
  wire::Response page = RegistryResponse("<script>");
  page.mutable_registry_answer()->set_media_type("text/html");
  const struct {
    const char* rule;
    Operation operation;
    wire::Response response;
  } cases[] = {
      {"a type that is not described", Operation::kGetMandateDocument, page},
      {"a name that would split the header", Operation::kCreateClient,
       RegistryResponse("{}", "a\r\nSet-Cookie: b")},
      {"nothing was made", Operation::kCreateClient, RegistryResponse("{}")},
      {"something was made where nothing is", Operation::kGetClient, RegistryResponse("{}", "a")},
  };
  for (const auto& [rule, operation, response] : cases) {
    const auto& given = response;
    EXPECT_EQ(CodeOf([&given, asked = operation] { FromWire(RouteOf(asked), given); }),
              Code::kInternal)
        << rule;
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
  EXPECT_EQ(document.root().Find("authority")->AsString(), "mandate:city-college");

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
  response.mutable_seal_info()->set_authority("own");
  const Answer open = FromWire(RouteOf(Operation::kGetSeal), response);
  EXPECT_EQ(open.body.find("logIndex"), std::string::npos);
  EXPECT_EQ(open.body.find("completed"), std::string::npos);
  EXPECT_NE(open.body.find(R"("authority":"own")"), std::string::npos);
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

// A mandate whose seals of the year are used up has some again after a year.
TEST(SealerProblem, AdvisesToComeBackAfterAPeriodOfAMandateButNotLater) {
  wire::Response response;
  response.mutable_problem()->set_code(static_cast<std::uint32_t>(Code::kMandatePeriodUsedUp));
  for (const auto& [said, told] :
       {std::pair(31'536'000U, "31536000"), {4'000'000'000U, "34560000"}}) {
    response.mutable_problem()->set_retry_after_seconds(said);
    const Answer answer = FromWire(RouteOf(Operation::kCreateSeal), response);
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.fields.at(0).second, told);
  }
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
