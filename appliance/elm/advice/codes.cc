#include "appliance/elm/advice/remark.h"

namespace signet::elm {

void RemarkOnCodes(const AdviceSubject& subject, Remarks& out) {
  const Graph& graph = subject.graph();
  for (const auto& [scheme, codes] : subject.codes.all()) {
    const auto list = graph.terms().FindIri(scheme);
    if (!list || codes.empty()) continue;
    for (const Triple& triple : graph.With(subject.terms.in_scheme, *list)) {
      const Term code = graph.terms()[triple.subject];
      if (code.kind != TermKind::kIri || codes.contains(code.text)) continue;
      out.Add({.advice = Advice::kUnknownCode,
               .focus = triple.subject,
               .path = subject.terms.in_scheme,
               .place = subject.PlaceOf(triple.subject),
               .text = "This code is not in the list " + scheme +
                       ", so nobody can translate or compare it. Take one of the list, such "
                       "as " +
                       *codes.begin() + ".",
               .value = std::string(code.text)});
    }
  }
}

}  // namespace signet::elm
