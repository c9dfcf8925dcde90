#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>

#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/provisioning/offline_box.h"

namespace signet::provisioning {
namespace {

using test::CommandResult;
using test::Signetctl;
using testing::HasSubstr;

constexpr const char* kModel = SIGNET_SOURCE_DIR "/provisioning/models/diploma.jsonld";

class CheckCommand : public testing::Test {
 protected:
  std::string File(const std::string& name, const std::string& content) const {
    WriteFile(folder_ / name, content, FileMode::kPublic);
    return folder_ / name;
  }

  test::TemporaryFolder folder_;
};

TEST_F(CheckCommand, EndsAsItsHelpSays) {
  const std::string broken = File("broken.json", "{");
  const CommandResult good = Signetctl({"check", kModel});
  EXPECT_EQ(good.status, 0) << good.output;
  EXPECT_THAT(good.output, HasSubstr("conforms as a draft, 0 warnings"));
  const CommandResult final = Signetctl({"check", "--stage", "final", kModel});
  EXPECT_EQ(final.status, 1);
  EXPECT_THAT(final.output, HasSubstr("does not conform: 2 violations, 0 warnings"));
  EXPECT_THAT(final.output, HasSubstr("\"eIDASIdentifier\" is missing"));
  const CommandResult neither = Signetctl({"check", broken});
  EXPECT_EQ(neither.status, 2);
  EXPECT_THAT(neither.output, HasSubstr("could not be checked"));
  EXPECT_EQ(Signetctl({"check", kModel, broken}).status, 2);
  EXPECT_EQ(Signetctl({"check", folder_ / "absent.json"}).status, 2);
  EXPECT_EQ(Signetctl({"check", "--stage", "later", kModel}).status, 2);
}

TEST_F(CheckCommand, PrintsFindingsForProgramsWithFullIris) {
  const CommandResult result = Signetctl({"check", "--stage", "final", "--json", kModel});
  EXPECT_EQ(result.status, 1);
  const auto document = json::Document::Parse(result.output, {});
  EXPECT_EQ(document.root().Find("conforms")->kind(), json::Kind::kFalse);
  const auto first = *document.root().Find("findings")->First();
  const std::pair<const char*, const char*> members[] = {
      {"severity", "violation"},
      {"focus", "urn:credential:e91d3a57-0f42-4b6d-b8c4-5a7e21f09d86"},
      {"path", "https://www.w3.org/2018/credentials#issued"},
      {"component", "http://www.w3.org/ns/shacl#MinCountConstraintComponent"},
      {"pointer", ""},
      {"value", ""}};
  for (const auto& [name, value] : members) EXPECT_EQ(first.Find(name)->AsString(), value) << name;
  EXPECT_THAT(std::string(*first.Find("rule")->AsString()), HasSubstr("\"issued\" is missing"));
  const CommandResult several = Signetctl({"check", "--json", kModel, kModel});
  EXPECT_EQ(json::Document::Parse(several.output, {}).root().Find("files")->size(), 2U);
}

// A file from elsewhere does not get hold of the terminal of whoever checks it.
TEST_F(CheckCommand, PrintsNoControlCharactersOfTheFile) {
  auto credential = boost::json::parse(ReadFile(kModel));
  credential.as_object()["x\x1b[2J\x7f\xc2\x9b"] = 1;
  const CommandResult result =
      Signetctl({"check", File("escape.jsonld", boost::json::serialize(credential))});
  EXPECT_THAT(result.output, HasSubstr("x?[2J??"));
  EXPECT_EQ(result.output.find('\x1b'), std::string::npos);
}

// RFC 7515 7.2.1: what was sealed is checked as it was sealed.
TEST_F(CheckCommand, ChecksThePayloadOfASealedFileAsFinal) {
  const std::string sealed = R"({"payload":)" +
                             boost::json::serialize(boost::json::string(ReadFile(kModel))) +
                             R"(,"signatures":[{"protected":"e30","signature":"AA"}]})";
  const CommandResult result = Signetctl({"check", File("sealed.jsonld", sealed)});
  EXPECT_EQ(result.status, 1) << result.output;
  EXPECT_THAT(result.output, HasSubstr("2 violations"));
}

TEST_F(CheckCommand, TakesCompiledProfilesBesidesItsOwn) {
  auto credential = boost::json::parse(ReadFile(kModel));
  credential.as_object()["credentialSchema"].as_object()["id"] = "urn:test:profile";
  const std::string file = File("other.jsonld", boost::json::serialize(credential));
  EXPECT_EQ(Signetctl({"check", file}).status, 2);
  auto profile =
      boost::json::parse(ReadFile(SIGNET_SOURCE_DIR "/appliance/elm/profiles/edc-ap-1.2.json"));
  auto& profiles = profile.as_object()["profiles"].as_object();
  profiles["<urn:test:profile>"] =
      profiles.at("<http://data.europa.eu/snb/model/ap/edc-generic-full>");
  const std::string own = File("profile.json", boost::json::serialize(profile));
  EXPECT_EQ(Signetctl({"check", "--with-profile", own, file}).status, 0);
  EXPECT_THAT(Signetctl({"profile", "list"}).output, HasSubstr("edc-diploma-supplement"));
}

}  // namespace
}  // namespace signet::provisioning
