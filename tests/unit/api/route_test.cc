#include "api/route.h"

#include <gtest/gtest.h>

#include <string>

#include "api/media_type.h"
#include "appliance/base/error.h"
#include "tests/support/error_matcher.h"

namespace signet::api {
namespace {

using test::CodeOf;

RequestHead Get(std::string target) { return {.method = "GET", .target = std::move(target)}; }

RequestHead Post(std::string target) {
  return {.method = "POST", .target = std::move(target), .content_type = "application/json"};
}

TEST(Route, FindsEachOperation) {
  const struct {
    RequestHead head;
    Operation operation;
  } cases[] = {
      {Post("/v1/seals"), Operation::kCreateSeal},
      {Post("/v1/validations"), Operation::kCreateValidation},
      {Post("/v1/validations?stage=final"), Operation::kCreateValidation},
      {Post("/v1/verifications?require=B-T&time=2026-03-01T12:00:00Z"),
       Operation::kCreateVerification},
      {Get("/v1/seals/0b5c"), Operation::kGetSeal},
      {Get("/v1/seals/0b5c/receipt"), Operation::kGetReceipt},
      {Get("/v1/state"), Operation::kGetState},
      {Get("/v1/health/alive"), Operation::kGetAlive},
      {Get("/v1/health/ready"), Operation::kGetReady},
      {Get("/metrics"), Operation::kGetMetrics},
      {Get("/openapi.yaml"), Operation::kGetOpenapi},
      {Get("/checkpoint"), Operation::kGetCheckpoint},
      {Get("/tile/0/000"), Operation::kGetTile},
      {Get("/tile/entries/x001/067.p/3"), Operation::kGetEntries},
      {Get("https://box:8443/v1/state"), Operation::kGetState},  // RFC 9112 3.2.2
      {Get("/v1/st%61te"), Operation::kGetState},                // RFC 3986 6.2.2.2
  };
  for (const auto& [head, operation] : cases) {
    EXPECT_EQ(RouteRequest(head).operation, operation) << head.target;
  }
}

TEST(Route, RefusesWhatIsNotThere) {
  const struct {
    RequestHead head;
    Code code;
  } cases[] = {
      {Get("/"), Code::kNoSuchResource},
      {Get("/v1"), Code::kNoSuchResource},
      {Get("/v1/seals/"), Code::kNoSuchResource},
      {Get("/v1/seals/a/b"), Code::kNoSuchResource},
      {Get("/v1/seals/a/receipt/"), Code::kNoSuchResource},
      {Get("/v1/seals/a%20b"), Code::kNoSuchResource},
      {Get("/v1/seals/a%2Freceipt"), Code::kNoSuchResource},
      {Get("/v1/seals/" + std::string(65, 'a')), Code::kNoSuchResource},
      {Get("/v1/clients/"), Code::kNoSuchResource},
      {Get("/v1/clients/a%2Fb"), Code::kNoSuchResource},
      {Get("/v1/clients/" + std::string(65, 'a')), Code::kNoSuchResource},
      {Get("/v1/clients/a/certificates"), Code::kMethodNotAllowed},
      {Get("/v1/mandates/%C3%A4"), Code::kNoSuchResource},
      {Get("/v1/approvals/a"), Code::kNoSuchResource},
      {Get("/v1/approvals/0B5C0000-0000-4000-8000-00000000000A"), Code::kNoSuchResource},
      {Get("/v1/approvals/0b5c0000-0000-4000-8000-00000000000a0"), Code::kNoSuchResource},
      {{.method = "DELETE", .target = "/v1/clients/a"}, Code::kMethodNotAllowed},
      {{.method = "PUT", .target = "/v1/clients"}, Code::kMethodNotAllowed},
      {{.method = "PATCH", .target = "/v1/clients/a"}, Code::kMethodNotAllowed},
      {Get("/V1/state"), Code::kNoSuchResource},
      {Get("//v1/state"), Code::kNoSuchResource},
      {Get("/v1/./state"), Code::kNoSuchResource},
      {Get("/v1/state/../state"), Code::kNoSuchResource},
      {Get("/tile/0"), Code::kNoSuchResource},
      {Get("/tile/0/"), Code::kNoSuchResource},
      {Get("/tile/64/000"), Code::kNoSuchResource},
      {Get("/tile/entries"), Code::kNoSuchResource},
      {Get("/tile/entries/0"), Code::kNoSuchResource},
      {Get("/checkpoint%00"), Code::kNoSuchResource},
      {Get("*"), Code::kRequestMalformed},
      {Get("box:443"), Code::kRequestMalformed},
      {Get(""), Code::kRequestMalformed},
      {Get("/%"), Code::kRequestMalformed},
      {Get("/%zz"), Code::kRequestMalformed},
      {Get("/v1/state#a"), Code::kRequestMalformed},
      {Get("/v1/ state"), Code::kRequestMalformed},
      {Get("/v1/\xc3\xa4"), Code::kRequestMalformed},
      {Get("/v1/seals"), Code::kMethodNotAllowed},
      {Post("/v1/state"), Code::kMethodNotAllowed},
      {{.method = "DELETE", .target = "/v1/seals/a"}, Code::kMethodNotAllowed},
      {{.method = "HEAD", .target = "/v1/seals"}, Code::kMethodNotAllowed},
      {{.method = "get", .target = "/v1/state"}, Code::kMethodNotAllowed},
  };
  for (const auto& [head, code] : cases) {
    EXPECT_EQ(CodeOf([&head = head] { RouteRequest(head); }), code) << head.target;
  }
}

constexpr char kUuid[] = "0b5c0000-0000-4000-8000-00000000000a";

std::string TargetOf(const OperationInfo& info) {
  std::string target(info.path);
  for (const auto& [from, to] : {std::pair("{id}", kUuid),
                                 {"{name}", "a"},
                                 {"{item}", "b"},
                                 {"{level}", "0"},
                                 {"{path}", "000"}}) {
    const auto at = target.find(from);
    if (at != std::string::npos) target.replace(at, std::string_view(from).size(), to);
  }
  return target;
}

TEST(Route, TakesHeadWhereverGetIs) {
  for (const OperationInfo& info : AllOperations()) {
    if (info.method != "GET") continue;
    const std::string target = TargetOf(info);
    const Route route = RouteRequest({.method = "HEAD", .target = target});
    EXPECT_EQ(route.operation, info.operation) << target;
    EXPECT_TRUE(route.head);
    EXPECT_TRUE(AllowedMethods(target).starts_with("GET, HEAD"));
  }
}

TEST(Route, KnowsTheMethodsOfAnAddress) {
  EXPECT_EQ(AllowedMethods("/v1/seals"), "POST");
  EXPECT_EQ(AllowedMethods("/v1/state"), "GET, HEAD");
  EXPECT_EQ(AllowedMethods("/v1/mandates"), "GET, HEAD, POST");
  EXPECT_EQ(AllowedMethods("/v1/clients/a"), "GET, HEAD, PUT");
  EXPECT_EQ(AllowedMethods("/v1/clients/a/signing-keys/b"), "DELETE");
  EXPECT_EQ(AllowedMethods("/nothing"), "");
}

TEST(Route, DecodesTheParametersOfASeal) {
  RequestHead head = Post("/v1/seals?key=rsa3072-pss&preparation=as-is&level=B%2DB");
  head.idempotency_key = "order-4711/1";
  head.accept = "application/jose+json";
  const Route route = RouteRequest(head);
  EXPECT_EQ(route.key, "rsa3072-pss");
  EXPECT_EQ(route.preparation, "as-is");
  EXPECT_EQ(route.level, "B-B");
  EXPECT_EQ(route.idempotency_key, "order-4711/1");
  EXPECT_EQ(route.media_type, kJoseJson);
}

TEST(Route, DecodesThePlaceOfATile) {
  EXPECT_EQ(RouteRequest(Get("/tile/3/x001/067.p/9")).tile, (TilePlace{3, 1067, 9}));
  EXPECT_EQ(RouteRequest(Get("/tile/entries/067")).tile, (TilePlace{0, 67, 256}));
}

TEST(Route, FindsEveryOperationOfTheTable) {
  for (const OperationInfo& info : AllOperations()) {
    RequestHead head{.method = std::string(info.method), .target = TargetOf(info)};
    head.content_type =
        info.body == Body::kMandateDocument ? "application/pdf" : "application/json";
    EXPECT_EQ(RouteRequest(head).operation, info.operation) << info.id;
  }
}

TEST(Route, DecodesThePlaceInTheRegistry) {
  const Route list = RouteRequest(Get("/v1/mandates?limit=1000&after=city.college"));
  EXPECT_EQ(list.registry.after, "city.college");
  EXPECT_EQ(list.registry.limit, 1000U);
  EXPECT_EQ(RouteRequest(Get("/v1/mandates")).registry.limit, 0U);

  const Route item =
      RouteRequest({.method = "DELETE", .target = "/v1/clients/registrar/certificates/00ff"});
  EXPECT_EQ(item.registry.name, "registrar");
  EXPECT_EQ(item.registry.item, "00ff");
  EXPECT_EQ(item.seal, "");

  const Route proposal =
      RouteRequest({.method = "POST", .target = TargetOf(InfoOf(Operation::kRejectProposal))});
  EXPECT_EQ(proposal.registry.name, kUuid);
  EXPECT_EQ(RouteRequest(Get("/v1/seals/a")).registry.name, "");
}

TEST(Route, TellsWhichDocumentComes) {
  RequestHead head{.method = "PUT", .target = "/v1/mandates/a/document"};
  for (const auto& [sent, taken] : {std::pair("application/pdf", kPdf),
                                    {"IMAGE/PNG", kPng},
                                    {"image/jpeg; quality=1", kJpeg}}) {
    head.content_type = sent;
    EXPECT_EQ(RouteRequest(head).registry.media_type, taken);
  }
  for (const auto* other : {"text/html", "application/json", "application/pdfx", ""}) {
    head.content_type = other;
    EXPECT_EQ(CodeOf([&head] { RouteRequest(head); }), Code::kMediaTypeUnsupported) << other;
  }
}

TEST(Route, TakesOneOfTheTypesThatADocumentMayHave) {
  RequestHead head = Get("/v1/mandates/a/document");
  head.accept = "image/png;q=0.5, text/html";
  EXPECT_EQ(RouteRequest(head).operation, Operation::kGetMandateDocument);
  head.accept = "application/json";
  EXPECT_EQ(CodeOf([&head] { RouteRequest(head); }), Code::kNotAcceptable);
}

TEST(Route, AsksForNoTypeWhereThereIsNoBody) {
  EXPECT_EQ(RouteRequest({.method = "POST", .target = "/v1/mandates/a/end"}).operation,
            Operation::kEndMandate);
  EXPECT_EQ(CodeOf([] { RouteRequest({.method = "POST", .target = "/v1/mandates"}); }),
            Code::kMediaTypeUnsupported);
}

TEST(Route, RefusesOtherParameters) {
  const std::string cases[] = {
      "/v1/seals?colour=blue",
      "/v1/seals?Key=p256",
      "/v1/seals?key=p256&key=p256",
      "/v1/seals?key=",
      "/v1/seals?key",
      "/v1/seals?",
      "/v1/seals?key=a%20b",
      "/v1/seals?key=%ff",
      "/v1/seals?preparation=none",
      "/v1/seals?level=B%20B",
      "/v1/seals?preparation=EDC",
      "/v1/seals?key=" + std::string(65, 'a'),
  };
  for (const std::string& target : cases) {
    if (target.ends_with("?")) continue;  // nothing was said
    EXPECT_EQ(CodeOf([&target] { RouteRequest(Post(target)); }), Code::kParameterInvalid) << target;
  }
  EXPECT_EQ(CodeOf([] { RouteRequest(Get("/v1/state?verbose=1")); }), Code::kParameterInvalid);
  for (const std::string query :
       {"limit=0", "limit=1001", "limit=-1", "limit=+1", "limit=1.5", "limit=", "limit=99999999999",
        "limit=1&limit=1", "after=", "after=a%2Fb", "after=a&after=b", "name=a"}) {
    EXPECT_EQ(CodeOf([&query] { RouteRequest(Get("/v1/clients?" + query)); }),
              Code::kParameterInvalid)
        << query;
  }
  EXPECT_EQ(CodeOf([] { RouteRequest(Get("/v1/keys?limit=1")); }), Code::kParameterInvalid);
  for (const std::string query : {"level=B-B", "require=B-C", "require=", "time=", "time=now",
                                  "time=2026-02-30T00:00:00Z", "require=B-B&require=B-B"}) {
    EXPECT_EQ(CodeOf([&query] { RouteRequest(Post("/v1/verifications?" + query)); }),
              Code::kParameterInvalid)
        << query;
  }
}

TEST(Route, RefusesWhatTheHeaderFieldsSay) {
  const struct {
    const char* rule;
    void (*change)(RequestHead&);
    Code code;
  } cases[] = {
      {"no content type", [](RequestHead& h) { h.content_type.reset(); },
       Code::kMediaTypeUnsupported},
      {"plain text", [](RequestHead& h) { h.content_type = "text/plain"; },
       Code::kMediaTypeUnsupported},
      {"compressed", [](RequestHead& h) { h.content_encoding = "gzip"; },
       Code::kMediaTypeUnsupported},
      {"accepts an image", [](RequestHead& h) { h.accept = "image/png"; }, Code::kNotAcceptable},
      {"empty key", [](RequestHead& h) { h.idempotency_key = ""; }, Code::kIdempotencyKeyInvalid},
      {"key with a space", [](RequestHead& h) { h.idempotency_key = "a b"; },
       Code::kIdempotencyKeyInvalid},
      {"key beyond ASCII", [](RequestHead& h) { h.idempotency_key = "\xc3\xa4"; },
       Code::kIdempotencyKeyInvalid},
      {"two keys, joined", [](RequestHead& h) { h.idempotency_key = "a, b"; },
       Code::kIdempotencyKeyInvalid},
      {"key of 129", [](RequestHead& h) { h.idempotency_key = std::string(129, 'a'); },
       Code::kIdempotencyKeyInvalid},
  };
  for (const auto& [rule, change, code] : cases) {
    RequestHead head = Post("/v1/seals");
    change(head);
    EXPECT_EQ(CodeOf([&head] { RouteRequest(head); }), code) << rule;
  }
  RequestHead head = Post("/v1/seals");
  head.idempotency_key = std::string(128, '~');
  head.content_encoding = "identity";
  EXPECT_EQ(RouteRequest(head).idempotency_key.size(), 128U);
}

TEST(Access, IsKnownBeforeAnythingElseIsLookedAt) {
  EXPECT_EQ(AccessOf("/v1/health/alive"), Access::kAnyone);
  EXPECT_EQ(AccessOf("/v1/health/ready?x=1"), Access::kAnyone);
  EXPECT_EQ(AccessOf("/metrics"), Access::kCertificateOrLocal);
  EXPECT_EQ(AccessOf("/v1/state"), Access::kCertificate);
  EXPECT_EQ(AccessOf("/nothing"), std::nullopt);
  EXPECT_EQ(AccessOf("rubbish"), std::nullopt);
}

}  // namespace
}  // namespace signet::api
