#pragma once

#include <unordered_map>
#include <vector>

#include "appliance/elm/graph/graph.h"

namespace signet::elm {

/// Who is a SHACL instance of which class in one graph: by rdf:type, and by the rdfs:subClassOf
/// that the graph itself has (SHACL 1.3, "SHACL instance"). What was found is kept, so all
/// questions about one class cost at most one pass over the graph. For one thread.
class ClassInstances {
 public:
  explicit ClassInstances(const Graph& graph) : graph_(graph) {}

  bool IsInstance(TermId node, TermId class_iri);
  /// All instances of a class, ascending, each once.
  std::vector<TermId> Of(TermId class_iri);

 private:
  // One flag a term; empty if the graph gives the class no subclasses.
  const std::vector<bool>& WithSubclasses(TermId class_iri);

  const Graph& graph_;
  std::unordered_map<TermId, std::vector<bool>> instances_;
};

}  // namespace signet::elm
