#include "appliance/elm/profile/profile_library.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>

#include "appliance/elm/profile/built_in_profiles.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/elm/edited_model.h"
#include "tests/unit/elm/sample.h"

namespace signet::elm {
namespace {

using boost::json::object;

// The built-in profiles after an edit, as a release of their own.
std::string EditedProfiles(const Edit& edit) {
  auto profiles = boost::json::parse(BuiltInProfiles());
  profiles.as_object()["version"] = "9";
  edit(profiles.as_object());
  return boost::json::serialize(profiles);
}

std::string ChosenVersion(const ProfileLibrary& library) {
  const CredentialText credential = ReadText(EditedModel("diploma", [](object&) {}));
  return library.ProfilesOf(credential.root()).set->version();
}

TEST(ProfileLibrary, TakesOfTwoReleasesTheOneAddedLast) {
  ProfileLibrary library = ProfileLibrary::BuiltIn();
  EXPECT_EQ(ChosenVersion(library), "1.2.0");
  library.Add(EditedProfiles([](object&) {}));
  EXPECT_EQ(ChosenVersion(library), "9");
}

// JSON-LD 1.1 3.1: in another context the same names may mean something else.
TEST(ProfileLibrary, PassesOverAReleaseOfOtherContexts) {
  ProfileLibrary library = ProfileLibrary::BuiltIn();
  library.Add(EditedProfiles([](object& p) { p["contexts"] = {"urn:a", "urn:b"}; }));
  library.Add(EditedProfiles([](object& p) { p["contexts"].as_array().pop_back(); }));
  EXPECT_EQ(ChosenVersion(library), "1.2.0");
}

TEST(ProfileLibrary, RefusesProfilesThatNameNoRoot) {
  ProfileLibrary library;
  const std::string rootless = EditedProfiles([](object& p) { p["root"] = boost::json::array(); });
  EXPECT_EQ(test::CodeOf([&] { library.Add(rootless); }), Code::kProfileMalformed);
  EXPECT_TRUE(library.sets().empty());
}

}  // namespace
}  // namespace signet::elm
