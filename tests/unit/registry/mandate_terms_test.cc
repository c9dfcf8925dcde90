#include "appliance/registry/mandate_terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "appliance/base/json.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

MandateTerms Read(const std::string& text) { return ReadMandateTerms(UntrustedText(text)); }

MandateTerms FullTerms() {
  MandateTerms terms = TestTerms();
  terms.delivering = {"ciencias", "artes"};
  terms.delivering_checked = true;
  terms.clients = {"campus", "another"};
  terms.profiles = {"http://data.europa.eu/snb/model/ap/edc-generic-full"};
  terms.kinds = {"http://data.europa.eu/snb/credential/e34929035b"};
  terms.learning = {"urn:course:1", "Curso nº 7"};
  terms.seals_in_total = 1'000'000'000'000;
  terms.seals_per_period = 1;
  terms.period_days = 366;
  terms.evidence = {{"pt", "Linha\n\"dois\""}, {"en", "Sealed under mandate."}};
  terms.embeds_document = true;
  terms.issued_by_mandate = true;
  terms.document = MandateDocument{
      .sha256 = HashSha256("paper"), .media_type = "application/pdf", .octets = 1048576};
  return terms;
}

// The members that terms have to have, and what a case adds to or puts in the place of these.
std::string With(const std::string& members) {
  std::string text = R"({"format":"signet-mandate-1")";
  const struct {
    const char* name;
    const char* value;
  } needed[] = {{"issuing", R"("artes")"},
                {"clients", R"(["campus"])"},
                {"validFrom", R"("2027-01-01T00:00:00Z")"},
                {"validUntil", R"("2029-01-01T00:00:00Z")"}};
  for (const auto& member : needed) {
    const std::string name = '"' + std::string(member.name) + "\":";
    if (members.find(name) == std::string::npos) text += "," + name + member.value;
  }
  return text + (members.empty() ? "" : ",") + members + "}";
}

TEST(MandateTerms, EveryMemberIsReadBack) {
  const MandateTerms terms = FullTerms();
  const MandateTerms read = Read(WriteMandateTerms(terms));
  EXPECT_EQ(read.issuing, terms.issuing);
  EXPECT_EQ(read.delivering, terms.delivering);
  EXPECT_EQ(read.delivering_checked, terms.delivering_checked);
  EXPECT_EQ(read.clients, terms.clients);
  EXPECT_EQ(read.profiles, terms.profiles);
  EXPECT_EQ(read.kinds, terms.kinds);
  EXPECT_EQ(read.learning, terms.learning);
  EXPECT_EQ(read.valid_from, terms.valid_from);
  EXPECT_EQ(read.valid_until, terms.valid_until);
  EXPECT_EQ(read.seals_in_total, terms.seals_in_total);
  EXPECT_EQ(read.seals_per_period, terms.seals_per_period);
  EXPECT_EQ(read.period_days, terms.period_days);
  EXPECT_EQ(read.evidence, terms.evidence);
  EXPECT_EQ(read.embeds_document, terms.embeds_document);
  EXPECT_EQ(read.issued_by_mandate, terms.issued_by_mandate);
  EXPECT_EQ(read.demonstration, terms.demonstration);
  ASSERT_TRUE(read.document);
  EXPECT_EQ(read.document->sha256, terms.document->sha256);
  EXPECT_EQ(read.document->media_type, terms.document->media_type);
  EXPECT_EQ(read.document->octets, terms.document->octets);
}

