#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "appliance/base/json.h"
#include "appliance/elm/graph/graph.h"
#include "appliance/elm/jsonld/context.h"

namespace signet::elm {

/// An organisation as a credential names it.
struct NamedOrganisation {
  struct Identifier {
    std::string notation;   ///< empty if it has none, or several
    std::string country;    ///< last path part of spatial's IRI ("EST"); empty if none, or several
    bool is_legal = false;  ///< eIDASIdentifier, registration, vatIdentifier or taxIdentifier
    bool operator==(const Identifier&) const = default;
  };
  std::string id;  ///< IRI of its node; may be empty
  std::vector<Identifier> identifiers;
  std::vector<std::string> names;  ///< legalName, in every language
  bool operator==(const NamedOrganisation&) const = default;
};

/// What one awarding process says: who awards, and what for. A process that awards several claims
/// makes several of them; but what is a part of a claim, or leads to it (hasPart, influencedBy,
/// provenBy, entitlesTo), and is awarded by the same process, is one award with it.
struct Award {
  std::vector<std::size_t> bodies;    ///< places in Attribution::awarding_bodies
  std::vector<std::string> learning;  ///< IRIs, and notations of identifiers, of what the claim it
                                      ///< awards refers to (specifiedBy, learningOpportunity)
  bool operator==(const Award&) const = default;
};

/// Whom a credential names as those behind it, and what it says it is: all that a mandate is held
/// against. Nodes of one id count as one, with the names and identifiers of all of them. All lists
/// are in the order of the text, each entry once.
///
/// A hostile text must not make those who look at this slow: all texts together have at most
/// kMostAttributed octets, each counted with kEntryCost more. What is beyond is told by one more
/// entry without id, identifier and name (of awards: an awarding body), which is nobody's, so that
/// no mandate covers the credential.
struct Attribution {
  std::vector<NamedOrganisation> issuers;
  std::vector<NamedOrganisation> awarding_bodies;
  std::vector<NamedOrganisation> delivering;  ///< directedBy, assessedBy
  std::vector<Award> awards;
  std::vector<std::string> profiles;  ///< IRIs of the credential's credentialSchema
  std::vector<std::string> kinds;     ///< IRIs of its credentialProfiles
  bool operator==(const Attribution&) const = default;
};
inline constexpr std::size_t kMostAttributed = 256U << 10U;
inline constexpr std::size_t kEntryCost = 16;

/// As the text has it: quick, for choosing mandates before the payload is prepared. A name spelt in
/// another way than EDC credentials do ("elm:awardingBody") is not seen here.
Attribution ReadAttribution(json::Value credential);

/// As its statements have it, however they are spelt: what decides.
Attribution AttributionOf(const Graph& graph, const Context& context);

}  // namespace signet::elm
