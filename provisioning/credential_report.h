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

/// In plain words: conclusion, who sealed it, when it says it was sealed, and why it does not pass.
/// The full one adds every finding with its rule.
std::string ShortReport(const VerifiedFile& file);
std::string FullReport(const VerifiedFile& file);

/// {"file", "conclusion", "subIndication", "issuerMatch", "signer", "claimedTime", "algorithm",
/// "findings":[{"severity", "rule", "text"}], "signatures": how many}, of the first signature where
/// there are several; {"file", "notJudged"} without a judgement.
json::ObjectWriter ToJson(const VerifiedFile& file);

}  // namespace signet::provisioning
