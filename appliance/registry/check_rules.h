#pragma once

#include <string>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/base/database.h"
#include "appliance/base/digest.h"

namespace signet::registry {

/// By what the box checks credentials, besides the profiles that come with it.

/// A compiled profile file (elm/PROFILE.md) that an operator imported.
struct StoredProfile {
  std::string name;
  std::string version;
  Sha256 digest;  ///< of `text`
  Time imported;
  std::string text;
};
/// False, and nothing happens, if the very same file is there already.
bool AddProfile(SQLite::Database& database, const StoredProfile& profile);
/// The one that was imported last comes first.
std::vector<StoredProfile> ListProfiles(SQLite::Database& database);

/// A controlled list: the IRIs of its codes.
struct StoredCodeList {
  std::string scheme;  ///< IRI
  Sha256 digest;       ///< of the codes, sorted, a line each
  Time imported;
  std::vector<std::string> codes;
};
/// Takes the place of an earlier list of that scheme. False, and nothing happens, if it is the very
/// same.
bool PutCodeList(SQLite::Database& database, const StoredCodeList& list);
/// By scheme.
std::vector<StoredCodeList> ListCodeLists(SQLite::Database& database);

/// Advice (elm/advice) that an issuing organisation made binding: its credentials are not sealed
/// against it.
struct BindingAdvice {
  std::string organisation;
  std::string advice;  ///< its name
};
enum class Binding { kBinding, kAdviceOnly };
/// False, and nothing happens, if that is so already. Throws Error(kRegistryUnknown) for an
/// organisation that the box does not know.
bool SetBinding(SQLite::Database& database, const BindingAdvice& advice, Binding binding);
std::vector<BindingAdvice> ListBindingAdvice(SQLite::Database& database);

/// Makes these tables if they are not there; a part of CreateRegistryTables.
void CreateCheckRuleTables(SQLite::Database& database);

}  // namespace signet::registry
