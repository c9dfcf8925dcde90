// Seals that last, through the running box, with time-stamp authorities and responders that behave
// and misbehave: none loses a request, and none gets a bad seal out of the box.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "appliance/base/file.h"
#include "tests/support/running_box.h"
#include "tests/support/temporary_folder.h"

namespace signet::test {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kLimit{30};

std::string Credential() {
  return ReadFile(SIGNET_SOURCE_DIR "/provisioning/models/micro-credential.jsonld");
}

// A box of its own for each test: what a service said is kept, and authorities are set aside.
class Levels : public testing::Test {
 protected:
  Levels() {
    // With the line's end in front: the file has examples in comments.
    box_.Edit("sealer.toml", "\n[validation]\n",
              "\n[clock]\ncheck_interval_ms = 50\n\n[validation]\nkeep_ms = 0\n"
              "time_limit_ms = 500\n");
    box_.Edit("sealer.toml", "checkpoint_interval_ms = 1000", "checkpoint_interval_ms = 10");
    box_.Edit("sealer.toml", "\n[tsa.first]\n", "\n[tsa.first]\ntime_limit_ms = 500\n");
    box_.StartSealer();
    box_.StartGateway();
    box_.AwaitReady();
  }

  HttpResponse Seal(const std::string& key, const std::string& level = "") {
    HttpsClient client(box_.Client("submitter"));
    return client.Post("/v1/seals" + (level.empty() ? "" : "?level=" + level),
                       {{"Content-Type", "application/ld+json"},
                        {"Accept", "application/jose+json"},
                        {"Idempotency-Key", key}},
                       Credential());
  }

  /// What the independent checker says at this level, LTA for B-LTA; empty if it agrees or is not
  /// there.
  std::string CheckerSays(const std::string& sealed, const std::string& level) {
    const fs::path checker = CorpusFolder().parent_path() / "tools" / "check_jades.py";
    if (!fs::exists(checker)) return "";
    const TemporaryFolder folder;
    WriteFile(folder / "sealed.jsonld", sealed, FileMode::kPrivate);
    const auto trust = box_.folder() / "trust";
    const auto said =
        RunCommand({"python3", checker.string(), "--level", level, "--anchor",
                    (trust / "seal-ca.pem").string(), "--anchor", (trust / "tsa-ca.pem").string(),
                    (folder / "sealed.jsonld").string()});
    return said.status == 0 ? "" : said.output;
  }

  std::string Log() { return box_.As("auditor", {"audit", "show", "--last", "1000"}).output; }
  /// How often it stands in the log; waits until a checkpoint covers that it is there so often.
  std::size_t InLog(const std::string& what, std::size_t expected) {
    std::size_t count = 0;
    Within([&] {
      const std::string log = Log();
      count = 0;
      for (auto at = log.find(what); at != std::string::npos; at = log.find(what, at + 1)) ++count;
      return count >= expected;
    });
    return count;
  }

  template <typename Condition>
  static bool Within(Condition condition) {
    const auto limit = std::chrono::steady_clock::now() + kLimit;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > limit) return false;
      std::this_thread::yield();
    }
    return true;
  }

  RunningBox box_;
};

TEST_F(Levels, AreMadeAsAskedAndTheIndependentCheckerFindsThem) {
  const std::pair<const char*, const char*> levels[] = {
      {"B-B", "B"}, {"B-T", "T"}, {"B-LT", "LT"}, {"B-LTA", "LTA"}, {"", "LTA"}};
  for (const auto& [level, checked] : levels) {
    const auto sealed = Seal(std::string("level-") + level, level);
    ASSERT_EQ(sealed.status, 201U) << level << sealed.body;
    EXPECT_EQ(CheckerSays(sealed.body, checked), "") << level;
  }
  EXPECT_EQ(ProblemName(Seal("level-none", "B-XL")), "level-unavailable");
  EXPECT_EQ(ProblemName(Seal("level-lower", "b-lta")), "level-unavailable");
}

