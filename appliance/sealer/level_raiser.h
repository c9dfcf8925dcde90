#pragma once

#include <boost/asio/awaitable.hpp>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/judgement.h"
#include "appliance/seal/level.h"
#include "appliance/seal/verified_signatures.h"
#include "appliance/sealer/revocation_service.h"
#include "appliance/sealer/time_stamper.h"

namespace signet::sealer {

/// Raises seals to the levels of TS 119 182-1 6: asks the authorities, collects what later
/// validators need, and puts it into entries of `etsiU`. Safe from any thread.
class LevelRaiser {
 public:
  /// `anchors`: where the paths of seal certificates end. Without them, or without an authority,
  /// the levels that need them are not offered.
  LevelRaiser(TimeStamper& authorities, RevocationService& revocation,
              std::vector<Certificate> anchors, Clock clock);

  /// Of seals and of authorities: with which the box judges its own seals.
  const std::vector<Certificate>& anchors() const { return all_anchors_; }
  seal::Level highest() const;
  /// The level of this name, the highest for an empty one. Throws Error(kLevelUnavailable).
  seal::Level LevelFor(const std::string& asked) const;

  /// Throws Error: kSealCertificateRevoked, kSealCertificateUnusable (its status is unknown, or it
  /// leads to no anchor), kValidationDataUnavailable (that cannot be told now). Does nothing
  /// without anchors.
  boost::asio::awaitable<void> RequireGood(const std::vector<Certificate>& chain);

  /// A time-stamp by an authority whose own certificate is not revoked.
  boost::asio::awaitable<seal::TrustedTimeStamp> Stamp(std::string_view first,
                                                       std::string_view rest);

  /// xVals and rVals for the seal certificate and the path of its time-stamp. Throws as
  /// RequireGood.
  boost::asio::awaitable<std::vector<std::string>> ValidationData(
      const std::vector<Certificate>& chain, const std::vector<Certificate>& time_stamp_path);

  /// tstVD for the authority of an archive time-stamp, which the next one then covers.
  boost::asio::awaitable<std::string> TimeStampValidationData(std::vector<Certificate> path);

  /// Judges with the anchors of seals and authorities.
  seal::Judgement Judge(std::string_view sealed, seal::Level level) const;
  /// What a judgement found, in one line for the journal.
  static std::string Explain(const seal::Judgement& judgement);

  /// Judges a finished seal as anyone who trusts the same anchors would. Throws
  /// Error(kSealNotAccepted) with the findings as its cause unless it is accepted at `level`. Its
  /// newest time-stamp is of `last_stamp`. Does nothing without anchors.
  void RequireAccepted(const std::string& sealed, seal::Level level, Time last_stamp) const;

 private:
  std::vector<Certificate> PathOf(const std::vector<Certificate>& chain);
  boost::asio::awaitable<std::optional<TimeStamper::Objection>> Examine(
      const seal::TrustedTimeStamp& stamp);

  TimeStamper& authorities_;
  RevocationService& revocation_;
  const std::vector<Certificate> anchors_;
  const std::vector<Certificate> all_anchors_;  ///< those of the authorities, too
  const Clock clock_;
  mutable seal::VerifiedSignatures verified_;
  std::mutex mutex_;
  std::map<Sha256, std::vector<Certificate>> paths_;  ///< of the seal keys' certificates
};

}  // namespace signet::sealer
