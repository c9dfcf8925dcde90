#include "appliance/sealer/level_raiser.h"

#include <algorithm>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/seal/judgement.h"
#include "appliance/seal/trusted_path.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;
using seal::Level;
using seal::RevocationState;
using seal::ValidationValues;

// Keys are few; sealed files of others that are extended may be many.
constexpr std::size_t kMostPaths = 256;

void RequireSealCertificate(const std::optional<RevocationService::NotGood>& found) {
  if (!found) return;
  const std::string who = "The certificate " + found->certificate.SubjectText();
  if (found->state == RevocationState::kRevoked) {
    throw Error(Code::kSealCertificateRevoked,
                who +
                    " is revoked. Nothing is sealed with it any more; the box's operator must "
                    "bring another.");
  }
  throw Error(Code::kSealCertificateUnusable,
              who +
                  " is unknown to its own CA. Nothing is sealed with it until the CA knows it; "
                  "the box's operator must ask there.");
}

std::vector<Certificate> Joined(std::vector<Certificate> some,
                                const std::vector<Certificate>& others) {
  some.insert(some.end(), others.begin(), others.end());
  return some;
}

}  // namespace

LevelRaiser::LevelRaiser(TimeStamper& authorities, RevocationService& revocation,
                         std::vector<Certificate> anchors, Clock clock)
    : authorities_(authorities),
      revocation_(revocation),
      anchors_(std::move(anchors)),
      all_anchors_(Joined(anchors_, authorities_.Anchors())),
      clock_(std::move(clock)) {}

Level LevelRaiser::highest() const {
  if (authorities_.empty()) return Level::kB;
  return anchors_.empty() ? Level::kT : Level::kLta;
}

Level LevelRaiser::LevelFor(const std::string& asked) const {
  const Level most = highest();
  if (asked.empty()) return most;
  const auto level = seal::LevelFromName(asked);
  if (level && *level <= most) return *level;
  const std::string offered(NameOf(most));
  if (!level) {
    throw Error(Code::kLevelUnavailable,
                "There is no level " + asked + ": ask for B-B, B-T, B-LT or B-LTA.");
  }
  throw Error(Code::kLevelUnavailable,
              "This box seals up to level " + offered + ", since " +
                  (most == Level::kB ? "it has no time-stamp authority"
                                     : "it has no anchors of its seal certificates") +
                  ". Ask for level=" + offered + " or leave the level out.");
}

std::vector<Certificate> LevelRaiser::PathOf(const std::vector<Certificate>& chain) {
  const Sha256& which = chain.front().fingerprint();
  const Time now = clock_();
  {
    const std::lock_guard lock(mutex_);
    const auto found = paths_.find(which);
    if (found != paths_.end() && seal::IsValidPath(found->second, now)) return found->second;
  }
  auto path = seal::TrustedPath(chain.front(), chain, anchors_, now);
  if (path.empty()) {
    throw Error(Code::kSealCertificateUnusable,
                "The seal certificate has no path that is valid now to an anchor that sealer.toml "
                "names under [validation]: have the box's operator see to its CA there.");
  }
  const std::lock_guard lock(mutex_);
  if (paths_.size() >= kMostPaths) paths_.clear();
  return paths_.insert_or_assign(which, std::move(path)).first->second;
}

asio::awaitable<void> LevelRaiser::RequireGood(const std::vector<Certificate>& chain) {
  if (anchors_.empty()) co_return;
  ValidationValues dropped;
  RequireSealCertificate(co_await revocation_.Collect(PathOf(chain), dropped));
}

asio::awaitable<std::optional<TimeStamper::Objection>> LevelRaiser::Examine(
    const seal::TrustedTimeStamp& stamp) {
  if (anchors_.empty()) co_return std::nullopt;
  ValidationValues dropped;
  try {
    const auto found = co_await revocation_.Collect(stamp.path, dropped);
    if (!found) co_return std::nullopt;
    const bool revoked = found->state == RevocationState::kRevoked;
    co_return TimeStamper::Objection{
        revoked ? "revoked" : "unknown",
        "its certificate is " + std::string(revoked ? "revoked." : "unknown to its CA.")};
  } catch (const Error& error) {
    co_return TimeStamper::Objection{"", error.message() + " " + error.cause()};
  }
}

asio::awaitable<seal::TrustedTimeStamp> LevelRaiser::Stamp(std::string_view first,
                                                           std::string_view rest) {
  const TimeStamper::Examine examine = [this](const seal::TrustedTimeStamp& stamp) {
    return Examine(stamp);
  };
  co_return co_await authorities_.Stamp(first, rest, examine);
}

asio::awaitable<std::vector<std::string>> LevelRaiser::ValidationData(
    const std::vector<Certificate>& chain, const std::vector<Certificate>& time_stamp_path) {
  ValidationValues values;
  RequireSealCertificate(co_await revocation_.Collect(PathOf(chain), values));
  if (co_await revocation_.Collect(time_stamp_path, values)) {
    throw Error(Code::kTimeStampUnavailable,
                "The certificate of the time-stamp authority was revoked a moment ago. Send the "
                "request again, with the same Idempotency-Key.");
  }
  co_return std::vector<std::string>{values.CertificatesEntry(), values.RevocationEntry()};
}

std::string LevelRaiser::Explain(const seal::Judgement& judgement) {
  std::string out(NameOf(judgement.conclusion));
  const auto add = [&out](const std::vector<seal::Finding>& findings) {
    for (const seal::Finding& finding : findings) {
      if (finding.severity != seal::Finding::Severity::kWarning) out += " " + finding.text;
    }
  };
  add(judgement.findings);
  for (const auto& signature : judgement.signatures) {
    add(signature.findings);
    for (const auto& stamp : signature.time_stamps) add(stamp.findings);
  }
  return out;
}

seal::Judgement LevelRaiser::Judge(std::string_view sealed, Level level) const {
  return seal::Judge(UntrustedText(std::string(sealed)),
                     {all_anchors_, clock_() + std::chrono::seconds(1), level, &verified_});
}

asio::awaitable<std::string> LevelRaiser::TimeStampValidationData(std::vector<Certificate> path) {
  ValidationValues values;
  if (co_await revocation_.Collect(std::move(path), values)) {
    throw Error(Code::kExtensionRefused,
                "The certificate of the file's last archive time-stamp is revoked: the box cannot "
                "renew it.");
  }
  co_return values.TimeStampEntry();
}

void LevelRaiser::RequireAccepted(const std::string& sealed, Level level, Time last_stamp) const {
  if (anchors_.empty()) return;
  // A time-stamp's clock may be ahead of ours, within the tolerance.
  const Time at = std::max(clock_(), last_stamp) + std::chrono::seconds(1);
  const auto judgement = seal::Judge(UntrustedText(sealed), {all_anchors_, at, level, &verified_});
  if (judgement.accepted) return;
  throw Error(Code::kSealNotAccepted,
              "The finished seal does not stand up to this box's own judgement, so it was not "
              "released. The box's operator must look.",
              Explain(judgement));
}

}  // namespace signet::sealer
