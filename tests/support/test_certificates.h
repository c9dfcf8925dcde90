#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/base/openssl.h"

namespace signet::test {

/// Software keys for tests; the P-224 and RSA-1024 ones are there to be refused.
enum class KeyKind { kP224, kP256, kP384, kP521, kEd25519, kRsa1024, kRsa2048, kRsa3072 };

/// The key of this kind, made once in a process since RSA takes its time. Different `number`s are
/// different keys. The key lives as long as the process.
EVP_PKEY* TestKey(KeyKind kind, int number = 0);

/// PKCS#8 PEM without a password.
std::string PrivateKeyPem(EVP_PKEY* key);
/// SubjectPublicKeyInfo PEM.
std::string PublicKeyPem(EVP_PKEY* key);

/// What a test certificate says. Extensions are in OpenSSL's configuration syntax; an empty one is
/// left out. Subject key identifier and authority key identifier are always there.
struct CertificateOptions {
  CertificateSubject subject;
  Time not_before;
  Time not_after;
  std::string basic_constraints = "critical,CA:FALSE";
  std::string key_usage = "critical,nonRepudiation";
  std::string extended_key_usage;
  std::string subject_alternative_name;
  std::string authority_information_access;  ///< "OCSP;URI:http://…"
  std::string crl_distribution_points;       ///< "URI:http://…"
  std::string ocsp_no_check;                 ///< "NULL" where it is to be there
  std::string certificate_policies;          ///< PoliciesValue()
  std::string qc_statements;                 ///< QcStatementsValue()
};

/// A value for CertificateOptions::qc_statements: statements by their identifiers, in order. Those
/// of QcType and QcCClegislation are written "0.4.0.1862.1.6=0.4.0.1862.1.6.2" and
/// "0.4.0.1862.1.7=CH"; with commas between where one statement has several.
std::string QcStatementsValue(const std::vector<std::string>& statements);
/// The same for CertificateOptions::certificate_policies (RFC 5280 4.2.1.4), without qualifiers.
std::string PoliciesValue(const std::vector<std::string>& policies);

/// Options for a seal certificate, valid from 2020 to 2040.
CertificateOptions SealCertificateOptions();
/// Options for a CA certificate named `common_name`, valid from 2015 to 2045.
CertificateOptions AuthorityOptions(std::string_view common_name);

/// Who can issue: a CA certificate and its key.
struct Authority {
  Certificate certificate;
  EVP_PKEY* key;
};

Authority MakeRoot(const CertificateOptions& options, EVP_PKEY* key);
Certificate IssueCertificate(const Authority& issuer, const CertificateOptions& options,
                             EVP_PKEY* subject_key);
/// A CA below another one.
Authority MakeSubordinate(const Authority& issuer, const CertificateOptions& options,
                          EVP_PKEY* key);

}  // namespace signet::test
