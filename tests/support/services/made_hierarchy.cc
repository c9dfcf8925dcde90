#include "tests/support/services/made_hierarchy.h"

#include <utility>

#include "tests/support/test_certificates.h"

namespace signet::test {
namespace {

// Keys from other tests' in one process are others.
constexpr int kFirstKey = 700;

CertificateOptions Named(const std::string& name) {
  CertificateOptions options = SealCertificateOptions();
  options.subject = {.organisation = "TEST Services",
                     .organisation_identifier = {},
                     .common_name = name,
                     .country = "XX"};
  return options;
}

CertificateOptions TimeStamping(const std::string& name, const std::string& base_url) {
  CertificateOptions options = Named(name);
  options.key_usage = "critical,digitalSignature";
  options.extended_key_usage = "critical,timeStamping";
  options.crl_distribution_points = "URI:" + base_url + "/crl/tsa-ca.crl";
  return options;
}

Credentials Issue(const Authority& issuer, const CertificateOptions& options, int number) {
  EVP_PKEY* const key = TestKey(KeyKind::kP256, kFirstKey + number);
  return CredentialsOf(IssueCertificate(issuer, options, key), key);
}

Authority AuthorityOf(const Credentials& credentials) {
  return {credentials.certificate, credentials.key.get()};
}

Credentials Root(const std::string& name, int number) {
  EVP_PKEY* const key = TestKey(KeyKind::kP256, kFirstKey + number);
  return CredentialsOf(MakeRoot(AuthorityOptions(name), key).certificate, key);
}

}  // namespace

ServiceHierarchy MakeHierarchy(const std::string& base_url) {
  const Credentials issuer = Root("TEST Seal CA", 0);
  const Credentials tsa_issuer = Root("TEST TSA CA", 1);
  const Credentials strangers = Root("TEST Stranger CA", 2);
  CertificateOptions responder = Named("TEST OCSP responder");
  responder.key_usage = "critical,digitalSignature";
  responder.extended_key_usage = "OCSPSigning";
  responder.crl_distribution_points = "URI:" + base_url + "/crl/seal-ca.crl";
  CertificateOptions wrong = TimeStamping("TEST TSA of wrong usage", base_url);
  wrong.extended_key_usage = "timeStamping,serverAuth";
  const Authority tsa = AuthorityOf(tsa_issuer);
  return {.issuer = issuer,
          .responder = Issue(AuthorityOf(issuer), responder, 3),
          .tsa_issuer = tsa_issuer,
          .tsa = {Issue(tsa, TimeStamping("TEST TSA 1", base_url), 4),
                  Issue(tsa, TimeStamping("TEST TSA 2", base_url), 5)},
          .wrong_usage = Issue(tsa, wrong, 6),
          .stranger =
              Issue(AuthorityOf(strangers), TimeStamping("TEST TSA of strangers", base_url), 7)};
}

Certificate IssueSealCertificate(const ServiceHierarchy& hierarchy, EVP_PKEY* key,
                                 const std::string& base_url) {
  CertificateOptions options = SealCertificateOptions();
  options.authority_information_access = "OCSP;URI:" + base_url + "/ocsp";
  options.crl_distribution_points = "URI:" + base_url + "/crl/seal-ca.crl";
  return IssueCertificate(AuthorityOf(hierarchy.issuer), options, key);
}

}  // namespace signet::test
