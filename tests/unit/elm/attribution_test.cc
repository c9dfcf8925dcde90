#include "appliance/elm/attribution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/elm/jsonld/graph_reader.h"
#include "appliance/elm/profile/built_in_profiles.h"
#include "appliance/elm/profile/profile.h"
#include "tests/unit/elm/edited_model.h"
#include "tests/unit/elm/sample.h"

namespace signet::elm {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

namespace fs = std::filesystem;

Attribution OfStatements(json::Value credential) {
  static const ProfileSet set = ProfileSet::Read(BuiltInProfiles());
  const GraphReading reading = ReadGraph(credential, set.context(), set.terms());
  if (!reading.graph) throw std::runtime_error("refused");
  return AttributionOf(*reading.graph, set.context());
}

std::string Told(const NamedOrganisation& organisation) {
  std::string out = organisation.id.empty() ? "(no id)" : organisation.id;
  for (const auto& identifier : organisation.identifiers) {
    out += identifier.is_legal ? " legal " : " other ";
    out += identifier.notation + "@" + identifier.country;
  }
  for (const std::string& name : organisation.names) out += " \"" + name + "\"";
  return out;
}

std::vector<std::string> Told(const std::vector<NamedOrganisation>& organisations) {
  std::vector<std::string> out;
  for (const NamedOrganisation& one : organisations) out.push_back(Told(one));
  return out;
}

/// "urn:org:1: urn:spec:1, CODE" of each award.
std::vector<std::string> AwardsOf(const Attribution& attribution) {
  std::vector<std::string> out;
  for (const Award& award : attribution.awards) {
    std::string told;
    for (const std::size_t body : award.bodies) {
      told += (told.empty() ? "" : " ") + attribution.awarding_bodies.at(body).id;
    }
    told += ":";
    for (const std::string& learning : award.learning) told += " " + learning;
    out.push_back(told);
  }
  return out;
}

/// What both readings of a credential say, its issuer and a subject being given.
Attribution Both(const std::string& subject, const std::string& issuer = R"({"id":"urn:org:0"})",
                 const std::string& more = "") {
  const CredentialText credential =
      ReadText(SampleCredential(issuer, ",\"credentialSubject\":" + subject + more));
  Attribution of_text = ReadAttribution(credential.root());
  EXPECT_EQ(of_text, OfStatements(credential.root())) << subject;
  return of_text;
}

std::string AwardedBy(const std::string& body) {
  return R"({"hasClaim":{"awardedBy":{"awardingBody":)" + body + "}}}";
}

TEST(Attribution, TakesAnOrganisationsIdentifiersAndNames) {
  const struct {
    const char* body;
    const char* told;
  } cases[] = {
      {R"({"id":"urn:org:1"})", "urn:org:1"},
      {R"("urn:org:1")", "urn:org:1"},
      {R"({"legalName":{"en":"A","de":["B","C"]}})", R"((no id) "A" "B" "C")"},
      {R"({"id":"_:b","legalName":"A"})", R"((no id) "A")"},
      {R"({"legalName":{"en":"A","de":"A"}})", R"((no id) "A")"},
      {R"({"eIDASIdentifier":{"notation":"VATES-A00000000"}})", "(no id) legal VATES-A00000000@"},
      {R"({"registration":{"notation":"1","spatial":{"id":"http://x/country/EST"}},
           "vatIdentifier":[{"notation":"2"},{"notation":3}],"taxIdentifier":{"notation":"4"},
           "identifier":{"notation":"5","spatial":"http://x/country/DEU"}})",
       "(no id) legal 1@EST legal 2@ legal 3@ legal 4@ other 5@DEU"},
      // One identifier that says two things says nothing, but it is there.
      {R"({"registration":{"notation":["1","2"],"spatial":["http://x/EST","http://x/DEU"]}})",
       "(no id) legal @"},
      {R"({"registration":{"notation":["1","1"],"spatial":["http://x/EST","http://y/EST"]}})",
       "(no id) legal 1@EST"},
      {R"({"registration":"urn:registration:1"})", "(no id) legal @"},
      {R"({"registration":{"notation":{"id":"urn:x"}}})", "(no id) legal @"},
      {R"({"registration":null,"identifier":[],"legalName":{}})", "(no id)"},
  };
  for (const auto& c : cases) {
    EXPECT_THAT(Told(Both(AwardedBy(c.body)).awarding_bodies), ElementsAre(c.told)) << c.body;
    EXPECT_THAT(Told(Both("{}", c.body).issuers), ElementsAre(c.told)) << c.body;
  }
}

