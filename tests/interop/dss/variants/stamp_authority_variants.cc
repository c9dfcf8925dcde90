// What the certificate of a time-stamp authority can be wrong in.

#include <chrono>

#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

using test::KeyKind;
using OptionsChange = std::function<void(test::CertificateOptions&)>;

// Both time-stamps by an authority of such a certificate.
Make By(const OptionsChange& change) {
  return Before([=](LongTermSeal& s) { s.SetTsa(StampAuthority(change)); });
}

Make ByUsage(const char* usage) {
  return By([=](test::CertificateOptions& o) { o.extended_key_usage = usage; });
}

test::TimeStampAuthority OfAnotherRoot() {
  test::CertificateOptions options = test::SealCertificateOptions();
  options.key_usage = "critical,digitalSignature";
  options.extended_key_usage = "critical,timeStamping";
  const test::Authority root =
      test::MakeRoot(test::AuthorityOptions("TEST other root"), test::TestKey(KeyKind::kP256, 62));
  EVP_PKEY* const key = test::TestKey(KeyKind::kP256, 60);
  return {test::IssueCertificate(root, options, key), key};
}

test::TimeStampAuthority WithKey(KeyKind kind) {
  test::CertificateOptions options = test::SealCertificateOptions();
  options.subject.common_name = "TEST weak time-stamp authority";
  options.key_usage = "critical,digitalSignature";
  options.extended_key_usage = "critical,timeStamping";
  EVP_PKEY* const key = test::TestKey(kind, 60);
  return {test::IssueCertificate(seal::TestRoot(), options, key), key};
}

// The CRL says so of the authority.
Change Revoke(const char* at, int reason) {
  return [=](LongTermSeal& s) {
    s.values.crls = {RootCrl(kRevocationTime, {Revoked(s.signature_tsa.certificate,
                                                       seal::TestRoot().certificate, at, reason)})};
  };
}

constexpr int kKeyCompromise = 1;
constexpr int kSuperseded = 4;

const Variant kStampAuthority[] = {
    {"tsa.no-extended-key-usage", ByUsage("")},
    {"tsa.extended-key-usage-not-critical", ByUsage("timeStamping")},
    {"tsa.extended-key-usage-two", ByUsage("critical,timeStamping,emailProtection")},
    {"tsa.extended-key-usage-other", ByUsage("critical,emailProtection")},
    {"tsa.expired-when-stamping", By([](auto& o) { o.not_after = At("2025-01-01T00:00:00Z"); })},
    {"tsa.not-yet-valid-when-stamping",
     By([](auto& o) { o.not_before = At("2025-03-01T12:30:00Z"); })},
    {"tsa.expired-when-judged", By([](auto& o) { o.not_after = At("2025-03-01T12:30:00Z"); })},
    {"tsa.of-an-unknown-root", Before([](LongTermSeal& s) { s.SetTsa(OfAnotherRoot()); })},
    {"tsa.archive-of-an-unknown-root", Before([](LongTermSeal& s) {
       s.archive_tsa = OfAnotherRoot();
       s.values.certificates.push_back(Der(s.archive_tsa.certificate));
     })},
    {"tsa.second-archive-of-an-unknown-root", After([](LongTermSeal& s) {
       s.archive_tsa = OfAnotherRoot();
       s.archive_time += std::chrono::seconds(5);
       s.Archive();
     })},
    {"tsa.second-archive-without-values", After([](LongTermSeal& s) {
       s.archive_time += std::chrono::seconds(5);
       s.Archive();
     })},
    {"tsa.not-trusted-as-a-service", Before([](LongTermSeal&) {}), kSoonAfter, Anchors::kSealCa},
    {"tsa.rsa-1024", Before([](LongTermSeal& s) { s.SetTsa(WithKey(KeyKind::kRsa1024)); })},
    {"tsa.rsa-2048", Before([](LongTermSeal& s) { s.SetTsa(WithKey(KeyKind::kRsa2048)); })},
    {"tsa.rsa-2048-judged-2026",
     Before([](LongTermSeal& s) { s.SetTsa(WithKey(KeyKind::kRsa2048)); }), "2026-11-01T00:00:00Z"},
    {"tsa.revoked-before-stamping", Before(Revoke("2025-02-01T00:00:00Z", kSuperseded))},
    {"tsa.revoked-after-stamping", Before(Revoke("2025-03-01T12:00:06Z", kSuperseded))},
    {"tsa.compromised-after-stamping", Before(Revoke("2025-03-01T12:00:06Z", kKeyCompromise))},
    {"tsa.no-revocation-data", Before([](LongTermSeal& s) {
       s.values.crls = {test::MakeCrl(seal::TestSealCa(), WeekFrom(kRevocationTime))};
     })},
    {"tsa.is-the-sealer", Before([](LongTermSeal& s) {
       s.SetTsa({s.signer, s.seal.key});
     })},
};

}  // namespace

std::vector<Variant> StampAuthorityVariants() {
  return {std::begin(kStampAuthority), std::end(kStampAuthority)};
}

}  // namespace signet::interop
