#include "appliance/elm/mandate_evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/encoding.h"
#include "appliance/elm/edc_edits.h"
#include "appliance/elm/mandate_concept.h"
#include "appliance/elm/preparation.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/elm/edited_model.h"
#include "tests/unit/elm/sample.h"

namespace signet::elm {
namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;

constexpr std::string_view kStatement =
    "The university has asked for this seal.\n\nDie \"Universität\"";

MandateEvidence Evidence(const std::string& number) {
  return {.id = "urn:epass:evidence:" + number,
          .statement = std::string(kStatement),
          .document = {},
          .document_type = {}};
}

MandateEvidence WithDocument(const std::string& number, const std::string& type) {
  MandateEvidence out = Evidence(number);
  out.document = EncodeBase64(AsBytes("the signed document"));
  out.document_type = type;
  return out;
}

std::string Edited(const std::string& text, const std::vector<MandateEvidence>& mandates) {
  const CredentialText credential = ReadText(text);
  TextEdits edits;
  AddMandateEvidence(credential.root(), mandates, edits);
  return edits.Apply(credential.text());
}

std::string Switched(const std::string& text) {
  const CredentialText credential = ReadText(text);
  TextEdits edits;
  SetIssuedByMandate(credential.root(), edits);
  return edits.Apply(credential.text());
}

std::string Credential(const std::string& more) {
  return SampleCredential(R"({"id":"urn:org:1","x":1})", more);
}

constexpr std::string_view kType =
    R"("dcType":{"id":"http://data.europa.eu/snb/evidence-type/c_18016257"})";

/// The text with each Evidence of ours, which begins and ends as told here, cut down to its id.
std::string Shortened(std::string text) {
  const std::string begin = R"({"id":"urn:epass:evidence:)";
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
    const std::size_t id = at + begin.size();
    const std::size_t end = text.find(R"("tr":"Yetki"}}})", at) + 15;
    text.replace(at, end - at, "<" + text.substr(id, text.find('"', id) - id) + ">");
  }
  return text;
}

TEST(MandateEvidence, IsWrittenInPlaceOfTheMandatesThatAreThere) {
  const std::string old = "{\"id\":\"urn:old\"," + std::string(kType) + "}";
  const std::string other = R"({ "id":"urn:x", "dcType" : {"id":"urn:t"} })";
  const struct {
    std::string before;
    std::string after_one;
    std::string after_two;
  } cases[] = {
      {"", R"(,"evidence":<1>)", R"(,"evidence":[<1>,<2>])"},
      {R"(,"evidence": null ,"y":1)", R"(,"evidence": <1> ,"y":1)",
       R"(,"evidence": [<1>,<2>] ,"y":1)"},
      {R"(,"evidence":[ ])", R"(,"evidence":<1>)", R"(,"evidence":[<1>,<2>])"},
      {R"(,"evidence": )" + old + R"( ,"y":1)", R"(,"evidence": <1> ,"y":1)",
       R"(,"evidence": [<1>,<2>] ,"y":1)"},
      {R"(,"evidence": )" + other + " ", R"(,"evidence": [)" + other + ",<1>] ",
       R"(,"evidence": [)" + other + ",<1>,<2>] "},
      {R"(,"evidence":"urn:x")", R"(,"evidence":["urn:x",<1>])",
       R"(,"evidence":["urn:x",<1>,<2>])"},
      {R"(,"evidence":[ )" + other + " ]", R"(,"evidence":[ )" + other + ",<1> ]",
       R"(,"evidence":[ )" + other + ",<1>,<2> ]"},
      {R"(,"evidence":[ )" + old + " ]", R"(,"evidence":[ <1> ])", R"(,"evidence":[ <1>,<2> ])"},
      {R"(,"evidence":[)" + other + " , " + old + " , " + other + " , " + old + " , " + other + "]",
       R"(,"evidence":[)" + other + " , <1> , " + other + " , " + other + "]",
       R"(,"evidence":[)" + other + " , <1>,<2> , " + other + " , " + other + "]"},
      {R"(,"evidence":[)" + old + "," + old + "]", R"(,"evidence":[<1>])",
       R"(,"evidence":[<1>,<2>])"},
      {R"(,"evid\u0065nce":{"dcType":["urn:t","http://data.europa.eu/snb/evidence-type/c_18016257"]})",
       R"(,"evid\u0065nce":<1>)", R"(,"evid\u0065nce":[<1>,<2>])"},
  };
  for (const auto& c : cases) {
    const std::string before = Credential(c.before);
    EXPECT_EQ(Edited(before, {}), before);
    const std::string one = Edited(before, {Evidence("1")});
    EXPECT_EQ(Shortened(one), Credential(c.after_one));
    EXPECT_EQ(Shortened(Edited(before, {Evidence("1"), Evidence("2")})), Credential(c.after_two));
    EXPECT_EQ(Edited(one, {Evidence("1")}), one) << "once more changes nothing";
  }
}