// RFC 8785: what two administrators approve is a digest, so the octets may never change.
TEST(MandateTerms, TheCanonicalFormIsThis) {
  EXPECT_EQ(
      WriteMandateTerms(TestTerms()),
      R"({"clients":["campus"],"delivering":[],"deliveringChecked":false,"embedsDocument":false,)"
      R"("evidence":{},"format":"signet-mandate-1","issuedByMandate":false,"issuing":"artes",)"
      R"("kinds":[],"learning":[],"profiles":[],"validFrom":"2027-01-01T00:00:00Z",)"
      R"("validUntil":"2029-01-01T00:00:00Z"})");
  EXPECT_EQ(
      WriteMandateTerms(FullTerms()),
      R"({"clients":["campus","another"],"delivering":["ciencias","artes"],)"
      R"("deliveringChecked":true,"document":{"mediaType":"application/pdf","octets":1048576,)"
      R"("sha256":"382635c9325bf3273d195ff1b8a44e5b11afd7d97addeb8863ea35feb98c1a07"},)"
      R"("embedsDocument":true,)"
      R"("evidence":{"en":"Sealed under mandate.","pt":"Linha\n\"dois\""},)"
      R"("format":"signet-mandate-1","issuedByMandate":true,"issuing":"artes",)"
      R"("kinds":["http://data.europa.eu/snb/credential/e34929035b"],)"
      R"("learning":["urn:course:1","Curso nº 7"],"periodDays":366,)"
      R"("profiles":["http://data.europa.eu/snb/model/ap/edc-generic-full"],)"
      R"("sealsInTotal":1000000000000,"sealsPerPeriod":1,"validFrom":"2027-01-01T00:00:00Z",)"
      R"("validUntil":"2029-01-01T00:00:00Z"})");
}

// The members of "## Terms" in MANDATE.md, which stand first in the rows of its table.
std::set<std::string> DocumentedMembers() {
  std::ifstream file(std::filesystem::path(SIGNET_SOURCE_DIR) / "appliance/registry/MANDATE.md");
  std::set<std::string> members;
  std::string line;
  while (std::getline(file, line) && line != "## Terms") continue;
  while (std::getline(file, line) && !line.starts_with("## ")) {
    if (line.starts_with("| `")) members.insert(line.substr(3, line.find('`', 3) - 3));
  }
  return members;
}

TEST(MandateTerms, TheirTextDescribesEachMember) {
  MandateTerms terms = FullTerms();
  terms.demonstration = true;
  const auto document = json::Document::Parse(WriteMandateTerms(terms), json::Limits{});
  std::set<std::string> members;
  for (auto member = document.root().First(); member; member = member->Next()) {
    members.emplace(member->name());
  }
  EXPECT_EQ(members, DocumentedMembers());
}

TEST(MandateTerms, TheFormOfTheTextDoesNotMatterOnlyWhatItSays) {
  const std::string text = With(R"( "kinds" : [ ] , "evidence" : {"pt":"\u0061","en":"b"} )");
  EXPECT_EQ(WriteMandateTerms(Read(text)),
            WriteMandateTerms(Read(With(R"("evidence":{"en":"b","pt":"a"})"))));
}

TEST(MandateTerms, WhatIsLeftOutIsEmptyOrFalseOrNone) {
  EXPECT_EQ(WriteMandateTerms(Read(With(""))), WriteMandateTerms(TestTerms()));
}

TEST(MandateTerms, ADemonstrationNamesNobody) {
  const MandateTerms terms = Read(With(R"("demonstration":true,"issuing":"","clients":[])"));
  EXPECT_TRUE(terms.demonstration);
  EXPECT_THAT(WriteMandateTerms(terms), HasSubstr(R"("demonstration":true)"));
}

struct AcceptedCase {
  const char* rule;
  std::string members;
};
TEST(MandateTerms, BoundsAreTaken) {
  const std::string line(2000, 'x');
  std::string languages;
  for (int i = 0; i < 100; ++i) {
    languages += (i == 0 ? "\"aa-" : ",\"aa-") + std::to_string(100 + i) + R"(":"x")";
  }
  const AcceptedCase cases[] = {
      {"statement of 2,000 octets", R"("evidence":{"en":")" + line + "\"}"},
      {"notation of 2,000 octets", R"("learning":[")" + line + "\"]"},
      {"100 languages", "\"evidence\":{" + languages + "}"},
      {"language with script and region", R"("evidence":{"sr-latn-rs":"x"})"},
      {"language of three letters", R"("evidence":{"mul":"x"})"},
      {"a second long",
       R"("validFrom":"2027-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:01Z")"},
      {"one seal", R"("sealsInTotal":1)"},
      {"one seal a day", R"("sealsPerPeriod":1,"periodDays":1)"},
  };
  for (const auto& c : cases) EXPECT_NO_THROW(Read(With(c.members))) << c.rule;
}

struct RefusedCase {
  const char* member;
  std::string members;
};

