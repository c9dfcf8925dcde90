#include "appliance/elm/preparation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/elm/edc_edits.h"
#include "appliance/elm/issuer.h"
#include "tests/unit/elm/sample.h"

namespace signet::elm {
namespace {

using testing::ElementsAre;

const CertificateSubject kSubject = {"Example University", "NTREE-17207834", "Example Seal", "EE"};
const PreparationParameters kParameters = {*ParseTime("2026-11-23T22:31:07.999Z"),
                                           "93a287f8-fdb3-42a6-9da4-caf52f539992"};

constexpr std::string_view kEstonia =
    R"({"id":"http://publications.europa.eu/resource/authority/country/EST","type":"Concept",)"
    R"("inScheme":{"id":"http://publications.europa.eu/resource/authority/country",)"
    R"("type":"ConceptScheme"},"notation":"country","prefLabel":{"en":"Estonia"}})";
const std::string kIdentifier =
    R"({"id":"urn:certificateIdentifier:1","type":"LegalIdentifier","spatial":)" +
    std::string(kEstonia) + R"(,"notation":"NTREE-17207834"})";
const std::string kLocation =
    R"({"id":"urn:certificateLocation:1","type":"Location","address":{"id":"urn:certificateAddress:1",)"
    R"("type":"Address","countryCode":)" +
    std::string(kEstonia) + "}}";

std::string Edc(const std::string& text, const CertificateSubject& subject = kSubject) {
  return Prepare(Preparation::kEdc, ReadText(text), subject, kParameters);
}

std::optional<Code> Refusal(Preparation preparation, const std::string& text,
                            const CertificateSubject& subject = kSubject) {
  try {
    Prepare(preparation, ReadText(text), subject, kParameters);
    return std::nullopt;
  } catch (const Error& error) {
    return error.code();
  }
}

/// The members of an object as they are spelt.
std::map<std::string, std::string> Members(json::Value object) {
  std::map<std::string, std::string> members;
  for (auto member = object.First(); member; member = member->Next()) {
    members.emplace(member->name(), member->raw());
  }
  return members;
}

std::map<std::string, std::string> IssuerOf(const std::string& text) {
  const auto document = json::Document::Parse(text, {});
  const auto issuer = *document.root().Find("issuer");
  return Members(issuer.is_array() ? *issuer.First() : issuer);
}

std::map<std::string, std::string> RootOf(const std::string& text) {
  return Members(json::Document::Parse(text, {}).root());
}

/// What is left of both texts when every edit's place is cut out: octet for octet the same.
void ExpectOnlyEdited(std::string_view original, std::string_view prepared,
                      const TextEdits& edits) {
  std::string_view from = original;
  std::string_view to = prepared;
  std::size_t cut = 0;
  for (const TextEdit& edit : edits.edits()) {
    const std::size_t untouched = edit.begin - cut;
    ASSERT_EQ(from.substr(0, untouched), to.substr(0, untouched));
    ASSERT_EQ(to.substr(untouched, edit.text.size()), edit.text);
    from.remove_prefix(untouched + (edit.end - edit.begin));
    to.remove_prefix(untouched + edit.text.size());
    cut = edit.end;
  }
  EXPECT_EQ(from, to);
}

/// The same without knowing the edits: members that the preparation does not write keep their
/// spelling and their order, in the credential and in its issuer.
void ExpectOthersUntouched(json::Value before, json::Value after,
                           const std::set<std::string>& written) {
  auto kept = after.First();
  for (auto member = before.First(); member; member = member->Next()) {
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->raw_name(), member->raw_name());
    if (!written.contains(std::string(member->name()))) {
      EXPECT_EQ(kept->raw(), member->raw());
    }
    kept = kept->Next();
  }
  for (; kept; kept = kept->Next()) EXPECT_TRUE(written.contains(std::string(kept->name())));
}

void ExpectWellPrepared(const std::string& text, const CertificateSubject& subject) {
  const auto credential = ReadText(text);
  const std::string prepared = Prepare(Preparation::kEdc, credential, subject, kParameters);
  ExpectOnlyEdited(credential.text(), prepared, EdcEdits(credential.root(), subject, kParameters));
  EXPECT_EQ(prepared, Prepare(Preparation::kEdc, ReadText(text), subject, kParameters));

  const auto again = ReadText(prepared);
  ExpectOthersUntouched(credential.root(), again.root(), {"issuer", "issued", "issuanceDate"});
  const auto one = [](json::Value issuer) { return issuer.is_array() ? *issuer.First() : issuer; };
  ExpectOthersUntouched(one(*credential.root().Find("issuer")), one(*again.root().Find("issuer")),
                        {"id", "legalName", "altLabel", "eIDASIdentifier", "location"});

  const Issuer issuer = ReadIssuer(again.root());
  EXPECT_TRUE(IsMatch(MatchIssuer(issuer, subject)));
  EXPECT_THAT(issuer.legal_names, ElementsAre(subject.organisation));
  EXPECT_EQ(issuer.id, ReadIssuer(credential.root()).id + kParameters.issuer_id_suffix);
  EXPECT_EQ(again.root().Find("issued")->AsString(), "2026-11-23T22:31:07Z");
  EXPECT_EQ(again.root().Find("issuanceDate")->AsString(), "2026-11-23T22:31:07Z");
  EXPECT_EQ(Prepare(Preparation::kAsIs, again, subject, kParameters), prepared);
}

TEST(Edc, AddsWhatIsAbsent) {
  const std::string text = SampleCredential(R"({"id":"urn:org:1","type":"Organisation"})");
  EXPECT_EQ(Edc(text),
            SampleCredential(
                R"({"id":"urn:org:193a287f8-fdb3-42a6-9da4-caf52f539992","type":"Organisation",)"
                R"("eIDASIdentifier":)" +
                    kIdentifier + ",\"location\":" + kLocation +
                    R"(,"altLabel":{"en":"Example Seal"},"legalName":{"en":"Example University"}})",
                R"(,"issuanceDate":"2026-11-23T22:31:07Z","issued":"2026-11-23T22:31:07Z")"));
  ExpectWellPrepared(text, kSubject);
}

TEST(Edc, ReplacesInPlaceWhatIsThere) {
  const std::string text = SampleCredential(
      R"({"eIDASIdentifier":[{"notation":"1"},{"notation":"2"}],"altLabel":null,"x":1,"legalName":{"en":"A","de":"B"},"id":"urn:org:1"})",
      R"(,"issued":"2020-01-01T00:00:00Z","y":2,"issuanceDate":null)");
  EXPECT_EQ(
      Edc(text),
      SampleCredential(
          "{\"eIDASIdentifier\":" + kIdentifier +
              R"(,"altLabel":{"en":"Example Seal"},"x":1,"legalName":{"en":"Example University"},)"
              R"("id":"urn:org:193a287f8-fdb3-42a6-9da4-caf52f539992","location":)" +
              kLocation + "}",
          R"(,"issued":"2026-11-23T22:31:07Z","y":2,"issuanceDate":"2026-11-23T22:31:07Z")"));
  ExpectWellPrepared(text, kSubject);
}

TEST(Edc, PutsTheCertificatesLocationBesideTheOthers) {
  const std::pair<std::string, std::string> table[] = {
      {R"({"id":"a"})", R"([{"id":"a"},)" + kLocation + "]"},
      {R"("urn:a")", R"(["urn:a",)" + kLocation + "]"},
      {R"([ {"id":"a"} ])", R"([ {"id":"a"},)" + kLocation + " ]"},
      {R"([{"id":"a"},{"id":"b"}])", R"([{"id":"a"},{"id":"b"},)" + kLocation + "]"},
      {"[]", kLocation},
      {"null", kLocation},
      {"[null]", kLocation},
      // From an earlier preparation.
      {R"({"id":"urn:certificateLocation:1"})", kLocation},
      {R"([{"id":"urn:certificateLocation:\u0031","x":2},{"id":"b"}])",
       "[" + kLocation + R"(,{"id":"b"}])"},
  };
  for (const auto& [before, after] : table) {
    for (const std::string more : {"", ",\"x\":1"}) {
      const std::string text =
          SampleCredential(R"({"id":"urn:org:1","location":)" + before + more + "}");
      EXPECT_EQ(IssuerOf(Edc(text))["location"], after) << before;
      ExpectWellPrepared(text, kSubject);
    }
  }
}

TEST(Edc, WritesInThePrimaryLanguage) {
  const std::string iri = "\"http://publications.europa.eu/resource/authority/language/";
  const std::pair<std::string, std::string> table[] = {
      {R"({"primaryLanguage":{"id":)" + iri + "EST\"}}", "et"},
      {R"([{"primaryLanguage":[)" + iri + "DEU\"]}]", "de"},
      {R"({"primaryLanguage":{"id":)" + iri + "CNR\"}}", "cnr"},
      {R"({"primaryLanguage":{"id":)" + iri + "\"}}", "fr"},
      {R"({"primaryLanguage":{}})", "fr"},
      {R"({"language":{"id":)" + iri + "EST\"}}", "fr"},
      {"null", "fr"},
  };
  for (const auto& [display, language] : table) {
    const std::string more = ",\"displayParameter\":" + display;
    const std::string named =
        SampleCredential(R"({"id":"a","legalName":{"fr":"A","en":"B"}})", more);
    EXPECT_EQ(IssuerOf(Edc(named))["legalName"], "{\"" + language + "\":\"Example University\"}");
    EXPECT_EQ(IssuerOf(Edc(named))["altLabel"], "{\"" + language + "\":\"Example Seal\"}");
    const std::string unnamed = SampleCredential(R"({"id":"a","type":"Organisation"})", more);
    EXPECT_EQ(IssuerOf(Edc(unnamed))["legalName"],
              "{\"" + (language == "fr" ? "en" : language) + "\":\"Example University\"}");
  }
}

TEST(Edc, AppliesIdentifierAndNameOnlyWithACountry) {
  const std::string text = SampleCredential(R"({"id":"a","altLabel":{"en":"Kept"}})");
  auto issuer = IssuerOf(Edc(text, {"O", "NTREE-1", "CN", ""}));
  EXPECT_EQ(issuer["altLabel"], R"({"en":"Kept"})");
  EXPECT_FALSE(issuer.contains("eIDASIdentifier"));
  EXPECT_FALSE(issuer.contains("location"));
  EXPECT_EQ(issuer["legalName"], R"({"en":"O"})");

  issuer = IssuerOf(Edc(text, {"O", "", "", "ee"}));
  EXPECT_EQ(issuer["altLabel"], R"({"en":"Kept"})");
  EXPECT_FALSE(issuer.contains("eIDASIdentifier"));
  EXPECT_EQ(issuer["location"], kLocation);
}

TEST(Edc, KeepsSpellings) {
  const std::string text =
      "\r\n" +
      SampleCredential(
          "[ {\r\n\t\"i\\u0064\" : \"urn:\\u006frg\\/1\" , \"legal\\u004eame\":{},\r\n"
          "  \"n\" : 1.0E+02, \"s\":\"\\u00e9\\/\\ud83d\\ude00\" \r\n} ]",
          " , \"big\" : 12345678901234567 ,\"frac\": 1.10, \"\\u0069ssued\"\t:\r\n1 ") +
      " \n";
  ExpectWellPrepared(text, kSubject);
  const std::string prepared = Edc(text);
  for (const char* kept :
       {"\r\n{\"@context\"", "[ {\r\n\t\"i\\u0064\" : \"urn:\\u006frg\\/193a287f8-",
        "\"legal\\u004eame\":{\"en\"", "\"n\" : 1.0E+02, \"s\":\"\\u00e9\\/\\ud83d\\ude00\",",
        " \r\n} ]",
        " , \"big\" : 12345678901234567 ,\"frac\": 1.10, \"\\u0069ssued\"\t:\r\n\"2026-"}) {
    EXPECT_THAT(prepared, testing::HasSubstr(kept));
  }
}

TEST(Edc, EscapesWhatTheCertificateSays) {
  const CertificateSubject subject = {"\"O\"\n\\ Ü", "NTREE-\"1\"", "C\tN", "EE"};
  const std::string text = SampleCredential(R"({"id":"a","type":"Organisation"})");
  ExpectWellPrepared(text, subject);
  EXPECT_EQ(IssuerOf(Edc(text, subject))["legalName"], R"({"en":"\"O\"\n\\ Ü"})");
}

