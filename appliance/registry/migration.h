#pragma once

#include "appliance/base/database.h"

namespace signet::registry {

/// Brings the tables that a box of an earlier version has into the form that CreateRegistryTables
/// makes: a client's certificate becomes its first ClientCertificate (that a submitter might name
/// any awarding body is dropped: mandates say so now), seals get authority and mandates, and a seal
/// key that has a certificate is activated with it. Nothing happens to a new box, nor the second
/// time. A part of CreateRegistryTables, before the tables are made.
void MigrateRegistry(SQLite::Database& database);

}  // namespace signet::registry