void ExpectRefused(const RefusedCase& c) {
  const auto error = test::ErrorOf([&] { Read(With(c.members)); });
  ASSERT_TRUE(error) << c.members;
  EXPECT_EQ(error->code(), Code::kRegistryMalformed) << c.members;
  EXPECT_THAT(error->message(),
              StartsWith("The mandate's terms: " + std::string(c.member) + " takes "))
      << c.members;
}

TEST(MandateTerms, EachRefusalNamesItsMember) {
  const RefusedCase cases[] = {
      {"issuing", R"("issuing":"")"},
      {"issuing", R"("issuing":"Artes e Letras")"},
      {"issuing", R"("issuing":7)"},
      {"issuing", R"("issuing":null)"},
      {"clients", R"("clients":[])"},
      {"clients", R"("clients":"campus")"},
      {"clients", R"("clients":["campus","campus"])"},
      {"clients", R"("clients":["campus",1])"},
      {"delivering", R"("delivering":["two words"])"},
      {"deliveringChecked", R"("deliveringChecked":"yes")"},
      {"deliveringChecked", R"("deliveringChecked":1)"},
      {"profiles", R"("profiles":["edc"])"},
      {"profiles", R"("profiles":["http://example.org/a b"])"},
      {"kinds", R"("kinds":[""])"},
      {"kinds", R"("kinds":{"a":"urn:a"})"},
      {"learning", R"("learning":["a\nb"])"},
      {"learning", R"("learning":[""])"},
      {"learning", R"("learning":["a","a"])"},
      {"validFrom", R"("validFrom":"2027-01-01")"},
      {"validFrom", R"("validFrom":"2027-01-01T00:00:00.5Z")"},
      {"validFrom", R"("validFrom":"2027-01-01T00:00:00+01:00")"},
      {"validFrom", R"("validFrom":"2027-02-30T00:00:00Z")"},
      {"validFrom", R"("validFrom":1798761600)"},
      {"validUntil", R"("validUntil":"2027-01-01T00:00:00Z")"},
      {"validUntil", R"("validUntil":"2026-01-01T00:00:00Z")"},
      {"sealsInTotal", R"("sealsInTotal":0)"},
      {"sealsInTotal", R"("sealsInTotal":-1)"},
      {"sealsInTotal", R"("sealsInTotal":1.5)"},
      {"sealsInTotal", R"("sealsInTotal":1e3)"},
      {"sealsInTotal", R"("sealsInTotal":"100")"},
      {"sealsInTotal", R"("sealsInTotal":null)"},
      {"sealsInTotal", R"("sealsInTotal":1000000000001)"},
      {"sealsPerPeriod", R"("sealsPerPeriod":1000000000001,"periodDays":1)"},
      {"sealsPerPeriod", R"("periodDays":30)"},
      {"periodDays", R"("sealsPerPeriod":30)"},
      {"periodDays", R"("sealsPerPeriod":30,"periodDays":0)"},
      {"periodDays", R"("sealsPerPeriod":30,"periodDays":367)"},
      {"evidence", R"("evidence":"statement")"},
      {"evidence", R"("evidence":{"en":""})"},
      {"evidence", R"("evidence":{"en":"a\u0000b"})"},
      {"evidence", R"("evidence":{"en":"a\u001bb"})"},
      {"evidence", R"("evidence":{"en":["a"]})"},
      {"evidence", R"("evidence":{"EN":"a"})"},
      {"evidence", R"("evidence":{"":"a"})"},
      {"evidence", R"("evidence":{"e":"a"})"},
      {"evidence", R"("evidence":{"engl":"a"})"},
      {"evidence", R"("evidence":{"en-":"a"})"},
      {"evidence", R"("evidence":{"en--gb":"a"})"},
      {"evidence", R"("evidence":{"en_gb":"a"})"},
      {"evidence", R"("evidence":{"en-abcdefghi":"a"})"},
      {"embedsDocument", R"("embedsDocument":true)"},
      {"embedsDocument", R"("embedsDocument":true,"evidence":{})"},
      {"issuedByMandate", R"("issuedByMandate":true)"},
      {"demonstration", R"("demonstration":"yes","issuing":"","clients":[])"},
      {"demonstration", R"("demonstration":true,"clients":[])"},
      {"demonstration", R"("demonstration":true,"issuing":"")"},
      {"demonstration", R"("demonstration":true,"issuing":"","clients":[],"delivering":["a"])"},
      {"demonstration",
       R"("demonstration":true,"issuing":"","clients":[],"deliveringChecked":true)"},
      {"demonstration", R"("demonstration":true,"issuing":"","clients":[],"evidence":{"en":"a"})"},
      {"document", R"("document":"paper.pdf")"},
      {"document", R"("document":{"mediaType":"application/pdf","octets":1})"},
  };
  for (const auto& c : cases) ExpectRefused(c);
}

TEST(MandateTerms, ListsAndTextsBeyondTheirBoundsAreRefused) {
  const std::string line(2001, 'x');
  std::string many = "\"a0\"";
  for (int i = 1; i <= 1000; ++i) many += ",\"a" + std::to_string(i) + '"';
  std::string languages = R"("en":"x")";
  for (int i = 0; i < 100; ++i) languages += ",\"aa-" + std::to_string(100 + i) + R"(":"x")";
  ExpectRefused({"clients", "\"clients\":[" + many + "]"});
  ExpectRefused({"learning", "\"learning\":[" + many + "]"});
  ExpectRefused({"learning", "\"learning\":[\"" + line + "\"]"});
  ExpectRefused({"evidence", "\"evidence\":{\"en\":\"" + line + "\"}"});
  ExpectRefused({"evidence", "\"evidence\":{" + languages + "}"});
}