TEST(Edc, DoesNotFollowTheIssuersIdElsewhere) {
  const std::string more = R"(,"credentialSubject":{"awardingBody":{"id":"urn:org:1"}})";
  EXPECT_THAT(Edc(SampleCredential(R"({"id":"urn:org:1","x":1})", more)), testing::HasSubstr(more));
}

TEST(Edc, RefusesWhatItCannotDo) {
  const std::string good = SampleCredential(R"({"id":"a","x":1})");
  const std::string other =
      SampleCredential(R"({"id":"a","eIDASIdentifier":{"notation":"VATES-1"}})");
  struct Row {
    std::string text;
    CertificateSubject subject;
    std::optional<Code> expected;
  };
  const Row rows[] = {
      {good, kSubject, std::nullopt},
      {SampleCredential("\"urn:org:1\""), kSubject, Code::kIssuerMissing},
      {SampleCredential("[{\"id\":\"a\",\"x\":1},{\"id\":\"b\",\"x\":1}]"), kSubject,
       Code::kIssuerMissing},
      {SampleCredential("{\"x\":1}"), kSubject, Code::kPreparationImpossible},
      {SampleCredential("{\"id\":\"\",\"x\":1}"), kSubject, Code::kPreparationImpossible},
      {SampleCredential("{\"id\":7,\"x\":1}"), kSubject, Code::kPreparationImpossible},
      {good, {"", "NTREE-1", "CN", "EE"}, Code::kPreparationImpossible},
      {good, {"O", "NTREE-1", "CN", "ZZ"}, Code::kPreparationImpossible},
      // An identifier of someone else must not stay beside the certificate's name.
      {other, {"O", "", "CN", "EE"}, Code::kPreparationImpossible},
      {other, {"O", "NTREE-1", "CN", ""}, Code::kPreparationImpossible},
      {other, {"O", "VATES-1", "CN", ""}, std::nullopt},
      {other, {"O", "NTREE-1", "CN", "EE"}, std::nullopt},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Refusal(Preparation::kEdc, row.text, row.subject), row.expected) << row.text;
  }
}

