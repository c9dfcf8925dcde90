#include "appliance/sealer/extension.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/seal/container.h"
#include "appliance/seal/judgement.h"
#include "appliance/seal/levels.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;
using seal::Level;
using seal::TimeStampKind;

Error Refused(std::string message, std::string cause) {
  return {Code::kExtensionRefused, std::move(message), std::move(cause)};
}

// One request, from what came in to what goes out.
class Extension {
 public:
  Extension(Box& box, std::string sealed, Level level)
      : box_(box), sealed_(std::move(sealed)), level_(level) {}

  /// That the file has after Run(): it never loses one.
  Level reached() const { return std::max(now_, level_); }

  asio::awaitable<std::string> Run() {
    Read();
    if (now_ < Level::kT && level_ >= Level::kT) co_await AddSignatureTimeStamp();
    if (now_ < Level::kLt && level_ >= Level::kLt) co_await AddValidationData();
    if (level_ == Level::kLta) co_await AddArchiveTimeStamp();
    std::string out = seal::AppendEtsiU(sealed_, added_);
    if (!added_.empty()) box_.levels().RequireAccepted(out, level_, last_stamp_);
    co_return out;
  }

 private:
  void Read() {
    seal::Findings findings;
    auto container = seal::ReadContainer(sealed_, findings);
    if (!container || container->signatures.size() != 1) {
      throw Error(Code::kSealMalformed,
                  container ? "The file has more than one signature; only one can be extended."
                            : findings.all().front().text);
    }
    payload_ = std::move(container->payload);
    signature_ = std::move(container->signatures.front());
    for (const auto& entry : signature_.etsi_u) {
      entries_.push_back(entry.text);
      archived_ = archived_ || entry.name == "arcTst";
    }
    const auto judgement = box_.levels().Judge(sealed_.unchecked(), Level::kB);
    if (!judgement.accepted || !judgement.signatures.front().level) {
      throw Refused(
          "The seal does not stand up to this box's judgement, so it is not extended. "
          "`signetctl verify --explain` tells why.",
          LevelRaiser::Explain(judgement));
    }
    judged_ = judgement.signatures.front();
    now_ = *judged_.level;
    if (archived_ && now_ < Level::kLta && level_ > now_) {
      throw Refused(
          "The file has an archive time-stamp but not all that it should protect, so "
          "its level cannot be raised any more.",
          "level " + std::string(NameOf(now_)));
    }
  }

  void Add(std::string entry) {
    entries_.push_back(entry);
    added_.push_back(std::move(entry));
  }

  asio::awaitable<void> AddSignatureTimeStamp() {
    const auto stamp = co_await box_.levels().Stamp(signature_.signature_text, "");
    if (stamp.time >= judged_.chain.front().not_after()) {
      throw Refused("The seal certificate has ended; a time-stamp comes too late.", "");
    }
    Add(seal::SignatureTimeStampEntry(stamp.token));
    signature_path_ = stamp.path;
    last_stamp_ = stamp.time;
  }

  asio::awaitable<void> AddValidationData() {
    if (signature_path_.empty()) signature_path_ = PathOfLast(TimeStampKind::kSignature);
    for (auto& entry : co_await box_.levels().ValidationData(judged_.path, signature_path_)) {
      Add(std::move(entry));
    }
  }

  // 5.3.6.2: what later years need for the authority of the last arcTst comes before the next.
  asio::awaitable<void> AddArchiveTimeStamp() {
    if (archived_) {
      Add(co_await box_.levels().TimeStampValidationData(PathOfLast(TimeStampKind::kArchive)));
    }
    const std::string archived =
        seal::ArchivedText(signature_.protected_text, signature_.signature_text, entries_);
    const auto stamp = co_await box_.levels().Stamp(payload_, archived);
    Add(seal::ArchiveTimeStampEntry(stamp.token));
    last_stamp_ = stamp.time;
  }

  std::vector<Certificate> PathOfLast(TimeStampKind kind) const {
    std::vector<Certificate> path;
    for (const auto& stamp : judged_.time_stamps) {
      if (stamp.kind == kind && !stamp.path.empty()) path = stamp.path;
    }
    if (!path.empty()) return path;
    throw Refused("The authority of a time-stamp in the file leads to none of this box's anchors.",
                  std::string(NameOf(kind)));
  }

  Box& box_;
  const UntrustedText sealed_;
  const Level level_;
  std::string payload_;
  seal::ContainedSignature signature_;
  seal::SignatureJudgement judged_;
  Level now_ = Level::kB;
  bool archived_ = false;
  std::vector<std::string> entries_;
  std::vector<std::string> added_;
  std::vector<Certificate> signature_path_;
  Time last_stamp_;
};

}  // namespace

asio::awaitable<wire::Extended> ExtendSeal(Box& box, const registry::Client& client,
                                           wire::Extend request) {
  const Level level = box.levels().LevelFor(request.level());
  const Sha256 before = HashSha256(request.sealed());
  Extension extension(box, std::move(*request.mutable_sealed()), level);
  wire::Extended answer;
  answer.set_text(co_await extension.Run());
  answer.set_level(std::string(NameOf(extension.reached())));
  const auto entry = audit::EncodeEntry(
      box.Now(),
      audit::SealExtended{client.name, answer.level(), before, HashSha256(answer.text())});
  std::uint64_t index = 0;
  co_await OnDatabase(box.database(), [&](SQLite::Database&) { index = box.log().Append(entry); });
  answer.set_log_index(index);
  co_return answer;
}

}  // namespace signet::sealer
