#pragma once

#include <string>

#include "tests/support/test_certificates.h"

namespace signet::test {

/// The CA of these tests, an anchor, and a seal certificate below it: O "TEST University",
/// organizationIdentifier "NTREE-1", C "EE".
const Authority& SealCa();
const Certificate& SealCertificate();

/// A credential whose issuer has this eIDASIdentifier in Estonia; empty: none, only the legal name.
std::string CredentialOf(const std::string& identifier, const std::string& legal_name);

/// A sound B-B seal over this text, claimed at 2026-06-01T00:00:00Z.
std::string SealText(const std::string& payload);

}  // namespace signet::test
