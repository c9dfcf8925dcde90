#pragma once

#include <string>
#include <vector>

#include "appliance/base/json_writer.h"
#include "appliance/seal/trust_judgement.h"
#include "appliance/wire/signet.pb.h"
#include "provisioning/outcome.h"

namespace signet::provisioning {

/// Trusted lists and what became of them, a row each.
using TrustRows = std::vector<wire::JudgedList>;
TrustRows RowsOf(const std::vector<seal::JudgedFile>& files);

/// Each row: file, kind, signature, authorised, territory, version, sequence, issued, nextUpdate,
/// services, sealIssuers, timeStampers, reason, warnings. What a list does not say is null; the
/// numbers of a refused list are what it says, for people to compare.
std::vector<json::ObjectWriter> ToJson(const TrustRows& rows);

/// The same rows as a table, with the reasons of refusals and the warnings below their row.
std::string TrustTable(const TrustRows& rows);

/// kGood if every one may be used, else kNotGood.
Outcome OutcomeOf(const TrustRows& rows);

}  // namespace signet::provisioning
