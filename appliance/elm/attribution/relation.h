#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace signet::elm {

/// The properties that say who stands behind a credential.
enum class Relation : std::uint8_t {
  kIssuer,
  kAwards,
  kProves,
  kSpatial,
  kHasPart,
  kProvenBy,
  kNotation,
  kIsPartOf,
  kAwardedBy,
  kLegalName,
  kInfluences,
  kDirectedBy,
  kAssessedBy,
  kEntitlesTo,
  kEntitledBy,
  kIdentifier,
  kSpecifiedBy,
  kAwardingBody,
  kInfluencedBy,
  kRegistration,
  kVatIdentifier,
  kTaxIdentifier,
  kEidasIdentifier,
  kCredentialSchema,
  kCredentialProfiles,
  kLearningOpportunity,
};

struct RelationName {
  std::string_view name;
  Relation relation;
};

/// By what EDC's context calls them, by the length of the name.
inline constexpr auto kRelationNames = std::to_array<RelationName>({
    {"issuer", Relation::kIssuer},
    {"awards", Relation::kAwards},
    {"proves", Relation::kProves},
    {"spatial", Relation::kSpatial},
    {"hasPart", Relation::kHasPart},
    {"provenBy", Relation::kProvenBy},
    {"notation", Relation::kNotation},
    {"isPartOf", Relation::kIsPartOf},
    {"awardedBy", Relation::kAwardedBy},
    {"legalName", Relation::kLegalName},
    {"influences", Relation::kInfluences},
    {"directedBy", Relation::kDirectedBy},
    {"assessedBy", Relation::kAssessedBy},
    {"entitlesTo", Relation::kEntitlesTo},
    {"entitledBy", Relation::kEntitledBy},
    {"identifier", Relation::kIdentifier},
    {"specifiedBy", Relation::kSpecifiedBy},
    {"awardingBody", Relation::kAwardingBody},
    {"influencedBy", Relation::kInfluencedBy},
    {"registration", Relation::kRegistration},
    {"vatIdentifier", Relation::kVatIdentifier},
    {"taxIdentifier", Relation::kTaxIdentifier},
    {"eIDASIdentifier", Relation::kEidasIdentifier},
    {"credentialSchema", Relation::kCredentialSchema},
    {"credentialProfiles", Relation::kCredentialProfiles},
    {"learningOpportunity", Relation::kLearningOpportunity},
});

/// Nothing for all the other members of a credential.
std::optional<Relation> RelationNamed(std::string_view name);

/// Whether its values are texts; those of the others are nodes.
constexpr bool IsOfText(Relation relation) {
  return relation == Relation::kNotation || relation == Relation::kLegalName;
}

}  // namespace signet::elm
