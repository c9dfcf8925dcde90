#include "appliance/registry/organisation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/error_matcher.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

using OrganisationTest = RegistryTest;

TEST_F(OrganisationTest, WhatWasAddedIsListedByName) {
  AddOrganisation(database_, TestOrganisation("z-last"));
  Organisation sealing = TestOrganisation("alliance");
  sealing.is_sealing_organisation = true;
  AddOrganisation(database_, sealing);
  const auto listed = ListOrganisations(database_);
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].name, "alliance");
  EXPECT_EQ(listed[0].legal_name, "Universidade do Atlântico");
  EXPECT_EQ(listed[0].identifier, "VATPT-500000000");
  EXPECT_EQ(listed[0].country, "PT");
  EXPECT_TRUE(listed[0].is_sealing_organisation);
  EXPECT_FALSE(listed[1].is_sealing_organisation);
}

TEST_F(OrganisationTest, WhatItIsKnownByIsReadBackInItsOrder) {
  Organisation organisation = TestOrganisation("one");
  organisation.other_identifiers = {"PT-9", "https://one.example/id", "PT-1"};
  organisation.names = {"Universität am Atlantik", "Atlantic University"};
  AddOrganisation(database_, organisation);
  AddOrganisation(database_, TestOrganisation("two"));
  for (const Organisation& found :
       {ListOrganisations(database_).front(), *FindOrganisation(database_, "one")}) {
    EXPECT_EQ(found.other_identifiers, organisation.other_identifiers);
    EXPECT_EQ(found.names, organisation.names);
  }
  EXPECT_TRUE(FindOrganisation(database_, "two")->names.empty());
  EXPECT_FALSE(FindOrganisation(database_, "three"));
}

struct MalformedCase {
  const char* rule;
  void (*spoil)(Organisation&);
};
const MalformedCase kMalformed[] = {
    {"no name", [](Organisation& o) { o.name = ""; }},
    {"space", [](Organisation& o) { o.name = "two words"; }},
    {"quote", [](Organisation& o) { o.name = "it's"; }},
    {"slash", [](Organisation& o) { o.name = "a/b"; }},
    {"not ASCII", [](Organisation& o) { o.name = "université"; }},
    {"65 characters", [](Organisation& o) { o.name = std::string(65, 'a'); }},
    {"control character", [](Organisation& o) { o.name = "a\nb"; }},
    {"no legal name", [](Organisation& o) { o.legal_name = ""; }},
    {"legal name of two lines", [](Organisation& o) { o.legal_name = "A\nB"; }},
    {"legal name that is no UTF-8", [](Organisation& o) { o.legal_name = "\xC3("; }},
    {"2,001 octets", [](Organisation& o) { o.legal_name = std::string(2001, 'a'); }},
    {"country in small letters", [](Organisation& o) { o.country = "pt"; }},
    {"country of three", [](Organisation& o) { o.country = "PRT"; }},
    {"no country", [](Organisation& o) { o.country = ""; }},
    {"empty other identifier", [](Organisation& o) { o.other_identifiers = {""}; }},
    {"repeated identifier",
     [](Organisation& o) {
       o.other_identifiers = {"a", "b", "a"};
     }},
    {"its identifier again", [](Organisation& o) { o.other_identifiers = {o.identifier}; }},
    {"empty other name",
     [](Organisation& o) {
       o.names = {"a", ""};
     }},
    {"repeated name",
     [](Organisation& o) {
       o.names = {"a", "a"};
     }},
    {"its legal name again", [](Organisation& o) { o.names = {o.legal_name}; }},
    {"1,001 names",
     [](Organisation& o) {
       for (int i = 0; i < 1001; ++i) o.names.push_back(std::to_string(i));
     }},
    {"id of the EDC editor", [](Organisation& o) { o.other_identifiers = {"urn:epass:org:1"}; }},
    {"the same, as RFC 8141 3.1 allows", [](Organisation& o) { o.identifier = "URN:Epass:org:1"; }},
};

