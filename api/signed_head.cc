#include "api/signed_head.h"

#include <algorithm>
#include <array>
#include <string>

#include "appliance/base/error.h"

namespace signet::api {
namespace {

bool IsPlain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

std::optional<SignedHead> SignedHeadOf(const RequestHead& head) {
  if (!head.signature_input && !head.signature) return std::nullopt;
  const std::string none;
  SignedHead out{.request = {.method = head.method,
                             .target = head.target,
                             .content_digest = head.content_digest.value_or(none),
                             .content_type = head.content_type.value_or(none),
                             .idempotency_key = head.idempotency_key.value_or(none)},
                 .fields = {.signature_input = head.signature_input.value_or(none),
                            .signature = head.signature.value_or(none)}};
  const std::array<const std::string*, 7> texts = {
      &out.request.method,       &out.request.target,          &out.request.content_digest,
      &out.request.content_type, &out.request.idempotency_key, &out.fields.signature_input,
      &out.fields.signature};
  if (!std::ranges::all_of(texts, [](const std::string* text) { return IsPlain(*text); })) {
    throw Error(Code::kSignatureInvalid,
                "A signed request has visible ASCII and spaces only in the fields of its signature "
                "and in those that it covers.");
  }
  return out;
}

}  // namespace signet::api
