#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "appliance/base/file.h"
#include "appliance/elm/profile/profile.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/provisioning/offline_box.h"

namespace signet::provisioning {
namespace {

using testing::HasSubstr;

constexpr const char* kShapes = R"(
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:profile a owl:Ontology ; owl:versionInfo "7" ; owl:imports <http://purl.org/dc/terms/> .
ex:Shape sh:targetClass ex:Course ; sh:property [ sh:path ex:title ; sh:minCount 1 ] .
)";

constexpr const char* kContext = R"({"@context": {"@version": 1.1, "id": "@id", "type": "@type",
  "Course": "http://example.org/Course", "title": "http://example.org/title"}})";

class ProfileCompileCommand : public testing::Test {
 protected:
  ProfileCompileCommand() {
    WriteFile(folder_ / "shapes.ttl", kShapes, FileMode::kPublic);
    WriteFile(folder_ / "context.jsonld", kContext, FileMode::kPublic);
  }

  test::CommandResult Compile(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {
        "profile",   "compile",
        "--name",    "Courses",
        "--shapes",  folder_ / "shapes.ttl",
        "--context", "http://example.org/context=" + (folder_ / "context.jsonld").string(),
        "--version", "1",
        "--out",     folder_ / "out.json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::Signetctl(arguments);
  }

  test::TemporaryFolder folder_;
};

TEST_F(ProfileCompileCommand, WritesAProfileThatTheBoxReads) {
  const auto result = Compile({"--root", "Course", "--not-shapes", "http://purl.org/dc/terms/"});
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("Courses 1 is in "));
  EXPECT_THAT(result.output, HasSubstr("http://example.org/profile  1 shapes"));
  const auto set = elm::ProfileSet::Read(ReadFile(folder_ / "out.json"));
  EXPECT_EQ(set.contexts(), std::vector<std::string>{"http://example.org/context"});
  EXPECT_EQ(set.terms()[set.root().at(0)].text, "http://example.org/Course");
  EXPECT_EQ(set.Find("http://example.org/profile")->version, "7");
}

TEST_F(ProfileCompileCommand, NamesTheImportsThatItLacksReadyToPaste) {
  const auto result = Compile({});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("--not-shapes 'http://purl.org/dc/terms/'"));
}

TEST_F(ProfileCompileCommand, RefusesARootThatTheContextsDoNotDefine) {
  const auto result = Compile({"--not-shapes", "http://purl.org/dc/terms/", "--root", "Curse"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("--root Curse is neither a name"));
}

}  // namespace
}  // namespace signet::provisioning