TEST(MandateEvidence, EmbedsADocumentAsAMediaObject) {
  const struct {
    const char* media_type;
    const char* code;
  } cases[] = {{"application/pdf", "PDF"}, {"image/png", "PNG"}, {"image/jpeg", "JPEG"}};
  for (const auto& c : cases) {
    const auto read = boost::json::parse(Edited(Credential(""), {WithDocument("7", c.media_type)}));
    const auto& media = read.at("evidence").at("embeddedEvidence");
    EXPECT_EQ(media.at("id").as_string(), "urn:epass:mediaObject:7");
    EXPECT_EQ(media.at("type").as_string(), "MediaObject");
    EXPECT_EQ(media.at("content").as_string(), EncodeBase64(AsBytes("the signed document")));
    EXPECT_EQ(media.at("contentEncoding").at("id").as_string(),
              "http://data.europa.eu/snb/encoding/6146cde7dd");
    EXPECT_EQ(media.at("contentType").at("id").as_string(),
              "http://publications.europa.eu/resource/authority/file-type/" + std::string(c.code));
    EXPECT_EQ(media.at("contentType").at("prefLabel").at("en").as_string(), c.code);
  }
  EXPECT_EQ(test::CodeOf([] { Edited(Credential(""), {WithDocument("7", "text/html")}); }),
            Code::kInternal);
}

// What the Commission's own issuer wrote, member for member.
TEST(MandateEvidence, IsWhatTheCommissionsIssuerWrites) {
  const fs::path file = Corpus() / "samples-elm/Sample-CertOfPart-signed.jsonld";
  if (!fs::exists(file)) GTEST_SKIP() << "left out: no corpus at " << Corpus();
  const auto theirs = boost::json::parse(PayloadIn(file));
  const auto& evidence = theirs.at("evidence");
  MandateEvidence ours = Evidence("1");
  ours.id = std::string(evidence.at("id").as_string());
  ours.statement = std::string(evidence.at("evidenceStatement").as_string());
  EXPECT_EQ(boost::json::parse(Edited(Credential(""), {ours})).at("evidence"), evidence);
  EXPECT_EQ(MandateLabels().size(), evidence.at("dcType").at("prefLabel").as_object().size());
}

TEST(SetIssuedByMandate, PutsItInPlaceOfTheGenericProfile) {
  const std::string ap = "http://data.europa.eu/snb/model/ap/edc-";
  const std::string full = '"' + ap + "generic-full\"";
  const std::string no_cv = '"' + ap + "generic-no-cv\"";
  const std::string mandate = '"' + ap + "issued-by-mandate\"";
  const std::string other = '"' + ap + "diploma-supplement\"";
  const std::string added = "{\"id\":" + mandate + R"(,"type":"ShaclValidator2017"})";
  const auto object = [](const std::string& iri) {
    return R"({ "type":"ShaclValidator2017", "id" : )" + iri + " }";
  };
  const std::pair<std::string, std::string> cases[] = {
      {object(full), object(mandate)},
      {no_cv, mandate},
      {"[ " + object(other) + " , " + object(no_cv) + " ]",
       "[ " + object(other) + " , " + object(mandate) + " ]"},
      {object(other), "[" + object(other) + "," + added + "]"},
      {other, "[" + other + "," + added + "]"},
      {"[" + other + " ]", "[" + other + "," + added + " ]"},
      {"null", added},
      {"[]", added},
      {"{}", "[{}," + added + "]"},
      {object(mandate), object(mandate)},
      {"[" + object(full) + "," + mandate + "]", "[" + object(full) + "," + mandate + "]"},
  };
  for (const auto& [before, after] : cases) {
    for (const std::string more : {"", " ,\"y\":1"}) {
      const std::string switched = Switched(Credential(",\"credentialSchema\":" + before + more));
      EXPECT_EQ(switched, Credential(",\"credentialSchema\":" + after + more));
      EXPECT_EQ(Switched(switched), switched);
    }
  }
  EXPECT_EQ(Switched(Credential("")), Credential(",\"credentialSchema\":" + added));
}

