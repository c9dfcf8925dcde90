#include "appliance/registry/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/error_matcher.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

using ClientTest = RegistryTest;

Client Submitter(const std::string& name) { return TestClient(name, Role::kSubmitter); }

// One with everything that a client may have.
Client FullSubmitter() {
  Client client = Submitter("campus");
  client.certificates.push_back({.id = {},
                                 .match = CertificateMatch::kIssuerAndSubject,
                                 .digest = HashSha256("ca and subject"),
                                 .subject = {0x30, 0x01},
                                 .issuer = {0x30, 0x02},
                                 .not_before = *ParseTime("2026-06-01T00:00:00Z"),
                                 .not_after = *ParseTime("2028-01-01T00:00:00Z")});
  client.signing_keys = {{.id = "z", .public_key = {1}}, {.id = "a", .public_key = {2, 3}}};
  client.signatures_required = true;
  client.organisations = {"artes", "ciencias"};
  client.rate = Rate{.seals_per_minute = 30, .burst = 5};
  return client;
}

void ExpectSame(const ClientCertificate& a, const ClientCertificate& b) {
  EXPECT_EQ(a.id, CertificateIdOf(b.digest));
  EXPECT_EQ(a.match, b.match);
  EXPECT_EQ(a.digest, b.digest);
  EXPECT_EQ(a.subject, b.subject);
  EXPECT_EQ(a.issuer, b.issuer);
  EXPECT_EQ(a.not_before, b.not_before);
  EXPECT_EQ(a.not_after, b.not_after);
}

void ExpectSame(const Client& a, const Client& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.role, b.role);
  EXPECT_EQ(a.status, b.status);
  ASSERT_EQ(a.certificates.size(), b.certificates.size());
  for (std::size_t i = 0; i < a.certificates.size(); ++i) {
    ExpectSame(a.certificates[i], b.certificates[i]);
  }
  ASSERT_EQ(a.signing_keys.size(), b.signing_keys.size());
  for (std::size_t i = 0; i < a.signing_keys.size(); ++i) {
    EXPECT_EQ(a.signing_keys[i].id, b.signing_keys[i].id);
    EXPECT_EQ(a.signing_keys[i].public_key, b.signing_keys[i].public_key);
  }
  EXPECT_EQ(a.signatures_required, b.signatures_required);
  EXPECT_EQ(a.organisations, b.organisations);
  ASSERT_EQ(a.rate.has_value(), b.rate.has_value());
  if (!a.rate) return;
  EXPECT_EQ(a.rate->seals_per_minute, b.rate->seals_per_minute);
  EXPECT_EQ(a.rate->burst, b.rate->burst);
}

class WithOrganisations : public ClientTest {
 protected:
  WithOrganisations() {
    AddOrganisation(database_, TestOrganisation("artes"));
    AddOrganisation(database_, TestOrganisation("ciencias"));
  }
};

TEST_F(WithOrganisations, WhatWasAddedIsListedByNameAndFoundWhole) {
  AddClient(database_, FullSubmitter());
  Client auditor = TestClient("auditor", Role::kAuditor);
  auditor.status = ClientStatus::kSuspended;
  AddClient(database_, auditor);
  AddClient(database_, TestClient("zoe", Role::kAdministrator));
  const auto listed = ListClients(database_);
  ASSERT_EQ(listed.size(), 3U);
  ExpectSame(listed[0], auditor);
  ExpectSame(listed[1], FullSubmitter());
  ExpectSame(listed[2], TestClient("zoe", Role::kAdministrator));
  ExpectSame(*FindClient(database_, "campus"), FullSubmitter());
  EXPECT_FALSE(FindClient(database_, "Campus"));
}