// The box keeps no credential, but everything else of a seal: the same octets come again.
TEST_F(Levels, ARepeatGetsTheSameOctetsAlsoAfterARestart) {
  const auto first = Seal("again");
  ASSERT_EQ(first.status, 201U) << first.body;
  EXPECT_EQ(Seal("again").body, first.body);
  box_.StopSealer();
  box_.StartSealer();
  box_.AwaitReady();
  // Nobody has to be asked for it.
  box_.KillServices();
  const auto again = Seal("again");
  EXPECT_EQ(again.status, 200U) << again.body;
  EXPECT_EQ(again.body, first.body);
}

TEST_F(Levels, TheSecondAuthorityStepsInForEveryFaultOfTheFirst) {
  const std::pair<const char*, bool> faults[] = {
      {"down", false},         {"slow", false},         {"http-500", false}, {"redirect", false},
      {"wrong-type", false},   {"rejected", false},     {"huge", false},     {"rubbish", true},
      {"wrong-imprint", true}, {"wrong-nonce", true},   {"no-nonce", true},  {"wrong-time", true},
      {"wrong-usage", true},   {"bad-signature", true}, {"untrusted", true},
  };
  std::size_t lies = 0;
  for (const auto& [fault, lie] : faults) {
    box_.StopSealer();  // forgets whom it had set aside
    box_.StartSealer();
    box_.AwaitReady();
    box_.SetService("/tsa/1", fault);
    const auto sealed = Seal(fault);
    ASSERT_EQ(sealed.status, 201U) << fault << ": " << sealed.body;
    EXPECT_EQ(CheckerSays(sealed.body, "LTA"), "") << fault;
    lies += lie ? 1 : 0;
  }
  EXPECT_EQ(InLog("authority first was refused", lies), lies) << Log();
}

TEST_F(Levels, ARevokedAuthorityIsPassedOver) {
  box_.SetService("/crl/tsa-ca.crl", "revoked");
  const auto sealed = Seal("tsa-revoked");
  ASSERT_EQ(sealed.status, 201U) << sealed.body;
  EXPECT_EQ(InLog("authority first was refused: revoked", 1), 1U) << Log();
}

TEST_F(Levels, WithoutAnyAuthorityNothingIsReleasedAndTheRepeatGoesOn) {
  box_.SetService("/tsa/1", "down");
  box_.SetService("/tsa/2", "wrong-nonce");
  const auto refused = Seal("later");
  EXPECT_EQ(refused.status, 503U);
  EXPECT_EQ(ProblemName(refused), "time-stamp-unavailable");
  EXPECT_EQ(refused.headers.at("retry-after"), "1");
  box_.SetService("/tsa/2", "good");
  const auto sealed = Seal("later");
  ASSERT_EQ(sealed.status, 201U) << sealed.body;
  EXPECT_EQ(CheckerSays(sealed.body, "LTA"), "");
  EXPECT_EQ(InLog("will be made", 1), 1U) << Log();
  EXPECT_EQ(InLog("was interrupted", 1), 1U);
  EXPECT_EQ(InLog("goes on", 1), 1U);
  EXPECT_EQ(InLog("is complete at B-LTA", 1), 1U);
  EXPECT_EQ(box_.As("auditor", {"audit", "verify"}).status, 0);
}

TEST_F(Levels, WithoutAGatewayToFetchTheSealWaitsForItsRepeat) {
  box_.SetService("/tsa/1", "slow");
  box_.SetService("/tsa/2", "slow");
  std::thread dying([this] {
    try {
      Seal("gateway-dies");
    } catch (const std::runtime_error&) {
      // The connection broke with the gateway.
    }
  });
  EXPECT_TRUE(Within([this] { return InLog("will be made", 1) == 1; }));
  box_.KillGateway();
  dying.join();
  box_.SetService("/tsa/1", "good");
  box_.SetService("/tsa/2", "good");
  box_.StartGateway();
  box_.AwaitReady();
  EXPECT_TRUE(Within([this] {
    const auto sealed = Seal("gateway-dies");
    return sealed.status == 201 || sealed.status == 200;
  }));
  EXPECT_EQ(InLog("will be made", 1), 1U) << Log();
}

