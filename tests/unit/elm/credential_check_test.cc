#include "appliance/elm/credential_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/error_matcher.h"
#include "tests/unit/elm/edited_model.h"

namespace signet::elm {
namespace {

using boost::json::object;
using testing::HasSubstr;

const std::string kNothing = EditedModel("diploma", [](object&) {});

TEST(CredentialCheck, TellsOfADraftWhatThePreparationWillWrite) {
  const Validation draft = CheckText(kNothing);
  EXPECT_TRUE(draft.conforms);
  ASSERT_EQ(draft.findings.size(), 2U);
  for (const Finding& finding : draft.findings) {
    EXPECT_EQ(finding.severity, Severity::kInformation);
    EXPECT_THAT(finding.rule, HasSubstr("when the box seals with the preparation \"edc\""));
  }
  const Validation final = CheckText(kNothing, {}, {.stage = Stage::kFinal});
  EXPECT_FALSE(final.conforms);
  EXPECT_EQ(final.findings.size(), 2U);
  EXPECT_THAT(final.profile, HasSubstr("edc-generic-full 1.2.0"));
}

// SHACL 4.8.1 says that something is wrong inside; people need to know what.
TEST(CredentialCheck, ExplainsWhatAnIncompleteValueLacks) {
  const Validation final = CheckText(kNothing, {}, {.stage = Stage::kFinal});
  const Finding& issuer = final.findings.back();
  EXPECT_THAT(issuer.path, HasSubstr("#issuer"));
  EXPECT_EQ(issuer.component, "http://www.w3.org/ns/shacl#NodeConstraintComponent");
  EXPECT_EQ(issuer.pointer, "/issuer");
  EXPECT_THAT(issuer.rule, HasSubstr("\"eIDASIdentifier\" is missing"));
}

TEST(CredentialCheck, GivesFocusPathComponentPointerAndValueOfEachViolation) {
  const struct {
    Edit edit;
    Finding expected;
    const char* said;
  } cases[] = {
      {[](object& c) { c["validFrom"] = "2026-02-30T00:00:00Z"; },
       {.focus = "urn:credential:e91d3a57-0f42-4b6d-b8c4-5a7e21f09d86",
        .path = "https://www.w3.org/2018/credentials#validFrom",
        .component = "http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
        .pointer = "/validFrom",
        .value = "2026-02-30T00:00:00Z"},
       "a day and time such as"},
      {[](object& c) { ObjectAt(c, "/credentialSubject/hasClaim").erase("title"); },
       {.focus = "urn:epass:achievement:diploma",
        .path = "http://purl.org/dc/terms/title",
        .component = "http://www.w3.org/ns/shacl#MinCountConstraintComponent",
        .pointer = "/credentialSubject/hasClaim"},
       "\"title\" is missing: \"LearningAchievement\" must have it"},
      {[](object& c) {
         ObjectAt(c, "/credentialSubject")["dateOfBirth"] = {"2001-02-28T00:00:00Z",
                                                             "2001-03-01T00:00:00Z"};
       },
       {.focus = "urn:epass:person:holder",
        .path = "http://data.europa.eu/snb/model/elm/dateOfBirth",
        .component = "http://www.w3.org/ns/shacl#MaxCountConstraintComponent",
        .pointer = "/credentialSubject/dateOfBirth/0"},
       "more than one value"},
  };
  for (const auto& [edit, expected, said] : cases) {
    const Validation validation = CheckText(EditedModel("diploma", edit));
    ASSERT_FALSE(validation.conforms) << said;
    const Finding& first = validation.findings.front();
    EXPECT_EQ(first.focus, expected.focus);
    EXPECT_EQ(first.path, expected.path);
    EXPECT_EQ(first.component, expected.component);
    EXPECT_EQ(first.pointer, expected.pointer);
    EXPECT_EQ(first.value, expected.value);
    EXPECT_THAT(first.rule, HasSubstr(said));
  }
}

TEST(CredentialCheck, NamesNodesWithoutAnIdAsBlank) {
  const Validation validation = CheckText(EditedModel("diploma", [](object& c) {
    ObjectAt(c, "/credentialSubject/hasClaim").erase("title");
    ObjectAt(c, "/credentialSubject/hasClaim").erase("id");
  }));
  EXPECT_EQ(validation.findings.front().focus, "_:");
  EXPECT_EQ(validation.findings.front().pointer, "/credentialSubject/hasClaim");
}

// A check that no rule looked at would "conform": these are refused instead.
TEST(CredentialCheck, IsNeverVacuous) {
  const struct {
    Edit edit;
    Code code;
  } cases[] = {
      {[](object& c) { c["type"] = {"VerifiableCredential"}; }, Code::kNotACredential},
      {[](object& c) {
         c["type"] = {"VerifiableCredential", "EuropeanDigitalCredentail"};
       },
       Code::kNotACredential},
      {[](object& c) { c["@context"] = {"http://data.europa.eu/snb/model/context/edc-ap"}; },
       Code::kContextUnexpected},
      {[](object& c) { c.erase("credentialSchema"); }, Code::kProfileUnknown},
      {[](object& c) { ObjectAt(c, "/credentialSchema").erase("id"); }, Code::kProfileUnknown},
      {[](object& c) { ObjectAt(c, "/credentialSchema")["id"] = "urn:profile"; },
       Code::kProfileUnknown},
      {[](object& c) {
         ObjectAt(c, "/credentialSubject")["type"] = {"Person", "EuropeanDigitalCredential"};
       },
       Code::kNotACredential},
  };
  for (const auto& [edit, code] : cases) {
    const std::string text = EditedModel("diploma", edit);
    EXPECT_EQ(test::CodeOf([&text] { CheckText(text); }), code) << InfoOf(code).name;
  }
}

// JSON-LD 1.1 API 9.6.2: what is no JSON-LD is told where it is, and not judged further.
TEST(CredentialCheck, TellsWhatIsNoJsonLd) {
  const Validation validation = CheckText(
      EditedModel("diploma", [](object& c) { ObjectAt(c, "/credentialSubject")["id"] = 7; }));
  EXPECT_FALSE(validation.conforms);
  EXPECT_EQ(validation.findings.front().component, "urn:signet:finding:json-ld");
  EXPECT_EQ(validation.findings.front().pointer, "/credentialSubject/id");
}

// A name may be as long as the text: what is said of it may not.
TEST(CredentialCheck, SaysAtMostSoMuch) {
  const std::string name(100'000, 'x');
  const Validation validation = CheckText(EditedModel("diploma", [&name](object& c) {
    object& person = ObjectAt(c, "/credentialSubject");
    person["id"] = "urn:" + name;
    person["dateOfBirth"] = name;
    person[name] = object{{name, name}};
  }));
  EXPECT_FALSE(validation.conforms);
  for (const Finding& finding : validation.findings) {
    for (const std::string* text :
         {&finding.focus, &finding.pointer, &finding.rule, &finding.value}) {
      EXPECT_LE(text->size(), 2010U);
    }
  }
}

TEST(CredentialCheck, SaysTheSameEachTime) {
  const std::string text = EditedModel("diploma", [](object& c) {
    c["studentNumber"] = "7";
    c["validFrom"] = "tomorrow";
    ObjectAt(c, "/credentialSubject/hasClaim").erase("title");
  });
  const auto first = CheckText(text).findings;
  const auto second = CheckText(text).findings;
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].pointer, second[i].pointer);
    EXPECT_EQ(first[i].rule, second[i].rule);
  }
}

}  // namespace
}  // namespace signet::elm
