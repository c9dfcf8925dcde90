#include "hsm/softhsm_store.h"

#include <gtest/gtest.h>

#include "appliance/base/file.h"
#include "tests/support/temporary_folder.h"

namespace signet::hsm {
namespace {

namespace fs = std::filesystem;

class SoftHsmStore : public testing::Test {
 protected:
  SoftHsmStore() {
    fs::create_directories(token_);
    WriteFile(folder_ / "softhsm2.conf",
              "# a store\ndirectories.tokendir = " + (folder_ / "tokens").string() + "\n",
              FileMode::kPublic);
  }
  void Keep() const {
    KeepSoftHsmTokens({{"SOFTHSM2_CONF", (folder_ / "softhsm2.conf").string()}});
  }
  void WriteToken(const std::string& content) const {
    WriteFile(token_ / "token.object", content, FileMode::kPrivate);
  }
  std::string Token() const { return ReadFile(token_ / "token.object"); }

  test::TemporaryFolder folder_;
  fs::path token_ = folder_ / "tokens" / "0000-1";
};

TEST_F(SoftHsmStore, AnEmptiedTokenIsPutBack) {
  WriteToken("whole");
  Keep();
  WriteToken("");
  Keep();
  EXPECT_EQ(Token(), "whole");
}

TEST_F(SoftHsmStore, AChangedTokenIsKeptAsItIsNow) {
  WriteToken("first PIN");
  Keep();
  WriteToken("second PIN");
  Keep();
  EXPECT_EQ(Token(), "second PIN");
  WriteToken("");
  Keep();
  EXPECT_EQ(Token(), "second PIN");
}

TEST_F(SoftHsmStore, AnEmptyTokenWithoutACopyIsLeftAlone) {
  WriteToken("");
  Keep();
  EXPECT_EQ(Token(), "");
}

TEST_F(SoftHsmStore, OtherModulesAreNotTouched) {
  EXPECT_NO_THROW(KeepSoftHsmTokens({}));
  EXPECT_NO_THROW(KeepSoftHsmTokens({{"SOFTHSM2_CONF", "/nowhere/softhsm2.conf"}}));
}

}  // namespace
}  // namespace signet::hsm
