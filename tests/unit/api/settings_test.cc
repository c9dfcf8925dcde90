#include "api/settings.h"

#include <gtest/gtest.h>

#include <string>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"

namespace signet::api {
namespace {

const std::string kLeast =
    "[listen]\ncertificate = \"a.pem\"\nkey = \"a.key\"\n[sealer]\nsocket = \"s\"\n";

Settings Read(const std::string& text) {
  const test::TemporaryFolder folder;
  WriteFile(folder / "gateway.toml", text, FileMode::kPrivate);
  return ReadSettings(folder / "gateway.toml");
}

TEST(Settings, HaveDefaultsForAllButTheFiles) {
  const Settings settings = Read(kLeast);
  EXPECT_EQ(settings.limits.body, 4U << 20U);
  EXPECT_EQ(settings.limits.header, 16U << 10U);
  EXPECT_EQ(settings.port, 8443);
  EXPECT_FALSE(settings.local_socket);
  EXPECT_EQ(settings.certificate.filename(), "a.pem");
  EXPECT_TRUE(settings.certificate.is_absolute());
}

TEST(Settings, AreTakenFromTheFile) {
  const Settings settings = Read(
      "[listen]\naddress = \"127.0.0.1\"\nport = 0\nport_file = \"p\"\ncertificate = \"a\"\n"
      "key = \"b\"\n[local]\nsocket = \"l\"\n[sealer]\nsocket = \"s\"\n[limits]\nbody = 2048\n"
      "idle_seconds = 7\n[process]\nthreads = 3\npid_file = \"d\"\n");
  EXPECT_EQ(settings.port, 0);
  EXPECT_EQ(settings.limits.body, 2048U);
  EXPECT_EQ(settings.limits.idle_time, std::chrono::seconds(7));
  EXPECT_EQ(settings.threads, 3U);
  EXPECT_TRUE(settings.port_file && settings.local_socket && settings.pid_file);
}

TEST(Settings, LetTheRelayFetchNothingUnlessTheyNameIt) {
  EXPECT_TRUE(Read(kLeast).relay.allow.empty());
  const Settings settings =
      Read(kLeast +
           "[relay]\nallow = [\"https://tsa.example.org/tsr\", \"http://127.0.0.1:8080\"]\n"
           "seconds = 3\nca = \"ca.pem\"\n");
  ASSERT_EQ(settings.relay.allow.size(), 2U);
  EXPECT_EQ(settings.relay.allow.front().path, "/tsr");
  EXPECT_EQ(settings.relay.time, std::chrono::seconds(3));
  EXPECT_TRUE(settings.relay.ca && settings.relay.ca->is_absolute());
}

TEST(Settings, AreRefusedWhenTheyAreWrong) {
  const std::string cases[] = {
      "",
      "[listen]\ncertificate = \"a\"\nkey = \"b\"\n",
      kLeast + "[limits]\nbody = 1\n",
      kLeast + "[limits]\nbody = 100000000\n",
      kLeast + "[limits]\nbodies = \"many\"\n",
      kLeast + "[limits]\nboddy = 2048\n",
      kLeast + "[process]\nthreads = 0\n",
      kLeast + "[relay]\nallow = \"http://tsa.example.org\"\n",
      kLeast + "[relay]\nallow = [\"tsa.example.org\"]\n",
      kLeast + "[relay]\nallow = [\"http://tsa.example.org/?x\"]\n",
      kLeast + "[relay]\ncrl = 100000000\n",
      kLeast + "[relay]\ntrusted_list = 100000000\n",
  };
  for (const std::string& text : cases) {
    EXPECT_EQ(test::CodeOf([&text] { Read(text); }), Code::kConfigurationInvalid) << text;
  }
}

}  // namespace
}  // namespace signet::api
