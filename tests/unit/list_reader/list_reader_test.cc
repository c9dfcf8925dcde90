#include "appliance/seal/list_reader/list_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "appliance/base/json.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_trusted_list.h"

namespace signet::list_reader {
namespace {

using testing::HasSubstr;

json::Document Answer(const std::string& xml) {
  return json::Document::Parse(ReadTrustedList(xml), {.max_octets = 64U << 20U, .max_depth = 300});
}

std::string Verdict(const json::Document& answer) {
  return std::string(*answer.root().Find("signature")->Find("verdict")->AsString());
}

std::string Reason(const json::Document& answer) {
  return std::string(*answer.root().Find("signature")->Find("reason")->AsString());
}

struct NotXml {
  const char* what;
  std::string text;
  const char* reason;
};

TEST(ListReader, RefusesWhatIsNoXmlOfAList) {
  const std::string deep = [] {
    std::string out;
    for (int i = 0; i < 5000; ++i) out += "<a>";
    return out;
  }();
  const NotXml kTexts[] = {
      {"nothing", "", "empty"},
      {"a tag that is not closed", "<a><b></a>", "Opening and ending tag mismatch"},
      {"a document type", "<!DOCTYPE a><a/>", "document type"},
      {"entities that grow",
       "<!DOCTYPE a [<!ENTITY b \"xxxxxxxx\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>",
       "document type"},
      {"a file from outside", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
       "document type"},
      {"an entity that nobody declared", "<a>&b;</a>", "Entity 'b' not defined"},
      {"depth without end", deep, "depth"},
      {"too many octets", std::string(kMaxListOctets + 1, ' '), "MiB"},
  };
  for (const NotXml& text : kTexts) {
    const auto answer = Answer(text.text);
    EXPECT_EQ(Verdict(answer), "not XML") << text.what;
    EXPECT_THAT(Reason(answer), HasSubstr(text.reason)) << text.what;
    EXPECT_FALSE(answer.root().Find("list").has_value()) << text.what;
  }
}

TEST(ListReader, SaysWhatAListSays) {
  const auto ca =
      test::MakeRoot(test::AuthorityOptions("TEST CA"), test::TestKey(test::KeyKind::kP256));
  test::TrustedListOptions list;
  list.uris = {"https://lists.example/tl-pivot-3-mp.xml"};
  list.pointers = {{.territory = "YY", .signers = {ca.certificate}}};
  test::ListedState past{.status = "accredited", .from = "2010-01-01T00:00:00Z"};
  list.services = {{.now = {.certificates = {ca.certificate},
                            .additional = {"ForeSeals"},
                            .qualifications = test::QualificationFor({"QCForESeal"}, {"1.2.3"})},
                    .history = {past}}};
  const auto answer = Answer(test::WriteTrustedList(list));
  EXPECT_EQ(Verdict(answer), "none");
  const auto found = *answer.root().Find("list");
  EXPECT_EQ(found.Find("version")->AsInteger(), 5);
  EXPECT_EQ(found.Find("sequence")->AsInteger(), 7);
  EXPECT_EQ(found.Find("territory")->AsString(), "XX");
  EXPECT_EQ(found.Find("nextUpdate")->AsString(), "2026-07-01T00:00:00Z");
  EXPECT_EQ(found.Find("uris")->First()->Next()->AsString(),
            "https://lists.example/tl-pivot-3-mp.xml");
  const auto pointer = *found.Find("pointers")->First();
  EXPECT_EQ(pointer.Find("territory")->AsString(), "YY");
  EXPECT_EQ(pointer.Find("mime")->AsString(), "application/vnd.etsi.tsl+xml");
  EXPECT_EQ(pointer.Find("certificates")->size(), 1U);
  const auto service = *found.Find("services")->First();
  EXPECT_EQ(service.Find("provider")->AsString(), "TEST provider");
  const auto current = *service.Find("current");
  EXPECT_EQ(current.Find("additional")->First()->AsString(),
            "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals");
  const auto element = *current.Find("qualifications")->First();
  EXPECT_EQ(element.Find("criteria")->Find("assert")->AsString(), "atLeastOne");
  EXPECT_EQ(element.Find("criteria")->Find("policySets")->First()->Find("ids")->First()->AsString(),
            "1.2.3");
  EXPECT_THAT(std::string(*service.Find("history")->First()->Find("status")->AsString()),
              HasSubstr("accredited"));
}

// TS 119 612 allows white space around values (xs:anyURI collapses it).
TEST(ListReader, LeavesOutTheSpaceAroundValues) {
  const auto answer = Answer(test::WriteTrustedList({.territory = "\n\t XX \n"}));
  EXPECT_EQ(answer.root().Find("list")->Find("territory")->AsString(), "XX");
}

TEST(ListReader, TakesAByteOrderMark) {
  const auto answer = Answer("\xEF\xBB\xBF" + test::WriteTrustedList({}));
  EXPECT_EQ(answer.root().Find("list")->Find("territory")->AsString(), "XX");
}

TEST(ListReader, SaysNothingOfAnotherDocument) {
  const auto answer = Answer("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>");
  EXPECT_EQ(Verdict(answer), "none");
  EXPECT_FALSE(answer.root().Find("list").has_value());
}

}  // namespace
}  // namespace signet::list_reader
