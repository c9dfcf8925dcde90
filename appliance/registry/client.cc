#include "appliance/registry/client.h"

#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <array>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/registry/client_rules.h"
#include "appliance/registry/naming.h"
#include "appliance/registry/organisation.h"
#include "appliance/registry/owned_rows.h"
#include "appliance/registry/stored_value.h"

namespace signet::registry {
namespace {

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS client (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, status TEXT NOT NULL,
  signatures_required INTEGER NOT NULL, seals_per_minute INTEGER, burst INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS client_certificate (
  place INTEGER PRIMARY KEY, client TEXT NOT NULL REFERENCES client (name), id TEXT NOT NULL,
  matched_by TEXT NOT NULL, digest BLOB NOT NULL UNIQUE, subject BLOB NOT NULL, issuer BLOB NOT NULL,
  not_before INTEGER NOT NULL, not_after INTEGER NOT NULL, UNIQUE (client, id)) STRICT;
CREATE TABLE IF NOT EXISTS client_signing_key (
  place INTEGER PRIMARY KEY, client TEXT NOT NULL REFERENCES client (name), id TEXT NOT NULL,
  public_key BLOB NOT NULL, UNIQUE (client, id)) STRICT;
CREATE TABLE IF NOT EXISTS client_organisation (
  client TEXT NOT NULL REFERENCES client (name),
  organisation TEXT NOT NULL REFERENCES organisation (name),
  PRIMARY KEY (client, organisation)) STRICT, WITHOUT ROWID;
)";

constexpr const char* kNotRead = "The clients cannot be read.";
constexpr const char* kNotChanged = "The client was not changed.";

Error Unknown(std::string_view name) {
  return {Code::kRegistryUnknown,
          "There is no client " + std::string(name) + " at this box; see `signetctl client list`."};
}

Client RequireClient(SQLite::Database& database, std::string_view name) {
  auto found = FindClient(database, name);
  if (!found) throw Unknown(name);
  return *std::move(found);
}

Error CertificateTaken(SQLite::Database& database, const ClientCertificate& certificate,
                       const SQLite::Exception& failure) {
  SQLite::Statement query(database, "SELECT client FROM client_certificate WHERE digest = ?");
  BindOctets(query, 1, certificate.digest.view());
  const std::string owner =
      query.executeStep() ? "Client " + query.getColumn(0).getString() : "Another client";
  return {Code::kRegistryTaken,
          owner + " is known by this certificate already; give each client one of its own.",
          failure.what()};
}

void InsertCertificate(SQLite::Database& database, const std::string& client,
                       const ClientCertificate& certificate) {
  try {
    SQLite::Statement insert(
        database,
        "INSERT INTO client_certificate (client, id, matched_by, digest, subject, "
        "issuer, not_before, not_after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, client);
    insert.bind(2, CertificateIdOf(certificate.digest));
    insert.bind(3, std::string(NameOf(certificate.match)));
    BindOctets(insert, 4, certificate.digest.view());
    BindOctets(insert, 5, certificate.subject);
    BindOctets(insert, 6, certificate.issuer);
    insert.bind(7, Milliseconds(certificate.not_before));
    insert.bind(8, Milliseconds(certificate.not_after));
    insert.exec();
  } catch (const SQLite::Exception& failure) {
    if (!IsTaken(failure)) throw;
    throw CertificateTaken(database, certificate, failure);
  }
}

void InsertSigningKey(SQLite::Database& database, const std::string& client,
                      const SigningKey& key) {
  try {
    SQLite::Statement insert(
        database, "INSERT INTO client_signing_key (client, id, public_key) VALUES (?, ?, ?)");
    insert.bind(1, client);
    insert.bind(2, key.id);
    BindOctets(insert, 3, key.public_key);
    insert.exec();
  } catch (const SQLite::Exception& failure) {
    if (!IsTaken(failure)) throw;
    throw Error(
        Code::kRegistryTaken,
        "Client " + client + " has a signing key " + key.id + " already; choose another id.",
        failure.what());
  }
}

void InsertOrganisations(SQLite::Database& database, const Client& client) {
  for (const std::string& organisation : client.organisations) {
    RequireOrganisation(database, organisation);
    SQLite::Statement insert(database, "INSERT INTO client_organisation VALUES (?, ?)");
    insert.bind(1, client.name);
    insert.bind(2, organisation);
    insert.exec();
  }
}

void BindRate(SQLite::Statement& statement, int place, const std::optional<Rate>& rate) {
  if (!rate) return;
  statement.bind(place, rate->seals_per_minute);
  statement.bind(place + 1, rate->burst);
}

void InsertClient(SQLite::Database& database, const Client& client) {
  try {
    SQLite::Statement insert(database, "INSERT INTO client VALUES (?, ?, ?, ?, ?, ?)");
    insert.bind(1, client.name);
    insert.bind(2, std::string(NameOf(client.role)));
    insert.bind(3, std::string(NameOf(client.status)));
    insert.bind(4, client.signatures_required ? 1 : 0);
    BindRate(insert, 5, client.rate);
    insert.exec();
  } catch (const SQLite::Exception& failure) {
    if (!IsTaken(failure)) throw;
    throw Error(Code::kRegistryTaken,
                "There is a client " + client.name + " already; choose another name.",
                failure.what());
  }
}

// Those of the one client, or of all: its rows, and with them its belongings.
class ClientReading {
 public:
  ClientReading(SQLite::Database& database, std::optional<std::string_view> name)
      : database_(database), name_(name) {}

  std::vector<Client> Read() {
    std::vector<Client> clients = ReadClients();
    Give(
        "SELECT client, matched_by, digest, subject, issuer, not_before, not_after "
        "FROM client_certificate",
        "place", clients, [](Client& client, SQLite::Statement& row) {
          client.certificates.push_back(CertificateIn(row));
        });
    Give("SELECT client, id, public_key FROM client_signing_key", "place", clients,
         [](Client& client, SQLite::Statement& row) {
           client.signing_keys.push_back(
               {.id = row.getColumn(1).getString(), .public_key = OctetsOf(row.getColumn(2))});
         });
    Give("SELECT client, organisation FROM client_organisation", "organisation", clients,
         [](Client& client, SQLite::Statement& row) {
           client.organisations.push_back(row.getColumn(1).getString());
         });
    return clients;
  }

 private:
  std::vector<Client> ReadClients() {
    auto rows = Prepare(
        "SELECT name, role, status, signatures_required, seals_per_minute, burst FROM client",
        "name", "");
    std::vector<Client> clients;
    while (rows.executeStep()) {
      clients.push_back({.name = rows.getColumn(0).getString(),
                         .role = RoleFromName(rows.getColumn(1).getString()),
                         .status = StatusIn(rows.getColumn(2)),
                         .signatures_required = rows.getColumn(3).getInt() != 0});
      if (!rows.isColumnNull(4)) {
        clients.back().rate = Rate{.seals_per_minute = rows.getColumn(4).getUInt(),
                                   .burst = rows.getColumn(5).getUInt()};
      }
    }
    return clients;
  }

  template <typename Take>
  void Give(const std::string& sql, const std::string& order, std::vector<Client>& clients,
            const Take& take) {
    auto rows = Prepare(sql, "client", ", " + order);
    GiveToOwners(rows, clients, take);
  }

  SQLite::Statement Prepare(const std::string& sql, const std::string& owner,
                            const std::string& order) {
    SQLite::Statement query(
        database_, sql + (name_ ? " WHERE " + owner + " = ?" : "") + " ORDER BY " + owner + order);
    if (name_) query.bind(1, std::string(*name_));
    return query;
  }

  static ClientStatus StatusIn(const SQLite::Column& column) {
    // What is not known to be active is not let in.
    return column.getString() == NameOf(ClientStatus::kActive) ? ClientStatus::kActive
                                                               : ClientStatus::kSuspended;
  }

  static ClientCertificate CertificateIn(SQLite::Statement& row) {
    const Sha256 digest = Sha256FromOctets(OctetsOf(row.getColumn(2)));
    return {.id = CertificateIdOf(digest),
            .match = CertificateMatchFromName(row.getColumn(1).getString()),
            .digest = digest,
            .subject = OctetsOf(row.getColumn(3)),
            .issuer = OctetsOf(row.getColumn(4)),
            .not_before = TimeOf(row.getColumn(5)),
            .not_after = TimeOf(row.getColumn(6))};
  }

  SQLite::Database& database_;
  std::optional<std::string_view> name_;
};

// The statement takes the client's name and the thing's id.
void RemoveOne(SQLite::Database& database, const char* sql, std::string_view name,
               std::string_view id, const char* what) {
  const int removed = TranslateDatabaseFailures(kNotChanged, [&] {
    SQLite::Statement remove(database, sql);
    remove.bind(1, std::string(name));
    remove.bind(2, std::string(id));
    return remove.exec();
  });
  if (removed == 1) return;
  throw Error(Code::kRegistryUnknown, "Client " + std::string(name) + " has no " + what + " " +
                                          std::string(id) + "; see `signetctl client show`.");
}

}  // namespace

void CreateClientTables(SQLite::Database& database) { database.exec(kTables); }

void AddClient(SQLite::Database& database, const Client& client) {
  RequireWellFormed(client);
  TranslateDatabaseFailures("The client was not added.", [&] {
    JointChange change(database);
    InsertClient(database, client);
    for (const auto& certificate : client.certificates) {
      InsertCertificate(database, client.name, certificate);
    }
    for (const auto& key : client.signing_keys) InsertSigningKey(database, client.name, key);
    InsertOrganisations(database, client);
    change.Keep();
  });
}

void SetClientStatus(SQLite::Database& database, std::string_view name, ClientStatus status) {
  const int changed = TranslateDatabaseFailures(kNotChanged, [&] {
    SQLite::Statement update(database, "UPDATE client SET status = ? WHERE name = ?");
    update.bind(1, std::string(NameOf(status)));
    update.bind(2, std::string(name));
    return update.exec();
  });
  if (changed == 0) throw Unknown(name);
}

void ChangeClient(SQLite::Database& database, const Client& client) {
  Client changed = RequireClient(database, client.name);
  changed.organisations = client.organisations;
  changed.rate = client.rate;
  changed.signatures_required = client.signatures_required;
  RequireWellFormed(changed);
  TranslateDatabaseFailures(kNotChanged, [&] {
    JointChange change(database);
    SQLite::Statement update(database,
                             "UPDATE client SET signatures_required = ?, seals_per_minute = ?, "
                             "burst = ? WHERE name = ?");
    update.bind(1, changed.signatures_required ? 1 : 0);
    BindRate(update, 2, changed.rate);
    update.bind(4, changed.name);
    update.exec();
    SQLite::Statement remove(database, "DELETE FROM client_organisation WHERE client = ?");
    remove.bind(1, changed.name);
    remove.exec();
    InsertOrganisations(database, changed);
    change.Keep();
  });
}

void AddClientCertificate(SQLite::Database& database, std::string_view name,
                          const ClientCertificate& certificate) {
  Client client = RequireClient(database, name);
  client.certificates.push_back(certificate);
  RequireWellFormed(client);
  TranslateDatabaseFailures(kNotChanged,
                            [&] { InsertCertificate(database, client.name, certificate); });
}

void RemoveClientCertificate(SQLite::Database& database, std::string_view name,
                             std::string_view id) {
  const Client client = RequireClient(database, name);
  if (client.certificates.size() == 1 && client.certificates.front().id == id) {
    throw Error(Code::kChangeForbidden,
                "This is the only certificate that client " + client.name +
                    " is known by; add the next one first, or suspend the client.");
  }
  RemoveOne(database, "DELETE FROM client_certificate WHERE client = ? AND id = ?", name, id,
            "certificate");
}

void AddSigningKey(SQLite::Database& database, std::string_view name, const SigningKey& key) {
  Client client = RequireClient(database, name);
  client.signing_keys.push_back(key);
  RequireWellFormed(client);
  TranslateDatabaseFailures(kNotChanged, [&] { InsertSigningKey(database, client.name, key); });
}

void RemoveSigningKey(SQLite::Database& database, std::string_view name, std::string_view id) {
  const Client client = RequireClient(database, name);
  if (MustSign(client) && client.signing_keys.size() == 1 && client.signing_keys.front().id == id) {
    throw Error(Code::kChangeForbidden,
                "This is the only key of client " + client.name +
                    ", which has to sign its requests; add the next one first.");
  }
  RemoveOne(database, "DELETE FROM client_signing_key WHERE client = ? AND id = ?", name, id,
            "signing key");
}

std::vector<Client> ListClients(SQLite::Database& database) {
  return TranslateDatabaseFailures(kNotRead,
                                   [&] { return ClientReading(database, std::nullopt).Read(); });
}

std::optional<Client> FindClient(SQLite::Database& database, std::string_view name) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    auto found = ClientReading(database, name).Read();
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
  });
}

std::uint64_t CountAdministrators(SQLite::Database& database) {
  return TranslateDatabaseFailures(kNotRead, [&] {
    const auto count = database.execAndGet(
        "SELECT count(*) FROM client WHERE role = 'administrator' AND status = 'active' AND "
        "EXISTS (SELECT 1 FROM client_signing_key WHERE client = client.name)");
    return static_cast<std::uint64_t>(count.getInt64());
  });
}

}  // namespace signet::registry
