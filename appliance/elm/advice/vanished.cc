#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "appliance/elm/advice/remark.h"

namespace signet::elm {
namespace {

/// What is said of one reason: the name in quotes stands between the two parts.
struct Wording {
  VanishReason reason;
  Advice advice;
  std::string_view before;
  std::string_view after;
};

constexpr auto kWordings = std::to_array<Wording>({
    {VanishReason::kUndefinedTerm, Advice::kUnknownTerm, "",
     " means nothing here to the profile: it would be sealed, but no program would see it. Correct "
     "its spelling, put it where it belongs, or leave it out."},
    {VanishReason::kUndefinedType, Advice::kUnknownType, "The type ",
     " means nothing to the profile. Write it as the profile does, such as "
     "\"LearningAchievement\", or leave it out."},
    {VanishReason::kIllFormedIri, Advice::kIllFormedId, "",
     " is no id that others could follow, so it is dropped, with what hangs on it. Write a whole "
     "one, such as \"urn:epass:learningOutcome:1\" or \"https://example.org/outcomes/1\"."},
    {VanishReason::kIllFormedLanguage, Advice::kIllFormedLanguage, "",
     " is no language, so the text under it is dropped. Write its code, such as \"en\" or "
     "\"pt\"."},
    {VanishReason::kSeparateGraph, Advice::kSeparateGraph, "What stands under ",
     " is kept apart from the credential: no rule of the profile looks at it. The seal is the "
     "proof; leave it out."},
});

}  // namespace

void RemarkOnVanished(const AdviceSubject& subject, Remarks& out) {
  for (const Vanished& vanished : subject.reading.vanished) {
    const Wording& wording = *std::ranges::find(kWordings, vanished.reason, &Wording::reason);
    const std::string name(vanished.text);
    out.Add({.advice = wording.advice,
             .place = vanished.place,
             .text = std::string(wording.before) + "\"" + name + "\"" + std::string(wording.after),
             .value = name});
  }
}

}  // namespace signet::elm
