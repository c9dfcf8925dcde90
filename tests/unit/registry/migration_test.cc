#include "appliance/registry/migration.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "appliance/registry/client.h"
#include "appliance/registry/seal_key.h"
#include "appliance/registry/seal_record.h"
#include "appliance/registry/stored_value.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificates.h"

namespace signet::registry {
namespace {

// As boxes had it before there were mandates; what did not change since is left out.
constexpr const char* kBefore = R"(
CREATE TABLE IF NOT EXISTS organisation (
  name TEXT PRIMARY KEY, legal_name TEXT NOT NULL, identifier TEXT NOT NULL,
  country TEXT NOT NULL, is_sealing_organisation INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_sealing_organisation
  ON organisation (is_sealing_organisation) WHERE is_sealing_organisation = 1;

CREATE TABLE IF NOT EXISTS client (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, status TEXT NOT NULL,
  certificate BLOB NOT NULL UNIQUE, not_before INTEGER NOT NULL, not_after INTEGER NOT NULL,
  any_awarding_body INTEGER NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS seal_key (
  name TEXT PRIMARY KEY, algorithm TEXT NOT NULL, time_header TEXT NOT NULL,
  is_default INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_default_seal_key
  ON seal_key (is_default) WHERE is_default = 1;
CREATE TABLE IF NOT EXISTS seal_key_certificate (
  key TEXT NOT NULL REFERENCES seal_key (name), place INTEGER NOT NULL, der BLOB NOT NULL,
  PRIMARY KEY (key, place)) STRICT;

CREATE TABLE IF NOT EXISTS seal (
  id TEXT PRIMARY KEY, client TEXT NOT NULL, idempotency_key TEXT, request BLOB NOT NULL,
  key TEXT NOT NULL, preparation TEXT NOT NULL, level TEXT NOT NULL, requested INTEGER NOT NULL,
  issuer_id_suffix TEXT NOT NULL, signing_time INTEGER NOT NULL, protected_header TEXT NOT NULL,
  signing_input BLOB NOT NULL, intention_index INTEGER NOT NULL, status TEXT NOT NULL,
  signature BLOB, sealed BLOB, log_index INTEGER, completed INTEGER,
  problem INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS seal_of_idempotency_key
  ON seal (client, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS seal_intended ON seal (id) WHERE status = 'intended';

CREATE TABLE IF NOT EXISTS seal_etsi_u (
  seal TEXT PRIMARY KEY REFERENCES seal (id), entries TEXT NOT NULL) STRICT, WITHOUT ROWID;
)";

constexpr const char* kRows = R"(
INSERT INTO organisation VALUES ('alliance', 'Aliança', 'VATPT-1', 'PT', 1);
INSERT INTO client VALUES
  ('campus', 'submitter', 'active', unhex, 1000, 2000, 1),
  ('admin', 'administrator', 'suspended', zeroblob(32), 3000, 4000, 0);
INSERT INTO seal VALUES
  ('done', 'campus', 'key', zeroblob(32), 'p256', 'edc', 'B-B', 5000, 'suffix', 6000, 'header',
   zeroblob(32), 7, 'completed', x'0102', zeroblob(32), 8, 9000, 0),
  ('open', 'campus', NULL, zeroblob(32), 'p256', 'edc', 'B-B', 5000, 'suffix', 6000, 'header',
   zeroblob(32), 9, 'intended', NULL, NULL, NULL, NULL, 0);
INSERT INTO seal_etsi_u VALUES ('done', 'e30' || char(10));
)";

const Sha256 kCertificate = HashSha256("certificate");

class MigrationTest : public ::testing::Test {
 protected:
  MigrationTest() : database_(OpenDatabase(folder_ / "box.db")) {
    database_.exec(kBefore);
    std::string rows = kRows;
    rows.replace(rows.find("unhex"), 5, "x'" + kCertificate.hex() + "'");
    database_.exec(rows);
  }

  test::TemporaryFolder folder_;
  SQLite::Database database_;
};

// The statement of every table, index and trigger, without its spaces.
std::map<std::string, std::string> SchemaOf(SQLite::Database& database) {
  std::map<std::string, std::string> schema;
  SQLite::Statement rows(database,
                         "SELECT name, replace(replace(sql, ' ', ''), char(10), ''), tbl_name "
                         "FROM sqlite_schema WHERE sql IS NOT NULL");
  while (rows.executeStep()) schema[rows.getColumn(0).getString()] = rows.getColumn(1).getString();
  return schema;
}

TEST_F(MigrationTest, AClientsCertificateBecomesItsFirstOne) {
  CreateRegistryTables(database_);
  const auto clients = ListClients(database_);
  ASSERT_EQ(clients.size(), 2U);
  const Client& campus = clients[1];
  EXPECT_EQ(campus.name, "campus");
  EXPECT_EQ(campus.role, Role::kSubmitter);
  EXPECT_EQ(campus.status, ClientStatus::kActive);
  EXPECT_FALSE(campus.signatures_required);
  EXPECT_FALSE(campus.rate);
  EXPECT_TRUE(campus.organisations.empty());
  ASSERT_EQ(campus.certificates.size(), 1U);
  EXPECT_EQ(campus.certificates[0].match, CertificateMatch::kCertificate);
  EXPECT_EQ(campus.certificates[0].digest, kCertificate);
  EXPECT_EQ(campus.certificates[0].id, CertificateIdOf(kCertificate));
  EXPECT_EQ(campus.certificates[0].not_before, Time(std::chrono::milliseconds(1000)));
  EXPECT_EQ(campus.certificates[0].not_after, Time(std::chrono::milliseconds(2000)));
  EXPECT_EQ(clients[0].role, Role::kAdministrator);
  EXPECT_EQ(clients[0].status, ClientStatus::kSuspended);
  EXPECT_EQ(CountAdministrators(database_), 0U) << "none that could approve";
}

TEST_F(MigrationTest, ItsCertificatesCanBeReplaced) {
  CreateRegistryTables(database_);
  AddClientCertificate(database_, "campus", ClientCertificate{.digest = HashSha256("next")});
  RemoveClientCertificate(database_, "campus", CertificateIdOf(kCertificate));
  EXPECT_EQ(FindClient(database_, "campus")->certificates.size(), 1U);
}

TEST_F(MigrationTest, SealsAreKeptAndGoOn) {
  CreateRegistryTables(database_);
  SealRecords records(database_);
  const auto done = records.Find("campus", "key");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->id, "done");
  EXPECT_EQ(done->problem, 0U);
  EXPECT_EQ(done->etsi_u, std::vector<std::string>{"e30"});
  EXPECT_TRUE(done->authority.empty());
  EXPECT_TRUE(done->mandates.empty());
  ASSERT_EQ(records.ListIntended().size(), 1U);
  records.Complete("open", Bytes{1}, {"e30"}, HashSha256("sealed"), 10, Time{});
  EXPECT_EQ(records.ForgetRepeats(Time(std::chrono::milliseconds(5001))), 2U);
  EXPECT_TRUE(records.Find("done")->protected_header.empty());
}

TEST_F(MigrationTest, AKeyIsActivatedWithTheCertificateItSealedWith) {
  const test::Authority root =
      test::MakeRoot(test::AuthorityOptions("TEST root"), test::TestKey(test::KeyKind::kP256, 1));
  const Certificate seal = test::IssueCertificate(root, test::SealCertificateOptions(),
                                                  test::TestKey(test::KeyKind::kP256, 2));
  database_.exec("INSERT INTO seal_key VALUES ('a', 'ES256', 'sigT', 1), ('b', 'ES256', 'iat', 0)");
  int place = 0;
  for (const Certificate& certificate : {seal, root.certificate}) {
    SQLite::Statement insert(database_, "INSERT INTO seal_key_certificate VALUES ('a', ?, ?)");
    insert.bind(1, place++);
    BindOctets(insert, 2, certificate.der());
    insert.exec();
  }
  CreateRegistryTables(database_);
  const auto keys = ListSealKeys(database_);
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0].activated, seal.fingerprint());
  EXPECT_EQ(keys[0].chain.size(), 2U);
  EXPECT_FALSE(keys[1].activated) << "it had none";
}

TEST_F(MigrationTest, ASecondTimeNothingHappens) {
  CreateRegistryTables(database_);
  SQLite::Database again = OpenDatabase(folder_ / "box.db");
  CreateRegistryTables(again);
  EXPECT_EQ(ListClients(again).size(), 2U);
  EXPECT_EQ(again.execAndGet("SELECT count(*) FROM client_certificate").getInt(), 2);
}

TEST_F(MigrationTest, AnOldBoxHasTheColumnsOfANewOne) {
  CreateRegistryTables(database_);
  SQLite::Database fresh = OpenDatabase(folder_ / "fresh.db");
  CreateRegistryTables(fresh);
  const auto migrated = SchemaOf(database_);
  const auto made = SchemaOf(fresh);
  ASSERT_EQ(migrated.size(), made.size());
  for (const auto& [name, sql] : made) EXPECT_EQ(migrated.at(name), sql) << name;
}

TEST_F(MigrationTest, AFailureLeavesTheBoxAsItWas) {
  const auto before = SchemaOf(database_);
  database_.exec("CREATE TABLE client_certificate (x INTEGER) STRICT");
  EXPECT_THROW(CreateRegistryTables(database_), Error);
  database_.exec("DROP TABLE client_certificate");
  EXPECT_EQ(SchemaOf(database_), before);
  CreateRegistryTables(database_);
  EXPECT_EQ(ListClients(database_).size(), 2U);
}

}  // namespace
}  // namespace signet::registry
