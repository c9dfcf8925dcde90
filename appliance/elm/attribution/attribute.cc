#include "appliance/elm/attribution/attribute.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "appliance/elm/attribution/awards.h"
#include "appliance/elm/attribution/organisations.h"

namespace signet::elm {
namespace {

/// IRIs that the credential has, each once.
std::vector<std::string> IrisOf(const StatementIndex& index, NodeNumber credential,
                                Relation relation) {
  std::vector<std::string> out;
  std::set<std::string_view> seen;
  index.ForEachOf(credential, [&](const AttributionStatement& one) {
    if (one.relation != relation || one.object == kNoNode || one.text.empty()) return;
    if (seen.insert(one.text).second) out.emplace_back(one.text);
  });
  return out;
}

}  // namespace

Attribution Attribute(std::vector<AttributionStatement> statements, NodeNumber credential) {
  const StatementIndex index(std::move(statements));
  Identifiers identifiers(index);
  Allotment allotment;
  Attribution out;
  Organisations issuers(index, identifiers, allotment, out.issuers);
  index.ForEachOf(credential, [&](const AttributionStatement& one) {
    if (one.relation == Relation::kIssuer) issuers.Add(one);
  });
  Organisations bodies(index, identifiers, allotment, out.awarding_bodies);
  out.awards = ReadAwards(index, bodies, identifiers, allotment);
  Organisations delivering(index, identifiers, allotment, out.delivering);
  for (const AttributionStatement& one : index.all()) {
    if (one.relation == Relation::kDirectedBy || one.relation == Relation::kAssessedBy) {
      delivering.Add(one);
    }
  }
  out.profiles = IrisOf(index, credential, Relation::kCredentialSchema);
  out.kinds = IrisOf(index, credential, Relation::kCredentialProfiles);
  return out;
}

}  // namespace signet::elm
