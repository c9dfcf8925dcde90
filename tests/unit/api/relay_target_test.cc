#include "api/relay_target.h"

#include <gtest/gtest.h>

#include <string>

namespace signet::api {
namespace {

TEST(RelayTarget, TakesAbsoluteHttpAddressesApart) {
  const auto tsa = RelayTarget::Read("https://TSA.Example.org/tsr?x=1");
  ASSERT_TRUE(tsa);
  EXPECT_TRUE(tsa->tls);
  EXPECT_EQ(tsa->host, "tsa.example.org");
  EXPECT_EQ(tsa->port, 443);
  EXPECT_EQ(tsa->path, "/tsr");
  EXPECT_EQ(tsa->target, "/tsr?x=1");
  const auto bare = RelayTarget::Read("http://[::1]:8080");
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->host, "::1");
  EXPECT_EQ(bare->port, 8080);
  EXPECT_EQ(bare->target, "/");
}

TEST(RelayTarget, RefusesWhatIsNoPlainAddressOfAServer) {
  const std::string cases[] = {"",
                               "tsa.example.org",
                               "/tsr",
                               "//tsa.example.org/tsr",
                               "ftp://tsa.example.org/",
                               "file:///etc/passwd",
                               "http:///tsr",
                               "http://user@tsa.example.org/",
                               "http://tsa.example.org/a#b",
                               "http://tsa.example.org/a/../b",
                               "http://tsa.example.org/a/%2E%2e/b",
                               "http://tsa.example.org/a%2Fb",
                               "http://tsa.example.org:0/",
                               "http://tsa.example.org:99999/",
                               "http://tsa.example.org/ HTTP/1.1\r\nHost: other",
                               "http://tsa.example.org/" + std::string(3000, 'a')};
  for (const std::string& url : cases) EXPECT_FALSE(RelayTarget::Read(url)) << url;
}

TEST(RelayTarget, IsAllowedByTheSameServerAndThePathOrOneAbove) {
  const struct {
    const char* allowed;
    const char* asked;
    bool expected;
  } cases[] = {
      {"http://a/tsa", "http://a/tsa", true},    {"http://a/tsa", "http://a/tsa/1", true},
      {"http://a/tsa/", "http://a/tsa/1", true}, {"http://a/tsa", "http://a/tsa?x", true},
      {"http://a", "http://a/anything", true},   {"http://a:80/", "http://A/", true},
      {"http://a/tsa", "http://a/tsa2", false},  {"http://a/tsa/", "http://a/tsa", false},
      {"http://a/tsa", "http://a/", false},      {"http://a/", "http://b/", false},
      {"http://a/", "http://a.b/", false},       {"http://a/", "https://a/", false},
      {"http://a/", "http://a:81/", false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(IsAllowed({*RelayTarget::Read(c.allowed)}, *RelayTarget::Read(c.asked)), c.expected)
        << c.allowed << " for " << c.asked;
  }
  EXPECT_FALSE(IsAllowed({}, *RelayTarget::Read("http://a/")));
}

}  // namespace
}  // namespace signet::api