TEST(AsIs, ChangesNothing) {
  const std::string text =
      "\n " + SampleCredential(R"({ "id":"a","legalName":{"en":"Example University"} })") + " ";
  EXPECT_EQ(Prepare(Preparation::kAsIs, ReadText(text), kSubject, kParameters), text);
}

TEST(AsIs, RefusesAnotherIssuer) {
  for (const char* issuer :
       {R"({"legalName":{"en":"Other"}})", R"({"id":"a","type":"Organisation"})",
        R"({"legalName":{"en":"Example University"},"eIDASIdentifier":{"notation":"X"}})"}) {
    EXPECT_EQ(Refusal(Preparation::kAsIs, SampleCredential(issuer)), Code::kIssuerMismatch)
        << issuer;
  }
  EXPECT_EQ(Refusal(Preparation::kAsIs, SampleCredential("\"urn:org:1\"")), Code::kIssuerMissing);
}

TEST(Preparation, HasANameForEachKind) {
  EXPECT_EQ(PreparationFromName("edc"), Preparation::kEdc);
  EXPECT_EQ(PreparationFromName("as-is"), Preparation::kAsIs);
  EXPECT_EQ(NameOf(Preparation::kAsIs), "as-is");
  for (const char* name : {"", "EDC", "asis", "edc "})
    EXPECT_THROW(PreparationFromName(name), Error);
}

