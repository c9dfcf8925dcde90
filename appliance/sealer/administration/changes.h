#pragma once

#include <string>
#include <string_view>

#include "appliance/base/bytes.h"
#include "appliance/base/clock.h"
#include "appliance/base/database.h"
#include "appliance/registry/client.h"
#include "appliance/registry/mandate.h"
#include "appliance/registry/organisation.h"
#include "appliance/sealer/box.h"

namespace signet::sealer {

/// What one administrator may change alone. Each changes the registry and returns what the log says
/// of it; each runs on the database thread, as DatabaseThread::Work. All throw Error: what the
/// registry's functions throw, and kApprovalNeeded for what needs two people.

/// Who changes, and when.
struct Editor {
  std::string name;  ///< of the administrator
  Time now;
};

RegistryChange CreateOrganisation(SQLite::Database& database, const Editor& editor,
                                  const registry::Organisation& organisation);

/// Whoever it is: `proposal` is what two administrators agreed on, empty where none is needed.
RegistryChange RegisterClient(SQLite::Database& database, const Editor& editor,
                              const registry::Client& client, const std::string& proposal);
RegistryChange CreateClient(SQLite::Database& database, const Editor& editor,
                            const registry::Client& client);
RegistryChange ChangeClient(SQLite::Database& database, const Editor& editor,
                            const registry::Client& client);
RegistryChange SetClientStatus(SQLite::Database& database, const Editor& editor,
                               const std::string& name, registry::ClientStatus status);
RegistryChange AddClientCertificate(SQLite::Database& database, const Editor& editor,
                                    const std::string& name,
                                    const registry::ClientCertificate& certificate);
RegistryChange RemoveClientCertificate(SQLite::Database& database, const Editor& editor,
                                       const std::string& name, const std::string& id);
RegistryChange AddSigningKey(SQLite::Database& database, const Editor& editor,
                             const std::string& name, const registry::SigningKey& key);
RegistryChange RemoveSigningKey(SQLite::Database& database, const Editor& editor,
                                const std::string& name, const std::string& id);

RegistryChange CreateMandate(SQLite::Database& database, const Editor& editor,
                             const std::string& name, const registry::MandateTerms& terms);
RegistryChange SetMandateDocument(SQLite::Database& database, const Editor& editor,
                                  const std::string& name, const std::string& media_type,
                                  ByteView document);
/// kSuspended or kEnded: stopping is never delayed by the want of a second person.
RegistryChange StopMandate(SQLite::Database& database, const Editor& editor,
                           const std::string& name, registry::MandateStatus status);

/// Those of that name, or Error(kRegistryUnknown), Error(kMandateUnknown).
registry::Client RequireClient(SQLite::Database& database, std::string_view name);
registry::Mandate RequireMandate(SQLite::Database& database, std::string_view name);

}  // namespace signet::sealer
