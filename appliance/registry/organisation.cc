#include "appliance/registry/organisation.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>

#include "appliance/base/error.h"
#include "appliance/registry/naming.h"

namespace signet::registry {
namespace {

bool IsCountry(const std::string& country) {
  return country.size() == 2 &&
         std::ranges::all_of(country, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

void AddOrganisation(SQLite::Database& database, const Organisation& organisation) {
  RequireName("The organisation's short name", organisation.name);
  if (organisation.legal_name.empty()) {
    throw Error(Code::kParameterInvalid, "The organisation needs a legal name.");
  }
  if (!IsCountry(organisation.country)) {
    throw Error(Code::kParameterInvalid,
                "The organisation's country must be two capital letters (ISO 3166-1), as in PT.");
  }
  try {
    SQLite::Statement insert(database, "INSERT INTO organisation VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, organisation.name);
    insert.bind(2, organisation.legal_name);
    insert.bind(3, organisation.identifier);
    insert.bind(4, organisation.country);
    insert.bind(5, organisation.is_sealing_organisation ? 1 : 0);
    insert.exec();
  } catch (const SQLite::Exception& failure) {
    if (!IsTaken(failure)) throw DatabaseFailure("The organisation was not added.", failure);
    throw Error(Code::kParameterInvalid,
                "There is an organisation " + organisation.name +
                    " or another sealing organisation already; choose another name.",
                failure.what());
  }
}

std::vector<Organisation> ListOrganisations(SQLite::Database& database) {
  return TranslateDatabaseFailures("The organisations cannot be read.", [&] {
    SQLite::Statement query(database,
                            "SELECT name, legal_name, identifier, country, "
                            "is_sealing_organisation FROM organisation ORDER BY name");
    std::vector<Organisation> organisations;
    while (query.executeStep()) {
      organisations.push_back({.name = query.getColumn(0).getString(),
                               .legal_name = query.getColumn(1).getString(),
                               .identifier = query.getColumn(2).getString(),
                               .country = query.getColumn(3).getString(),
                               .is_sealing_organisation = query.getColumn(4).getInt() != 0});
    }
    return organisations;
  });
}

}  // namespace signet::registry
