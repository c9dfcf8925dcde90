#include "api/route.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cstddef>
#include <vector>

#include "api/media_type.h"
#include "appliance/base/clock.h"
#include "appliance/base/error.h"

namespace signet::api {
namespace {

namespace urls = boost::urls;

using Segments = std::vector<std::string>;

constexpr std::string_view kRest = "{path}";
constexpr std::size_t kLongestKeyName = 64;
constexpr std::size_t kLongestSealId = 64;
constexpr std::size_t kLongestIdempotencyKey = 128;

constexpr auto kOperations = std::to_array<OperationInfo>({
    {Operation::kCreateSeal,
     "createSeal",
     "POST",
     "/v1/seals",
     Access::kCertificate,
     {kJson, kJoseJson}},
    {Operation::kExtendSeal,
     "extendSeal",
     "POST",
     "/v1/extensions",
     Access::kCertificate,
     {kJoseJson}},
    {Operation::kCreateValidation,
     "createValidation",
     "POST",
     "/v1/validations",
     Access::kCertificate,
     {kJson}},
    {Operation::kCreateVerification,
     "createVerification",
     "POST",
     "/v1/verifications",
     Access::kCertificate,
     {kJson}},
    {Operation::kGetSeal, "getSeal", "GET", "/v1/seals/{id}", Access::kCertificate, {kJson}},
    {Operation::kGetReceipt,
     "getReceipt",
     "GET",
     "/v1/seals/{id}/receipt",
     Access::kCertificate,
     {kPlainText}},
    {Operation::kGetState, "getState", "GET", "/v1/state", Access::kCertificate, {kJson}},
    {Operation::kGetAlive, "getAlive", "GET", "/v1/health/alive", Access::kAnyone, {kJson}},
    {Operation::kGetReady, "getReady", "GET", "/v1/health/ready", Access::kAnyone, {kJson}},
    {Operation::kGetMetrics,
     "getMetrics",
     "GET",
     "/metrics",
     Access::kCertificateOrLocal,
     {kPlainText}},
    {Operation::kGetOpenapi,
     "getOpenapi",
     "GET",
     "/openapi.yaml",
     Access::kCertificateOrLocal,
     {kYaml}},
    {Operation::kGetCheckpoint,
     "getCheckpoint",
     "GET",
     "/checkpoint",
     Access::kCertificate,
     {kPlainText}},
    {Operation::kGetEntries,
     "getEntries",
     "GET",
     "/tile/entries/{path}",
     Access::kCertificate,
     {kOctets}},
    {Operation::kGetTile,
     "getTile",
     "GET",
     "/tile/{level}/{path}",
     Access::kCertificate,
     {kOctets}},
});

std::optional<urls::url_view> ParseTarget(std::string_view target) {
  // RFC 9112 3.2.1 and 3.2.2: origin-form, and absolute-form as a proxy's client sends it.
  auto parsed = target.starts_with('/') ? urls::parse_origin_form({target.data(), target.size()})
                                        : urls::parse_uri({target.data(), target.size()});
  if (parsed.has_error() || !parsed->is_path_absolute() || parsed->has_fragment()) {
    return std::nullopt;
  }
  return *parsed;
}

Segments SegmentsOf(const urls::url_view& url) {
  Segments segments;
  for (const auto& segment : url.segments()) segments.emplace_back(segment);
  return segments;
}

std::string_view TakeSegment(std::string_view& rest) {
  rest.remove_prefix(1);
  const std::string_view segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  return segment;
}

bool Matches(std::string_view path, const Segments& segments) {
  std::size_t at = 0;
  while (!path.empty()) {
    const std::string_view expected = TakeSegment(path);
    if (at == segments.size()) return false;
    if (expected == kRest) return true;
    if (!expected.starts_with('{') && expected != segments[at]) return false;
    ++at;
  }
  return at == segments.size();
}

std::vector<const OperationInfo*> OperationsAt(const Segments& segments) {
  std::vector<const OperationInfo*> found;
  for (const OperationInfo& info : kOperations) {
    // "/tile/entries/…" fits "/tile/{level}/…" too; the first in the table is the one that is
    // meant.
    if (!found.empty() && found.front()->path != info.path) continue;
    if (Matches(info.path, segments)) found.push_back(&info);
  }
  return found;
}

std::vector<const OperationInfo*> OperationsAt(std::string_view target) {
  const auto url = ParseTarget(target);
  return url ? OperationsAt(SegmentsOf(*url)) : std::vector<const OperationInfo*>{};
}

bool IsName(std::string_view text, std::size_t longest) {
  return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

Error NothingHere() {
  return {Code::kNoSuchResource,
          "There is nothing at this address; GET /openapi.yaml lists what there is."};
}

void RequireOneOf(std::string_view name, std::string_view value,
                  std::initializer_list<std::string_view> values) {
  if (std::ranges::find(values, value) != values.end()) return;
  std::string known;
  for (const std::string_view v : values) known.append(known.empty() ? "" : ", ").append(v);
  throw Error(Code::kParameterInvalid,
              "The parameter '" + std::string(name) + "' takes one of: " + known + ".");
}

void RequireName(std::string_view name, std::string_view value) {
  if (IsName(value, kLongestKeyName)) return;
  throw Error(Code::kParameterInvalid, "The parameter '" + std::string(name) +
                                           "' takes 1 to 64 letters, digits, '.', '_' and '-'.");
}

void RequirePreparation(std::string_view name, std::string_view value) {
  RequireOneOf(name, value, {"edc", "as-is"});
}

void RequireLevel(std::string_view name, std::string_view value) {
  RequireOneOf(name, value, {"B-B", "B-T", "B-LT", "B-LTA"});
}

void RequireStage(std::string_view name, std::string_view value) {
  RequireOneOf(name, value, {"draft", "final"});
}

void RequireTime(std::string_view name, std::string_view value) {
  if (ParseTime(value)) return;
  throw Error(Code::kParameterInvalid, "The parameter '" + std::string(name) +
                                           "' takes a time in UTC: 2026-03-01T12:00:00Z.");
}

/// One query parameter of one operation.
struct Parameter {
  Operation operation;
  std::string_view name;
  std::string Route::*place;
  void (*require)(std::string_view name, std::string_view value);
};

constexpr auto kParameters = std::to_array<Parameter>({
    {Operation::kCreateSeal, "key", &Route::key, RequireName},
    {Operation::kCreateSeal, "preparation", &Route::preparation, RequirePreparation},
    {Operation::kCreateSeal, "level", &Route::level, RequireName},
    {Operation::kExtendSeal, "level", &Route::level, RequireName},
    {Operation::kCreateValidation, "stage", &Route::stage, RequireStage},
    {Operation::kCreateVerification, "require", &Route::required, RequireLevel},
    {Operation::kCreateVerification, "time", &Route::time, RequireTime},
});

Error UnknownParameter(Operation operation) {
  std::string known;
  for (const Parameter& parameter : kParameters) {
    if (parameter.operation == operation) {
      known.append(known.empty() ? "" : ", ").append(parameter.name);
    }
  }
  return {Code::kParameterInvalid,
          known.empty()
              ? "This operation takes no query parameters."
              : "A query parameter is not known here; this operation takes: " + known + "."};
}

void TakeQuery(const urls::url_view& url, Route& route) {
  for (const auto& given : url.params()) {
    const auto known = std::ranges::find_if(kParameters, [&](const Parameter& parameter) {
      return parameter.operation == route.operation && parameter.name == given.key;
    });
    if (known == kParameters.end()) throw UnknownParameter(route.operation);
    std::string& place = route.*known->place;
    if (!place.empty()) {
      throw Error(Code::kParameterInvalid,
                  "The parameter '" + std::string(known->name) + "' was given twice.");
    }
    std::string value(given.value);
    known->require(known->name, value);
    place = std::move(value);
  }
}

void TakeIdempotencyKey(const RequestHead& head, Route& route) {
  if (head.idempotency_key) {
    const std::string_view key = *head.idempotency_key;
    const bool visible = std::ranges::all_of(key, [](char c) { return c >= '!' && c <= '~'; });
    if (key.empty() || key.size() > kLongestIdempotencyKey || !visible) {
      throw Error(Code::kIdempotencyKeyInvalid,
                  "Idempotency-Key takes 1 to 128 visible ASCII characters, once.");
    }
    route.idempotency_key = key;
  }
}

void TakeCredentialHead(const RequestHead& head) {
  if (!head.content_type || !IsCredentialType(*head.content_type)) {
    throw Error(Code::kMediaTypeUnsupported,
                "Send the credential as application/json, application/ld+json or "
                "application/vc+ld+json, in UTF-8.");
  }
  if (head.content_encoding && *head.content_encoding != "identity") {
    throw Error(Code::kMediaTypeUnsupported, "Send the credential without Content-Encoding.");
  }
}

void TakeSealedFileHead(const RequestHead& head) {
  if (!head.content_type || !IsSealedType(*head.content_type)) {
    throw Error(Code::kMediaTypeUnsupported,
                "Send the sealed file as application/jose+json or application/json, in UTF-8.");
  }
  if (head.content_encoding && *head.content_encoding != "identity") {
    throw Error(Code::kMediaTypeUnsupported, "Send the sealed file without Content-Encoding.");
  }
}

void TakePlace(const Segments& segments, Route& route) {
  if (route.operation == Operation::kGetSeal || route.operation == Operation::kGetReceipt) {
    if (!IsName(segments[2], kLongestSealId)) throw NothingHere();
    route.seal = segments[2];
  }
  const bool tile = route.operation == Operation::kGetTile;
  if (!tile && route.operation != Operation::kGetEntries) return;
  const auto level = tile ? ParseTileLevel(segments[1]) : std::optional<std::uint32_t>(0);
  const auto place = ParseTilePath(std::span(segments).subspan(2));
  if (!level || !place) throw NothingHere();
  route.tile = *place;
  route.tile.level = *level;
}

void ChooseAnswer(const RequestHead& head, const OperationInfo& info, Route& route) {
  const std::span offers(info.produces.data(), info.produces[1].empty() ? 1U : 2U);
  const auto chosen = ChooseMediaType(head.accept.value_or(std::string()), offers);
  if (!chosen) {
    throw Error(
        Code::kNotAcceptable,
        "Accept names nothing that this operation can answer with: " + std::string(offers.front()) +
            (offers.size() > 1 ? " or " + std::string(offers.back()) : std::string()) + ".");
  }
  route.media_type = *chosen;
}

}  // namespace

std::span<const OperationInfo> AllOperations() { return kOperations; }

const OperationInfo& InfoOf(Operation operation) {
  return *std::ranges::find(kOperations, operation, &OperationInfo::operation);
}

Route RouteRequest(const RequestHead& head) {
  const auto url = ParseTarget(head.target);
  if (!url) throw Error(Code::kRequestMalformed, "The request's target is not a valid URL path.");
  const Segments segments = SegmentsOf(*url);
  const auto operations = OperationsAt(segments);
  if (operations.empty()) throw NothingHere();

  Route route;
  route.head = head.method == "HEAD";
  const std::string_view method = route.head ? std::string_view("GET") : head.method;
  const auto found = std::ranges::find(operations, method, &OperationInfo::method);
  if (found == operations.end()) {
    throw Error(Code::kMethodNotAllowed,
                "This address takes " + AllowedMethods(head.target) + " only.");
  }
  route.operation = (*found)->operation;
  TakePlace(segments, route);
  TakeQuery(*url, route);
  ChooseAnswer(head, **found, route);
  if (route.operation == Operation::kCreateSeal) TakeIdempotencyKey(head, route);
  const bool takes_credential =
      route.operation == Operation::kCreateSeal || route.operation == Operation::kCreateValidation;
  if (takes_credential) TakeCredentialHead(head);
  const bool takes_sealed = route.operation == Operation::kExtendSeal ||
                            route.operation == Operation::kCreateVerification;
  if (takes_sealed) TakeSealedFileHead(head);
  return route;
}

std::optional<Access> AccessOf(std::string_view target) {
  const auto operations = OperationsAt(target);
  if (operations.empty()) return std::nullopt;
  return operations.front()->access;
}

std::string AllowedMethods(std::string_view target) {
  std::string allowed;
  for (const OperationInfo* info : OperationsAt(target)) {
    if (!allowed.empty()) allowed += ", ";
    allowed += info->method == "GET" ? "GET, HEAD" : std::string(info->method);
  }
  return allowed;
}

}  // namespace signet::api
