#pragma once

#include <filesystem>
#include <string>

#include "appliance/base/json_writer.h"
#include "provisioning/outcome.h"
#include "provisioning/verify_credential.h"

namespace signet::provisioning {

/// What `verify` says of one file.
struct VerifiedFile {
  std::filesystem::path file;
  CredentialJudgement judgement;
  std::string not_judged;  ///< why there is no judgement; empty if there is one
};

Outcome OutcomeOf(const VerifiedFile& file);

/// In plain words: accepted or not, conclusion, level, who sealed it and when, and why it is not
/// accepted. The full one adds every finding with its rule, and the time-stamps.
std::string ShortReport(const VerifiedFile& file);
std::string FullReport(const VerifiedFile& file);

/// {"file", "accepted", "conclusion", "subIndication", "issuerMatch", "findings", "signatures"},
/// each finding {"severity", "rule", "text", "subIndication"}, each signature {"conclusion",
/// "subIndication", "format", "level", "qualification", "claimedTime", "bestSignatureTime",
/// "algorithm", "signer", "timeStamps", "findings"}; {"file", "notJudged"} without a judgement.
json::ObjectWriter ToJson(const VerifiedFile& file);

}  // namespace signet::provisioning
