#pragma once

#include <gtest/gtest.h>

#include <string>

#include "appliance/base/database.h"
#include "appliance/registry/client.h"
#include "appliance/registry/mandate.h"
#include "appliance/registry/organisation.h"
#include "appliance/registry/seal_record.h"
#include "tests/support/temporary_folder.h"

namespace signet::registry {

inline Organisation TestOrganisation(const std::string& name) {
  return {.name = name,
          .legal_name = "Universidade do Atlântico",
          .identifier = "VATPT-500000000",
          .country = "PT"};
}

/// A certificate as a client shows it, a different one for each `seed`.
inline ClientCertificate TestClientCertificate(const std::string& seed) {
  const Sha256 digest = HashSha256("certificate of " + seed);
  return {.id = CertificateIdOf(digest),
          .match = CertificateMatch::kPublicKey,
          .digest = digest,
          .subject = {},
          .issuer = {},
          .not_before = *ParseTime("2026-01-01T00:00:00Z"),
          .not_after = *ParseTime("2027-01-01T00:00:00Z")};
}

inline Client TestClient(const std::string& name, Role role) {
  Client client{.name = name, .role = role, .certificates = {TestClientCertificate(name)}};
  if (role == Role::kAdministrator) client.signing_keys = {{.id = "key", .public_key = {1, 2}}};
  return client;
}

/// Terms of the organisation "artes" with the client "campus", for the years 2027 and 2028.
inline MandateTerms TestTerms() {
  MandateTerms terms;
  terms.issuing = "artes";
  terms.clients = {"campus"};
  terms.valid_from = *ParseTime("2027-01-01T00:00:00Z");
  terms.valid_until = *ParseTime("2029-01-01T00:00:00Z");
  return terms;
}

/// The beginning of a PDF is all that the registry looks at.
inline Bytes TestDocument() { return ToBytes("%PDF-1.7 signed by both"); }

/// A registry in a real database of its own.
class RegistryTest : public ::testing::Test {
 protected:
  RegistryTest() : database_(OpenDatabase(folder_ / "box.db")) { CreateRegistryTables(database_); }

  /// Those whom TestTerms names.
  void AddParties() {
    AddOrganisation(database_, TestOrganisation("artes"));
    AddClient(database_, TestClient("campus", Role::kSubmitter));
  }
  void AddApprovedMandate(const std::string& name, const MandateTerms& terms) {
    AddMandate(database_, name, terms, Time{});
    if (!terms.demonstration) {
      SetMandateDocument(database_, name, "application/pdf", TestDocument());
    }
    SetMandateStatus(database_, name, MandateStatus::kProposed);
    SetMandateStatus(database_, name, MandateStatus::kApproved);
  }

  test::TemporaryFolder folder_;
  SQLite::Database database_;
};

}  // namespace signet::registry
