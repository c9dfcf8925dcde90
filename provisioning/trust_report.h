#pragma once

#include <string>
#include <vector>

#include "appliance/base/json_writer.h"
#include "appliance/seal/trust_judgement.h"
#include "provisioning/outcome.h"

namespace signet::provisioning {

/// One list as a row: file, kind, signature, authorised, territory, version, sequence, issued,
/// nextUpdate, services, sealIssuers, timeStampers, reason, warnings. What a list does not say is
/// null; the numbers of a refused list are what it says, for people to compare.
json::ObjectWriter ToJson(const seal::JudgedFile& file);

/// The same rows as a table, with the reasons of refusals and the warnings below their row.
std::string TrustTable(const std::vector<seal::JudgedFile>& files);

/// kGood if every one may be used, else kNotGood.
Outcome OutcomeOf(const std::vector<seal::JudgedFile>& files);

}  // namespace signet::provisioning
