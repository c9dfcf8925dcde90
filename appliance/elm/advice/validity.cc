#include <optional>
#include <span>
#include <string>

#include "appliance/elm/advice/remark.h"
#include "appliance/elm/xsd/literal_datatype.h"

namespace signet::elm {
namespace {

/// Of several values of a property the last in time, or the first.
enum class Pick { kLast, kFirst };
const Triple* Picked(const Graph& graph, std::span<const Triple> values, Pick pick) {
  const Triple* out = nullptr;
  std::optional<LiteralValue> best;
  for (const Triple& triple : values) {
    const auto value = ValueOf(graph.terms(), triple.object);
    if (!value) continue;
    const bool better =
        !best || (pick == Pick::kLast ? Compare(*value, *best) > 0 : Compare(*value, *best) < 0);
    if (!better) continue;
    best = value;
    out = &triple;
  }
  return out;
}

void CompareWith(const AdviceSubject& subject, const Triple& begin, TermId end_property,
                 Remarks& out) {
  const Graph& graph = subject.graph();
  const Triple* const end = Picked(graph, graph.Of(begin.subject, end_property), Pick::kFirst);
  if (end == nullptr) return;
  const auto until = ValueOf(graph.terms(), end->object);
  const auto from = ValueOf(graph.terms(), begin.object);
  if (!until || !from || !(Compare(*until, *from) < 0)) return;
  const std::string last(graph.terms()[end->object].text);
  out.Add({.advice = Advice::kValidityReversed,
           .focus = begin.subject,
           .path = end_property,
           .place = end->place,
           .text = "It ends (" + last + ") before it begins (" +
                   std::string(graph.terms()[begin.object].text) +
                   "). Correct one of the two, or leave the end out if it does not end.",
           .value = last});
}

}  // namespace

void RemarkOnValidity(const AdviceSubject& subject, Remarks& out) {
  const Graph& graph = subject.graph();
  TermId before = kNoTerm;
  for (const Triple& triple : graph.triples()) {
    if (triple.predicate != subject.terms.valid_from || triple.subject == before) continue;
    before = triple.subject;
    const Triple* const begin =
        Picked(graph, graph.Of(triple.subject, subject.terms.valid_from), Pick::kLast);
    if (begin == nullptr) continue;
    CompareWith(subject, *begin, subject.terms.expiration_date, out);
    CompareWith(subject, *begin, subject.terms.valid_until, out);
  }
}

}  // namespace signet::elm
