#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "appliance/sealer/judgement_trust.h"
#include "provisioning/trust_files.h"

namespace signet::provisioning {

/// Whom `verify` believes, and what there is to say of it.
struct VerifyTrust {
  sealer::JudgementTrust trust;
  /// Of trusted lists, a sentence each: that one is not used and why, or that one is overdue.
  std::vector<std::string> notes;
};

/// Private anchors alone. Throws Error(kFileUnusable, kCryptographyFailed) if one cannot be read.
VerifyTrust TrustOwn(const std::vector<std::filesystem::path>& anchors);

/// Private anchors and the trusted lists in `files` that may be used at `at`; the others are in the
/// notes. Throws as above, also for the list of lists and the Official Journal's certificates, and
/// Error(kParameterInvalid) with the reasons if no list can be used.
VerifyTrust TrustOwnAndLists(const std::vector<std::filesystem::path>& anchors,
                             const TrustFiles& files, Time at);

}  // namespace signet::provisioning