TEST_F(ClientTest, NamesReadBack) {
  for (const Role role :
       {Role::kSubmitter, Role::kOperator, Role::kAdministrator, Role::kAuditor, Role::kMonitor}) {
    EXPECT_EQ(RoleFromName(NameOf(role)), role);
  }
  for (const auto status : {ClientStatus::kActive, ClientStatus::kSuspended}) {
    EXPECT_EQ(ClientStatusFromName(NameOf(status)), status);
  }
  for (const auto match : {CertificateMatch::kCertificate, CertificateMatch::kPublicKey,
                           CertificateMatch::kIssuerAndSubject}) {
    EXPECT_EQ(CertificateMatchFromName(NameOf(match)), match);
  }
  for (const char* const name : {"", "Submitter", "root", "unknown"}) {
    EXPECT_EQ(test::CodeOf([&] { RoleFromName(name); }), Code::kParameterInvalid) << name;
    EXPECT_EQ(test::CodeOf([&] { ClientStatusFromName(name); }), Code::kParameterInvalid) << name;
    EXPECT_EQ(test::CodeOf([&] { CertificateMatchFromName(name); }), Code::kParameterInvalid)
        << name;
  }
}

TEST_F(ClientTest, AStatusThatNobodyKnowsLetsNobodyIn) {
  AddClient(database_, Submitter("one"));
  database_.exec("UPDATE client SET status = 'ACTIVE'");
  EXPECT_EQ(FindClient(database_, "one")->status, ClientStatus::kSuspended);
}

TEST_F(ClientTest, StatusChangesAndOnlyOfTheNamedClient) {
  AddClient(database_, Submitter("one"));
  AddClient(database_, Submitter("two"));
  SetClientStatus(database_, "one", ClientStatus::kSuspended);
  EXPECT_EQ(ListClients(database_)[0].status, ClientStatus::kSuspended);
  EXPECT_EQ(ListClients(database_)[1].status, ClientStatus::kActive);
  SetClientStatus(database_, "one", ClientStatus::kActive);
  EXPECT_EQ(ListClients(database_)[0].status, ClientStatus::kActive);
}

TEST_F(ClientTest, AnUnknownClientIsNotChanged) {
  const struct {
    const char* change;
    void (*make)(SQLite::Database&);
  } cases[] = {
      {"status", [](SQLite::Database& d) { SetClientStatus(d, "x", ClientStatus::kActive); }},
      {"change", [](SQLite::Database& d) { ChangeClient(d, Submitter("x")); }},
      {"certificate",
       [](SQLite::Database& d) { AddClientCertificate(d, "x", TestClientCertificate("y")); }},
      {"no certificate", [](SQLite::Database& d) { RemoveClientCertificate(d, "x", "y"); }},
      {"key", [](SQLite::Database& d) { AddSigningKey(d, "x", {.id = "k", .public_key = {1}}); }},
      {"no key", [](SQLite::Database& d) { RemoveSigningKey(d, "x", "k"); }},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(test::CodeOf([&] { c.make(database_); }), Code::kRegistryUnknown) << c.change;
  }
}

TEST_F(ClientTest, ANameBelongsToOneClient) {
  AddClient(database_, Submitter("one"));
  Client other = Submitter("one");
  other.certificates = {TestClientCertificate("other")};
  EXPECT_EQ(test::CodeOf([&] { AddClient(database_, other); }), Code::kRegistryTaken);
}

TEST_F(ClientTest, ACertificateBelongsToOneClientWhichIsNamed) {
  AddClient(database_, Submitter("one"));
  Client other = Submitter("two");
  other.certificates.push_back(TestClientCertificate("one"));
  const auto error = test::ErrorOf([&] { AddClient(database_, other); });
  EXPECT_EQ(error->code(), Code::kRegistryTaken);
  EXPECT_THAT(error->message(), HasSubstr("Client one "));
  EXPECT_FALSE(FindClient(database_, "two")) << "not half of it either";
  AddClient(database_, Submitter("two"));
  EXPECT_EQ(
      test::CodeOf([&] { AddClientCertificate(database_, "two", TestClientCertificate("one")); }),
      Code::kRegistryTaken);
}

TEST_F(ClientTest, AFailedChangeLeavesNoTransactionOpen) {
  AddClient(database_, Submitter("one"));
  EXPECT_EQ(test::CodeOf([&] { AddClient(database_, Submitter("one")); }), Code::kRegistryTaken);
  EXPECT_NO_THROW(database_.exec("BEGIN; ROLLBACK"));
}

