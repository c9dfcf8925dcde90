#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "appliance/elm/advice/remark.h"
#include "appliance/elm/language.h"
#include "appliance/elm/node.h"

namespace signet::elm {
namespace {

// The EU has 24; nobody promises more than that and means it.
constexpr std::size_t kMostLanguages = 40;

// RFC 4647 3.3.1: "de" covers "de-at".
bool Covers(std::string_view range, std::string_view tag) {
  return tag == range || (tag.starts_with(range) && tag[range.size()] == '-');
}

/// Tags of the languages in which the credential says it is displayed.
std::set<std::string> Promised(const AdviceSubject& subject) {
  const Graph& graph = subject.graph();
  std::set<std::string> out;
  for (const Triple& type : graph.With(kRdfType, subject.terms.display_parameter_class)) {
    for (const Triple& language : graph.Of(type.subject, subject.terms.language)) {
      const Term code = graph.terms()[language.object];
      if (code.kind != TermKind::kIri) continue;
      if (out.size() == kMostLanguages) return out;
      if (auto tag = LanguageTag(LastPathPart(code.text))) out.insert(*std::move(tag));
    }
  }
  return out;
}

std::string MissingIn(const Graph& graph, std::span<const Triple> titles,
                      const std::set<std::string>& promised) {
  std::string out;
  for (const std::string& tag : promised) {
    const bool there = std::ranges::any_of(titles, [&](const Triple& title) {
      return Covers(tag, graph.terms()[title.object].language);
    });
    if (!there) out += (out.empty() ? "\"" : ", \"") + tag + "\"";
  }
  return out;
}

}  // namespace

void RemarkOnLanguages(const AdviceSubject& subject, Remarks& out) {
  const std::set<std::string> promised = Promised(subject);
  if (promised.empty()) return;
  const Graph& graph = subject.graph();
  TermId before = kNoTerm;
  for (const Triple& triple : graph.triples()) {
    if (!out.HasRoomFor(Advice::kTranslationMissing)) return;
    if (triple.predicate != subject.terms.title || triple.subject == before) continue;
    before = triple.subject;
    const std::string missing =
        MissingIn(graph, graph.Of(triple.subject, subject.terms.title), promised);
    if (missing.empty()) continue;
    out.Add({.advice = Advice::kTranslationMissing,
             .focus = triple.subject,
             .path = subject.terms.title,
             .place = triple.place,
             .text = "The credential is displayed in a language that this title lacks: " + missing +
                     ". Add it, such as {\"en\": \"Coastal surveying\", \"de\": "
                     "\"Küstenvermessung\"}.",
             .value = std::string(graph.terms()[triple.object].text)});
  }
}

}  // namespace signet::elm
