#pragma once

#include <string>
#include <vector>

#include "appliance/base/database.h"

namespace signet::registry {

/// An organisation this box knows: the sealing organisation itself, and those it seals for.
struct Organisation {
  std::string name;  ///< short name used at this box, unique: letters, digits, '-', '.', '_'
  std::string legal_name;
  std::string identifier;  ///< as in organizationIdentifier ("VATES-A00000000"); may be empty
  std::string country;     ///< ISO 3166-1 alpha-2
  bool is_sealing_organisation = false;
};

/// Throws Error(kParameterInvalid) for a name that is taken or badly formed, a country that is not
/// two capital letters, no legal name, and for a second sealing organisation.
void AddOrganisation(SQLite::Database& database, const Organisation& organisation);
std::vector<Organisation> ListOrganisations(SQLite::Database& database);

}  // namespace signet::registry
