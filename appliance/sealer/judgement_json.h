#pragma once

#include <string_view>

#include "appliance/base/json_writer.h"
#include "appliance/sealer/credential_judgement.h"

namespace signet::sealer {

std::string_view NameOf(seal::Finding::Severity severity);  ///< "failure", "refusal", "warning"

/// Adds "accepted", "conclusion", "subIndication", "issuerMatch", "findings" and "signatures"; each
/// finding {"severity", "rule", "text", "subIndication"}, each signature {"conclusion",
/// "subIndication", "format", "level", "trust", "qualification", "qualificationReason",
/// "claimedTime", "bestSignatureTime", "algorithm", "signer", "timeStamps", "findings"}, each
/// time-stamp {"type", "entry", "conclusion", "subIndication", "time", "authority", "trust",
/// "qualified", "findings"}.
void WriteJudgement(const CredentialJudgement& judgement, json::ObjectWriter& to);

}  // namespace signet::sealer