TEST(MandateTerms, TheDocumentIsExactlyWhatTheBoxWrites) {
  const std::string digest = HashSha256("paper").hex();
  const auto document = [&](const std::string& sha256, const char* type, const char* octets) {
    return R"("document":{"sha256":")" + sha256 + R"(","mediaType":")" + type + R"(","octets":)" +
           octets + "}";
  };
  EXPECT_TRUE(Read(With(document(digest, "image/png", "1"))).document);
  for (const std::string& members :
       {document(digest.substr(2), "image/png", "1"),
        document("zz" + digest.substr(2), "image/png", "1"), document(digest, "text/html", "1"),
        document(digest, "image/png", "0"), document(digest, "image/png", "1048577"),
        document(digest, "image/png", "\"1\""),
        document(digest, "image/png", R"(1,"name":"paper.png")")}) {
    ExpectRefused({"document", members});
  }
}

TEST(MandateTerms, AnotherFormatIsRefused) {
  for (const char* const text :
       {"{}", R"({"format":"signet-mandate-2"})", R"({"format":1,"issuing":"artes"})"}) {
    const auto error = test::ErrorOf([&] { Read(text); });
    EXPECT_EQ(error->code(), Code::kRegistryMalformed) << text;
    EXPECT_THAT(error->message(), HasSubstr("format takes \"signet-mandate-1\"")) << text;
  }
  for (const char* const text : {"[]", "\"terms\"", "7"}) {
    EXPECT_EQ(test::CodeOf([&] { Read(text); }), Code::kRegistryMalformed) << text;
  }
}

TEST(MandateTerms, UnknownMembersAreRefusedWithThoseThatThereAre) {
  const auto error = test::ErrorOf([&] { Read(With(R"("sealsPerMonth":100)")); });
  EXPECT_EQ(error->code(), Code::kRegistryMalformed);
  EXPECT_THAT(error->message(), HasSubstr("no member \"sealsPerMonth\""));
  EXPECT_THAT(error->message(), HasSubstr("sealsPerPeriod, periodDays"));
}

TEST(MandateTerms, WhatIsNoStrictJsonHasTheReadersCode) {
  const struct {
    const char* text;
    Code code;
  } cases[] = {
      {"", Code::kNotJson},
      {"{", Code::kNotJson},
      {R"({"format":"signet-mandate-1","format":"signet-mandate-1"})", Code::kDuplicateMember},
      {"{\"a\":\"\xC3(\"}", Code::kNotUtf8},
      {R"({"a":[[[[[]]]]]})", Code::kTooDeep},
  };
  for (const auto& c : cases) EXPECT_EQ(test::CodeOf([&] { Read(c.text); }), c.code) << c.text;
  EXPECT_EQ(test::CodeOf([&] { Read(With("") + std::string(kLargestMandateTerms, ' ')); }),
            Code::kTooLarge);
}

}  // namespace
}  // namespace signet::registry