TEST_F(OrganisationTest, WhatIsMalformedIsNeitherAddedNorTakenOver) {
  AddOrganisation(database_, TestOrganisation("one"));
  for (const auto& c : kMalformed) {
    Organisation organisation = TestOrganisation("one");
    c.spoil(organisation);
    EXPECT_EQ(test::CodeOf([&] { AddOrganisation(database_, organisation); }),
              Code::kRegistryMalformed)
        << c.rule;
    EXPECT_EQ(test::CodeOf([&] { ChangeOrganisation(database_, organisation); }),
              Code::kRegistryMalformed)
        << c.rule;
  }
  EXPECT_EQ(ListOrganisations(database_).size(), 1U);
}

TEST_F(OrganisationTest, TheLongestNamesAreTaken) {
  Organisation organisation = TestOrganisation(std::string(64, 'a'));
  organisation.legal_name = std::string(2000, 'a');
  organisation.identifier = "";
  AddOrganisation(database_, organisation);
  AddOrganisation(database_, TestOrganisation("A-b.c_9"));
}

TEST_F(OrganisationTest, AChangePutsAllInPlaceButWhetherItIsTheSealingOne) {
  Organisation organisation = TestOrganisation("one");
  organisation.is_sealing_organisation = true;
  organisation.names = {"old", "older"};
  AddOrganisation(database_, organisation);
  AddOrganisation(database_, TestOrganisation("two"));
  ChangeOrganisation(database_, {.name = "one",
                                 .legal_name = "Uno",
                                 .identifier = "",
                                 .country = "ES",
                                 .is_sealing_organisation = false,
                                 .other_identifiers = {"ES-1"},
                                 .names = {"new"}});
  const auto found = *FindOrganisation(database_, "one");
  EXPECT_EQ(found.legal_name, "Uno");
  EXPECT_EQ(found.identifier, "");
  EXPECT_EQ(found.country, "ES");
  EXPECT_TRUE(found.is_sealing_organisation);
  EXPECT_EQ(found.other_identifiers, std::vector<std::string>{"ES-1"});
  EXPECT_EQ(found.names, std::vector<std::string>{"new"});
  EXPECT_EQ(FindOrganisation(database_, "two")->country, "PT");
}

TEST_F(OrganisationTest, WhatIsNotThereIsNeitherChangedNorReliedOn) {
  EXPECT_EQ(test::CodeOf([&] { ChangeOrganisation(database_, TestOrganisation("one")); }),
            Code::kRegistryUnknown);
  const auto error = test::ErrorOf([&] { RequireOrganisation(database_, "one"); });
  EXPECT_EQ(error->code(), Code::kRegistryUnknown);
  EXPECT_THAT(error->message(), testing::HasSubstr("organisation one"));
  AddOrganisation(database_, TestOrganisation("one"));
  RequireOrganisation(database_, "one");
}

TEST_F(OrganisationTest, ATakenNameIsRefused) {
  AddOrganisation(database_, TestOrganisation("one"));
  EXPECT_EQ(test::CodeOf([&] { AddOrganisation(database_, TestOrganisation("one")); }),
            Code::kRegistryTaken);
}

TEST_F(OrganisationTest, ThereIsOneSealingOrganisation) {
  Organisation sealing = TestOrganisation("one");
  sealing.is_sealing_organisation = true;
  AddOrganisation(database_, sealing);
  sealing.name = "two";
  EXPECT_EQ(test::CodeOf([&] { AddOrganisation(database_, sealing); }), Code::kRegistryTaken);
}

TEST_F(OrganisationTest, WithoutTablesThereIsADatabaseError) {
  SQLite::Database empty = OpenDatabase(folder_ / "empty.db");
  EXPECT_EQ(test::CodeOf([&] { ListOrganisations(empty); }), Code::kDatabaseFailed);
  EXPECT_EQ(test::CodeOf([&] { AddOrganisation(empty, TestOrganisation("one")); }),
            Code::kDatabaseFailed);
}

}  // namespace
}  // namespace signet::registry
