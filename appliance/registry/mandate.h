#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/clock.h"
#include "appliance/base/database.h"
#include "appliance/base/digest.h"
#include "appliance/registry/mandate_document.h"
#include "appliance/registry/mandate_terms.h"

namespace signet::registry {

/// MANDATE.md draws the life of a mandate. What is stored; the clock does the rest (PhaseOf).
enum class MandateStatus { kDraft, kProposed, kApproved, kSuspended, kEnded };
std::string_view NameOf(MandateStatus status);

/// What a mandate is at a moment: an approved one is active from valid_from on, and each ends at
/// valid_until.
enum class MandatePhase { kDraft, kProposed, kApproved, kActive, kSuspended, kEnded };
std::string_view NameOf(MandatePhase phase);

struct Mandate {
  std::string name;  ///< unique for ever: letters, digits, '-', '.', '_'
  MandateTerms terms;
  Sha256 digest;  ///< of WriteMandateTerms(terms)
  MandateStatus status = MandateStatus::kDraft;
  Time created;
};

MandatePhase PhaseOf(const Mandate& mandate, Time now);

/// Adds a draft. Throws Error(kRegistryTaken), and Error(kRegistryUnknown) for an organisation or
/// client that is not there, Error(kRegistryMalformed) for a badly formed name, for terms that
/// ReadMandateTerms would refuse and for terms with a document, Error(kTooLarge).
void AddMandate(SQLite::Database& database, std::string_view name, const MandateTerms& terms,
                Time now);
/// Drafts only, else Error(kChangeForbidden). The document, of which there is one, becomes part of
/// the terms. Throws Error(kMandateUnknown), and as RequireMandateDocument.
void SetMandateDocument(SQLite::Database& database, std::string_view name,
                        std::string_view media_type, ByteView document);
/// Throws Error(kChangeForbidden) for a step that the life of a mandate does not have, and
/// Error(kMandateUnknown). A draft without document is not proposed, but for a demonstration.
void SetMandateStatus(SQLite::Database& database, std::string_view name, MandateStatus status);

std::optional<Mandate> FindMandate(SQLite::Database& database, std::string_view name);
/// By name, those after `after`, `limit` at most.
std::vector<Mandate> ListMandates(SQLite::Database& database, std::string_view after,
                                  std::size_t limit);
/// Those that may be sealed under, now or later: approved and suspended ones, and ended ones that
/// an unfinished or repeated seal may still name.
std::vector<Mandate> ListMandatesEverApproved(SQLite::Database& database);
/// Empty if it has none. Throws Error(kMandateUnknown).
Bytes ReadMandateDocument(SQLite::Database& database, std::string_view name);

/// Makes these tables if they are not there; a part of CreateRegistryTables. Triggers refuse every
/// DELETE, and an UPDATE of terms or document of what is no draft.
void CreateMandateTables(SQLite::Database& database);

}  // namespace signet::registry