struct MalformedCase {
  const char* rule;
  void (*spoil)(Client&);
};
const MalformedCase kMalformed[] = {
    {"no name", [](Client& c) { c.name = ""; }},
    {"space", [](Client& c) { c.name = "a b"; }},
    {"quote", [](Client& c) { c.name = "a'b"; }},
    {"semicolon", [](Client& c) { c.name = "a;b"; }},
    {"not ASCII", [](Client& c) { c.name = "ä"; }},
    {"no certificate", [](Client& c) { c.certificates.clear(); }},
    {"certificate that ends before it begins",
     [](Client& c) {
       c.certificates[0].not_after = c.certificates[0].not_before - Time::duration(1);
     }},
    {"issuer and subject without issuer",
     [](Client& c) {
       c.certificates[0].match = CertificateMatch::kIssuerAndSubject;
       c.certificates[0].subject = {1};
     }},
    {"public key with an issuer", [](Client& c) { c.certificates[0].issuer = {1}; }},
    {"key's id with a space",
     [](Client& c) {
       c.signing_keys = {{"a b", {1}}};
     }},
    {"empty key",
     [](Client& c) {
       c.signing_keys = {{"a", {}}};
     }},
    {"has to sign and has no key", [](Client& c) { c.signatures_required = true; }},
    {"administrator without key", [](Client& c) { c.role = Role::kAdministrator; }},
    {"organisations of an operator",
     [](Client& c) {
       c.role = Role::kOperator;
       c.organisations = {"artes"};
     }},
    {"rate of a monitor",
     [](Client& c) {
       c.role = Role::kMonitor;
       c.rate = Rate{1, 1};
     }},
    {"organisation named twice",
     [](Client& c) {
       c.organisations = {"artes", "artes"};
     }},
    {"rate of none",
     [](Client& c) {
       c.rate = Rate{0, 1};
     }},
    {"burst of none",
     [](Client& c) {
       c.rate = Rate{1, 0};
     }},
    {"rate above a million",
     [](Client& c) {
       c.rate = Rate{1'000'001, 1};
     }},
    {"burst above a million",
     [](Client& c) {
       c.rate = Rate{1, 1'000'001};
     }},
};

TEST_F(WithOrganisations, WhatIsMalformedIsRefused) {
  for (const auto& c : kMalformed) {
    Client client = Submitter("campus");
    c.spoil(client);
    EXPECT_EQ(test::CodeOf([&] { AddClient(database_, client); }), Code::kRegistryMalformed)
        << c.rule;
  }
  EXPECT_THAT(ListClients(database_), IsEmpty());
}

TEST_F(WithOrganisations, AnOrganisationThatIsNotThereIsRefusedByName) {
  Client client = Submitter("campus");
  client.organisations = {"artes", "letras"};
  const auto error = test::ErrorOf([&] { AddClient(database_, client); });
  EXPECT_EQ(error->code(), Code::kRegistryUnknown);
  EXPECT_THAT(error->message(), HasSubstr("letras"));
  EXPECT_FALSE(FindClient(database_, "campus"));
}

TEST_F(WithOrganisations, AChangeTakesOverOrganisationsRateAndSignaturesAndNothingElse) {
  AddClient(database_, FullSubmitter());
  Client wanted = Submitter("campus");
  wanted.role = Role::kAdministrator;
  wanted.status = ClientStatus::kSuspended;
  wanted.certificates = {TestClientCertificate("other")};
  wanted.organisations = {"ciencias"};
  wanted.rate = Rate{.seals_per_minute = 1, .burst = 1};
  ChangeClient(database_, wanted);
  Client expected = FullSubmitter();
  expected.signatures_required = false;
  expected.organisations = wanted.organisations;
  expected.rate = wanted.rate;
  ExpectSame(*FindClient(database_, "campus"), expected);
  wanted.rate.reset();
  wanted.organisations.clear();
  ChangeClient(database_, wanted);
  EXPECT_FALSE(FindClient(database_, "campus")->rate);
  EXPECT_THAT(FindClient(database_, "campus")->organisations, IsEmpty());
}

TEST_F(WithOrganisations, AChangeIsHeldAgainstWhatTheClientIs) {
  AddClient(database_, TestClient("operator", Role::kOperator));
  AddClient(database_, Submitter("campus"));
  Client with_rate = Submitter("operator");
  with_rate.rate = Rate{.seals_per_minute = 1, .burst = 1};
  EXPECT_EQ(test::CodeOf([&] { ChangeClient(database_, with_rate); }), Code::kRegistryMalformed);
  Client has_to_sign = Submitter("campus");
  has_to_sign.signatures_required = true;
  EXPECT_EQ(test::CodeOf([&] { ChangeClient(database_, has_to_sign); }), Code::kRegistryMalformed);
}

