#pragma once

#include <string_view>

#include "appliance/base/clock.h"
#include "appliance/base/database.h"

namespace signet::registry {

/// The nonces of signed requests (RFC 9421 2.3), kept for as long as a copy of the request would
/// pass, also over a restart. False if this client has used it before.
bool NoteNonce(SQLite::Database& database, std::string_view client, std::string_view nonce,
               Time keep_until);
/// Forgets those whose time is over.
void ForgetNonces(SQLite::Database& database, Time now);

/// Makes this table if it is not there; a part of CreateRegistryTables.
void CreateNonceTables(SQLite::Database& database);

}  // namespace signet::registry
