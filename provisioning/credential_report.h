#pragma once

#include <filesystem>
#include <string>

#include "appliance/base/json_writer.h"
#include "appliance/sealer/credential_judgement.h"
#include "provisioning/outcome.h"

namespace signet::provisioning {

/// What `verify` says of one file.
struct VerifiedFile {
  std::filesystem::path file;
  sealer::CredentialJudgement judgement;
  std::string not_judged;  ///< why there is no judgement; empty if there is one
};

Outcome OutcomeOf(const VerifiedFile& file);

/// In plain words: accepted or not, conclusion, level, who sealed it and when, and why it is not
/// accepted, what it rests on and, if lists were asked, its qualification. The full one adds every
/// finding with its rule, the time-stamps, and what the lists make of the certificate.
std::string ShortReport(const VerifiedFile& file);
std::string FullReport(const VerifiedFile& file);

/// {"file"} with the members of sealer::WriteJudgement; {"file", "notJudged"} without a judgement.
json::ObjectWriter ToJson(const VerifiedFile& file);

}  // namespace signet::provisioning
