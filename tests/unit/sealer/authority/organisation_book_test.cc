#include "appliance/sealer/authority/organisation_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace signet::sealer {
namespace {

using elm::NamedOrganisation;
using Identifier = NamedOrganisation::Identifier;
using Kind = OrganisationMatch::Kind;
using registry::Organisation;
using testing::HasSubstr;

OrganisationBook Book() {
  return OrganisationBook({
      Organisation{.name = "artes",
                   .legal_name = "Academia de Artes",
                   .identifier = "VATES-A00000000",
                   .country = "ES",
                   .other_identifiers = {"https://artes.example/#org", "REG-1"},
                   .names = {"Academy of Arts"}},
      Organisation{
          .name = "harbour", .legal_name = "Harbour School", .identifier = "", .country = "DE"},
      Organisation{.name = "twin",
                   .legal_name = "Harbour School",
                   .identifier = "LEIXG-5493001",
                   .country = "DE",
                   .other_identifiers = {"REG-1"}},
      Organisation{.name = "velo",
                   .legal_name = "Velo OÜ",
                   .identifier = "NTREE-17207834",
                   .country = "EE",
                   .is_sealing_organisation = true},
  });
}

Identifier Legal(std::string notation, std::string country = "") {
  return {std::move(notation), std::move(country), true};
}
Identifier Other(std::string notation) { return {std::move(notation), "", false}; }

struct Case {
  const char* rule;
  NamedOrganisation named;
  Kind kind;
  const char* organisation;  // or part of what was found
};

const Case kCases[] = {
    {"the eIDAS identifier as it is registered",
     {"urn:x", {Legal("VATES-A00000000")}, {}},
     Kind::kOne,
     "artes"},
    {"without its prefix, in the same country",
     {"", {Legal("17207834", "EST")}, {}},
     Kind::kOne,
     "velo"},
    {"without its prefix, in another country",
     {"", {Legal("17207834", "LVA")}, {}},
     Kind::kNone,
     "is of no organisation"},
    {"without its prefix and country",
     {"", {Legal("17207834")}, {}},
     Kind::kNone,
     "is of no organisation"},
    {"an LEI is world-wide", {"", {Legal("5493001")}, {}}, Kind::kOne, "twin"},
    {"another identifier that is registered",
     {"", {Other("VATES-A00000000")}, {}},
     Kind::kOne,
     "artes"},
    {"the node's IRI on the web", {"https://artes.example/#org", {}, {}}, Kind::kOne, "artes"},
    {"an IRI on the web that is not registered identifies all the same",
     {"https://other.example/#org", {}, {"Academy of Arts"}},
     Kind::kNone,
     "of no organisation"},
    {"an identifier of two organisations",
     {"", {Other("REG-1")}, {}},
     Kind::kSeveral,
     "artes, twin"},
    {"legal identifiers of two organisations",
     {"", {Legal("VATES-A00000000"), Legal("17207834", "EST")}, {}},
     Kind::kSeveral,
     "of different organisations"},
    {"a legal identifier decides between those of another kind",
     {"", {Legal("VATES-A00000000"), Other("REG-1")}, {}},
     Kind::kOne,
     "artes"},
    {"a legal identifier that nobody has, beside one that somebody has",
     {"", {Legal("VATES-A00000000"), Legal("VATES-B11111111")}, {}},
     Kind::kNone,
     "VATES-B11111111"},
    {"the name where nothing identifies",
     {"urn:epass:org:1", {}, {"Academy of Arts"}},
     Kind::kOne,
     "artes"},
    {"a name of two organisations", {"", {}, {"Harbour School"}}, Kind::kSeveral, "harbour, twin"},
    {"never the name alone when there is an identifier",
     {"", {Other("unknown")}, {"Academy of Arts"}},
     Kind::kNone,
     "\"unknown\""},
    {"somebody else's name with an identifier that is right",
     {"", {Legal("VATES-A00000000")}, {"Harbour School"}},
     Kind::kNone,
     "not registered as one of its names"},
    {"one known name and one unknown",
     {"", {}, {"Academy of Arts", "Grande École"}},
     Kind::kNone,
     "Grande École"},
    {"names in several languages, all registered",
     {"", {Legal("VATES-A00000000")}, {"Academia de Artes", "Academy of Arts"}},
     Kind::kOne,
     "artes"},
    {"neither identifier nor name", {"urn:epass:org:1", {}, {}}, Kind::kNone, "neither"},
};

TEST(OrganisationBook, MatchesByIdentifiersFirst) {
  const OrganisationBook book = Book();
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.rule);
    const OrganisationMatch match = book.Match(c.named);
    EXPECT_EQ(match.kind, c.kind) << match.found;
    if (match.kind == Kind::kOne) {
      EXPECT_EQ(match.organisation->name, c.organisation);
    } else {
      EXPECT_THAT(match.found, HasSubstr(c.organisation));
    }
  }
}

TEST(OrganisationBook, KnowsTheSealingOrganisation) {
  EXPECT_EQ(Book().sealing()->name, "velo");
  EXPECT_EQ(OrganisationBook({}).sealing(), nullptr);
}

}  // namespace
}  // namespace signet::sealer
