#pragma once

#include <optional>
#include <string>
#include <vector>

#include "appliance/seal/level.h"
#include "appliance/seal/protected_header.h"
#include "appliance/seal/time_stamp_judgement.h"

namespace signet::seal {

/// What the levels are read from.
struct LevelQuestion {
  const ProtectedHeader& header;
  const std::vector<Certificate>& path;  ///< of the signer; empty without one
  const std::vector<TimeStamp>& time_stamps;
  const std::vector<TimeStampJudgement>& judgements;
  bool sound;  ///< container, header, certificate's reference and signature value hold
  /// Whether etsiU has references to validation data (xRefs, rRefs, …), which B-LT and B-LTA do not
  /// allow (6.3).
  bool has_references;
};

struct LevelAnswer {
  std::optional<Level> level;
  std::string missing;  ///< what the next level would need, a sentence; empty at B-LTA
};

/// The highest level of TS 119 182-1 6 whose elements are there and hold, each with all below it.
LevelAnswer JudgeLevel(const LevelQuestion& question, Materials& materials);

/// What the structure shows. Like DSS it counts the values that the paths to the anchors need, so
/// without an anchor it is B-T at most, and it takes sigT for baseline only before 15 July 2025
/// (TS 119 182-1 v1.2.1).
Format JudgeFormat(const LevelQuestion& question, Materials& materials);

}  // namespace signet::seal
