#include "appliance/elm/advice/remark.h"

namespace signet::elm {
namespace {

Remark RemarkFor(const Vanished& vanished) {
  const std::string name(vanished.text);
  Remark out{.advice = Advice::kUnknownTerm, .place = vanished.place, .text = {}, .value = name};
  switch (vanished.reason) {
    case VanishReason::kUndefinedTerm:
      out.text = "\"" + name +
                 "\" means nothing here to the profile: it would be sealed, but no program would "
                 "see it. Correct its spelling, put it where it belongs, or leave it out.";
      break;
    case VanishReason::kUndefinedType:
      out.advice = Advice::kUnknownType;
      out.text = "The type \"" + name +
                 "\" means nothing to the profile. Write it as the profile does, such as "
                 "\"LearningAchievement\", or leave it out.";
      break;
    case VanishReason::kIllFormedIri:
      out.advice = Advice::kIllFormedId;
      out.text = "\"" + name +
                 "\" is no id that others could follow, so it is dropped, with what hangs on it. "
                 "Write a whole one, such as \"urn:epass:learningOutcome:1\" or "
                 "\"https://example.org/outcomes/1\".";
      break;
    case VanishReason::kIllFormedLanguage:
      out.advice = Advice::kIllFormedLanguage;
      out.text = "\"" + name +
                 "\" is no language, so the text under it is dropped. Write its code, such as "
                 "\"en\" or \"pt\".";
      break;
    case VanishReason::kSeparateGraph:
      out.advice = Advice::kSeparateGraph;
      out.text = "What stands under \"" + name +
                 "\" is kept apart from the credential: no rule of the profile looks at it. The "
                 "seal is the proof; leave it out.";
      break;
  }
  return out;
}

}  // namespace

void RemarkOnVanished(const AdviceSubject& subject, Remarks& out) {
  for (const Vanished& vanished : subject.reading.vanished) out.Add(RemarkFor(vanished));
}

}  // namespace signet::elm