TEST(StatementFor, IsInTheLanguagesThatTheCredentialIsDisplayedIn) {
  const std::string iri = "http://publications.europa.eu/resource/authority/language/";
  const auto displayed = [&iri](const std::string& primary,
                                const std::vector<std::string>& others) {
    std::string list;
    for (const auto& code : others) {
      list += (list.empty() ? "" : ",") + ("{\"id\":\"" + iri + code + "\"}");
    }
    return R"(,"displayParameter":{"primaryLanguage":")" + iri + primary + R"(","language":[)" +
           list + "]}";
  };
  const std::vector<std::pair<std::string, std::string>> statements = {
      {"de", "Deutsch"}, {"EN", "English"}, {"fr", "Français"}};
  const struct {
    std::string more;
    const char* statement;
  } cases[] = {
      {displayed("ENG", {"DEU", "ENG"}), "English\n\nDeutsch"},
      {displayed("DEU", {"DEU"}), "Deutsch"},
      {displayed("EST", {"FRA"}), "Français"},
      {displayed("EST", {"FIN"}), "Deutsch"},
      {"", "Deutsch"},
      {R"(,"displayParameter":[{"language":")" + iri + R"(FRA"},{"language":[")" + iri + "ENG\"]}]",
       "Français\n\nEnglish"},
  };
  for (const auto& c : cases) {
    const CredentialText credential = ReadText(Credential(c.more));
    EXPECT_EQ(StatementFor(credential.root(), statements), c.statement) << c.more;
  }
  EXPECT_EQ(StatementFor(ReadText(Credential("")).root(), {}), "");
}

const CertificateSubject kSubject = {"Example University", "NTREE-17207834", "Example Seal", "EE"};

PreparationParameters Parameters(std::vector<MandateEvidence> mandates, bool issued_by_mandate) {
  return {.issued = *ParseTime("2026-11-23T22:31:07Z"),
          .issuer_id_suffix = "93a287f8-fdb3-42a6-9da4-caf52f539992",
          .mandates = std::move(mandates),
          .issued_by_mandate = issued_by_mandate};
}

// Both preparations write behind the credential's last member, whichever that is.
TEST(PrepareByMandate, WritesBesideWhatIsWrittenAnyway) {
  const std::string profile =
      R"("credentialSchema":{"id":"http://data.europa.eu/snb/model/ap/edc-accredited"})";
  const std::string evidence = R"("evidence":{"id":"urn:x"})";
  const std::string issued = R"("issued":"2020-01-01T00:00:00Z")";
  for (const std::string& more : {std::string(), "," + profile, "," + evidence,
                                  "," + profile + "," + evidence, "," + evidence + "," + profile,
                                  "," + evidence + "," + issued, "," + issued + "," + profile}) {
    const auto credential = ReadText(Credential(more));
    const std::string prepared = Prepare(Preparation::kEdc, credential, kSubject,
                                         Parameters({Evidence("1"), Evidence("2")}, true));
    const auto read = boost::json::parse(prepared).as_object();
    EXPECT_EQ(read.at("issued").as_string(), "2026-11-23T22:31:07Z") << prepared;
    EXPECT_EQ(read.at("evidence").as_array().size(),
              more.find("urn:x") == std::string::npos ? 2U : 3U);
    EXPECT_THAT(prepared, HasSubstr("ap/edc-issued-by-mandate\""));
    // What is written is the same as without a mandate, and the mandate's own members.
    auto rest = read;
    auto plain =
        boost::json::parse(Prepare(Preparation::kEdc, credential, kSubject, Parameters({}, false)))
            .as_object();
    for (const char* name : {"evidence", "credentialSchema"}) {
      rest.erase(name);
      plain.erase(name);
    }
    EXPECT_EQ(rest, plain);
  }
}

TEST(PrepareByMandate, IsForEdcOnly) {
  const auto credential =
      ReadText(SampleCredential(R"({"legalName":{"en":"Example University"}})"));
  for (const auto& parameters : {Parameters({Evidence("1")}, false), Parameters({}, true)}) {
    EXPECT_EQ(test::CodeOf([&] { Prepare(Preparation::kAsIs, credential, kSubject, parameters); }),
              Code::kInternal);
  }
}

// The application profile that a mandate asks for (AP 1.2, edc-issued-by-mandate) takes what is
// prepared for it, and the switch of the profile is what makes the evidence necessary.
TEST(PrepareByMandate, FitsTheProfileIssuedByMandate) {
  const struct {
    std::vector<MandateEvidence> mandates;
    bool conforms;
  } cases[] = {
      {{Evidence("1")}, true},
      {{WithDocument("1", "application/pdf")}, true},
      {{WithDocument("1", "image/png"), WithDocument("2", "image/jpeg"), Evidence("3")}, true},
      {{}, false},
  };
  for (const char* const model : {"certificate-of-participation", "micro-credential", "diploma"}) {
    const auto credential = ReadText(EditedModel(model, [](auto&) {}));
    for (const auto& c : cases) {
      const Validation validation =
          CheckText(Prepare(Preparation::kEdc, credential, kSubject, Parameters(c.mandates, true)),
                    {}, {.stage = Stage::kFinal});
      EXPECT_EQ(validation.conforms, c.conforms) << model;
      EXPECT_THAT(validation.profile, HasSubstr("edc-issued-by-mandate 1.2.0"));
      if (c.conforms) continue;
      EXPECT_THAT(validation.findings.front().path, HasSubstr("evidence"));
    }
  }
}

}  // namespace
}  // namespace signet::elm
