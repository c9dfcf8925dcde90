// No credential is sealed that its profile forbids: through the running box, before and at sealing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>

#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/box_suite.h"
#include "tests/support/temporary_folder.h"

namespace signet::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Model() {
  return ReadFile(SIGNET_SOURCE_DIR "/provisioning/models/micro-credential.jsonld");
}

// Its learning outcomes are words, and one claim has lost its title.
std::string Worse(bool without_title) {
  auto credential = boost::json::parse(Model());
  auto& claim = credential.as_object()["credentialSubject"].as_object()["hasClaim"].as_object();
  if (without_title) claim.erase("title");
  for (auto& outcome : claim["specifiedBy"].as_object()["learningOutcome"].as_array()) {
    outcome.as_object()["title"] = {{"en", "Surveying"}, {"de", "Vermessung"}};
  }
  return boost::json::serialize(credential);
}

class Check : public BoxSuite {
 protected:
  static HttpResponse Post(const std::string& target, const std::string& body,
                           const std::string& client = "submitter") {
    return HttpsClient(box().Client(client))
        .Post(target, {{"Content-Type", "application/ld+json"}}, body);
  }
};

TEST_F(Check, SaysBeforeSealingWhatSealingWillSay) {
  const auto draft = Post("/v1/validations", Model());
  ASSERT_EQ(draft.status, 200U) << draft.body;
  const auto document = json::Document::Parse(draft.body, {});
  EXPECT_EQ(document.root().Find("conforms")->kind(), json::Kind::kTrue);
  EXPECT_THAT(draft.body, HasSubstr("\"information\""));
  EXPECT_THAT(draft.body, Not(HasSubstr("\"violation\"")));
  const auto final = Post("/v1/validations?stage=final", Model());
  EXPECT_THAT(final.body, HasSubstr("\"conforms\":false"));
  EXPECT_EQ(Post("/v1/validations?stage=final", Model(), "monitor").status, 403U);
  EXPECT_EQ(ProblemName(Post("/v1/validations", "{}")), "not-a-credential");
}

TEST_F(Check, RefusesAViolationWithItsPlaceAndRuleAndTheLogKeepsOnlyThatItDid) {
  const auto refused = Post("/v1/seals", Worse(true));
  EXPECT_EQ(refused.status, 422U);
  EXPECT_EQ(ProblemName(refused), "profile-violated") << refused.body;
  EXPECT_THAT(refused.body, HasSubstr("\"pointer\":\"/credentialSubject/hasClaim\""));
  EXPECT_THAT(refused.body, HasSubstr("MinCountConstraintComponent"));
  EXPECT_THAT(refused.body, HasSubstr("urn:signet:finding:outcome-thin"));
  const std::string log = box().LogOnceItHas("profile-violated");
  EXPECT_THAT(log, HasSubstr("profile-violated"));
  EXPECT_THAT(log, Not(HasSubstr("hasClaim")));
  EXPECT_THAT(box().Journal(), Not(HasSubstr("hasClaim")));
}

TEST_F(Check, SealsWhatItOnlyWarnsOfUntilTheOrganisationForbidsIt) {
  EXPECT_EQ(Post("/v1/seals", Worse(false)).status, 201U);
  box().StopSealer();
  const TemporaryFolder folder;
  WriteFile(folder / "languages.ttl",
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
            "@prefix l: <http://publications.europa.eu/resource/authority/language/> .\n"
            "l:PRT skos:inScheme <http://publications.europa.eu/resource/authority/language> .\n",
            FileMode::kPublic);
  const auto codes = box().Box({"code-list", "import", (folder / "languages.ttl").string()});
  EXPECT_EQ(codes.status, 0) << codes.output;
  EXPECT_EQ(
      box().Box({"organisation", "require", "--organisation", "nobody", "outcome-thin"}).status, 2);
  const auto added = box().Box({"organisation", "add", "--name", "orwin", "--legal-name",
                                "University of Sankt Orwin", "--country", "DE"});
  EXPECT_EQ(added.status, 0) << added.output;
  const auto required =
      box().Box({"organisation", "require", "--organisation", "orwin", "outcome-thin"});
  EXPECT_EQ(required.status, 0) << required.output;
  box().StartSealer();
  box().AwaitReady();
  const auto refused = Post("/v1/seals", Worse(false));
  EXPECT_EQ(ProblemName(refused), "profile-violated") << refused.body;
  EXPECT_THAT(Post("/v1/validations", Model()).body, HasSubstr("urn:signet:finding:unknown-code"));
  EXPECT_EQ(Post("/v1/seals", Model()).status, 201U);
  box().StopSealer();
  box().Box({"organisation", "require", "--organisation", "orwin", "outcome-thin", "--no"});
  box().StartSealer();
  box().AwaitReady();
  EXPECT_EQ(Post("/v1/seals", Worse(false)).status, 201U);
}

// The newer release knows one profile more; the box's own stay.
TEST_F(Check, TakesAnImportedProfileAndSaysInTheLogByWhichItChecked) {
  auto profile =
      boost::json::parse(ReadFile(SIGNET_SOURCE_DIR "/appliance/elm/profiles/edc-ap-1.2.json"));
  auto& profiles = profile.as_object()["profiles"].as_object();
  profiles["<urn:test:profile>"] =
      profiles.at("<http://data.europa.eu/snb/model/ap/edc-generic-full>");
  auto credential = boost::json::parse(Model());
  credential.as_object()["credentialSchema"].as_object()["id"] = "urn:test:profile";
  const std::string text = boost::json::serialize(credential);
  EXPECT_EQ(ProblemName(Post("/v1/seals", text)), "profile-unknown");
  box().StopSealer();
  const TemporaryFolder folder;
  WriteFile(folder / "profile.json", boost::json::serialize(profile), FileMode::kPublic);
  WriteFile(folder / "broken.json", "{}", FileMode::kPublic);
  EXPECT_EQ(box().Box({"profile", "import", (folder / "broken.json").string()}).status, 2);
  const auto imported = box().Box({"profile", "import", (folder / "profile.json").string()});
  EXPECT_EQ(imported.status, 0) << imported.output;
  EXPECT_THAT(box().Box({"profile", "list"}).output, HasSubstr("urn:test:profile"));
  box().StartSealer();
  box().AwaitReady();
  EXPECT_EQ(Post("/v1/seals", text).status, 201U);
  EXPECT_EQ(Post("/v1/seals", Model()).status, 201U);
  const std::string log = box().LogOnceItHas("urn:test:profile 1.2.0");
  EXPECT_THAT(log, HasSubstr("urn:test:profile 1.2.0"));
  EXPECT_THAT(log, HasSubstr("profile.imported"));
}

}  // namespace
}  // namespace signet::test
