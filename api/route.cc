#include "api/route.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>
#include <cstddef>
#include <span>
#include <vector>

#include "api/media_type.h"
#include "appliance/base/clock.h"
#include "appliance/base/error.h"

namespace signet::api {
namespace {

namespace urls = boost::urls;

using Segments = std::vector<std::string>;

constexpr std::string_view kRest = "{path}";
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLongestIdempotencyKey = 128;
constexpr std::uint32_t kLongestList = 1000;

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
  for (const OperationInfo& info : AllOperations()) {
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

bool IsName(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

// RFC 9562 4, in lower case as the box writes them.
bool IsUuid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(text, kForm, [](char c, char form) {
    return form == 'x' ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') : c == form;
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
  if (IsName(value)) return;
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

template <std::string Route::*place, void (*require)(std::string_view, std::string_view)>
void Take(std::string_view name, std::string_view value, Route& route) {
  require(name, value);
  route.*place = value;
}

void TakeAfter(std::string_view name, std::string_view value, Route& route) {
  RequireName(name, value);
  route.registry.after = value;
}

void TakeLimit(std::string_view name, std::string_view value, Route& route) {
  const auto [end, failure] =
      std::from_chars(value.data(), value.data() + value.size(), route.registry.limit);
  const bool number = failure == std::errc() && end == value.data() + value.size();
  if (number && route.registry.limit >= 1 && route.registry.limit <= kLongestList) return;
  throw Error(Code::kParameterInvalid, "The parameter '" + std::string(name) +
                                           "' takes a number from 1 to " +
                                           std::to_string(kLongestList) + ".");
}

/// One query parameter of one operation.
struct Parameter {
  Operation operation;
  std::string_view name;
  void (*take)(std::string_view name, std::string_view value, Route& route);
};

constexpr auto kParameters = std::to_array<Parameter>({
    {Operation::kCreateSeal, "key", Take<&Route::key, RequireName>},
    {Operation::kCreateSeal, "preparation", Take<&Route::preparation, RequirePreparation>},
    {Operation::kCreateSeal, "level", Take<&Route::level, RequireName>},
    {Operation::kExtendSeal, "level", Take<&Route::level, RequireName>},
    {Operation::kCreateValidation, "stage", Take<&Route::stage, RequireStage>},
    {Operation::kCreateVerification, "require", Take<&Route::required, RequireLevel>},
    {Operation::kCreateVerification, "time", Take<&Route::time, RequireTime>},
    {Operation::kListOrganisations, "after", TakeAfter},
    {Operation::kListOrganisations, "limit", TakeLimit},
    {Operation::kListClients, "after", TakeAfter},
    {Operation::kListClients, "limit", TakeLimit},
    {Operation::kListMandates, "after", TakeAfter},
    {Operation::kListMandates, "limit", TakeLimit},
    {Operation::kListProposals, "limit", TakeLimit},
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
  std::vector<const Parameter*> taken;
  for (const auto& given : url.params()) {
    const auto* const known = std::ranges::find_if(kParameters, [&](const Parameter& parameter) {
      return parameter.operation == route.operation && parameter.name == given.key;
    });
    if (known == kParameters.end()) throw UnknownParameter(route.operation);
    if (std::ranges::find(taken, known) != taken.end()) {
      throw Error(Code::kParameterInvalid,
                  "The parameter '" + std::string(known->name) + "' was given twice.");
    }
    taken.push_back(known);
    known->take(known->name, std::string(given.value), route);
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

Error WrongType(std::string_view takes) {
  return {Code::kMediaTypeUnsupported, "Send " + std::string(takes) + "."};
}

void TakeBodyHead(const RequestHead& head, Body body, Route& route) {
  if (body == Body::kNone) return;
  const std::string_view type = head.content_type ? *head.content_type : std::string_view();
  if (head.content_encoding && *head.content_encoding != "identity") {
    throw WrongType("the body without Content-Encoding");
  }
  if (body == Body::kCredential && !IsCredentialType(type)) {
    throw WrongType(
        "the credential as application/json, application/ld+json or application/vc+ld+json, in "
        "UTF-8");
  }
  if (body == Body::kSealedFile && !IsSealedType(type)) {
    throw WrongType("the sealed file as application/jose+json or application/json, in UTF-8");
  }
  if (body == Body::kRegistryObject && !IsJsonType(type)) {
    throw WrongType("the object as application/json, in UTF-8");
  }
  if (body == Body::kMandateDocument) {
    const auto document = DocumentType(type);
    if (!document) throw WrongType("the document as application/pdf, image/png or image/jpeg");
    route.registry.media_type = *document;
  }
}

void TakeTilePlace(const Segments& segments, Route& route) {
  const bool tile = route.operation == Operation::kGetTile;
  const auto level = tile ? ParseTileLevel(segments[1]) : std::optional<std::uint32_t>(0);
  const auto place = ParseTilePath(std::span(segments).subspan(2));
  if (!level || !place) throw NothingHere();
  route.tile = *place;
  route.tile.level = *level;
}

// `{id}` is a proposal's below /v1/approvals, and else a seal's; `{name}` and `{item}` are the
// registry's.
void TakePlace(std::string_view path, const Segments& segments, Route& route) {
  if (path.find(kRest) != std::string_view::npos) return TakeTilePlace(segments, route);
  const bool proposal = path.starts_with("/v1/approvals/");
  for (const std::string& segment : segments) {
    const std::string_view expected = TakeSegment(path);
    if (!expected.starts_with('{')) continue;
    if (proposal ? !IsUuid(segment) : !IsName(segment)) throw NothingHere();
    const bool seal = expected == "{id}" && !proposal;
    std::string& place = seal                   ? route.seal
                         : expected == "{item}" ? route.registry.item
                                                : route.registry.name;
    place = segment;
  }
}

void ChooseAnswer(const RequestHead& head, const OperationInfo& info, Route& route) {
  const std::span offers = MediaTypesOf(info);
  const auto chosen = ChooseMediaType(head.accept.value_or(std::string()), offers);
  if (!chosen) {
    std::string known;
    for (const std::string_view offer : offers) {
      known.append(known.empty() ? "" : " or ").append(offer);
    }
    throw Error(Code::kNotAcceptable,
                "Accept names nothing that this operation can answer with: " + known + ".");
  }
  route.media_type = *chosen;
}

}  // namespace

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
  TakePlace((*found)->path, segments, route);
  TakeQuery(*url, route);
  ChooseAnswer(head, **found, route);
  if (route.operation == Operation::kCreateSeal) TakeIdempotencyKey(head, route);
  TakeBodyHead(head, (*found)->body, route);
  route.signed_head = SignedHeadOf(head);
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
