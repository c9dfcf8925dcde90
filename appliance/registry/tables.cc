#include <SQLiteCpp/Exception.h>

#include "appliance/registry/allowance.h"
#include "appliance/registry/check_rules.h"
#include "appliance/registry/client.h"
#include "appliance/registry/mandate.h"
#include "appliance/registry/migration.h"
#include "appliance/registry/organisation.h"
#include "appliance/registry/proposal.h"
#include "appliance/registry/quota_use.h"
#include "appliance/registry/request_nonce.h"
#include "appliance/registry/seal_key.h"
#include "appliance/registry/seal_record.h"
#include "appliance/registry/trust.h"

namespace signet::registry {

// Times in them are milliseconds since 1970, digests 32 octets.
void CreateRegistryTables(SQLite::Database& database) {
  TranslateDatabaseFailures(
      "The registry's tables cannot be made; see the disk's space and health.", [&] {
        JointChange change(database);
        MigrateRegistry(database);
        CreateOrganisationTables(database);
        CreateClientTables(database);
        CreateSealKeyTables(database);
        CreateSealRecordTables(database);
        CreateMandateTables(database);
        CreateAllowanceTables(database);
        CreateProposalTables(database);
        CreateNonceTables(database);
        CreateQuotaTables(database);
        CreateTrustTables(database);
        CreateCheckRuleTables(database);
        change.Keep();
      });
}

}  // namespace signet::registry
