#pragma once

#include <optional>
#include <string>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/seal/judgement.h"
#include "appliance/seal/qualification.h"
#include "appliance/sealer/judgement_trust.h"

namespace signet::sealer {

struct TimeStampWorth {
  TrustKind trust = TrustKind::kNone;
  /// Whether it is a qualified electronic time-stamp: it holds, and its authority was in a list and
  /// granted both when it stamped and when the time-stamp is proven to exist. None if no list is
  /// asked.
  std::optional<bool> qualified;
};

/// What one signature rests on, and what that makes of it in law.
struct SealWorth {
  TrustKind trust = TrustKind::kNone;
  seal::Qualification qualification;  ///< N/A if no list is asked
  std::string reason;                 ///< why it is not worth more; may be empty
  std::vector<TimeStampWorth> time_stamps;
};

/// One for each signature of `judgement`, which was made of `sealed` at `at` for `required` with
/// all anchors of `trust`. Where private anchors are among these, the file is judged once more
/// without them: they may make a seal accepted, but neither its path nor its time of signature nor
/// anything else that they vouch for counts for its qualification. So it is where a level is
/// enough that asks for no revocation data: what a seal is worth depends on them (TS 119 615 4.6
/// on EN 319 102-1).
std::vector<SealWorth> WeighSeals(const UntrustedText& sealed, const seal::Judgement& judgement,
                                  const JudgementTrust& trust, Time at, seal::Level required);

}  // namespace signet::sealer