TEST_F(Levels, ARevokedSealCertificateSealsNothing) {
  box_.SetService("/ocsp", "revoked");
  const auto refused = Seal("revoked");
  EXPECT_EQ(ProblemName(refused), "seal-certificate-revoked");
  EXPECT_EQ(InLog("was found revoked", 1), 1U) << Log();
  EXPECT_EQ(InLog("will be made", 0), 0U) << "the token was not asked";
  // The answer is not forgotten when the responder changes its mind.
  box_.SetService("/ocsp", "good");
  EXPECT_EQ(ProblemName(Seal("revoked")), "seal-certificate-unusable");
}

TEST_F(Levels, ASealCertificateOfUnknownOrUntoldStatusSealsNothing) {
  box_.SetService("/ocsp", "unknown");
  EXPECT_EQ(ProblemName(Seal("unknown")), "seal-certificate-unusable");
  for (const char* fault :
       {"down", "rubbish", "stale", "bad-signature", "untrusted", "try-later", "http-500"}) {
    box_.SetService("/ocsp", fault);
    box_.SetService("/crl/seal-ca.crl", fault == std::string("stale") ? "stale" : "down");
    EXPECT_EQ(ProblemName(Seal("untold")), "validation-data-unavailable") << fault;
  }
  box_.SetService("/ocsp", "good");
  box_.SetService("/crl/seal-ca.crl", "good");
  EXPECT_EQ(Seal("unknown").status, 201U);
  EXPECT_EQ(InLog("will be made", 1), 1U) << "the token was not asked before";
}

TEST_F(Levels, AResponderThatFailsIsReplacedByTheList) {
  box_.SetService("/ocsp", "down");
  const auto sealed = Seal("by-list");
  ASSERT_EQ(sealed.status, 201U) << sealed.body;
  EXPECT_EQ(CheckerSays(sealed.body, "LTA"), "");
}

TEST_F(Levels, AClockThatNoAuthorityAgreesWithStopsSealingUntilOneDoes) {
  box_.SetService("/tsa/1", "wrong-time");
  box_.SetService("/tsa/2", "wrong-time");
  EXPECT_EQ(ProblemName(Seal("clock")), "clock-disagrees");
  EXPECT_EQ(ProblemName(Seal("clock")), "state-forbids");
  const auto status = box_.As("operator", {"status"});
  EXPECT_NE(status.output.find("suspended"), std::string::npos) << status.output;
  EXPECT_NE(status.output.find("clock"), std::string::npos) << status.output;
  EXPECT_GE(InLog("operational to suspended", 1), 1U) << Log();
  box_.SetService("/tsa/1", "good");
  box_.SetService("/tsa/2", "good");
  EXPECT_TRUE(Within([this] { return Seal("clock").status == 201; }));
}

TEST_F(Levels, ABoxWithoutAuthoritiesSaysSoAndSealsAtBB) {
  box_.StopSealer();
  const auto file = box_.folder() / "sealer.toml";
  std::string text = ReadFile(file);
  const auto begin = text.find("\n[tsa.first]");
  text.erase(begin, text.find("\n[clock]") - begin);
  WriteFile(file, text, FileMode::kPrivate);
  box_.StartSealer();
  box_.AwaitReady();
  const auto sealed = Seal("plain");
  ASSERT_EQ(sealed.status, 201U) << sealed.body;
  EXPECT_EQ(sealed.body.find("etsiU"), std::string::npos);
  const auto refused = Seal("more", "B-T");
  EXPECT_EQ(ProblemName(refused), "level-unavailable");
  EXPECT_NE(refused.body.find("time-stamp authority"), std::string::npos) << refused.body;
  EXPECT_NE(box_.As("operator", {"status"}).output.find("B-B"), std::string::npos);
}

