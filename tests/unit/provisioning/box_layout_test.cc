#include "provisioning/box_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "appliance/base/file.h"
#include "appliance/sealer/config.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;

BoxPlan Plan(const fs::path& folder) {
  BoxPlan plan;
  plan.folder = folder;
  plan.module = "/usr/lib/softhsm/libsofthsm2.so";
  plan.token_label = "a \"quoted\" label\\";
  plan.keeps_pin = true;
  plan.address = "127.0.0.1";
  plan.port = 8443;
  return plan;
}

sealer::SealerConfig ReadBack(const BoxPlan& plan) {
  WriteFile(plan.folder / "sealer.toml", SealerToml(plan), FileMode::kPrivate);
  return sealer::SealerConfig::Read(plan.folder / "sealer.toml");
}

TEST(SealerToml, IsReadByTheSealerAsItWasMeant) {
  const test::TemporaryFolder folder;
  const sealer::SealerConfig config = ReadBack(Plan(folder.path()));
  EXPECT_EQ(config.database, folder / "data/box.db");
  EXPECT_EQ(config.lock, folder / "run/box.lock");
  EXPECT_EQ(config.socket, folder / "run/sealer.sock");
  EXPECT_EQ(config.control_socket, folder / "run/control.sock");
  EXPECT_EQ(config.token.token_label, "a \"quoted\" label\\");
  EXPECT_EQ(config.token.module, "/usr/lib/softhsm/libsofthsm2.so");
  EXPECT_EQ(config.token.environment.at("SOFTHSM2_CONF"),
            (folder / "token/softhsm2.conf").string());
  EXPECT_EQ(config.pin_file, folder / "secrets/pin");
  EXPECT_EQ(config.log_vkey, folder / "trust/log.vkey");
  EXPECT_EQ(config.pid_file, folder / "run/sealer.pid");
}

TEST(SealerToml, NamesNoPinFileWhereTheBoxDoesNotKeepThePin) {
  const test::TemporaryFolder folder;
  BoxPlan plan = Plan(folder.path());
  plan.keeps_pin = false;
  EXPECT_FALSE(ReadBack(plan).pin_file.has_value());
}

TEST(SealerToml, SetsSoftHsmsFolderForSoftHsmOnly) {
  const test::TemporaryFolder folder;
  BoxPlan plan = Plan(folder.path());
  plan.module = "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so";
  EXPECT_TRUE(ReadBack(plan).token.environment.empty());
}

TEST(NewBoxFolders, ArePrivateButForWhatOthersMustTrust) {
  const test::TemporaryFolder folder;
  NewBoxFolders folders(folder / "box");
  folders.Keep();
  for (const char* name : {"", "data", "run", "secrets", "tls", "token"}) {
    EXPECT_EQ(fs::status(folder / "box" / name).permissions(), fs::perms(0700)) << name;
  }
  EXPECT_EQ(fs::status(folder / "box" / "trust").permissions(), fs::perms(0755));
}

TEST(NewBoxFolders, GoAgainUnlessTheyAreKept) {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "box" / "trust");
  {
    const NewBoxFolders folders(folder / "box");
    std::ofstream(folder / "box" / "data" / "box.db") << "half";
  }
  EXPECT_FALSE(fs::exists(folder / "box" / "data"));
  EXPECT_TRUE(fs::exists(folder / "box" / "trust"));  // was there before
}

TEST(NewBoxFolders, AreNotMadeOverABox) {
  const test::TemporaryFolder folder;
  for (const char* part : {"sealer.toml", "data", "token", "secrets"}) {
    const fs::path box = folder / ("box-" + std::string(part));
    fs::create_directories(box / part);
    EXPECT_EQ(test::CodeOf([&] { NewBoxFolders folders(box); }), Code::kFileUnusable) << part;
    EXPECT_TRUE(fs::exists(box / part));
  }
}

// sockaddr_un(7): 108 octets with the final NUL.
TEST(NewBoxFolders, AreRefusedWhereTheSocketsWouldNotFit) {
  const test::TemporaryFolder folder;
  const std::size_t room = 107 - std::string("/run/control.sock").size();
  const std::string base = folder.path().string() + "/";
  const fs::path fits = base + std::string(room - base.size(), 'x');
  NewBoxFolders folders(fits);
  const auto error = test::ErrorOf([&] { NewBoxFolders more(fits.string() + "y"); });
  ASSERT_TRUE(error);
  EXPECT_THAT(error->message(), testing::HasSubstr("1 characters too long"));
}

}  // namespace
}  // namespace signet::provisioning
