#include "provisioning/sealing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "appliance/base/file.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificates.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;
using Kind = SealingResult::Kind;

struct Name {
  const char* file;
  const char* name;
};

TEST(Sealing, NamesItsOutputAfterTheFile) {
  constexpr Name kNames[] = {{"a/diploma.jsonld", "diploma"}, {"diploma.json", "diploma"},
                             {"diploma", "diploma"},          {"a.b.jsonld", "a.b"},
                             {"diploma.txt", "diploma.txt"},  {".jsonld", ".jsonld"}};
  for (const Name& name : kNames) EXPECT_EQ(OutputName(name.file), name.name);
}

SealingResult Result(Kind kind, bool has_receipt) {
  SealingResult result;
  result.kind = kind;
  result.has_receipt = has_receipt;
  if (kind == Kind::kSealed || kind == Kind::kKept) result.seal = "id";
  return result;
}

struct Ending {
  std::vector<SealingResult> results;
  Outcome outcome;
};

TEST(Sealing, EndsWithNotDoneOverRefusedOverGood) {
  const Ending kEndings[] = {
      {{Result(Kind::kSealed, true), Result(Kind::kKept, true)}, Outcome::kGood},
      {{Result(Kind::kSealed, true), Result(Kind::kRefused, false)}, Outcome::kNotGood},
      {{Result(Kind::kRefused, false), Result(Kind::kNotDone, false)}, Outcome::kNotDone},
      {{Result(Kind::kSealed, false)}, Outcome::kNotDone},  // without its receipt
  };
  for (const Ending& ending : kEndings) EXPECT_EQ(OutcomeOf(ending.results), ending.outcome);
}

// A profile that is whole, of a box that is not there: nothing listens on port 1.
Profile AbsentBox(const test::TemporaryFolder& folder) {
  const test::Authority root =
      test::MakeRoot(test::AuthorityOptions("TEST Root"), test::TestKey(test::KeyKind::kP256));
  WriteFile(folder / "ca.pem", root.certificate.Pem(), FileMode::kPublic);
  WriteFile(folder / "key.pem", test::PrivateKeyPem(root.key), FileMode::kPrivate);
  Profile profile;
  profile.host = "127.0.0.1";
  profile.port = 1;
  profile.ca = profile.certificate = folder / "ca.pem";
  profile.key = folder / "key.pem";
  return profile;
}

SealingOptions Impatient(const fs::path& out) {
  SealingOptions options;
  options.out = out;
  options.patience = std::chrono::seconds(0);
  return options;
}

TEST(Sealing, RefusesTwoFilesOfOneNameBeforeAnythingIsSent) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(test::CodeOf([&] {
              SealFiles(AbsentBox(folder), {"a/x.jsonld", "b/x.json"}, Impatient(folder / "out"),
                        [](const SealingResult&) {});
            }),
            Code::kUsage);
  EXPECT_FALSE(fs::exists(folder / "out"));
}

TEST(Sealing, TellsOfEachFileWhyItWasNotDone) {
  const test::TemporaryFolder folder;
  WriteFile(folder / "x.jsonld", "{}", FileMode::kPublic);
  int advanced = 0;
  const auto results =
      SealFiles(AbsentBox(folder), {folder / "x.jsonld", folder / "absent.jsonld"},
                Impatient(folder / "out"), [&advanced](const SealingResult&) { ++advanced; });
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].kind, Kind::kNotDone);
  EXPECT_EQ(results[0].problem, "network-failed");
  EXPECT_THAT(results[0].detail, testing::HasSubstr("https://127.0.0.1:1"));
  EXPECT_EQ(results[1].kind, Kind::kNotDone);
  EXPECT_EQ(results[1].problem, "file-unusable");
  EXPECT_EQ(advanced, 2);
  EXPECT_EQ(OutcomeOf(results), Outcome::kNotDone);
}

// A rerun of an interrupted command must not seal twice.
TEST(Sealing, SendsAnUnchangedFileAgainWithTheSameIdempotencyKey) {
  const test::TemporaryFolder folder;
  const fs::path record = folder / "out" / ".x.request";
  const Profile profile = AbsentBox(folder);
  const auto try_once = [&](const std::string& content, const SealingOptions& options) {
    WriteFile(folder / "x.jsonld", content, FileMode::kPublic);
    SealFiles(profile, {folder / "x.jsonld"}, options, [](const SealingResult&) {});
    return ReadFile(record);
  };
  const SealingOptions options = Impatient(folder / "out");
  const std::string first = try_once("{}", options);
  EXPECT_EQ(try_once("{}", options), first);
  SealingOptions other_key = options;
  other_key.key = "p384";
  const std::string second = try_once("{}", other_key);
  EXPECT_NE(second, first);
  const std::string third = try_once("{ }", other_key);
  EXPECT_NE(third, second);
  SealingOptions again = other_key;
  again.again = true;
  EXPECT_NE(try_once("{ }", again), third);
}

TEST(Sealing, RefusesAProfileWhoseFilesAreNotUsable) {
  const test::TemporaryFolder folder;
  WriteFile(folder / "x.jsonld", "{}", FileMode::kPublic);
  const auto seal_with = [&](const Profile& profile) {
    SealFiles(profile, {folder / "x.jsonld"}, Impatient(folder / "out"),
              [](const SealingResult&) {});
  };
  Profile absent = AbsentBox(folder);
  absent.key = folder / "absent.key";
  EXPECT_EQ(test::CodeOf([&] { seal_with(absent); }), Code::kFileUnusable);
  Profile other = AbsentBox(folder);
  WriteFile(folder / "other.pem", test::PrivateKeyPem(test::TestKey(test::KeyKind::kP256, 9)),
            FileMode::kPrivate);
  other.key = folder / "other.pem";
  EXPECT_EQ(test::CodeOf([&] { seal_with(other); }), Code::kConfigurationInvalid);
}

}  // namespace
}  // namespace signet::provisioning
