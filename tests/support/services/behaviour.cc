#include "tests/support/services/behaviour.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signet::test {
namespace {

using enum Behaviour;

constexpr auto kNames = std::to_array<std::pair<Behaviour, std::string_view>>({
    {kGood, "good"},
    {kDown, "down"},
    {kSlow, "slow"},
    {kHttp500, "http-500"},
    {kRedirect, "redirect"},
    {kRubbish, "rubbish"},
    {kEmpty, "empty"},
    {kHuge, "huge"},
    {kWrongType, "wrong-type"},
    {kRejected, "rejected"},
    {kWrongImprint, "wrong-imprint"},
    {kWrongNonce, "wrong-nonce"},
    {kNoNonce, "no-nonce"},
    {kWrongPolicy, "wrong-policy"},
    {kWrongTime, "wrong-time"},
    {kWrongUsage, "wrong-usage"},
    {kBadSignature, "bad-signature"},
    {kUntrusted, "untrusted"},
    {kRevoked, "revoked"},
    {kUnknown, "unknown"},
    {kStale, "stale"},
    {kTryLater, "try-later"},
    {kOtherCertificate, "other-certificate"},
});

}  // namespace

std::string_view NameOf(Behaviour behaviour) {
  const auto* const found =
      std::ranges::find(kNames, behaviour, &std::pair<Behaviour, std::string_view>::first);
  return found == kNames.end() ? "" : found->second;
}

std::optional<Behaviour> BehaviourFromName(std::string_view name) {
  const auto* const found =
      std::ranges::find(kNames, name, &std::pair<Behaviour, std::string_view>::second);
  if (found == kNames.end()) return std::nullopt;
  return found->first;
}

}  // namespace signet::test
