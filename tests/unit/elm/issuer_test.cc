#include "appliance/elm/issuer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"

namespace signet::elm {
namespace {

Issuer Read(std::string_view issuer) {
  const auto document = json::Document::Parse("{\"i\\u0073suer\":" + std::string(issuer) + "}", {});
  return ReadIssuer(document.root());
}

std::string Identifier(std::string_view notation, std::string_view country) {
  return "{\"notation\":\"" + std::string(notation) +
         "\",\"spatial\":{\"id\":\"http://publications.europa.eu/resource/authority/country/" +
         std::string(country) + "\"}}";
}

TEST(ReadIssuer, TakesWhatCanBeHeldAgainstACertificate) {
  const Issuer issuer = Read(R"({"id":"urn:org:1","type":"Organisation",
      "legalName":{"en":"Example","et":["N\u00e4ide","Teine",null],"de":null},
      "eIDASIdentifier":)" + Identifier("17207834", "EST") +
                             "}");
  EXPECT_EQ(issuer.id, "urn:org:1");
  EXPECT_THAT(issuer.legal_names, testing::ElementsAre("Example", "Näide", "Teine"));
  ASSERT_EQ(issuer.eidas_identifiers.size(), 1U);
  EXPECT_EQ(issuer.eidas_identifiers[0].notation, "17207834");
  EXPECT_EQ(issuer.eidas_identifiers[0].country, "EST");
}

TEST(ReadIssuer, SeesTheSpellingsOfJsonLdAlike) {
  const Issuer issuer = Read(R"([{"id":"urn:org:1","legalName":"Example","eIDASIdentifier":[null,
      {"notation":["1"],"spatial":"http://example.org/EST"},{"notation":2},{}]}])");
  EXPECT_THAT(issuer.legal_names, testing::ElementsAre("Example"));
  ASSERT_EQ(issuer.eidas_identifiers.size(), 3U);
  EXPECT_EQ(issuer.eidas_identifiers[0].notation, "1");
  EXPECT_EQ(issuer.eidas_identifiers[0].country, "EST");
  EXPECT_EQ(issuer.eidas_identifiers[1].notation, "");
  EXPECT_EQ(issuer.eidas_identifiers[2].country, "");
}

TEST(ReadIssuer, NeedsExactlyOneThatSaysWhoItIs) {
  for (const char* issuer :
       {R"("urn:org:1")", R"({"id":"urn:org:1"})", "null", "[]", "7", R"([["a"]])",
        R"([{"id":"a","type":"b"},{"id":"c","type":"d"}])", R"(["urn:org:1"])"}) {
    try {
      Read(issuer);
      ADD_FAILURE() << issuer;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::kIssuerMissing) << issuer;
    }
  }
  EXPECT_THROW(ReadIssuer(json::Document::Parse("{}", {}).root()), Error);
  EXPECT_THROW(ReadIssuer(json::Document::Parse("[]", {}).root()), Error);
}