// JSON-LD 1.1 API 5.1: nodes of one id are one node, wherever they stand.
TEST(Attribution, MergesNodesOfOneId) {
  const Attribution merged = Both(R"({"id":"urn:person:1","hasClaim":[
      {"id":"urn:claim:1","awardedBy":"urn:process:1"},
      {"id":"urn:claim:2","awardedBy":{"id":"urn:process:1","awardingBody":"urn:org:1"}},
      {"id":"urn:claim:3","awardedBy":{"id":"urn:process:1","awardingBody":{"id":"urn:org:1"}}}],
    "memberOf":[{"id":"urn:org:1","legalName":{"en":"A"},"registration":{"id":"urn:reg:1"}},
                {"id":"urn:org:1","legalName":{"en":"B"}}],
    "location":{"id":"urn:reg:1","notation":"77","spatial":{"id":"http://x/EST"}}})");
  EXPECT_THAT(Told(merged.awarding_bodies), ElementsAre(R"(urn:org:1 legal 77@EST "A" "B")"));
  EXPECT_THAT(AwardsOf(merged), ElementsAre("urn:org:1:", "urn:org:1:", "urn:org:1:"));
}

TEST(Attribution, NodesWithoutIdStandForThemselves) {
  EXPECT_THAT(Told(Both(AwardedBy(R"([{"legalName":{"en":"A"}},{"legalName":{"en":"B"}}])"))
                       .awarding_bodies),
              ElementsAre(R"((no id) "A")", R"((no id) "B")"));
}

TEST(Attribution, FindsAwardingBodiesAtAnyDepth) {
  const Attribution found = Both(R"({"hasClaim":[{"awardedBy":{"awardingBody":"urn:org:1"},
      "hasPart":[{"influencedBy":{"awardedBy":[{"awardingBody":["urn:org:2","urn:org:1"]}]}}]}],
      "hasCredential":{"awardingOpportunity":{"awardingBody":"urn:org:3"}}})");
  EXPECT_THAT(Told(found.awarding_bodies), testing::IsSupersetOf({"urn:org:1", "urn:org:2"}));
}

TEST(Attribution, NamesWhoDeliversAndWhatTheCredentialSaysItIs) {
  const Attribution found = Both(
      R"({"hasClaim":[{"influencedBy":{"directedBy":["urn:org:1","urn:org:2"]}},
         {"provenBy":{"assessedBy":{"id":"urn:org:1"}}}]})",
      R"([{"id":"urn:org:0"},{"id":"urn:org:9"}])",
      R"(,"credentialSchema":[{"id":"urn:ap:1"},"urn:ap:2",{"id":"urn:ap:1"},{}],
         "credentialProfiles":{"id":"urn:kind:1","prefLabel":{"en":"Generic"}})");
  EXPECT_THAT(Told(found.issuers), ElementsAre("urn:org:0", "urn:org:9"));
  EXPECT_THAT(Told(found.delivering), ElementsAre("urn:org:1", "urn:org:2"));
  EXPECT_THAT(found.profiles, ElementsAre("urn:ap:1", "urn:ap:2"));
  EXPECT_THAT(found.kinds, ElementsAre("urn:kind:1"));
  EXPECT_THAT(found.awarding_bodies, IsEmpty());
}

