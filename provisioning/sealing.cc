#include "provisioning/sealing.h"

#include <algorithm>
#include <atomic>
#include <boost/url/url.hpp>
#include <map>
#include <mutex>
#include <thread>

#include "appliance/audit/logged_entry.h"
#include "appliance/audit/receipt.h"
#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/identifier.h"
#include "provisioning/box_connection.h"
#include "provisioning/request_record.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;
using Kind = SealingResult::Kind;

struct Paths {
  fs::path sealed;
  fs::path receipt;
  fs::path record;
};

Paths PathsFor(const fs::path& file, const fs::path& out) {
  const std::string name = OutputName(file);
  return {out / (name + ".sealed.jsonld"), out / (name + ".tlog-proof"),
          out / ("." + name + ".request")};
}

std::string Target(const SealingOptions& options) {
  boost::urls::url url("/v1/seals");
  if (!options.key.empty()) url.params().append({"key", options.key});
  if (!options.preparation.empty()) url.params().append({"preparation", options.preparation});
  if (!options.level.empty()) url.params().append({"level", options.level});
  return std::string(url.buffer());
}

// The box asks to wait and try again.
bool IsPassing(const HttpAnswer& answer) {
  switch (answer.status) {
    case 404:  // receipt-pending
    case 409:
    case 429:
    case 503:
    case 504:
      return answer.retry_after.has_value();
    default:
      return false;
  }
}

// The file as it is was looked at and turned down; others of this client may pass.
bool IsJudgement(const HttpAnswer& answer) {
  if (answer.status == 400 || answer.status == 413 || answer.status == 422) return true;
  const HttpProblem problem = ProblemOf(answer);
  return answer.status == 403 &&
         (problem.name.starts_with("mandate-") || problem.code == Code::kClientNotForOrganisation);
}

bool IsConnectionTrouble(const Error& error) {
  return error.code() == Code::kNetworkFailed || error.code() == Code::kTimedOut;
}

// How long this answer is worth waiting on: a box that is locked may just be starting, or nobody
// may come for hours; and what a repeat does not give now it will not give later.
std::chrono::seconds Worth(const HttpAnswer& answer, std::chrono::seconds patience) {
  const Code code = ProblemOf(answer).code;
  if (code == Code::kRepeatDiffers) return std::chrono::seconds(0);
  const bool state = code == Code::kStateForbids || code == Code::kUnprovisioned ||
                     code == Code::kSealCertificateUnusable;
  return state ? std::min(patience, std::chrono::seconds(5)) : patience;
}

// Asks until there is an answer that waiting will not change, or until the patience ends.
HttpAnswer AskPatiently(BoxConnection& connection, const HttpRequest& request,
                        std::chrono::seconds patience) {
  const auto begun = std::chrono::steady_clock::now();
  const auto too_late = [begun](std::chrono::seconds pause, std::chrono::seconds worth) {
    return std::chrono::steady_clock::now() + pause > begun + worth;
  };
  std::chrono::seconds pause{1};
  for (;;) {
    try {
      HttpAnswer answer = connection.Ask(request);
      if (!IsPassing(answer)) return answer;
      pause = std::clamp(*answer.retry_after, std::chrono::seconds(1), std::chrono::seconds(30));
      if (too_late(pause, Worth(answer, patience))) return answer;
    } catch (const Error& error) {
      if (!IsConnectionTrouble(error) || too_late(pause, patience)) throw;
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::seconds(8));
  }
}

// What the log's entry in a receipt says of why the credential was sealed.
std::string AuthorityIn(const std::string& receipt) {
  const audit::LoggedEntry entry(audit::ReadReceipt(receipt).entry);
  return std::string(entry.Text("authority").value_or(""));
}

// One call of SealFiles: the files are handed out one by one to as many lanes as may be in flight.
class Sealing {
 public:
  Sealing(const Profile& profile, const std::vector<fs::path>& files, const SealingOptions& options,
          const std::function<void(const SealingResult&)>& advance)
      : profile_(profile), options_(options), advance_(advance), target_(Target(options)) {
    for (const fs::path& file : files) {
      const Paths paths = PathsFor(file, options.out);
      SealingResult& result = results_.emplace_back();
      result.file = file;
      result.sealed = paths.sealed;
      result.receipt = paths.receipt;
    }
  }

  std::vector<SealingResult> Run() {
    const auto advance = [this](const SealingResult& result) {
      const std::lock_guard guard(mutex_);
      advance_(result);
    };
    InLanes([this](auto& connection, auto& result) { Seal(connection, result); }, advance);
    InLanes([this](auto& connection, auto& result) { FetchReceipt(connection, result); },
            [](const SealingResult&) {});
    return std::move(results_);
  }

 private:
  template <typename Work, typename After>
  void InLanes(const Work& work, const After& after) {
    std::atomic<std::size_t> next = 0;
    const auto lane = [&] {
      std::optional<BoxConnection> connection;
      for (std::size_t i = next++; i < results_.size(); i = next++) {
        Guard(results_[i], [&] {
          if (!connection) connection.emplace(profile_);
          work(*connection, results_[i]);
        });
        after(results_[i]);
      }
    };
    std::vector<std::jthread> lanes;
    const std::size_t count = std::min<std::size_t>(options_.in_flight, results_.size());
    for (std::size_t i = 0; i < count; ++i) lanes.emplace_back(lane);
  }

  // What one file's work throws is that file's result.
  template <typename Work>
  void Guard(SealingResult& result, const Work& work) {
    try {
      work();
    } catch (...) {
      const Error error = AsError(std::current_exception());
      if (IsConnectionTrouble(error)) unreachable_ = true;
      if (result.seal.empty()) result.kind = Kind::kNotDone;
      result.problem = InfoOf(error.code()).name;
      result.detail = error.message();
    }
  }

