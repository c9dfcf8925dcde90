// Nothing released unlogged, nothing lost: eight clients seal while gateway, sealer and workers are
// killed at random. Every client repeats what was interrupted under its Idempotency-Key.

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/digest.h"
#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/administrators.h"
#include "tests/support/shim_box.h"
#include "tests/support/temporary_folder.h"

namespace signet::test {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kClients = 8;
constexpr unsigned kKills = 120;
// Less than the clients will ask for, so that the end is reached while processes are killed.
constexpr unsigned kSealsInTotal = 600;
constexpr const char* kMandate = "counted";
constexpr const char* kEcdsaMechanism = "CKM_ECDSA";

// What one client holds in the end; nothing is sealed once the mandate is used up.
struct Held {
  std::string body;
  std::string sealed;
  std::string id;
  bool used_up = false;
};

// Counts seals, so that the killer can wait for work to be under way instead of for time to pass.
class Progress {
 public:
  void Add() {
    const std::scoped_lock lock(mutex_);
    ++count_;
    changed_.notify_all();
  }
  void Await(std::uint64_t more) {
    std::unique_lock lock(mutex_);
    const std::uint64_t due = count_ + more;
    changed_.wait(lock, [&] { return count_ >= due; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t count_ = 0;
};

std::string BodyOf(const std::string& name) {
  std::string text = ReadFile(SIGNET_SOURCE_DIR "/provisioning/models/micro-credential.jsonld");
  const std::string place = "\"validFrom\"";
  return text.insert(text.find(place), "\"description\": {\"en\": \"" + name + "\"}, ");
}

// Repeats one request until it has its answer; connections break, the box is away: never mind.
Held SealOnce(const ClientFiles& files, std::unique_ptr<HttpsClient>& connection,
              const std::string& name) {
  Held held{BodyOf(name), "", "", false};
  for (;;) {
    try {
      if (!connection) connection = std::make_unique<HttpsClient>(files);
      auto response = connection->Post("/v1/seals",
                                       {{"Content-Type", "application/ld+json"},
                                        {"Accept", "application/jose+json"},
                                        {"Idempotency-Key", name}},
                                       held.body);
      if (response.status == 200 || response.status == 201) {
        held.sealed = std::move(response.body);
        held.id = response.headers.at("signet-seal-id");
        return held;
      }
      if (ProblemName(response) == "mandate-used-up") {
        held.used_up = true;
        return held;
      }
      // 409: the first attempt is still under way; 503: the box says it cannot now.
      if (response.status != 409 && response.status != 503 && response.status != 504) {
        ADD_FAILURE() << name << ": " << response.status << " " << response.body;
        return held;
      }
    } catch (const std::runtime_error&) {
      connection.reset();
    }
    std::this_thread::yield();
  }
}

std::vector<std::string> EntriesOf(const fs::path& log) {
  std::map<std::string, std::string> bundles;  // by path: the order of the log
  for (const auto& file : fs::recursive_directory_iterator(log / "tile" / "entries")) {
    if (file.is_regular_file()) bundles[file.path().string()] = ReadFile(file.path());
  }
  std::vector<std::string> entries;
  for (const auto& [path, bundle] : bundles) {
    for (std::size_t at = 0; at < bundle.size();) {
      const auto high = static_cast<unsigned char>(bundle[at]);
      const auto low = static_cast<unsigned char>(bundle[at + 1]);
      const std::size_t length = high * 256U + low;
      entries.push_back(bundle.substr(at + 2, length));
      at += 2 + length;
    }
  }
  return entries;
}

struct LogContent {
  std::set<std::string> signing_inputs;
  std::set<std::string> intended;  // seals under the mandate
  std::set<std::string> failed;
  std::map<std::string, std::string> sealed_by_seal;
  unsigned completions = 0;
};

LogContent Read(const std::vector<std::string>& entries) {
  LogContent content;
  for (const auto& text : entries) {
    const auto entry = json::Document::Parse(text, {});
    const auto member = [&](const char* name) {
      return std::string(entry.root().Find(name)->AsString().value());
    };
    if (member("type") == "seal.intended") {
      content.signing_inputs.insert(member("signing_input"));
      EXPECT_EQ(member("authority"), std::string("mandate:") + kMandate);
      content.intended.insert(member("seal"));
    }
    if (member("type") == "seal.failed") content.failed.insert(member("seal"));
    if (member("type") == "seal.completed") {
      ++content.completions;
      content.sealed_by_seal[member("seal")] = member("sealed");
    }
  }
  return content;
}

class Kill : public testing::Test {
 protected:
  Kill() : token_(box_, SIGNET_SHIM) {
    box_.StartSealer();
    box_.StartGateway();
    box_.AwaitReady();
    Administrators administrators(box_);
    administrators.End("demonstration");
    administrators.AddOrganisation("sankt-orwin-campus", "University of Sankt Orwin",
                                   R"(, "otherIdentifiers": ["FICTIONAL-0001"], )"
                                   R"("names": ["Universität Sankt Orwin"])");
    administrators.ApproveMandate(
        kMandate, Administrators::Terms("sankt-orwin-campus", R"("submitter")",
                                        R"(, "sealsInTotal": )" + std::to_string(kSealsInTotal)));
  }

  void KillOne(std::mt19937& random) {
    switch (random() % 3) {
      case 0:
        box_.KillGateway();
        box_.StartGateway();
        break;
      case 1:
        box_.KillSealer();
        box_.StartSealer();
        break;
      default:
        box_.KillWorker(static_cast<unsigned>(random()));
        break;
    }
  }

  // Eight clients seal until every kill has been made.
  std::map<std::string, Held> SealWhileKilling(std::mt19937& random) {
    Progress progress;
    std::atomic<bool> more{true};
    std::mutex mutex;
    std::map<std::string, Held> all;
    {
      std::vector<std::jthread> clients;
      for (unsigned client = 0; client < kClients; ++client) {
        clients.emplace_back([&, client] {
          const ClientFiles files = box_.Client("submitter");
          std::unique_ptr<HttpsClient> connection;
          for (unsigned i = 0; more; ++i) {
            const std::string name = "kill-" + std::to_string(client) + "-" + std::to_string(i);
            Held held = SealOnce(files, connection, name);
            progress.Add();
            if (held.used_up) continue;
            const std::scoped_lock lock(mutex);
            all.emplace(name, std::move(held));
          }
        });
      }
      for (unsigned i = 0; i < kKills; ++i) {
        progress.Await(1 + random() % 12);
        KillOne(random);
      }
      more = false;
    }
    return all;
  }

  RunningBox box_;
  ShimmedToken token_;
};

TEST_F(Kill, NothingIsReleasedUnloggedAndNothingIsLost) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto all = SealWhileKilling(random);
  box_.AwaitReady();

  // Each request, repeated once more, gets the same octets: exactly one seal.
  HttpsClient client(box_.Client("submitter"));
  std::set<std::string> ids;
  for (const auto& [name, held] : all) {
    const auto again = client.Post("/v1/seals",
                                   {{"Content-Type", "application/ld+json"},
                                    {"Accept", "application/jose+json"},
                                    {"Idempotency-Key", name}},
                                   held.body);
    EXPECT_EQ(again.status, 200U) << name << again.body;
    EXPECT_EQ(again.body, held.sealed) << name;
    ids.insert(held.id);
  }
  EXPECT_EQ(ids.size(), all.size());

  // Never over the limit, and what the registry counts is what the log has: no unit is lost.
  Administrators administrators(box_);
  const auto use =
      json::Document::Parse(administrators.Get(std::string("/v1/mandates/") + kMandate), {});
  const auto used = use.root().Find("use")->Find("total")->AsInteger();
  EXPECT_EQ(used, static_cast<std::int64_t>(all.size()));
  EXPECT_LE(all.size(), kSealsInTotal);

  // The last seal's receipt is there once a checkpoint covers all of them.
  const TemporaryFolder out;
  const auto exported = box_.As("auditor", {"audit", "export", (out.path() / "log").string()});
  ASSERT_EQ(exported.status, 0) << exported.output;
  const auto verified =
      box_.Signetctl({"audit", "verify", (out.path() / "log").string(), "--log-key",
                      (box_.folder() / "trust" / "log.vkey").string()});
  EXPECT_EQ(verified.status, 0) << verified.output;

  const LogContent log = Read(EntriesOf(out.path() / "log"));
  EXPECT_EQ(log.completions, all.size());
  EXPECT_EQ(log.intended.size() - log.failed.size(), all.size());
  for (const auto& [name, held] : all) {
    const auto found = log.sealed_by_seal.find(held.id);
    ASSERT_NE(found, log.sealed_by_seal.end()) << name << " is released, but not in the log";
    EXPECT_EQ(found->second, HashSha256(held.sealed).hex()) << name;
  }

  // Every signature the token made has its intention.
  std::istringstream record(ReadFile(token_.record()));
  unsigned signatures = 0;
  for (std::string mechanism, digest; record >> mechanism >> digest;) {
    if (mechanism != kEcdsaMechanism) continue;
    ++signatures;
    EXPECT_TRUE(log.signing_inputs.contains(digest)) << digest;
  }
  EXPECT_GE(signatures, all.size());
  std::cout << *used << " of " << kSealsInTotal << " seals of the mandate used\n";
  RecordProperty("seals", static_cast<int>(all.size()));
  RecordProperty("signatures", static_cast<int>(signatures));
  std::cout << kKills << " kills, " << all.size() << " seals, " << signatures << " signatures\n";
}

}  // namespace
}  // namespace signet::test