TEST(Attribution, SaysWhatEachAwardIsFor) {
  const struct {
    const char* rule;
    const char* claims;
    std::vector<std::string> awards;
  } cases[] = {
      {"what it is specified by, and the opportunity, with their identifiers",
       R"([{"awardedBy":{"awardingBody":"urn:org:1"},
           "specifiedBy":{"id":"urn:spec:1","identifier":[{"notation":"A"},{"notation":"B"}]},
           "learningOpportunity":{"id":"urn:lo:1","identifier":{"notation":"C"}}}])",
       {"urn:org:1: urn:spec:1 A B urn:lo:1 C"}},
      {"processes by themselves",
       R"([{"awardedBy":[{"awardingBody":"urn:org:1"},{"awardingBody":["urn:org:2","urn:org:1"]}],
           "specifiedBy":"urn:spec:1"}])",
       {"urn:org:1: urn:spec:1", "urn:org:2 urn:org:1: urn:spec:1"}},
      {"claims that stand beside each other by themselves",
       R"([{"awardedBy":{"id":"urn:p","awardingBody":"urn:org:1"},"specifiedBy":"urn:spec:1"},
           {"awardedBy":"urn:p","specifiedBy":"urn:spec:2"}])",
       {"urn:org:1: urn:spec:1", "urn:org:1: urn:spec:2"}},
      {"parts of the same process with the whole",
       R"([{"awardedBy":{"id":"urn:p","awardingBody":"urn:org:1"},"specifiedBy":"urn:spec:1",
           "hasPart":{"awardedBy":"urn:p","specifiedBy":"urn:spec:2",
             "provenBy":{"awardedBy":"urn:p","specifiedBy":"urn:spec:3"}},
           "influencedBy":{"awardedBy":"urn:p","specifiedBy":"urn:spec:4"},
           "entitlesTo":{"awardedBy":"urn:p","specifiedBy":"urn:spec:5"}}])",
       {"urn:org:1: urn:spec:1"}},
      {"parts that say themselves of what they are",
       R"([{"id":"urn:c","awardedBy":{"id":"urn:p","awardingBody":"urn:org:1"},
           "specifiedBy":"urn:spec:1"},
           {"awardedBy":"urn:p","specifiedBy":"urn:spec:2","isPartOf":"urn:c"},
           {"awardedBy":"urn:p","specifiedBy":"urn:spec:3","proves":"urn:c"}])",
       {"urn:org:1: urn:spec:1"}},
      {"parts of another process by themselves",
       R"([{"awardedBy":{"awardingBody":"urn:org:1"},"specifiedBy":"urn:spec:1",
           "hasPart":{"awardedBy":{"awardingBody":"urn:org:2"},"specifiedBy":"urn:spec:2"}}])",
       {"urn:org:1: urn:spec:1", "urn:org:2: urn:spec:2"}},
      {"none hidden in a circle of parts",
       R"([{"id":"urn:a","awardedBy":{"id":"urn:p","awardingBody":"urn:org:1"},
           "specifiedBy":"urn:spec:1"},
           {"id":"urn:b","awardedBy":"urn:p","specifiedBy":"urn:spec:2","hasPart":"urn:c"},
           {"id":"urn:c","awardedBy":"urn:p","specifiedBy":"urn:spec:3",
            "hasPart":["urn:b","urn:c"]}])",
       {"urn:org:1: urn:spec:1", "urn:org:1: urn:spec:2", "urn:org:1: urn:spec:3"}},
      {"what the process itself says that it awards",
       R"([{"id":"urn:a","specifiedBy":"urn:spec:1"},
           {"awardedBy":{"awardingBody":"urn:org:1","awards":"urn:a"}}])",
       {"urn:org:1:", "urn:org:1: urn:spec:1"}},
      {"nothing of what is not awarded", R"([{"specifiedBy":"urn:spec:1"}])", {}},
  };
  for (const auto& c : cases) {
    const Attribution found = Both(R"({"hasClaim":)" + std::string(c.claims) + "}");
    EXPECT_THAT(AwardsOf(found), testing::UnorderedElementsAreArray(c.awards)) << c.rule;
  }
}

// Statements decide: whatever JSON-LD takes for an awarding body is one.
TEST(Attribution, OfStatementsSeesHoweverANameIsSpelt) {
  constexpr const char* kSpellings[] = {
      R"({"hasClaim":{"awardedBy":{"elm:awardingBody":{"id":"urn:org:1"}}}})",
      R"({"hasClaim":{"elm:awardedBy":{"http://data.europa.eu/snb/model/elm/awardingBody":
          {"id":"urn:org:1"}}}})",
      R"({"hasClaim":{"awardedBy":{"id":"urn:p"}},"location":{"id":"urn:p",
          "elm:awardingBody":[[{"id":"urn:org:1"}]]}})",
  };
  for (const char* const subject : kSpellings) {
    const CredentialText credential = ReadText(SampleCredential(
        R"({"id":"urn:org:0"})", ",\"credentialSubject\":" + std::string(subject)));
    EXPECT_THAT(ReadAttribution(credential.root()).awarding_bodies, IsEmpty()) << subject;
    EXPECT_THAT(Told(OfStatements(credential.root()).awarding_bodies), ElementsAre("urn:org:1"))
        << subject;
  }
}

// A text where a node has to be is nobody, not nothing: it must not pass as "no awarding body".
TEST(Attribution, OfStatementsTakesATextForNobody) {
  const CredentialText credential = ReadText(
      SampleCredential(R"({"id":"urn:org:0"})",
                       R"(,"credentialSubject":{"hasClaim":{"awardedBy":{"elm:awardingBody":
                                   "University"}}})"));
  EXPECT_THAT(Told(OfStatements(credential.root()).awarding_bodies), ElementsAre("(no id)"));
}

