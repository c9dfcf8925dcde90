#include "provisioning/profile.h"

#include <gtest/gtest.h>

#include <string>

#include "appliance/base/file.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"

namespace signet::provisioning {
namespace {

Profile ReadText(const test::TemporaryFolder& folder, const std::string& text) {
  WriteFile(folder / "client.toml", text, FileMode::kPrivate);
  return Profile::Read(folder / "client.toml");
}

std::string WithUrl(const std::string& url) {
  return "url = \"" + url + "\"\nca = \"ca.pem\"\ncertificate = \"c.pem\"\nkey = \"/keys/c.key\"\n";
}

TEST(Profile, TakesPathsRelativeToItsFile) {
  const test::TemporaryFolder folder;
  const Profile profile =
      ReadText(folder, WithUrl("https://box.example:8443") + "log_key = \"trust/log.vkey\"\n");
  EXPECT_EQ(profile.ca, folder / "ca.pem");
  EXPECT_EQ(profile.certificate, folder / "c.pem");
  EXPECT_EQ(profile.key, "/keys/c.key");
  EXPECT_EQ(profile.log_key, folder / "trust/log.vkey");
}

TEST(Profile, SignsWithAKeyThatHasANameForABoxThatHasOne) {
  const test::TemporaryFolder folder;
  const std::string plain = WithUrl("https://box.example");
  const std::string key = "signing_key = \"s.key\"\n";
  const std::string id = "signing_key_id = \"key-1\"\n";
  const std::string log = "log_key = \"log.vkey\"\n";
  const Profile profile = ReadText(folder, plain + key + id + log);
  EXPECT_EQ(profile.signing_key, folder / "s.key");
  EXPECT_EQ(profile.signing_key_id, "key-1");
  EXPECT_FALSE(ReadText(folder, plain + log).signing_key.has_value());
  for (const std::string& part :
       {key, id, key + id, key + log, id + log, key + log + "signing_key_id = \"\"\n"}) {
    const auto error = test::ErrorOf([&] { ReadText(folder, plain + part); });
    ASSERT_TRUE(error) << part;
    EXPECT_EQ(error->code(), Code::kConfigurationInvalid) << part;
    EXPECT_NE(error->message().find("signing_key_id"), std::string::npos) << error->message();
  }
}

struct GoodUrl {
  const char* text;
  const char* host;
  unsigned port;
  const char* again;
};

TEST(Profile, ReadsHostAndPort) {
  constexpr GoodUrl kUrls[] = {
      {"https://box.example:8443", "box.example", 8443, "https://box.example:8443"},
      {"https://box.example", "box.example", 443, "https://box.example:443"},
      {"https://box.example:8443/", "box.example", 8443, "https://box.example:8443"},
      {"https://127.0.0.1:20001", "127.0.0.1", 20001, "https://127.0.0.1:20001"},
      {"https://[::1]:8443", "::1", 8443, "https://[::1]:8443"},
  };
  const test::TemporaryFolder folder;
  for (const GoodUrl& url : kUrls) {
    const Profile profile = ReadText(folder, WithUrl(url.text));
    EXPECT_EQ(profile.host, url.host);
    EXPECT_EQ(profile.port, url.port) << url.text;
    EXPECT_EQ(profile.Url(), url.again);
    EXPECT_FALSE(profile.log_key.has_value());
  }
}

TEST(Profile, RefusesAUrlOfWhichSomethingWouldBeIgnored) {
  const test::TemporaryFolder folder;
  for (const char* url :
       {"", "box.example:8443", "http://box.example", "https://", "https://box.example:0",
        "https://box.example/v1", "https://box.example?x=1", "https://box.example#x",
        "https://me@box.example", "https://box.example:99999"}) {
    const auto error = test::ErrorOf([&] { ReadText(folder, WithUrl(url)); });
    ASSERT_TRUE(error) << url;
    EXPECT_EQ(error->code(), Code::kConfigurationInvalid) << url;
    EXPECT_NE(error->message().find("client.toml"), std::string::npos) << error->message();
  }
}

TEST(Profile, RefusesUnknownAndMissingKeys) {
  const test::TemporaryFolder folder;
  const std::string whole = WithUrl("https://box.example");
  EXPECT_EQ(test::CodeOf([&] { ReadText(folder, whole + "cert = \"x\"\n"); }),
            Code::kConfigurationInvalid);
  EXPECT_EQ(test::CodeOf([&] { ReadText(folder, "url = \"https://box.example\"\n"); }),
            Code::kConfigurationInvalid);
  EXPECT_EQ(test::CodeOf([&] { Profile::Read(folder / "absent.toml"); }), Code::kFileUnusable);
}

}  // namespace
}  // namespace signet::provisioning
