#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/base/digest.h"
#include "appliance/base/error.h"
#include "appliance/registry/quota_use.h"
#include "appliance/seal/time_stamp_response.h"
#include "appliance/sealer/fetch.h"

namespace signet::sealer {

/// One time-stamp authority, [tsa.NAME] in sealer.toml.
struct AuthoritySettings {
  std::string name;
  std::string url;
  std::vector<Certificate> anchors;
  std::chrono::milliseconds time_limit{5000};
  HashFunction hash = HashFunction::kSha256;
  std::string policy;                  ///< OID to ask for; empty: whatever it has
  std::optional<std::uint64_t> quota;  ///< requests in a period; absent: any number
  std::chrono::hours period{24};
  unsigned weight = 0;  ///< its share of the requests; 0 for all: the first gets them
};

/// How an authority is, for reports.
struct AuthorityHealth {
  std::string name;
  std::uint64_t stamps = 0;
  std::uint64_t failures = 0;
  std::optional<Time> set_aside_until;  ///< asked last until then
  bool quota_used_up = false;
  std::string last_problem;  ///< a sentence; empty after a good answer
};

/// Gets time-stamps from several authorities. They are asked in the order of the configuration, or
/// where they have weights, each first in its share of the requests. One that failed is set aside
/// for a while, twice as long each time, and asked last meanwhile. An
/// authority that gives an answer that must not be relied on is treated so, and reported. Safe from
/// any thread.
class TimeStamper {
 public:
  /// Told of each answer that was refused.
  using Report = std::function<void(const std::string& authority, const std::string& problem)>;
  /// Says why a sound time-stamp is not to be used all the same (a revoked certificate), as a
  /// problem's name, which is empty where the authority has no fault in it, and a sentence; nullopt
  /// if it may be.
  struct Objection {
    std::string problem;
    std::string text;
  };
  /// What was asked of authorities with a quota before this process began, and who is told of each
  /// further request (may be empty).
  struct QuotaMemory {
    std::vector<registry::QuotaUse> before;
    std::function<void(const registry::QuotaUse&)> remember;
  };
  using Examine = std::function<boost::asio::awaitable<std::optional<Objection>>(
      const seal::TrustedTimeStamp&)>;

  TimeStamper(std::vector<AuthoritySettings> authorities, std::chrono::milliseconds tolerance,
              Fetch fetch, Clock clock, Report report, QuotaMemory memory);

  bool empty() const { return authorities_.empty(); }
  std::vector<Certificate> Anchors() const;  ///< of all of them

  /// A time-stamp over `first` and `rest` in one piece, which must live as long as this runs.
  /// Throws Error: kTimeStampUnavailable; kClockDisagrees if one has another time than this box and
  /// none has the same.
  boost::asio::awaitable<seal::TrustedTimeStamp> Stamp(std::string_view first,
                                                       std::string_view rest,
                                                       const Examine& examine);

  std::vector<AuthorityHealth> Health() const;

 private:
  struct Authority {
    AuthoritySettings settings;
    AuthorityHealth health;
    unsigned failures_in_a_row = 0;
    std::vector<Certificate> path;  ///< of its last time-stamp
    std::int64_t turn = 0;          ///< how much of its share it has waited for
    registry::QuotaUse used;
  };
  struct Refusal {
    std::string problem;  ///< empty: there was no answer at all
    std::string text;
  };

  std::vector<std::size_t> Order();
  void PutWhoseTurnItIsFirst(std::span<std::size_t> ready);
  bool TakeFromQuota(std::size_t which);
  std::vector<Certificate> PathOf(std::size_t which) const;
  void NoteGood(std::size_t which, const std::vector<Certificate>& path);
  void NoteFailure(std::size_t which, const Refusal& refusal);
  boost::asio::awaitable<std::optional<Refusal>> Ask(std::size_t which, std::string_view first,
                                                     std::string_view rest, const Examine& examine,
                                                     std::optional<seal::TrustedTimeStamp>& out);

  const std::chrono::milliseconds tolerance_;
  const Fetch fetch_;
  const Clock clock_;
  const Report report_;
  const std::function<void(const registry::QuotaUse&)> remember_;
  mutable std::mutex mutex_;
  std::vector<Authority> authorities_;  ///< their settings never change
};

}  // namespace signet::sealer
