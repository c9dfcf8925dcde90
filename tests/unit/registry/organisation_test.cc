#include "appliance/registry/organisation.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/error_matcher.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

using OrganisationTest = RegistryTest;

Organisation University(const std::string& name) {
  return {.name = name,
          .legal_name = "Universidade do Atlântico",
          .identifier = "VATPT-500000000",
          .country = "PT",
          .is_sealing_organisation = false};
}

TEST_F(OrganisationTest, WhatWasAddedIsListedByName) {
  AddOrganisation(database_, University("z-last"));
  Organisation sealing = University("alliance");
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

TEST_F(OrganisationTest, NamesAndCountriesAreChecked) {
  const struct {
    const char* rule;
    Organisation organisation;
  } cases[] = {
      {"no name", University("")},
      {"space", University("two words")},
      {"quote", University("it's")},
      {"slash", University("a/b")},
      {"not ASCII", University("université")},
      {"65 characters", University(std::string(65, 'a'))},
      {"control character", University("a\nb")},
      {"no legal name", {.name = "a", .legal_name = "", .identifier = "", .country = "PT"}},
      {"country in small letters",
       {.name = "a", .legal_name = "A", .identifier = "", .country = "pt"}},
      {"country of three", {.name = "a", .legal_name = "A", .identifier = "", .country = "PRT"}},
      {"no country", {.name = "a", .legal_name = "A", .identifier = "", .country = ""}},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(test::CodeOf([&] { AddOrganisation(database_, c.organisation); }),
              Code::kParameterInvalid)
        << c.rule;
  }
  AddOrganisation(database_, University(std::string(64, 'a')));
  AddOrganisation(database_, University("A-b.c_9"));
}

TEST_F(OrganisationTest, ATakenNameIsRefused) {
  AddOrganisation(database_, University("one"));
  EXPECT_EQ(test::CodeOf([&] { AddOrganisation(database_, University("one")); }),
            Code::kParameterInvalid);
}

TEST_F(OrganisationTest, ThereIsOneSealingOrganisation) {
  Organisation sealing = University("one");
  sealing.is_sealing_organisation = true;
  AddOrganisation(database_, sealing);
  sealing.name = "two";
  EXPECT_EQ(test::CodeOf([&] { AddOrganisation(database_, sealing); }), Code::kParameterInvalid);
}

TEST_F(OrganisationTest, WithoutTablesThereIsADatabaseError) {
  SQLite::Database empty = OpenDatabase(folder_ / "empty.db");
  EXPECT_EQ(test::CodeOf([&] { ListOrganisations(empty); }), Code::kDatabaseFailed);
  EXPECT_EQ(test::CodeOf([&] { AddOrganisation(empty, University("one")); }),
            Code::kDatabaseFailed);
}

}  // namespace
}  // namespace signet::registry
