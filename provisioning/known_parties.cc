#include "provisioning/known_parties.h"

#include <algorithm>

#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/sealer/administration/registry_reading.h"
#include "provisioning/json_members.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr json::Limits kLargest{.max_octets = 512U << 20U};

}  // namespace

std::vector<std::string> KnownParties::OrganisationNames() const {
  std::vector<std::string> names;
  for (const registry::Organisation& one : organisations) names.push_back(one.name);
  return names;
}

const registry::Organisation& KnownParties::Organisation(const std::string& name) const {
  const auto found = std::ranges::find(organisations, name, &registry::Organisation::name);
  if (found != organisations.end()) return *found;
  throw Error(Code::kRegistryUnknown, "The box has no organisation \"" + name + "\"; it has " +
                                          Joined(OrganisationNames()) +
                                          ". Add it with `signetctl organisation add`.");
}

const registry::Organisation& KnownParties::Sealing() const {
  const auto found =
      std::ranges::find(organisations, true, &registry::Organisation::is_sealing_organisation);
  if (found != organisations.end()) return *found;
  throw Error(Code::kUnprovisioned, "The box has no sealing organisation: make one with init.");
}

MandateParties KnownParties::PartiesOf(const MandateAnswers& answers) const {
  for (const std::string& client : answers.clients) {
    if (std::ranges::find(submitters, client) != submitters.end()) continue;
    throw Error(Code::kRegistryUnknown, "\"" + client +
                                            "\" is no submitter of the box; its submitters are " +
                                            Joined(submitters) + ".");
  }
  MandateParties parties{
      .issuing = Organisation(answers.issuing), .sealing = Sealing(), .delivering = {}};
  if (parties.issuing.is_sealing_organisation) {
    throw Error(Code::kParameterInvalid,
                "\"" + answers.issuing +
                    "\" is the sealing organisation itself: it needs no mandate to seal its own "
                    "credentials.");
  }
  for (const std::string& name : answers.delivering) {
    parties.delivering.push_back(Organisation(name));
  }
  return parties;
}

KnownParties ReadKnownParties(RegistryAccess& registry) {
  KnownParties known;
  const auto organisations =
      json::Document::Parse(registry.List(Collection::kOrganisations), kLargest);
  for (const json::Value one : ElementsIn(organisations.root(), "organisations")) {
    known.organisations.push_back(sealer::ReadOrganisation(one));
    known.organisations.back().is_sealing_organisation = FlagIn(one, "sealing");
  }
  const auto clients = json::Document::Parse(registry.List(Collection::kClients), kLargest);
  for (const json::Value one : ElementsIn(clients.root(), "clients")) {
    if (TextIn(one, "role") == "submitter") known.submitters.push_back(TextIn(one, "name"));
  }
  return known;
}

}  // namespace signet::provisioning