TEST_F(ClientTest, CertificatesOverlapWhileOneIsReplacedAndTheLastOneStays) {
  AddClient(database_, Submitter("campus"));
  const ClientCertificate first = TestClientCertificate("campus");
  const ClientCertificate next = TestClientCertificate("next");
  EXPECT_EQ(test::CodeOf([&] { RemoveClientCertificate(database_, "campus", first.id); }),
            Code::kChangeForbidden);
  AddClientCertificate(database_, "campus", next);
  EXPECT_EQ(FindClient(database_, "campus")->certificates.size(), 2U);
  EXPECT_EQ(test::CodeOf([&] { RemoveClientCertificate(database_, "campus", "0011"); }),
            Code::kRegistryUnknown);
  RemoveClientCertificate(database_, "campus", first.id);
  const auto left = FindClient(database_, "campus")->certificates;
  ASSERT_EQ(left.size(), 1U);
  ExpectSame(left.front(), next);
  AddClientCertificate(database_, "campus", first);
}

TEST_F(ClientTest, ACertificateOfAnotherClientIsNotRemoved) {
  AddClient(database_, Submitter("one"));
  AddClient(database_, Submitter("two"));
  AddClientCertificate(database_, "two", TestClientCertificate("next"));
  EXPECT_EQ(test::CodeOf([&] {
              RemoveClientCertificate(database_, "two", TestClientCertificate("one").id);
            }),
            Code::kRegistryUnknown);
  EXPECT_EQ(FindClient(database_, "one")->certificates.size(), 1U);
}

TEST_F(ClientTest, WhoHasToSignKeepsAKey) {
  AddClient(database_, TestClient("admin", Role::kAdministrator));
  EXPECT_EQ(test::CodeOf([&] { RemoveSigningKey(database_, "admin", "key"); }),
            Code::kChangeForbidden);
  EXPECT_EQ(
      test::CodeOf([&] { AddSigningKey(database_, "admin", {.id = "key", .public_key = {9}}); }),
      Code::kRegistryTaken);
  AddSigningKey(database_, "admin", {.id = "next", .public_key = {9}});
  RemoveSigningKey(database_, "admin", "key");
  const auto keys = FindClient(database_, "admin")->signing_keys;
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].id, "next");
  EXPECT_EQ(test::CodeOf([&] { RemoveSigningKey(database_, "admin", "key"); }),
            Code::kRegistryUnknown);
}

TEST_F(ClientTest, WhoNeedNotSignMayGiveUpTheKey) {
  AddClient(database_, Submitter("campus"));
  AddSigningKey(database_, "campus", {.id = "key", .public_key = {9}});
  RemoveSigningKey(database_, "campus", "key");
  EXPECT_THAT(FindClient(database_, "campus")->signing_keys, IsEmpty());
}

TEST_F(ClientTest, AdministratorsWhoCanApproveAreCounted) {
  EXPECT_EQ(CountAdministrators(database_), 0U);
  AddClient(database_, TestClient("a", Role::kAdministrator));
  AddClient(database_, TestClient("b", Role::kAdministrator));
  AddClient(database_, TestClient("o", Role::kOperator));
  AddSigningKey(database_, "o", {.id = "key", .public_key = {9}});
  EXPECT_EQ(CountAdministrators(database_), 2U);
  SetClientStatus(database_, "a", ClientStatus::kSuspended);
  EXPECT_EQ(CountAdministrators(database_), 1U);
  database_.exec("DELETE FROM client_signing_key");
  EXPECT_EQ(CountAdministrators(database_), 0U) << "as an earlier version left them";
}

TEST_F(ClientTest, BelongingsOfManyClientsStayWithTheirOwners) {
  SQLite::Transaction transaction(database_);
  for (int i = 0; i < 300; ++i) AddClient(database_, Submitter("c" + std::to_string(i)));
  transaction.commit();
  const auto listed = ListClients(database_);
  ASSERT_EQ(listed.size(), 300U);
  for (const Client& client : listed) ExpectSame(client, Submitter(client.name));
}

}  // namespace
}  // namespace signet::registry
