#pragma once

#include <gtest/gtest.h>

#include "appliance/base/database.h"
#include "appliance/registry/seal_record.h"
#include "tests/support/temporary_folder.h"

namespace signet::registry {

/// A registry in a real database of its own.
class RegistryTest : public ::testing::Test {
 protected:
  RegistryTest() : database_(OpenDatabase(folder_ / "box.db")) { CreateRegistryTables(database_); }

  test::TemporaryFolder folder_;
  SQLite::Database database_;
};

}  // namespace signet::registry
