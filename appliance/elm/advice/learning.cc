#include <algorithm>
#include <string>
#include <string_view>

#include "appliance/elm/advice/remark.h"

namespace signet::elm {
namespace {

bool IsThin(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return true;
  const auto end = text.find_first_of(kSpace, first);
  return end == std::string_view::npos || text.find_first_not_of(kSpace, end) == text.npos;
}

void RemarkOnOutcomes(const AdviceSubject& subject, Remarks& out) {
  const Graph& graph = subject.graph();
  for (const Triple& type : graph.With(kRdfType, subject.terms.learning_outcome_class)) {
    for (const Triple& title : graph.Of(type.subject, subject.terms.title)) {
      const Term text = graph.terms()[title.object];
      if (text.kind != TermKind::kLiteral || !IsThin(text.text)) continue;
      out.Add({.advice = Advice::kOutcomeThin,
               .focus = type.subject,
               .path = subject.terms.title,
               .place = title.place,
               .text = "This learning outcome does not say what the learner can do. Write it "
                       "as a sentence with a verb, such as \"Plans a survey of a shallow "
                       "coastal strip and reports how certain its results are\".",
               .value = std::string(text.text)});
    }
  }
}

void RemarkOnVolume(const AdviceSubject& subject, TermId of, Remarks& out) {
  const Graph& graph = subject.graph();
  for (const Triple& type : graph.With(kRdfType, of)) {
    const auto volumes = graph.Of(type.subject, subject.terms.volume_of_learning);
    if (volumes.empty() || !graph.Of(type.subject, subject.terms.credit_point).empty()) continue;
    out.Add({.advice = Advice::kVolumeWithoutCredit,
             .focus = type.subject,
             .path = subject.terms.volume_of_learning,
             .place = volumes.front().place,
             .text = "It says how long the learning takes, but not how many credit points "
                     "that is worth, which is what other universities recognise. Add "
                     "\"creditPoint\", such as 2 in the framework ECTS for 50 to 60 hours.",
             .value = std::string(graph.terms()[volumes.front().object].text)});
  }
}

}  // namespace

void RemarkOnLearning(const AdviceSubject& subject, Remarks& out) {
  RemarkOnOutcomes(subject, out);
  RemarkOnVolume(subject, subject.terms.achievement_specification_class, out);
  RemarkOnVolume(subject, subject.terms.qualification_class, out);
}

}  // namespace signet::elm
