#include "appliance/sealer/signed_request.h"

#include <algorithm>
#include <utility>

#include "appliance/base/content_digest.h"
#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/http_signature.h"
#include "appliance/sealer/http_form.h"

namespace signet::sealer {
namespace {

constexpr std::chrono::seconds kOldest{300};
constexpr std::chrono::seconds kFarthestAhead{60};

using Query = std::vector<std::pair<std::string, std::string>>;

Error Invalid(std::string message) { return {Code::kSignatureInvalid, std::move(message)}; }

SignableRequest SignableOf(const wire::HttpSignature& signed_as) {
  return {.method = signed_as.method(),
          .target = signed_as.target(),
          .content_digest = signed_as.content_digest(),
          .content_type = signed_as.content_type(),
          .idempotency_key = signed_as.idempotency_key()};
}

void CheckTag(const SignatureParameters& parameters, std::string_view log_origin) {
  const std::string expected = SignatureTag(log_origin);
  if (parameters.tag == expected) return;
  throw Invalid("The request is signed for another box: its signature's tag must be \"" + expected +
                "\".");
}

const registry::SigningKey& FindKey(const std::vector<registry::SigningKey>& keys,
                                    std::string_view keyid) {
  const auto found = std::ranges::find(keys, keyid, &registry::SigningKey::id);
  if (found != keys.end()) return *found;
  throw Invalid(
      "The signature's keyid is none of the keys that this client is registered with. Ask an "
      "administrator of the box.");
}

void CheckTime(const SignatureParameters& parameters, Time now) {
  const Time created = parameters.created;
  const bool expired = parameters.expires && now > *parameters.expires;
  if (now - created <= kOldest && created - now <= kFarthestAhead && !expired) return;
  throw Error(Code::kSignatureOutOfTime,
              "The request's signature is older than 300 seconds, from the future or expired; here "
              "it is " +
                  FormatTimeSeconds(now) +
                  ". Set the clock, and sign each request when it is sent.");
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// RFC 3986 2.1; nullopt for a '%' without its two digits.
std::optional<std::string> Unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = text.starts_with('%') ? 3 : 1;
    if (length == 1) {
      out.push_back(text.front());
    } else {
      const int high = text.size() < length ? -1 : HexDigit(text[1]);
      const int low = text.size() < length ? -1 : HexDigit(text[2]);
      if (high < 0 || low < 0) return std::nullopt;
      out.push_back(static_cast<char>(high * 16 + low));
    }
    text.remove_prefix(length);
  }
  return out;
}

// `name=value&…`, sorted; nullopt for what is not of that form.
std::optional<Query> ReadQuery(std::string_view text) {
  Query query;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    auto name = Unescaped(pair.substr(0, equals));
    auto value = Unescaped(pair.substr(equals + 1));
    if (!name || !value) return std::nullopt;
    query.emplace_back(std::move(*name), std::move(*value));
  }
  std::ranges::sort(query);
  return query;
}

// Parameters may come in any order and escaped or not, as the gateway takes them; the path in one
// spelling.
bool IsTarget(const std::string& target, const HttpForm& form) {
  const std::size_t mark = target.find('?');
  if (std::string_view(target).substr(0, mark) != form.path) return false;
  const auto query = ReadQuery(
      mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1));
  return query == form.query;
}

// RFC 9110 9.3.2: HEAD asks for the same as GET, and for less of it.
bool IsMethod(std::string_view method, const HttpForm& form) {
  return method == form.method || (method == "HEAD" && form.method == "GET");
}

// RFC 9110 8.3.1: type and subtype without regard to case, without parameters.
bool IsMediaType(std::string_view content_type, std::string_view media_type) {
  const std::string_view named = content_type.substr(0, content_type.find_first_of("; "));
  return std::ranges::equal(named, media_type, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

void CheckForm(const SignableRequest& request, const HttpForm& form) {
  if (!IsMethod(request.method, form) || !IsTarget(request.target, form)) {
    throw Invalid(
        "What was signed is another request than the one that came: method, path or parameters "
        "differ.");
  }
  if (form.idempotency_key && request.idempotency_key != *form.idempotency_key) {
    throw Invalid("What was signed has another Idempotency-Key than the request that came.");
  }
  if (form.media_type && !IsMediaType(request.content_type, *form.media_type)) {
    throw Invalid("What was signed has another Content-Type than the request that came.");
  }
}

void CheckBody(const SignableRequest& request, std::string_view body) {
  if (request.content_digest.empty() && body.empty()) return;
  if (request.content_digest.empty() || (!body.empty() && request.content_type.empty())) {
    throw Invalid("A signed request with a body needs the fields Content-Digest and Content-Type.");
  }
  if (!ContentDigestFits(request.content_digest, AsBytes(body))) {
    throw Invalid(
        "The body is not the one that was signed: Content-Digest needs its sha-256 or sha-512.");
  }
}

}  // namespace

std::optional<RequestProof> CheckSignedRequest(const wire::Request& request,
                                               const std::vector<registry::SigningKey>& keys,
                                               bool required, std::string_view log_origin,
                                               Time now) {
  if (!request.has_signature()) {
    if (!required) return std::nullopt;
    throw Error(Code::kSignatureRequired,
                "This request must be signed with a key that is registered for its client (RFC "
                "9421). signetctl signs if its profile names a signing_key.");
  }
  const auto form = HttpFormOf(request);
  if (!form) throw Invalid("This request has no form in which a client could have signed it.");

  const SignableRequest signable = SignableOf(request.signature());
  const HttpSignature signature =
      ReadHttpSignature(UntrustedText(request.signature().signature_input()),
                        UntrustedText(request.signature().signature()), signable);
  const SignatureParameters& parameters = signature.parameters;
  CheckTag(parameters, log_origin);
  const registry::SigningKey& key = FindKey(keys, parameters.keyid);
  CheckTime(parameters, now);
  CheckForm(signable, *form);
  CheckBody(signable, form->body);
  if (!VerifyHttpSignature(signature, signable, key.public_key)) {
    throw Invalid("The signature is not this key's over this request.");
  }
  return RequestProof{.base = SignatureBase(signature, signable),
                      .key = key.id,
                      .signature = EncodeBase64(signature.signature),
                      .nonce = parameters.nonce,
                      .keep_until = parameters.created + kOldest + kFarthestAhead};
}

}  // namespace signet::sealer
