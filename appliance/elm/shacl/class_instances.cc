#include "appliance/elm/shacl/class_instances.h"

#include <cstddef>
#include <cstdint>

#include "appliance/elm/graph/well_known_terms.h"

namespace signet::elm {

bool ClassInstances::IsInstance(TermId node, TermId class_iri) {
  if (graph_.Has(node, kRdfType, class_iri)) return true;
  if (graph_.With(kRdfsSubClassOf, class_iri).empty()) return false;
  return WithSubclasses(class_iri)[static_cast<std::size_t>(node)];
}

std::vector<TermId> ClassInstances::Of(TermId class_iri) {
  std::vector<TermId> nodes;
  if (graph_.With(kRdfsSubClassOf, class_iri).empty()) {
    for (const Triple& triple : graph_.With(kRdfType, class_iri)) nodes.push_back(triple.subject);
    return nodes;
  }
  const std::vector<bool>& instances = WithSubclasses(class_iri);
  for (std::size_t i = 0; i < instances.size(); ++i) {
    if (instances[i]) nodes.push_back(TermId{static_cast<std::uint32_t>(i)});
  }
  return nodes;
}

const std::vector<bool>& ClassInstances::WithSubclasses(TermId class_iri) {
  const auto [found, added] = instances_.try_emplace(class_iri);
  if (!added) return found->second;
  const std::size_t size = graph_.terms().size();
  found->second.resize(size);
  std::vector<bool> seen(size);
  seen[static_cast<std::size_t>(class_iri)] = true;
  std::vector<TermId> classes{class_iri};
  while (!classes.empty()) {
    const TermId one = classes.back();
    classes.pop_back();
    for (const Triple& triple : graph_.With(kRdfType, one)) {
      found->second[static_cast<std::size_t>(triple.subject)] = true;
    }
    for (const Triple& triple : graph_.With(kRdfsSubClassOf, one)) {
      const auto subclass = static_cast<std::size_t>(triple.subject);
      if (seen[subclass]) continue;
      seen[subclass] = true;
      classes.push_back(triple.subject);
    }
  }
  return found->second;
}

}  // namespace signet::elm
