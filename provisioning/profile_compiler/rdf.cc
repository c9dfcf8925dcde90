#include "provisioning/profile_compiler/rdf.h"

#include <algorithm>

#include "appliance/base/error.h"
#include "provisioning/profile_compiler/vocabulary.h"

namespace signet::provisioning {

RdfTerm Iri(std::string_view iri) {
  return {.kind = RdfTerm::Kind::kIri, .text = std::string(iri), .datatype = {}, .language = {}};
}

std::string Describe(const RdfTerm& term) {
  if (term.is_blank()) return "a blank node";
  return term.is_iri() ? "<" + term.text + ">" : "\"" + term.text + "\"";
}

void RdfGraph::Add(const RdfStatement& statement) {
  Property property{statement.predicate, statement.object};
  if (!known_.emplace(statement.subject, property).second) return;
  const auto [found, added] = properties_.try_emplace(statement.subject);
  if (added) subjects_.push_back(statement.subject);
  found->second.push_back(std::move(property));
}

const std::vector<RdfGraph::Property>& RdfGraph::Of(const RdfTerm& subject) const {
  static const std::vector<Property> none;
  const auto found = properties_.find(subject);
  return found == properties_.end() ? none : found->second;
}

std::vector<RdfTerm> RdfGraph::Objects(const RdfTerm& subject, std::string_view predicate) const {
  std::vector<RdfTerm> objects;
  for (const auto& [name, object] : Of(subject)) {
    if (name == predicate) objects.push_back(object);
  }
  return objects;
}

bool RdfGraph::Has(const RdfTerm& subject, std::string_view predicate,
                   const RdfTerm& object) const {
  return known_.contains({subject, {std::string(predicate), object}});
}

std::vector<RdfTerm> RdfGraph::SubjectsWith(std::string_view predicate,
                                            const RdfTerm& object) const {
  std::vector<RdfTerm> found;
  for (const RdfTerm& subject : subjects_) {
    if (Has(subject, predicate, object)) found.push_back(subject);
  }
  return found;
}

std::vector<RdfTerm> RdfGraph::List(const RdfTerm& head) const {
  const RdfTerm nil = Iri(vocabulary::kNil);
  std::vector<RdfTerm> members;
  std::set<RdfTerm> seen;
  RdfTerm at = head;
  while (at != nil) {
    const auto first = Objects(at, vocabulary::kFirst);
    const auto rest = Objects(at, vocabulary::kRest);
    if (first.size() != 1 || rest.size() != 1 || !seen.insert(at).second) {
      throw Error(Code::kProfileMalformed,
                  "A list is expected where " + Describe(head) + " stands: write ( … ).");
    }
    members.push_back(first.front());
    at = rest.front();
  }
  return members;
}

}  // namespace signet::provisioning
