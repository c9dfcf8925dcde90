#include "provisioning/profile_compiler/shapes_source.h"

#include <algorithm>
#include <set>

#include "appliance/base/error.h"
#include "provisioning/profile_compiler/shacl_parameters.h"
#include "provisioning/profile_compiler/vocabulary.h"

namespace signet::provisioning {
namespace {

std::string FirstText(const RdfGraph& graph, const RdfTerm& subject, std::string_view predicate) {
  const auto values = graph.Objects(subject, predicate);
  return values.empty() ? std::string() : values.front().text;
}

// ELM imports <…/ap/loq-constraints> by the prefix of its shapes, which ends in "/".
std::string_view WithoutEnd(std::string_view iri) {
  if (iri.ends_with('/') || iri.ends_with('#')) iri.remove_suffix(1);
  return iri;
}

bool Contains(const std::vector<std::string>& iris, std::string_view iri) {
  return std::find(iris.begin(), iris.end(), iri) != iris.end();
}

}  // namespace

ShapesSource ReadShapesSource(TurtleDocument document) {
  RequireKnownParameters(document);
  RdfGraph graph;
  for (const RdfStatement& statement : document.statements) graph.Add(statement);
  const auto ontologies = graph.SubjectsWith(vocabulary::kType, Iri(vocabulary::kOntology));
  if (ontologies.size() != 1 || !ontologies.front().is_iri()) {
    throw Error(Code::kProfileMalformed,
                document.name +
                    " must have exactly one owl:Ontology with an IRI: that IRI names the "
                    "profile in credentialSchema.");
  }
  ShapesSource source;
  source.iri = ontologies.front().text;
  source.version = FirstText(graph, ontologies.front(), vocabulary::kVersionInfo);
  source.title = FirstText(graph, ontologies.front(), vocabulary::kTitle);
  for (const RdfTerm& import : graph.Objects(ontologies.front(), vocabulary::kImports)) {
    source.imports.push_back(import.text);
  }
  // From here on the blank nodes of several documents stand beside each other.
  for (RdfStatement& statement : document.statements) {
    for (RdfTerm* const term : {&statement.subject, &statement.object}) {
      if (term->is_blank()) term->text.insert(0, source.iri + " ");
    }
  }
  source.document = std::move(document);
  return source;
}

ShapesSources::ShapesSources(std::vector<ShapesSource> sources,
                             const std::vector<std::string>& not_followed)
    : sources_(std::move(sources)) {
  std::sort(sources_.begin(), sources_.end(),
            [](const ShapesSource& a, const ShapesSource& b) { return a.iri < b.iri; });
  for (std::size_t i = 1; i < sources_.size(); ++i) {
    if (sources_[i - 1].iri != sources_[i].iri) continue;
    throw Error(Code::kProfileMalformed, sources_[i - 1].document.name + " and " +
                                             sources_[i].document.name + " are both <" +
                                             sources_[i].iri + ">: give one of them.");
  }
  std::set<std::string> missing;
  for (const ShapesSource& source : sources_) {
    for (const std::string& import : source.imports) {
      if (Find(import) == nullptr && !Contains(not_followed, import)) missing.insert(import);
    }
  }
  if (missing.empty()) return;
  std::string options;
  for (const std::string& import : missing) options += " --not-shapes '" + import + "'";
  throw Error(
      Code::kUsage,
      "These files import what is not given. Add each file of shapes with --shapes; where an "
      "import is a vocabulary and has no shapes, say so:" +
          options);
}

const ShapesSource* ShapesSources::Find(std::string_view iri) const {
  const auto found = std::find_if(
      sources_.begin(), sources_.end(),
      [iri](const ShapesSource& source) { return WithoutEnd(source.iri) == WithoutEnd(iri); });
  return found == sources_.end() ? nullptr : &*found;
}

std::vector<std::string> ShapesSources::ImportsOf(const ShapesSource& source) const {
  std::vector<std::string> imports;
  for (const std::string& import : source.imports) {
    const ShapesSource* const found = Find(import);
    if (found != nullptr && !Contains(imports, found->iri)) imports.push_back(found->iri);
  }
  return imports;
}

RdfGraph ShapesSources::UnionOf(const ShapesSource& source) const {
  std::set<std::string> reached;
  std::vector<std::string> next{source.iri};
  while (!next.empty()) {
    const std::string iri = next.back();
    next.pop_back();
    if (!reached.insert(iri).second) continue;
    for (const std::string& import : ImportsOf(*Find(iri))) next.push_back(import);
  }
  RdfGraph graph;
  for (const ShapesSource& one : sources_) {
    if (!reached.contains(one.iri)) continue;
    for (const RdfStatement& statement : one.document.statements) graph.Add(statement);
  }
  return graph;
}

}  // namespace signet::provisioning
