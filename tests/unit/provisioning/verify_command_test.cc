#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/provisioning/offline_box.h"
#include "tests/unit/sealer/sealed_credential.h"

namespace signet::provisioning {
namespace {

using test::CommandResult;
using testing::HasSubstr;

class VerifyCommand : public testing::Test {
 protected:
  VerifyCommand() {
    const std::string good = test::SealText(test::CredentialOf("NTREE-1", "x"));
    std::string broken = good;
    broken.replace(broken.find("NTREE-1"), 7, "NTREE-3");
    Write("good", good);
    Write("other", test::SealText(test::CredentialOf("NTREE-2", "x")));
    Write("broken", broken);
    WriteFile(folder_ / "ca.pem", test::SealCa().certificate.Pem(), FileMode::kPublic);
  }

  void Write(const std::string& name, const std::string& text) const {
    WriteFile(folder_ / name, text, FileMode::kPublic);
  }

  CommandResult Verify(const std::vector<std::string>& names,
                       const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"verify"};
    for (const auto& name : names) arguments.push_back(folder_ / name);
    arguments.insert(arguments.end(),
                     {"--trust", folder_ / "ca.pem", "--time", "2026-06-01T01:00:00Z"});
    if (std::ranges::find(more, "--require") == more.end()) {
      arguments.insert(arguments.end(), {"--require", "B-B"});
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::Signetctl(arguments);
  }

  test::TemporaryFolder folder_;
};

struct Ending {
  std::vector<std::string> files;
  int status;
};

TEST_F(VerifyCommand, EndsAsItsHelpSays) {
  const Ending kEndings[] = {
      {{"good"}, 0},
      {{"good", "good"}, 0},
      {{"broken"}, 1},
      {{"absent"}, 2},
      {{"other"}, 3},
      {{"good", "other"}, 3},
      {{"other", "absent"}, 2},
      {{"good", "absent", "broken", "other"}, 1},
  };
  for (const Ending& ending : kEndings) {
    EXPECT_EQ(Verify(ending.files).status, ending.status) << testing::PrintToString(ending.files);
  }
}

TEST_F(VerifyCommand, AcceptsOnlyWhatReachesTheRequiredLevel) {
  EXPECT_EQ(Verify({"good"}, {"--require", "B-B"}).status, 0);
  const CommandResult higher = Verify({"good"}, {"--require", "B-T"});
  EXPECT_EQ(higher.status, 4);
  EXPECT_THAT(higher.output, HasSubstr("NOT accepted. TOTAL-PASSED"));
  EXPECT_THAT(higher.output, HasSubstr("reaches B-B, and B-T is required"));
  // Revocation data belongs to B-LT.
  EXPECT_EQ(Verify({"good"}, {"--require", "B-LT"}).status, 3);
  EXPECT_EQ(Verify({"good"}, {"--require", "C"}).status, 2);
}

TEST_F(VerifyCommand, TrustsNobodyWithoutAnAnchor) {
  const CommandResult result = test::Signetctl({"verify", folder_ / "good"});
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(result.output, HasSubstr("--trust"));
}

TEST_F(VerifyCommand, WritesJsonForOneFileAndForSeveral) {
  const std::string one = Verify({"other"}, {"--json"}).output;
  const auto single = json::Document::Parse(one, {});
  EXPECT_EQ(single.root().Find("conclusion")->AsString(), "INDETERMINATE");
  EXPECT_EQ(single.root().Find("subIndication")->AsString(), "SIG_CONSTRAINTS_FAILURE");
  EXPECT_EQ(single.root().Find("issuerMatch")->AsString(), "different-identifier");
  EXPECT_EQ(single.root().Find("accepted")->kind(), json::Kind::kFalse);
  const auto signature = single.root().Find("signatures")->First();
  EXPECT_EQ(signature->Find("claimedTime")->AsString(), "2026-06-01T00:00:00Z");
  EXPECT_EQ(signature->Find("bestSignatureTime")->AsString(), "2026-06-01T01:00:00Z");
  EXPECT_EQ(signature->Find("conclusion")->AsString(), "TOTAL-PASSED");
  EXPECT_EQ(signature->Find("level")->AsString(), "B-B");
  EXPECT_EQ(signature->Find("format")->AsString(), "JSON-NOT-ETSI");
  EXPECT_EQ(signature->Find("qualification")->AsString(), "N/A");
  EXPECT_TRUE(signature->Find("timeStamps")->is_array());
  EXPECT_TRUE(signature->Find("findings")->is_array());
  EXPECT_THAT(std::string(*signature->Find("signer")->Find("subject")->AsString()),
              HasSubstr("TEST University e-seal"));
  const std::string both = Verify({"good", "absent"}, {"--json"}).output;
  const auto several = json::Document::Parse(both, {});
  const auto first = several.root().Find("files")->First();
  EXPECT_EQ(first->Find("conclusion")->AsString(), "TOTAL-PASSED");
  EXPECT_EQ(first->Find("subIndication")->kind(), json::Kind::kNull);
  EXPECT_TRUE(first->Next()->Find("notJudged").has_value());
}

TEST_F(VerifyCommand, RefusesATimeAndAnAnchorThatCannotBeRead) {
  EXPECT_EQ(test::Signetctl({"verify", folder_ / "good", "--time", "yesterday"}).status, 2);
  EXPECT_EQ(test::Signetctl({"verify", folder_ / "good", "--trust", folder_ / "good"}).status, 2);
}

}  // namespace
}  // namespace signet::provisioning