TEST(Attribution, IdentifiersSpeltInFullAreSeenInTheStatements) {
  const CredentialText credential = ReadText(
      SampleCredential(R"({"id":"urn:org:0"})",
                       ",\"credentialSubject\":" +
                           AwardedBy(R"({"id":"urn:org:1","rov:registration":{"skos:notation":"77"},
              "rov:legalName":"A"})")));
  EXPECT_THAT(Told(OfStatements(credential.root()).awarding_bodies),
              ElementsAre(R"(urn:org:1 legal 77@ "A")"));
  EXPECT_THAT(Told(ReadAttribution(credential.root()).awarding_bodies), ElementsAre("urn:org:1"));
}

std::string Repeated(int count, const std::function<std::string(int)>& part) {
  std::string out = "[";
  for (int i = 0; i < count; ++i) out += (i == 0 ? "" : ",") + part(i);
  return out + "]";
}

std::string Numbered(const char* prefix, int i) {
  return '"' + std::string(prefix) + std::to_string(i) + '"';
}

// What a text repeats must not multiply, and what is cut must not be taken for covered.
TEST(Attribution, EndsWithNobodyWhereATextSaysTooMuch) {
  const auto bodies = Repeated(20'000, [](int i) { return Numbered("urn:o:", i); });
  const auto claims = Repeated(3000, [](int i) { return Numbered("urn:c:", i); });
  const std::string shared = R"({"id":"urn:i","notation":")" + std::string(60'000, 'x') + "\"}";
  const std::string circle = Repeated(1500, [](int i) {
    return R"({"id":)" + Numbered("urn:c:", i) + R"(,"awardedBy":"urn:p","hasPart":)" +
           Repeated(200, [i](int j) { return Numbered("urn:c:", (i + j) % 1500); }) + "}";
  });
  const struct {
    const char* what;
    std::string subject;
  } cases[] = {
      {"bodies", AwardedBy(bodies)},
      {"bodies for many claims", R"({"hasClaim":{"awardedBy":{"awardingBody":)" +
                                     Repeated(1000, [](int i) { return Numbered("urn:o:", i); }) +
                                     ",\"awards\":" + claims + "}}}"},
      {"one identifier of many", AwardedBy(Repeated(100,
                                                    [&](int i) {
                                                      return R"({"id":)" + Numbered("urn:o:", i) +
                                                             R"(,"registration":)" +
                                                             (i == 0 ? shared : "\"urn:i\"") + "}";
                                                    }))},
      {"parts of each other",
       R"({"location":{"id":"urn:p","awardingBody":"urn:o"},"hasClaim":)" + circle + "}"},
  };
  for (const auto& c : cases) {
    const Attribution found = Both(c.subject);
    EXPECT_THAT(Told(found.awarding_bodies), testing::Contains("(no id)")) << c.what;
    EXPECT_LE(found.awarding_bodies.size(), 20'000U) << c.what;
    EXPECT_LE(found.awards.size(), 20'000U) << c.what;
  }
}

// Both readings say the same of every real credential, so what is chosen by one fits the other.
void ExpectAgreement(const std::string& text) {
  const CredentialText credential = ReadText(text);
  const Attribution of_text = ReadAttribution(credential.root());
  const Attribution of_statements = OfStatements(credential.root());
  EXPECT_EQ(of_text, of_statements);
  EXPECT_EQ(of_text.issuers.size(), 1U);
  EXPECT_FALSE(of_text.awarding_bodies.empty());
  EXPECT_FALSE(of_text.awards.empty());
  EXPECT_FALSE(of_text.profiles.empty());
  for (const NamedOrganisation& body : of_text.awarding_bodies) EXPECT_FALSE(body.names.empty());
}

TEST(Attribution, OfTheModelsIsTheSameBothWays) {
  for (const char* const model : {"certificate-of-participation", "micro-credential", "diploma"}) {
    SCOPED_TRACE(model);
    ExpectAgreement(EditedModel(model, [](auto&) {}));
  }
  const CredentialText diploma = ReadText(EditedModel("diploma", [](auto&) {}));
  const Attribution found = ReadAttribution(diploma.root());
  EXPECT_THAT(Told(found.awarding_bodies),
              ElementsAre("urn:epass:organisation:sankt-orwin legal FICTIONAL-0001@DEU "
                          "\"University of Sankt Orwin\" \"Universität Sankt Orwin\""));
  // One diploma, though courses, activities and assessments name the same process.
  EXPECT_THAT(AwardsOf(found),
              ElementsAre(testing::StartsWith("urn:epass:organisation:sankt-orwin: "
                                              "urn:epass:qualification:diploma")));
}

TEST(Attribution, OfRealCredentialsIsTheSameBothWays) {
  if (!fs::exists(Corpus())) GTEST_SKIP() << "left out: no corpus at " << Corpus();
  int files = 0;
  for (const char* const folder : {"samples-elm", "samples-mynextid"}) {
    for (const auto& entry : fs::directory_iterator(Corpus() / folder)) {
      SCOPED_TRACE(entry.path());
      ExpectAgreement(PayloadIn(entry.path()));
      ++files;
    }
  }
  EXPECT_EQ(files, 12);
}

TEST(Attribution, ComesWithTheCheck) {
  const std::string text = EditedModel("diploma", [](auto&) {});
  EXPECT_EQ(CheckText(text).attribution, OfStatements(ReadText(text).root()));
  const Validation refused =
      CheckText(EditedModel("diploma", [](auto& c) { ObjectAt(c, "/issuer")["id"] = 7; }));
  EXPECT_EQ(refused.attribution, Attribution{});
}

}  // namespace
}  // namespace signet::elm