struct RealFile {
  const char* path;
  CertificateSubject owner;  ///< whose subject is the file's issuer
};

// Their unsigned credentials, plain and in an upload wrapper.
const std::vector<RealFile> kRealFiles = {
    {"samples-elm/Sample-CertOfPart-unsigned.jsonld",
     {"European Digital Credentials for Learning Support Team", "", "", ""}},
    {"samples-elm/Sample-CertOfPart-unsigned-uploadable.json",
     {"European Digital Credentials for Learning Support Team", "VATBE-0", "", "BE"}},
    {"samples-elm/Sample-MC-Annex1-unsigned.jsonld", {"University of Zed", "", "", ""}},
    {"samples-elm/Sample-MC-Annex1-unsigned-uploadable.json", {"University of Zed", "", "", ""}},
    {"samples-mynextid/edc-cas-example.json", {"", "NTREE-17207834", "", "EE"}},
    {"samples-mynextid/edc-coe-example.json", {"", "NTREE-17207834", "", "EE"}},
    {"samples-mynextid/edc-mc-example.json", {"", "NTREE-17207834", "", "EE"}},
};

TEST(RealFiles, ArePreparedAndOtherwiseUntouched) {
  if (!std::filesystem::exists(Corpus())) GTEST_SKIP() << "left out: no corpus at " << Corpus();
  for (const RealFile& file : kRealFiles) {
    SCOPED_TRACE(file.path);
    ExpectWellPrepared(ReadFile(Corpus() / file.path), kSubject);
  }
}

