#pragma once

#include <SQLiteCpp/Statement.h>

#include <string>
#include <vector>

namespace signet::registry {

/// Gives every row of `rows` to the one of `owners` whose `name` is in the row's first column, by
/// `take(owner, rows)`. Both come in the order of the names, so that a list of owners and what
/// belongs to them takes one query for each kind of belonging, however many owners there are.
template <typename Owner, typename Take>
void GiveToOwners(SQLite::Statement& rows, std::vector<Owner>& owners, const Take& take) {
  auto owner = owners.begin();
  while (rows.executeStep()) {
    const std::string name = rows.getColumn(0).getString();
    while (owner != owners.end() && owner->name < name) ++owner;
    if (owner != owners.end() && owner->name == name) take(*owner, rows);
  }
}

}  // namespace signet::registry
