// No credential content at rest: not in the database, the log, the journal, the metrics, the
// errors, nor in a core file. What a repeated request needs is kept for a time and then gone.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "appliance/base/encoding.h"
#include "appliance/base/file.h"
#include "tests/support/running_box.h"

namespace signet::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kHolder = "Quendelbacher";  // of the model credentials

std::string Model(const char* name) {
  return ReadFile(std::string(SIGNET_SOURCE_DIR "/provisioning/models/") + name + ".jsonld");
}

// How the name may stand in a file: plainly, or in base64 at each of the three places where it may
// begin, or hexadecimal.
std::vector<std::string> SpellingsOf(const std::string& name) {
  std::vector<std::string> out{name, EncodeHex(AsBytes(name))};
  for (std::size_t before = 0; before < 3; ++before) {
    // Without the characters that bits of a neighbour share.
    const std::string text = EncodeBase64(AsBytes(std::string(before, ' ') + name));
    const std::size_t from = (before * 8 + 5) / 6;
    out.push_back(text.substr(from, (before + name.size()) * 8 / 6 - from));
  }
  return out;
}

// Every file of the box that has the holder's name.
std::vector<std::string> FilesNaming(const fs::path& folder) {
  const auto spellings = SpellingsOf(kHolder);
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string content = ReadFile(entry.path(), 1U << 30U);
    for (const auto& spelling : spellings) {
      if (content.find(spelling) != std::string::npos) out.push_back(entry.path().string());
    }
  }
  return out;
}

class Retention : public testing::Test {
 protected:
  void Start() {
    box_.StartSealer();
    box_.StartGateway();
    box_.AwaitReady();
  }

  HttpResponse Post(const std::string& target, const std::string& body,
                    const std::string& key = "") {
    HttpsClient client(box_.Client("submitter"));
    std::map<std::string, std::string> headers{{"Content-Type", "application/ld+json"}};
    if (!key.empty()) headers["Idempotency-Key"] = key;
    return client.Post(target, headers, body);
  }

  // Good ones and all kinds of bad ones, each with the holder's name in it.
  void SendAllKinds() {
    for (const char* model : {"diploma", "micro-credential", "certificate-of-participation"}) {
      EXPECT_LE(Post("/v1/seals", Model(model), std::string("kept-") + model).status, 201U);
      EXPECT_EQ(Post("/v1/validations", Model(model)).status, 200U);
    }
    const std::string good = Model("diploma");
    EXPECT_NE(Post("/v1/seals", good.substr(0, good.size() / 2)).status, 201U);
    EXPECT_NE(Post("/v1/seals", std::string(R"({"name": ")") + kHolder + "\"}").status, 201U);
    std::string broken = good;
    const auto place = broken.find("\"credentialSubject\"");
    broken.insert(place, std::string("\"") + kHolder + "\": 1, \"" + kHolder + "\": 2, ");
    EXPECT_NE(Post("/v1/seals", broken).status, 201U);
    std::string violating = good;
    violating.replace(violating.find("\"displayParameter\""), 18, "\"displayParameters\"");
    EXPECT_NE(Post("/v1/seals", violating).status, 201U);
    EXPECT_NE(Post(std::string("/v1/seals?key=") + kHolder, good).status, 201U);
    EXPECT_NE(Post(std::string("/v1/") + kHolder, good).status, 201U);
    EXPECT_NE(Post("/v1/seals", Model("micro-credential"), "kept-diploma").status, 201U);
    EXPECT_NE(Post("/v1/verifications", good).status, 500U);
  }

  RunningBox box_;
};

TEST_F(Retention, TheHoldersNameIsNowhereAfterARunAndAfterACrash) {
  Start();
  SendAllKinds();
  HttpsClient operators(box_.Client("operator"));
  EXPECT_EQ(operators.Get("/metrics").body.find(kHolder), std::string::npos);
  EXPECT_THAT(FilesNaming(box_.folder()), IsEmpty()) << "while it runs";

  // Memory has credentials in it: none of it may reach a file when a process dies.
  SendAllKinds();
  const pid_t workers = box_.Workers().at(0);
  kill(workers, SIGABRT);
  kill(box_.gateway(), SIGSEGV);
  kill(box_.sealer(), SIGABRT);
  box_.KillGateway();
  box_.KillSealer();
  EXPECT_THAT(FilesNaming(box_.folder()), IsEmpty()) << "after a crash";
  for (const auto& entry : fs::directory_iterator(fs::current_path())) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("core")) << entry.path();
  }
  Start();
  box_.StopGateway();
  box_.StopSealer();
  EXPECT_THAT(FilesNaming(box_.folder()), IsEmpty()) << "after a start and an orderly end";
}

TEST_F(Retention, NoProcessMayWriteACoreFile) {
  Start();
  std::vector<pid_t> processes = box_.Workers();
  processes.push_back(box_.sealer());
  processes.push_back(box_.gateway());
  for (const pid_t process : processes) {
    std::ifstream limits("/proc/" + std::to_string(process) + "/limits");
    const std::string text{std::istreambuf_iterator<char>(limits), {}};
    EXPECT_THAT(text, testing::ContainsRegex("Max core file size +0 +0 "));
  }
  box_.StopGateway();
  box_.StopSealer();
}

TEST_F(Retention, WhatARepeatNeedsIsGoneAfterItsTimeAndTheLogStays) {
  box_.EditSealerConfig("[process]",
                        "[retention]\nrepeats_ms = 1000\ncheck_interval_ms = 20\n\n[process]");
  Start();
  const auto first = Post("/v1/seals", Model("diploma"), "soon-over");
  ASSERT_EQ(first.status, 201U) << first.body;
  const std::string id = first.headers.at("signet-seal-id");
  // The same key is free again once its time is over: the request is a new one then.
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  auto again = Post("/v1/seals", Model("diploma"), "soon-over");
  while (again.status == 200 && std::chrono::steady_clock::now() < limit) {
    again = Post("/v1/seals", Model("diploma"), "soon-over");
  }
  EXPECT_EQ(again.status, 201U) << again.body;
  EXPECT_NE(again.headers.at("signet-seal-id"), id);
  // What was sealed, when and for whom, and its receipt are still to be had.
  HttpsClient client(box_.Client("submitter"));
  const auto info = client.Get("/v1/seals/" + id);
  EXPECT_EQ(info.status, 200U) << info.body;
  EXPECT_THAT(info.body, HasSubstr("completed"));
  EXPECT_NE(box_.LogOnceItHas(id).find(id), std::string::npos);
  box_.StopGateway();
  box_.StopSealer();
}

}  // namespace
}  // namespace signet::test
