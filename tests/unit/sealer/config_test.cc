#include "appliance/sealer/config.h"

#include <gtest/gtest.h>

#include <string>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "tests/support/error_matcher.h"
#include "tests/support/services/made_hierarchy.h"
#include "tests/support/temporary_folder.h"

namespace signet::sealer {
namespace {

const std::string kLeast =
    "[box]\ndatabase = \"box.db\"\nlock = \"box.lock\"\n[listen]\nsocket = \"s\"\ncontrol = \"c\"\n"
    "[token]\nmodule = \"m\"\nlabel = \"l\"\n[log]\nkey = \"log\"\nvkey = \"log.vkey\"\n";

class Config : public testing::Test {
 protected:
  Config() {
    WriteFile(folder_ / "ca.pem", test::MakeHierarchy().tsa_issuer.certificate.Pem(),
              FileMode::kPublic);
    WriteFile(folder_ / "rubbish.pem", "TEST", FileMode::kPublic);
  }
  SealerConfig Read(const std::string& more) {
    WriteFile(folder_ / "sealer.toml", kLeast + more, FileMode::kPrivate);
    return SealerConfig::Read(folder_ / "sealer.toml");
  }

  const test::TemporaryFolder folder_;
};

TEST_F(Config, WithoutAuthoritiesHasNone) {
  const SealerConfig config = Read("");
  EXPECT_TRUE(config.authorities.empty());
  EXPECT_TRUE(config.anchors.empty());
  EXPECT_EQ(config.clock_tolerance, std::chrono::seconds(60));
}

TEST_F(Config, HasAuthoritiesInTheOrderOfTheFile) {
  const SealerConfig config = Read(
      "[tsa.zebra]\nurl = \"https://z.example.org/\"\nanchors = \"ca.pem\"\nhash = \"SHA-512\"\n"
      "policy = \"1.2.3\"\nquota = 100\nquota_hours = 720\ntime_limit_ms = 900\n"
      "[tsa.aardvark]\nurl = \"https://a.example.org/\"\nanchors = \"ca.pem\"\n"
      "[validation]\nanchors = \"ca.pem\"\nkeep_ms = 1000\n[clock]\ntolerance_ms = 2000\n");
  ASSERT_EQ(config.authorities.size(), 2U);
  const AuthoritySettings& first = config.authorities.front();
  EXPECT_EQ(first.name, "zebra");
  EXPECT_EQ(first.hash, HashFunction::kSha512);
  EXPECT_EQ(first.policy, "1.2.3");
  EXPECT_EQ(first.quota, 100U);
  EXPECT_EQ(first.period, std::chrono::hours(720));
  EXPECT_EQ(first.time_limit, std::chrono::milliseconds(900));
  EXPECT_EQ(first.anchors.size(), 1U);
  EXPECT_EQ(config.authorities.back().name, "aardvark");
  EXPECT_FALSE(config.authorities.back().quota);
  EXPECT_EQ(config.anchors.size(), 1U);
  EXPECT_EQ(config.revocation.keep, std::chrono::milliseconds(1000));
  EXPECT_EQ(config.revocation.tolerance, std::chrono::milliseconds(2000));
}

TEST_F(Config, TakesAWeightForEachAuthority) {
  const std::string rest = "url = \"https://a.example.org/\"\nanchors = \"ca.pem\"\nweight = ";
  const SealerConfig config = Read("[tsa.one]\n" + rest + "3\n[tsa.two]\n" + rest + "1\n");
  ASSERT_EQ(config.authorities.size(), 2U);
  EXPECT_EQ(config.authorities.front().weight, 3U);
  EXPECT_EQ(config.authorities.back().weight, 1U);
}

TEST_F(Config, RefusesWhatCannotWork) {
  const std::string tsa = "[tsa.one]\nurl = \"https://a.example.org/\"\nanchors = \"ca.pem\"\n";
  const std::string cases[] = {
      "[tsa.one]\nurl = \"https://a.example.org/\"\n",
      "[tsa.one]\nanchors = \"ca.pem\"\n",
      "[tsa.one]\nurl = \"https://a.example.org/\"\nanchors = \"rubbish.pem\"\n",
      tsa + "hash = \"SHA-1\"\n",
      tsa + "wait = 3\n",
      tsa + "weight = -1\n",
      tsa + "weight = 3\n[tsa.two]\nurl = \"https://b.example.org/\"\nanchors = \"ca.pem\"\n",
      tsa + "time_limit_ms = 1\n",
      "[tsa]\nurl = \"https://a.example.org/\"\n",
      "[validation]\nanchors = \"rubbish.pem\"\n",
      "[clock]\ntolerance_ms = 0\n",
  };
  for (const std::string& text : cases) {
    EXPECT_EQ(test::CodeOf([&] { Read(text); }), Code::kConfigurationInvalid) << text;
  }
}

}  // namespace
}  // namespace signet::sealer
