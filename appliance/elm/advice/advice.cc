#include "appliance/elm/advice/advice.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace signet::elm {
namespace {

constexpr auto kAdvice = std::to_array<AdviceInfo>({
    {Advice::kUnknownTerm, "unknown-term",
     "A member that the profile does not know is sealed, but no program that reads the credential "
     "as data will see it."},
    {Advice::kUnknownType, "unknown-type",
     "A type that the profile does not know is sealed, but says nothing to programs."},
    {Advice::kIllFormedId, "ill-formed-id",
     "An id that is not a whole web address or URN is dropped, and what refers to it is lost."},
    {Advice::kIllFormedLanguage, "ill-formed-language",
     "Text under a name that is no language is dropped."},
    {Advice::kSeparateGraph, "separate-graph",
     "What stands in a graph of its own is sealed, but no rule of the profile sees it."},
    {Advice::kUnknownCode, "unknown-code",
     "A code that is not in its controlled list cannot be translated or compared."},
    {Advice::kNodesDisagree, "nodes-disagree",
     "Two things with one id are one thing to a program: it gets the values of both."},
    {Advice::kValidityReversed, "validity-reversed", "A credential must not end before it begins."},
    {Advice::kTranslationMissing, "translation-missing",
     "Who chooses a language in which the credential is displayed expects its titles in it."},
    {Advice::kOutcomeThin, "outcome-thin",
     "A learning outcome tells what the learner can do: that is what others recognise."},
    {Advice::kVolumeWithoutCredit, "volume-without-credit",
     "Universities recognise credit points rather than hours."},
    {Advice::kImageLarge, "image-large", "Everybody who opens the credential loads its images."},
});

}  // namespace

const AdviceInfo& InfoOf(Advice advice) { return kAdvice[static_cast<std::size_t>(advice)]; }

std::span<const AdviceInfo> AllAdvice() { return kAdvice; }

std::optional<Advice> AdviceFromName(std::string_view name) {
  const auto* const found = std::ranges::find(kAdvice, name, &AdviceInfo::name);
  if (found == kAdvice.end()) return std::nullopt;
  return found->advice;
}

}  // namespace signet::elm