TEST(RealFiles, StayAsTheyAreForTheirOwnIssuerOnly) {
  if (!std::filesystem::exists(Corpus())) GTEST_SKIP() << "left out: no corpus at " << Corpus();
  for (const RealFile& file : kRealFiles) {
    SCOPED_TRACE(file.path);
    const std::string text = ReadFile(Corpus() / file.path);
    const auto credential = ReadText(text);
    EXPECT_EQ(Prepare(Preparation::kAsIs, credential, file.owner, kParameters), credential.text());
    EXPECT_NE(text.find(credential.text()), std::string::npos);
    EXPECT_EQ(Refusal(Preparation::kAsIs, text, {"Other", "VATES-1", "", "ES"}),
              Code::kIssuerMismatch);
  }
}

TEST(RealFiles, GetTheIssuerThatTheCommissionWrote) {
  if (!std::filesystem::exists(Corpus())) GTEST_SKIP() << "left out: no corpus at " << Corpus();
  const CertificateSubject theirs = {"ORGANIZACION TEST", "VATES-A00000000", "TEST SEAL", "ES"};
  for (const std::string name : {"Sample-CertOfPart", "Sample-MC-Annex1"}) {
    SCOPED_TRACE(name);
    const auto sealed =
        json::Document::Parse(ReadFile(Corpus() / "samples-elm" / (name + "-signed.jsonld")), {});
    const std::string payload(*sealed.root().Find("payload")->AsString());
    auto expected = IssuerOf(payload);
    constexpr std::string_view kUuidAtEnd = "00000000-0000-0000-0000-000000000000\"";
    const std::string& id = expected["id"];
    const std::string suffix = id.substr(id.size() - kUuidAtEnd.size(), kUuidAtEnd.size() - 1);

    const auto unsealed =
        ReadText(ReadFile(Corpus() / "samples-elm" / (name + "-unsigned.jsonld")));
    const std::string prepared =
        Prepare(Preparation::kEdc, unsealed, theirs, {kParameters.issued, suffix});
    EXPECT_EQ(IssuerOf(prepared), expected);
    const auto members = RootOf(prepared);
    EXPECT_TRUE(members.contains("issued") && members.contains("issuanceDate"));
  }
}

}  // namespace
}  // namespace signet::elm
