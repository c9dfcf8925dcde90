#include "provisioning/awarding_bodies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signet::provisioning {
namespace {

using testing::ElementsAre;
using Kind = AwardingBody::Kind;

KnownParties Known() {
  KnownParties known;
  known.organisations = {{.name = "artes",
                          .legal_name = "Academia de Artes",
                          .identifier = "VATES-A1",
                          .country = "ES"},
                         {.name = "uni",
                          .legal_name = "TEST University",
                          .identifier = "NTREE-1",
                          .country = "EE",
                          .is_sealing_organisation = true}};
  return known;
}

elm::NamedOrganisation Body(const std::string& name, const std::string& notation,
                            const std::string& country) {
  elm::NamedOrganisation body;
  body.names = {name};
  if (!notation.empty()) body.identifiers.push_back({notation, country, true});
  return body;
}

TEST(AwardingBody, IsFoundAsSealingFindsIt) {
  EXPECT_EQ(FindAwardingBody(Body("TEST University", "NTREE-1", ""), Known()).kind, Kind::kSealing);
  const AwardingBody known = FindAwardingBody(Body("Academia de Artes", "A1", "ESP"), Known());
  EXPECT_EQ(known.kind, Kind::kKnown);
  EXPECT_EQ(known.organisation.name, "artes");
}

TEST(AwardingBody, ThatIsUnknownSuggestsWhatToAdd) {
  auto body = Body("Universität Außen", "17", "DEU");
  body.names.emplace_back("University Outside");
  const AwardingBody unknown = FindAwardingBody(body, Known());
  EXPECT_EQ(unknown.kind, Kind::kUnknown);
  EXPECT_EQ(unknown.organisation.name, "universitt-auen");
  EXPECT_EQ(unknown.organisation.legal_name, "Universität Außen");
  EXPECT_EQ(unknown.organisation.country, "DE");
  EXPECT_EQ(unknown.organisation.identifier, "");
  EXPECT_THAT(unknown.organisation.other_identifiers, ElementsAre("17"));
  EXPECT_THAT(unknown.organisation.names, ElementsAre("University Outside"));
}

// ETSI EN 319 412-1 5.1.4
TEST(AwardingBody, KeepsAFullIdentifierAsOne) {
  const auto suggested = FindAwardingBody(Body("Other", "VATPT-5", "PRT"), Known()).organisation;
  EXPECT_EQ(suggested.identifier, "VATPT-5");
  EXPECT_TRUE(suggested.other_identifiers.empty());
}

TEST(AwardingBody, GetsANameThatIsFree) {
  EXPECT_EQ(FindAwardingBody(Body("Uni", "9", "DEU"), Known()).organisation.name, "uni-2");
}

TEST(AwardingBody, IsAddedByACommandThatRunsNothingOfItsName) {
  auto organisation = FindAwardingBody(Body("O'Neill $(id) `id`\n", "17", "DEU"), Known());
  EXPECT_THAT(CommandToAdd(organisation.organisation),
              testing::HasSubstr(R"(--legal-name 'O'\''Neill $(id) `id`?' --country DE)"));
}

// Once added, it is found.
TEST(AwardingBody, IsKnownAfterTheSuggestionWasTaken) {
  KnownParties known = Known();
  const auto body = Body("Other", "17", "DEU");
  known.organisations.push_back(FindAwardingBody(body, known).organisation);
  EXPECT_EQ(FindAwardingBody(body, known).kind, Kind::kKnown);
}

}  // namespace
}  // namespace signet::provisioning
