#include "appliance/registry/check_rules.h"

#include <gtest/gtest.h>

#include "appliance/registry/organisation.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

const Time kNow = *ParseTime("2026-06-01T01:00:00Z");

using CheckRules = RegistryTest;

StoredCodeList List(std::vector<std::string> codes) {
  std::string lines;
  for (const std::string& code : codes) lines += code + "\n";
  return {"http://example.org/list", HashSha256(lines), kNow, std::move(codes)};
}

TEST_F(CheckRules, TheProfileImportedLastComesFirstAndNoneIsThereTwice) {
  EXPECT_TRUE(AddProfile(database_, {"EDC", "1.2.0", HashSha256("a"), kNow, "a"}));
  EXPECT_TRUE(AddProfile(database_, {"EDC", "1.2.1", HashSha256("b"), kNow, "b"}));
  EXPECT_FALSE(AddProfile(database_, {"EDC", "1.2.0", HashSha256("a"), kNow, "a"}));
  const auto profiles = ListProfiles(database_);
  ASSERT_EQ(profiles.size(), 2U);
  EXPECT_EQ(profiles.front().version, "1.2.1");
  EXPECT_EQ(profiles.front().text, "b");
  EXPECT_EQ(profiles.back().digest, HashSha256("a"));
}

TEST_F(CheckRules, ACodeListTakesThePlaceOfTheOneBefore) {
  EXPECT_TRUE(PutCodeList(database_, List({"http://example.org/b", "http://example.org/a"})));
  EXPECT_FALSE(PutCodeList(database_, List({"http://example.org/b", "http://example.org/a"})));
  EXPECT_TRUE(PutCodeList(database_, List({"http://example.org/c"})));
  const auto lists = ListCodeLists(database_);
  ASSERT_EQ(lists.size(), 1U);
  EXPECT_EQ(lists.front().codes, std::vector<std::string>{"http://example.org/c"});
}

TEST_F(CheckRules, AdviceIsBindingForAKnownOrganisationUntilItIsNot) {
  const BindingAdvice advice{"artes", "outcome-thin"};
  EXPECT_EQ(test::CodeOf([&] { SetBinding(database_, advice, Binding::kBinding); }),
            Code::kRegistryUnknown);
  AddOrganisation(database_, {"artes", "Artes", "", "ES"});
  EXPECT_TRUE(SetBinding(database_, advice, Binding::kBinding));
  EXPECT_FALSE(SetBinding(database_, advice, Binding::kBinding));
  ASSERT_EQ(ListBindingAdvice(database_).size(), 1U);
  EXPECT_EQ(ListBindingAdvice(database_).front().advice, "outcome-thin");
  EXPECT_TRUE(SetBinding(database_, advice, Binding::kAdviceOnly));
  EXPECT_TRUE(ListBindingAdvice(database_).empty());
}

}  // namespace
}  // namespace signet::registry
