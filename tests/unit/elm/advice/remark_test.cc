// What Signet advises beyond a profile's rules: one change of a good model credential each.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "appliance/elm/advice/advice.h"
#include "tests/unit/elm/edited_model.h"

namespace signet::elm {
namespace {

using boost::json::object;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kOutcome = "/credentialSubject/hasClaim/specifiedBy/learningOutcome/0";

// The warnings as "name pointer".
std::vector<std::string> Warnings(const Validation& validation) {
  std::vector<std::string> out;
  for (const Finding& finding : validation.findings) {
    if (finding.severity != Severity::kWarning) continue;
    out.push_back(finding.component.substr(kFindingNamespace.size()) + " " + finding.pointer);
  }
  return out;
}

TEST(Advice, GoodCredentialsGiveNoneOfIt) {
  for (const char* model : {"micro-credential", "diploma"}) {
    const Validation validation = CheckText(EditedModel(model, [](object&) {}));
    EXPECT_THAT(Warnings(validation), IsEmpty()) << model;
    EXPECT_TRUE(validation.conforms) << model;
  }
}

TEST(Advice, TellsEachWithItsPlaceAndWhatToDo) {
  const struct {
    Edit edit;
    const char* expected;
    const char* said;
  } cases[] = {
      {[](object& c) { c["studentNumber"] = "7"; }, "unknown-term /studentNumber",
       "no program would see it"},
      // JSON-LD 1.1 4.1.9: the type's scope ends at the next node.
      {[](object& c) { ObjectAt(c, "/credentialSubject")["issued"] = "2026-01-01T00:00:00Z"; },
       "unknown-term /credentialSubject/issued", "put it where it belongs"},
      {[](object& c) {
         ObjectAt(c, "/credentialSubject")["type"] = {"Person", "Persson"};
       },
       "unknown-type /credentialSubject/type/1", "\"Persson\""},
      {[](object& c) { ObjectAt(c, kOutcome)["relatedESCOSkill"] = "skills/1"; },
       "ill-formed-id /credentialSubject/hasClaim/specifiedBy/learningOutcome/0/relatedESCOSkill",
       "Write a whole one"},
      {[](object& c) { ObjectAt(c, "/displayParameter/description")["x y"] = "Text"; },
       "ill-formed-language /displayParameter/description/x y", "\"x y\" is no language"},
      {[](object& c) {
         c["proof"] = object{{"type", "Ed25519Signature2018"}};
       },
       "separate-graph /proof", "leave it out"},
      {[](object& c) {
         ObjectAt(c, "/credentialSubject/hasClaim/creditReceived")["id"] =
             "urn:epass:creditPoint:micro";
         ObjectAt(c, "/credentialSubject/hasClaim/creditReceived")["point"] = "77";
       },
       "nodes-disagree /credentialSubject/hasClaim/specifiedBy/creditPoint", "its own id"},
      {[](object& c) { c["expirationDate"] = "2020-01-01T00:00:00Z"; },
       "validity-reversed /expirationDate", "before it begins"},
      {[](object& c) { ObjectAt(c, "/displayParameter/title").erase("de"); },
       "translation-missing /displayParameter/title/en", "\"de\""},
      {[](object& c) {
         ObjectAt(c, kOutcome)["title"] = object{{"en", " Surveying "}, {"de", "Vermisst Küsten"}};
       },
       "outcome-thin /credentialSubject/hasClaim/specifiedBy/learningOutcome/0/title/en",
       "sentence with a verb"},
      {[](object& c) {
         ObjectAt(c, kOutcome)["title"] = object{{"en", ""}, {"de", "Vermisst Küsten"}};
       },
       "outcome-thin /credentialSubject/hasClaim/specifiedBy/learningOutcome/0/title/en",
       "what the learner can do"},
      {[](object& c) {
         ObjectAt(c, "/credentialSubject/hasClaim/specifiedBy").erase("creditPoint");
       },
       "volume-without-credit /credentialSubject/hasClaim/specifiedBy/volumeOfLearning", "ECTS"},
      {[](object& c) {
         ObjectAt(c, "/issuer/logo")["id"] = "urn:epass:mediaObject:own";
         ObjectAt(c, "/issuer/logo")["content"] = std::string(400'000, 'A');
       },
       "image-large /issuer/logo/content", "292 KiB"},
  };
  for (const auto& c : cases) {
    const Validation validation = CheckText(EditedModel("micro-credential", c.edit));
    EXPECT_THAT(Warnings(validation), testing::Contains(c.expected)) << c.expected;
    bool said = false;
    for (const Finding& finding : validation.findings) {
      said = said || finding.rule.find(c.said) != std::string::npos;
    }
    EXPECT_TRUE(said) << c.expected << ": " << c.said;
  }
}

// One place may say more of a thing than another, in one language or in two.
TEST(Advice, OneIdAgreesWithWhatSaysMoreOfIt) {
  const std::string text = EditedModel("micro-credential", [](object& c) {
    object& received = ObjectAt(c, "/credentialSubject/hasClaim/creditReceived");
    received["id"] = "urn:epass:creditPoint:micro";
    ObjectAt(received, "/framework/prefLabel").erase("de");
  });
  EXPECT_THAT(Warnings(CheckText(text)), IsEmpty());
}

TEST(Advice, ACodeIsLookedUpOnlyWhereItsListIsThere) {
  const std::string text = EditedModel("micro-credential", [](object&) {});
  const std::string scheme = "http://publications.europa.eu/resource/authority/language";
  CodeLists codes;
  codes.Add(scheme, {scheme + "/DEU", scheme + "/ENG"});
  EXPECT_THAT(Warnings(CheckText(text, codes)), IsEmpty());
  CodeLists other;
  other.Add(scheme, {scheme + "/PRT"});
  const Validation validation = CheckText(text, other);
  ASSERT_THAT(Warnings(validation), testing::SizeIs(2));
  EXPECT_THAT(validation.findings.front().rule, HasSubstr(scheme + "/PRT"));
}

TEST(Advice, IsBindingForTheOrganisationThatMadeItSo) {
  const std::string thin = EditedModel("micro-credential", [](object& c) {
    ObjectAt(c, kOutcome)["title"] = object{{"en", "Surveying"}, {"de", "Vermessung"}};
  });
  const struct {
    BindingAdvice rule;
    bool conforms;
  } cases[] = {
      {{"FICTIONAL-0001", "Another Name", Advice::kOutcomeThin}, false},
      {{"", "University of Sankt Orwin", Advice::kOutcomeThin}, false},
      {{"", "Universität Sankt Orwin", Advice::kOutcomeThin}, false},
      {{"", "University of Sankt Orwin", Advice::kImageLarge}, true},
      {{"FICTIONAL-0009", "Somebody Else", Advice::kOutcomeThin}, true},
  };
  for (const auto& [rule, conforms] : cases) {
    const Validation validation =
        CheckText(thin, {}, {.stage = Stage::kDraft, .binding = {&rule, 1}});
    EXPECT_EQ(validation.conforms, conforms) << rule.identifier << rule.legal_name;
  }
}

// Whoever wants a thin outcome sealed cannot hide it behind other warnings.
TEST(Advice, IsBindingHoweverMuchElseThereIsToSay) {
  const std::string text = EditedModel("micro-credential", [](object& c) {
    ObjectAt(c, kOutcome)["title"] = object{{"en", "Surveying"}, {"de", "Vermessung"}};
    for (int i = 0; i < 3000; ++i) c["unknown" + std::to_string(i)] = i;
  });
  const BindingAdvice rule{"", "University of Sankt Orwin", Advice::kOutcomeThin};
  const Validation validation =
      CheckText(text, {}, {.stage = Stage::kDraft, .binding = {&rule, 1}});
  EXPECT_FALSE(validation.conforms);
  EXPECT_EQ(validation.findings.front().component, "urn:signet:finding:outcome-thin");
  EXPECT_EQ(validation.findings.size(), kMostFindings);
  EXPECT_FALSE(validation.complete);
}

// Sealing asks only for what decides; beside a violation people want to know the rest, too.
TEST(Advice, IsLeftOutWhereItDecidesNothing) {
  const CheckOptions options{.stage = Stage::kDraft, .advising = Advising::kWhereItDecides};
  const auto with_unknown_term = [](object& c) { c["studentNumber"] = "7"; };
  EXPECT_THAT(Warnings(CheckText(EditedModel("diploma", with_unknown_term), {}, options)),
              IsEmpty());
  const auto and_a_violation = [&](object& c) {
    with_unknown_term(c);
    c["validFrom"] = "tomorrow";
  };
  EXPECT_THAT(Warnings(CheckText(EditedModel("diploma", and_a_violation), {}, options)),
              testing::ElementsAre("unknown-term /studentNumber"));
}

TEST(Advice, HasANameOfItsOwnEach) {
  std::set<std::string_view> names;
  for (const AdviceInfo& info : AllAdvice()) {
    EXPECT_EQ(AdviceFromName(info.name), info.advice);
    EXPECT_EQ(InfoOf(info.advice).name, info.name);
    EXPECT_FALSE(info.why.empty());
    names.insert(info.name);
  }
  EXPECT_EQ(names.size(), AllAdvice().size());
  EXPECT_EQ(AdviceFromName("nonsense"), std::nullopt);
}

}  // namespace
}  // namespace signet::elm
