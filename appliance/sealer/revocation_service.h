#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/levels.h"
#include "appliance/seal/revocation_value.h"
#include "appliance/sealer/fetch.h"

namespace signet::sealer {

/// [validation] in sealer.toml.
struct RevocationSettings {
  std::chrono::milliseconds time_limit{5000};             ///< for one answer
  std::chrono::milliseconds keep{std::chrono::hours(1)};  ///< at most, whatever an answer says
  std::chrono::milliseconds longest_age{std::chrono::hours(24)};  ///< of one without nextUpdate
  std::chrono::milliseconds tolerance{60'000};                    ///< of the clock
};

/// Finds out whether certificates are revoked: by OCSP where the certificate names a responder,
/// else or when that does not answer by CRL. An answer is kept until it ends or `keep` is over.
/// Seals that need the same one at a time share one fetch. Safe from any thread.
class RevocationService {
 public:
  RevocationService(const boost::asio::any_io_executor& executor, RevocationSettings settings,
                    Fetch fetch, Clock clock);
  ~RevocationService();
  RevocationService(const RevocationService&) = delete;
  RevocationService& operator=(const RevocationService&) = delete;

  using Value = std::shared_ptr<const seal::RevocationValue>;

  /// An authentic answer that counts now; its status may be any. Throws
  /// Error(kValidationDataUnavailable) naming what was tried.
  boost::asio::awaitable<Value> ValueOf(Certificate certificate, Certificate issuer);

  /// Adds to `into` what a validator needs to judge `path` (leaf first, anchor last) in later
  /// years: its certificates but for the anchor, an answer for each, and the same for OCSP
  /// responders. The first certificate that is not good is returned, and nullopt if all are. Throws
  /// as ValueOf.
  struct NotGood {
    Certificate certificate;
    seal::RevocationState state;
  };
  boost::asio::awaitable<std::optional<NotGood>> Collect(std::vector<Certificate> path,
                                                         seal::ValidationValues& into);

 private:
  class Implementation;
  std::shared_ptr<Implementation> implementation_;
};

}  // namespace signet::sealer
