#pragma once

#include <optional>

#include "appliance/seal/container.h"
#include "appliance/seal/judgement.h"

namespace signet::seal {

struct JudgedSignature {
  SignatureJudgement judgement;
  /// b64 (RFC 7797 3): whether the header says that the payload is base64url; none if it cannot be
  /// read.
  std::optional<bool> payload_encoded;
};

/// Judges one signature of a container, all but what the container as a whole has to keep.
JudgedSignature JudgeSignature(const Container& container, const ContainedSignature& signature,
                               const JudgementSettings& settings);

}  // namespace signet::seal
