#include "tests/unit/elm/made_profile.h"

#include <algorithm>

#include "tests/support/turtle_graph.h"

namespace signet::elm {
namespace {

std::string Short(const TermTable& terms, TermId id) {
  if (id == kNoTerm) return "-";
  const Term term = terms[id];
  if (term.kind == TermKind::kBlank) return "_:";
  std::string text(term.text);
  constexpr std::string_view kExample = "http://example.org/";
  if (term.kind == TermKind::kIri && text.starts_with(kExample)) {
    return "ex:" + text.substr(kExample.size());
  }
  return text;
}

}  // namespace

std::string MadeProfile(std::string_view shapes, std::string_view listed) {
  return std::string(R"({"format": "signet-profile/1", "name": "made", "version": "1",
    "prefixes": {"ex": "http://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
                 "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
                 "rdfs": "http://www.w3.org/2000/01/rdf-schema#"},
    "contexts": [], "root": [], "terms": {}, "scopes": {},
    "profiles": {"ex:profile": {"version": "1", "title": "", "imports": [], "shapes": )")
      .append(listed)
      .append(R"(}}, "shapes": )")
      .append(shapes)
      .append("}");
}

std::vector<std::string> Check(const ProfileSet& set, std::string_view turtle) {
  const Graph graph = MakeGraph(turtle, set);
  const ShapeReport report = CheckShapes(graph, set, *set.Find("http://example.org/profile"), {});
  std::vector<std::string> lines;
  for (const ShapeResult& result : report.results) {
    const std::string component(IriOf(result.component));
    constexpr std::size_t kStart = std::string_view("http://www.w3.org/ns/shacl#").size();
    lines.push_back(Short(graph.terms(), result.focus) + " " + Short(graph.terms(), result.path) +
                    " " + Short(graph.terms(), result.value) + " " +
                    component.substr(kStart, component.find("ConstraintComponent") - kStart));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace signet::elm