TEST_F(Levels, ASealedFileIsRaisedStepByStepAndRenewed) {
  const TemporaryFolder folder;
  WriteFile(folder / "a.sealed.jsonld", Seal("plain", "B-B").body, FileMode::kPublic);
  const std::string file = (folder / "a.sealed.jsonld").string();
  for (const auto& [level, checked] : std::vector<std::pair<std::string, std::string>>{
           {"B-T", "T"}, {"B-LT", "LT"}, {"B-LTA", "LTA"}, {"B-LTA", "LTA"}}) {
    const std::string before = ReadFile(file);
    const auto extended =
        box_.As("submitter", {"extend", file, "--out", folder.path().string(), "--level", level});
    ASSERT_EQ(extended.status, 0) << extended.output << box_.Journal();
    const std::string after = ReadFile(file);
    EXPECT_GT(after.size(), before.size());
    EXPECT_EQ(CheckerSays(after, checked), "") << level;
  }
  // What is asked for and less than there is changes nothing, and is not said to be the level.
  const auto lower = HttpsClient(box_.Client("submitter"))
                         .Post("/v1/extensions?level=B-T",
                               {{"Content-Type", "application/jose+json"}}, ReadFile(file));
  EXPECT_EQ(lower.body, ReadFile(file));
  EXPECT_EQ(lower.headers.at("signet-level"), "B-LTA");
  EXPECT_EQ(InLog("was extended to B-LTA", 3), 3U) << Log();
  EXPECT_EQ(box_.As("auditor", {"audit", "verify"}).status, 0);
}

TEST_F(Levels, AnArchiveIsRenewedWhereItIsDueAndToldWhy) {
  const TemporaryFolder folder;
  WriteFile(folder / "last.sealed.jsonld", Seal("last").body, FileMode::kPublic);
  WriteFile(folder / "other.json", "{}", FileMode::kPublic);
  const std::string path = folder.path().string();
  const auto good = box_.As("operator", {"renew", path, "--within", "30"});
  EXPECT_EQ(good.status, 0) << good.output;
  EXPECT_NE(good.output.find("2 files looked at, 1 good"), std::string::npos) << good.output;
  const std::string before = ReadFile(folder / "last.sealed.jsonld");
  // The demo's authorities have certificates of two years.
  const auto due = box_.Signetctl({"renew", path, "--within", "800", "--dry-run"});
  EXPECT_EQ(due.status, 0) << due.output;
  EXPECT_NE(due.output.find("due"), std::string::npos) << due.output;
  EXPECT_NE(due.output.find("ends at"), std::string::npos) << due.output;
  EXPECT_EQ(ReadFile(folder / "last.sealed.jsonld"), before);
  const auto renewed = box_.As("operator", {"renew", path, "--within", "800"});
  EXPECT_EQ(renewed.status, 0) << renewed.output;
  EXPECT_EQ(CheckerSays(ReadFile(folder / "last.sealed.jsonld"), "LTA"), "");
  EXPECT_NE(ReadFile(folder / "last.sealed.jsonld"), before);
}

TEST_F(Levels, WhatDoesNotStandUpIsNotExtended) {
  HttpsClient client(box_.Client("submitter"));
  const std::map<std::string, std::string> headers{{"Content-Type", "application/jose+json"}};
  std::string sealed = Seal("tampered", "B-B").body;
  const auto good = client.Post("/v1/extensions?level=B-T", headers, sealed);
  EXPECT_EQ(good.status, 200U) << good.body;
  EXPECT_EQ(good.headers.at("signet-level"), "B-T");
  sealed.replace(sealed.find("TEST"), 4, "TAST");
  EXPECT_EQ(ProblemName(client.Post("/v1/extensions", headers, sealed)), "extension-refused");
  EXPECT_EQ(ProblemName(client.Post("/v1/extensions", headers, "{}")), "seal-malformed");
  EXPECT_EQ(ProblemName(client.Post("/v1/extensions?key=p384", headers, "{}")),
            "parameter-invalid");
  EXPECT_EQ(InLog("was extended", 1), 1U) << Log();
}

TEST_F(Levels, ManySealsAtOnceAllGetTheirs) {
  std::vector<std::thread> clients;
  std::vector<unsigned> statuses(16);
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    clients.emplace_back(
        [this, i, &statuses] { statuses[i] = Seal("many-" + std::to_string(i)).status; });
  }
  for (auto& client : clients) client.join();
  EXPECT_EQ(statuses, std::vector<unsigned>(statuses.size(), 201));
}

}  // namespace
}  // namespace signet::test
