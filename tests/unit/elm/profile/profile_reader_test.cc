#include "appliance/elm/profile/profile_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "appliance/base/error.h"
#include "appliance/elm/profile/built_in_profiles.h"
#include "tests/unit/elm/made_profile.h"

namespace signet::elm {
namespace {

TEST(ProfileReader, ReadsTheProfilesThatComeWithSignet) {
  const auto set = ProfileSet::Read(BuiltInProfiles());
  EXPECT_EQ(set.name(), "European Digital Credentials");
  EXPECT_EQ(set.version(), "1.2.0");
  EXPECT_EQ(set.contexts().size(), 2U);
  ASSERT_EQ(set.root().size(), 2U);
  EXPECT_TRUE(set.terms()[set.root().back()].text.ends_with("/EuropeanDigitalCredential"));
  for (const char* const name : {"generic-no-cv", "generic-full", "issued-by-mandate", "accredited",
                                 "converted", "diploma-supplement"}) {
    const Profile* const profile =
        set.Find(std::string("http://data.europa.eu/snb/model/ap/edc-") + name);
    ASSERT_NE(profile, nullptr) << name;
    EXPECT_EQ(profile->version, "1.2.0");
    EXPECT_FALSE(profile->shapes.empty());
  }
  EXPECT_EQ(set.Find("http://data.europa.eu/snb/model/ap/edc-nonsense"), nullptr);
  EXPECT_NE(set.context().Find("hasClaim"), nullptr);
}

struct Row {
  std::string_view what;
  std::string shapes;
  std::string_view refusal;  ///< what the message has in it
};

TEST(ProfileReader, RefusesWhatItDoesNotUnderstandAndSaysWhere) {
  std::string deep = R"({"ex:Shape": {"node": ["ex:S0"]})";
  for (int i = 0; i < 100; ++i) {
    deep +=
        ", \"ex:S" + std::to_string(i) + R"(": {"node": ["ex:S)" + std::to_string(i + 1) + "\"]}";
  }
  deep += R"(, "ex:S100": {}})";
  for (const Row& row : {
           Row{"an unknown member", R"({"ex:Shape": {"qualifiedMinCount": 1}})",
               "/shapes/ex:Shape/qualifiedMinCount is not known"},
           Row{"one inside", R"({"ex:Shape": {"or": [[{"sparql": ""}]]}})",
               "/shapes/ex:Shape/or/0/0/sparql is not known"},
           Row{"a shape that reaches itself",
               R"({"ex:Shape": {"node": ["ex:B"]}, "ex:B": {"not": ["ex:Shape"]}})",
               "reaches itself"},
           Row{"shapes that nest without end", deep, "nests more than 64"},
           Row{"a name of no shape", R"({"ex:Shape": {"node": ["ex:B"]}})",
               "/shapes/ex:Shape/node/0 names no shape"},
           Row{"a property without a path", R"({"ex:Shape": {"property": [{"class": ["ex:C"]}]}})",
               "give that property a path"},
           Row{"a named one", R"({"ex:Shape": {"or": [[{"property": ["ex:B"]}]]}, "ex:B": {}})",
               "give that property a path"},
           Row{"a count where there is no path", R"({"ex:Shape": {"minCount": 1}})",
               "/shapes/ex:Shape has a constraint that only a property shape may have"},
           Row{"a count below 0", R"({"ex:Shape": {"path": "ex:p", "minCount": -1}})",
               "/shapes/ex:Shape/minCount must be a whole number"},
           Row{"a bound without order",
               R"({"ex:Shape": {"minInclusive": {"value": "x", "datatype": "xsd:integer"}}})",
               "/shapes/ex:Shape/minInclusive must be a literal of a datatype that has an order"},
           Row{"a literal without datatype", R"({"ex:Shape": {"in": [{"value": "x"}]}})",
               "/shapes/ex:Shape/in/0 must be a literal"},
           Row{"a pattern that is none", R"({"ex:Shape": {"pattern": "("}})", "RE2"},
           Row{"a pattern with references", R"({"ex:Shape": {"pattern": "(a)\\1"}})", "RE2"},
           Row{"an unknown prefix", R"({"ex:Shape": {"class": ["no:C"]}})",
               "/shapes/ex:Shape/class/0 must be an IRI"},
           Row{"an unknown kind", R"({"ex:Shape": {"nodeKind": "Blank"}})",
               "/shapes/ex:Shape/nodeKind is no node kind"},
       }) {
    SCOPED_TRACE(std::string(row.what));
    try {
      ProfileSet::Read(MadeProfile(row.shapes));
      ADD_FAILURE() << "read";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::kProfileMalformed);
      EXPECT_NE(error.message().find(row.refusal), std::string::npos) << error.message();
    }
  }
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(ProfileReader, RefusesOtherFormatsAndWhatIsMissing) {
  const std::string good = MadeProfile(R"({"ex:Shape": {}})");
  EXPECT_NO_THROW(ProfileSet::Read(good));
  for (const std::string& bad :
       {Replaced(good, "signet-profile/1", "signet-profile/2"), Replaced(good, "\"root\": [],", ""),
        Replaced(good, "\"root\"", "\"roots\""),
        Replaced(good, "\"imports\": []", "\"imports\": [\"ex:other\"]"),
        Replaced(good, R"(["ex:Shape"])", R"(["ex:Shape", "ex:Shape"])"), std::string("[]")}) {
    EXPECT_THROW(ProfileSet::Read(bad), Error) << bad;
  }
}

}  // namespace
}  // namespace signet::elm
