#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/database.h"

namespace signet::registry {

/// An organisation this box knows: the sealing organisation itself, and those it seals for. A
/// credential's awarding body is held against these (sealer/organisation_match.h).
struct Organisation {
  std::string name;  ///< short name used at this box, unique: letters, digits, '-', '.', '_'
  std::string legal_name;
  std::string identifier;  ///< as in organizationIdentifier ("VATES-A00000000"); may be empty
  std::string country;     ///< ISO 3166-1 alpha-2
  bool is_sealing_organisation = false;
  /// By which credentials may identify it besides: notations of registers, or the http(s) IRI that
  /// its node has.
  std::vector<std::string> other_identifiers{};
  /// By which credentials may call it besides its legal name: translations, former names.
  std::vector<std::string> names{};
};

/// Throws Error(kRegistryTaken) for a name that is taken and for a second sealing organisation, and
/// Error(kRegistryMalformed) for a badly formed name, a country that is not two capital letters, no
/// legal name, an empty or repeated identifier or name, and an id of the EDC editor ("urn:epass:…",
/// which every credential gives to somebody else).
void AddOrganisation(SQLite::Database& database, const Organisation& organisation);
/// Puts `organisation` in place of the one of its name; whether it is the sealing one stays.
/// Throws as AddOrganisation, and Error(kRegistryUnknown).
void ChangeOrganisation(SQLite::Database& database, const Organisation& organisation);
/// As both check it, without a database. Throws Error(kRegistryMalformed).
void RequireWellFormed(const Organisation& organisation);

/// By name.
std::vector<Organisation> ListOrganisations(SQLite::Database& database);
std::optional<Organisation> FindOrganisation(SQLite::Database& database, std::string_view name);
/// Throws Error(kRegistryUnknown) that names an organisation which is not there.
void RequireOrganisation(SQLite::Database& database, std::string_view name);

/// Makes these tables if they are not there; a part of CreateRegistryTables.
void CreateOrganisationTables(SQLite::Database& database);

}  // namespace signet::registry