  void Seal(BoxConnection& connection, SealingResult& result) {
    const std::string body = ReadFile(result.file);
    const fs::path record_file = PathsFor(result.file, options_.out).record;
    RequestRecord record = TakeRecord(record_file, body);
    if (!record.seal.empty() && fs::exists(result.sealed)) {
      result.kind = Kind::kKept;
      result.seal = record.seal;
      result.has_receipt = fs::exists(result.receipt);
      if (result.has_receipt) result.authority = AuthorityIn(ReadFile(result.receipt));
      return;
    }
    if (unreachable_) {
      throw Error(Code::kNetworkFailed, "Not tried: the box cannot be reached.");
    }
    const HttpAnswer answer =
        AskPatiently(connection,
                     {.method = "POST",
                      .target = target_,
                      .headers = {{"Content-Type", "application/json"},
                                  {"Accept", "application/jose+json"},
                                  {"Idempotency-Key", record.idempotency_key}},
                      .body = body},
                     options_.patience);
    if (answer.good()) {
      Keep(answer, record, record_file, result);
    } else {
      Explain(answer, record_file, result);
    }
  }

  // The record of the same request if there is one, else a new one, on the disk before it is used.
  RequestRecord TakeRecord(const fs::path& file, const std::string& body) const {
    const Sha256 request = HashSha256({AsBytes(target_), AsBytes("\n"), AsBytes(body)});
    auto earlier = RequestRecord::Load(file);
    if (earlier && earlier->request == request && !options_.again) return *earlier;
    RequestRecord record{request, NewUuid(), ""};
    record.Save(file);
    return record;
  }

  void Keep(const HttpAnswer& answer, RequestRecord& record, const fs::path& record_file,
            SealingResult& result) {
    // A receipt of an earlier seal must not stand beside this one.
    fs::remove(result.receipt);
    WriteFile(result.sealed, answer.body, FileMode::kPublic);
    record.seal = answer.seal_id;
    record.Save(record_file);
    result.kind = Kind::kSealed;
    result.seal = answer.seal_id;
    result.log_index = answer.log_index;
  }

  static void Explain(const HttpAnswer& answer, const fs::path& record_file,
                      SealingResult& result) {
    const HttpProblem problem = ProblemOf(answer);
    result.kind = IsJudgement(answer) ? Kind::kRefused : Kind::kNotDone;
    result.problem = problem.name;
    result.detail = problem.detail;
    result.findings = problem.findings;
    if (problem.code == Code::kRepeatDiffers) result.detail += " That is what --again does.";
    // Nothing was sealed, and the same request would be refused again: the next try is a new one.
    if (result.kind == Kind::kRefused) fs::remove(record_file);
  }

  void FetchReceipt(BoxConnection& connection, SealingResult& result) {
    if (result.seal.empty() || result.has_receipt) return;
    const HttpAnswer answer = AskPatiently(connection,
                                           {.method = "GET",
                                            .target = "/v1/seals/" + result.seal + "/receipt",
                                            .headers = {},
                                            .body = {}},
                                           options_.patience);
    if (!answer.good()) {
      const HttpProblem problem = ProblemOf(answer);
      result.problem = problem.name;
      result.detail = problem.detail + " Run the same command again to fetch the receipt.";
      return;
    }
    WriteFile(result.receipt, answer.body, FileMode::kPublic);
    result.has_receipt = true;
    result.authority = AuthorityIn(answer.body);
  }

  Profile profile_;
  SealingOptions options_;
  const std::function<void(const SealingResult&)>& advance_;
  std::string target_;
  std::vector<SealingResult> results_;
  std::mutex mutex_;
  std::atomic<bool> unreachable_ = false;
};

void RefuseSameNames(const std::vector<fs::path>& files) {
  std::map<std::string, fs::path> names;
  for (const fs::path& file : files) {
    const auto [earlier, is_new] = names.emplace(OutputName(file), file);
    if (is_new) continue;
    throw Error(Code::kUsage, earlier->second.string() + " and " + file.string() +
                                  " would both be written as \"" + earlier->first +
                                  "\": seal them into different folders.");
  }
}

}  // namespace

std::string OutputName(const fs::path& file) {
  const fs::path extension = file.extension();
  const bool known = extension == ".jsonld" || extension == ".json";
  return (known ? file.stem() : file.filename()).string();
}

std::vector<SealingResult> SealFiles(const Profile& profile, const std::vector<fs::path>& files,
                                     const SealingOptions& options,
                                     const std::function<void(const SealingResult&)>& advance) {
  RefuseSameNames(files);
  std::error_code failure;
  fs::create_directories(options.out, failure);
  if (!fs::is_directory(options.out)) {
    throw Error(Code::kFileUnusable,
                "Cannot make the folder " + options.out.string() + ": choose another with --out.",
                failure.message());
  }
  // Fails here, once, if the profile's files are not usable.
  const BoxConnection usable(profile);
  return Sealing(profile, files, options, advance).Run();
}

Outcome OutcomeOf(const std::vector<SealingResult>& results) {
  const auto is = [&](Kind kind) {
    return std::ranges::any_of(results, [kind](const auto& r) { return r.kind == kind; });
  };
  const bool receipt_missing =
      std::ranges::any_of(results, [](const auto& r) { return !r.seal.empty() && !r.has_receipt; });
  if (is(Kind::kNotDone) || receipt_missing) return Outcome::kNotDone;
  return is(Kind::kRefused) ? Outcome::kNotGood : Outcome::kGood;
}

}  // namespace signet::provisioning
