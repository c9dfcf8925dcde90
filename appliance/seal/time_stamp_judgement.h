#pragma once

#include <optional>
#include <vector>

#include "appliance/seal/certificate_path.h"
#include "appliance/seal/evidence.h"
#include "appliance/seal/proofs.h"
#include "appliance/seal/revocation_source.h"
#include "appliance/seal/time_stamps.h"

namespace signet::seal {

/// What the judgement of one signature works with.
struct Materials {
  const Evidence& evidence;
  PathFinder& paths;
  RevocationSource& revocations;
  Proofs& proofs;
};

/// Judges the authorities of the time-stamps, archive time-stamps from the newest to the oldest,
/// then those of the signature and of the content (EN 319 102-1 5.6.3.4): each one that holds adds
/// to `materials.proofs`, which helps those that it covers. The same order as `time_stamps`.
std::vector<TimeStampJudgement> JudgeTimeStamps(const std::vector<TimeStamp>& time_stamps,
                                                Materials& materials);

/// adoTst, claimed time, sigTst and arcTst come one after the other (RFC 3161 2.4.2, EN 319 102-1
/// 5.5.4), as far as they hold; TIMESTAMP_ORDER_FAILURE if not.
void JudgeOrder(const std::vector<TimeStamp>& time_stamps,
                const std::vector<TimeStampJudgement>& judgements, std::optional<Time> claimed,
                Findings& findings);

/// The last whole archive time-stamp of the file, whoever made it; null without one.
const TimeStamp* LastArchive(const std::vector<TimeStamp>& time_stamps);

}  // namespace signet::seal