struct Case {
  const char* name;
  std::vector<Issuer::Identifier> identifiers;
  std::vector<std::string> names;
  CertificateSubject subject;
  IssuerMatch expected;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class Matching : public testing::TestWithParam<Case> {};

TEST_P(Matching, IsDecidedAsTheTableSays) {
  const Case& test = GetParam();
  const Issuer issuer{"urn:org:1", test.names, test.identifiers};
  const IssuerMatch match = MatchIssuer(issuer, test.subject);
  EXPECT_EQ(match, test.expected) << Explain(match, issuer, test.subject);
  EXPECT_EQ(IsMatch(match), match == IssuerMatch::kByIdentifier || match == IssuerMatch::kByName);
}

CertificateSubject Subject(std::string organisation, std::string identifier) {
  return {std::move(organisation), std::move(identifier), "Seal", "EE"};
}

constexpr auto kById = IssuerMatch::kByIdentifier;
constexpr auto kByName = IssuerMatch::kByName;
constexpr auto kOtherId = IssuerMatch::kDifferentIdentifier;
constexpr auto kOtherName = IssuerMatch::kDifferentName;

// ETSI EN 319 412-1 5.1.4: kind of register, country, hyphen, identifier.
INSTANTIATE_TEST_SUITE_P(
    Table, Matching,
    testing::Values(
        Case{"whole", {{"VATES-A00000000", "ESP"}}, {"X"}, Subject("O", "VATES-A00000000"), kById},
        Case{"whole_without_country",
             {{"VATES-A00000000", ""}},
             {},
             Subject("O", "VATES-A00000000"),
             kById},
        Case{"without_prefix", {{"17207834", "EST"}}, {}, Subject("O", "NTREE-17207834"), kById},
        Case{"without_prefix_greek", {{"123", "GRC"}}, {}, Subject("O", "VATEL-123"), kById},
        Case{"national_register", {{"123-4", "FIN"}}, {}, Subject("O", "GO:FI-123-4"), kById},
        Case{"lei",
             {{"5493001KJTIIGC8Y1R12", ""}},
             {},
             Subject("O", "LEIXG-5493001KJTIIGC8Y1R12"),
             kById},
        Case{"same_number_elsewhere",
             {{"17207834", "LVA"}},
             {},
             Subject("O", "NTREE-17207834"),
             kOtherId},
        Case{"number_without_country",
             {{"17207834", ""}},
             {},
             Subject("O", "NTREE-17207834"),
             kOtherId},
        Case{"prefix_of_no_country", {{"1", "XX"}}, {}, Subject("O", "NTRXX-1"), kOtherId},
        Case{
            "other_number", {{"17207835", "EST"}}, {"O"}, Subject("O", "NTREE-17207834"), kOtherId},
        Case{"other_register",
             {{"VATEE-17207834", "EST"}},
             {"O"},
             Subject("O", "NTREE-17207834"),
             kOtherId},
        Case{"part_of_number", {{"7207834", "EST"}}, {}, Subject("O", "NTREE-17207834"), kOtherId},
        Case{"empty_number", {{"", "EST"}}, {"O"}, Subject("O", "NTREE-"), kOtherId},
        Case{"no_hyphen", {{"17207834", "EST"}}, {}, Subject("O", "NTREE17207834"), kOtherId},
        Case{"case_differs",
             {{"vates-a00000000", "ESP"}},
             {},
             Subject("O", "VATES-A00000000"),
             kOtherId},
        Case{"certificate_has_none", {{"17207834", "EST"}}, {"O"}, Subject("O", ""), kOtherId},
        Case{"neither_has_text", {{"", ""}}, {"O"}, Subject("O", ""), kOtherId},
        Case{"one_of_two_is_other",
             {{"1", "EST"}, {"2", "EST"}},
             {"O"},
             Subject("O", "NTREE-1"),
             kOtherId},
        Case{"both_spellings", {{"1", "EST"}, {"NTREE-1", ""}}, {}, Subject("O", "NTREE-1"), kById},
        Case{"by_name", {}, {"Näide", "O"}, Subject("O", "NTREE-1"), kByName},
        Case{"other_name", {}, {"Other", "o", "O "}, Subject("O", "NTREE-1"), kOtherName},
        Case{"no_name", {}, {}, Subject("O", "NTREE-1"), kOtherName},
        Case{"certificate_without_name", {}, {""}, Subject("", "NTREE-1"), kOtherName}),
    [](const auto& test) { return test.param.name; });

TEST(Explain, NamesBothSidesInOneSentence) {
  const Issuer issuer{"urn:org:1", {"Example University"}, {{"17207834", "EST"}}};
  const CertificateSubject subject = Subject("Other \"College\"\n", "VATES-A00000000");
  EXPECT_THAT(
      Explain(kById, issuer, subject),
      testing::AllOf(testing::HasSubstr("17207834"), testing::HasSubstr("VATES-A00000000")));
  EXPECT_EQ(
      Explain(kOtherId, issuer, subject),
      "The issuer's eIDASIdentifier is \"17207834\" (country \"EST\"), but the seal certificate's "
      "organizationIdentifier is \"VATES-A00000000\".");
  const Issuer named{"urn:org:1", {"Example University"}, {}};
  EXPECT_EQ(
      Explain(kOtherName, named, subject),
      "The issuer's legal name is \"Example University\" and it has no eIDASIdentifier, but the "
      "seal certificate's organisation is \"Other \\\"College\\\"\\n\".");
  EXPECT_THAT(Explain(kByName, named, subject), testing::HasSubstr("College"));
  EXPECT_THAT(Explain(kOtherName, Issuer{}, CertificateSubject{}), testing::HasSubstr("none"));
}

TEST(Explain, StaysShort) {
  std::string name;
  for (int i = 0; i < 10'000; ++i) name += "ö";
  const std::string sentence =
      Explain(kOtherName, Issuer{"", {"x" + name}, {}}, Subject(name, name));
  EXPECT_LT(sentence.size(), 400U);
  EXPECT_NO_THROW(json::Document::Parse(json::Quote(sentence), {})) << "not UTF-8";
}

}  // namespace
}  // namespace signet::elm
