// What a signature and a certificate can be wrong in, one row each.

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "appliance/base/encoding.h"
#include "tests/unit/seal/fault.h"

namespace signet::seal {
namespace {

using Make = std::function<std::string(SealBuilder&)>;

using test::KeyKind;

Certificate Issued(const std::function<void(test::CertificateOptions&)>& change, EVP_PKEY* key) {
  test::CertificateOptions options = test::SealCertificateOptions();
  change(options);
  return test::IssueCertificate(TestSealCa(), options, key);
}

const Fault kSignatureFaults[] = {
    {"flipped payload byte",
     [](SealBuilder& s) { return Replaced(s.Write(), "credential:1", "credential:0"); }, kHash,
     "signature.value"},
    {"space in the payload", [](SealBuilder& s) { return Replaced(s.Write(), "1.10}", "1.10 }"); },
     kHash, "signature.value"},
    {"number spelt otherwise", [](SealBuilder& s) { return Replaced(s.Write(), "1.10}", "1.1}"); },
     kHash, "signature.value"},
    {"changed header",
     [](SealBuilder& s) {
       const std::string signature = EncodeBase64Url(s.Signature());
       return s.Set("cty", "\"octet-stream\"").Write(s.Protected(), signature);
     },
     kHash, "signature.value"},
    {"flipped signature bit",
     [](SealBuilder& s) {
       Bytes signature = s.Signature();
       signature[40] ^= 1U;
       return s.Write(s.Protected(), EncodeBase64Url(signature));
     },
     kHash, "signature.value"},
    {"signature all zero",
     [](SealBuilder& s) { return s.Write(s.Protected(), EncodeBase64Url(Bytes(64))); }, kHash,
     "signature.value"},
    {"signature in DER (RFC 7518 3.4)",
     [](SealBuilder& s) { return s.Write(s.Protected(), EncodeBase64Url(Bytes(71, 0x30))); },
     kCrypto, "signature.value"},
    {"signature cut",
     [](SealBuilder& s) {
       Bytes signature = s.Signature();
       signature.pop_back();
       return s.Write(s.Protected(), EncodeBase64Url(signature));
     },
     kCrypto, "signature.value"},
    {"made by another key",
     [](SealBuilder& s) {
       s.key = test::TestKey(KeyKind::kP256, 7);
       return s.Write();
     },
     kHash, "signature.value"},
    {"swapped certificate, digest left",
     [](SealBuilder& s) {
       const std::string signature = EncodeBase64Url(s.Signature());
       const Certificate other = Issued([](auto&) {}, test::TestKey(KeyKind::kP256, 7));
       return s.Set("x5c", "[\"" + EncodeBase64(other.der()) + "\"]")
           .Write(s.Protected(), signature);
     },
     kUnidentified, "certificate.digest"},
    {"swapped certificate, digest too",
     [](SealBuilder& s) {
       const std::string signature = EncodeBase64Url(s.Signature());
       return s.SetChain({Issued([](auto&) {}, test::TestKey(KeyKind::kP256, 7))})
           .Write(s.Protected(), signature);
     },
     kHash, "signature.value"},
};

TEST(Faults, OfTheSignature) { ExpectFaults(kSignatureFaults); }

// A seal whose certificate this CA has issued.
Make IssuedBy(test::Authority (*make_ca)()) {
  return [=](SealBuilder& s) {
    const test::Authority ca = make_ca();
    return s
        .SetChain(
            {test::IssueCertificate(ca, test::SealCertificateOptions(), s.key), ca.certificate})
        .Write();
  };
}

EVP_PKEY* CaKey() { return test::TestKey(KeyKind::kP256, 8); }

test::Authority OtherRoot() {
  return test::MakeRoot(test::AuthorityOptions("TEST other"), CaKey());
}

test::Authority RootOfTheSameName() {
  return test::MakeRoot(test::AuthorityOptions("TEST root"), CaKey());
}

test::Authority NoCa() {
  test::CertificateOptions options = test::AuthorityOptions("TEST no CA");
  options.basic_constraints = "critical,CA:FALSE";
  options.key_usage = "critical,nonRepudiation";
  return test::MakeSubordinate(TestRoot(), options, CaKey());
}

test::Authority EndedCa() {
  test::CertificateOptions options = test::AuthorityOptions("TEST ended CA");
  options.not_after = *ParseTime("2025-01-01T00:00:00Z");
  return test::MakeSubordinate(TestRoot(), options, CaKey());
}

test::Authority WeakCa() {
  return test::MakeSubordinate(TestRoot(), test::AuthorityOptions("TEST weak CA"),
                               test::TestKey(KeyKind::kRsa1024, 8));
}

// EN 319 102-1 5.2.6: the certificate and its way to the anchor.
const Fault kCertificateFaults[] = {
    {"self-made root", IssuedBy(OtherRoot), kNoChain, "chain.anchor"},
    {"root of the anchor's name with another key", IssuedBy(RootOfTheSameName), kNoChain,
     "chain.anchor"},
    {"self-signed",
     [](SealBuilder& s) {
       return s.SetChain({test::MakeRoot(test::SealCertificateOptions(), s.key).certificate})
           .Write();
     },
     kNoChain, "chain.anchor"},
    {"issued by a certificate that is no CA", IssuedBy(NoCa), kChain, "chain.constraints"},
    {"issued by a CA that has ended", IssuedBy(EndedCa), kNoProof, "chain.validity"},
    {"issued by a weak CA (TS 119 312)", IssuedBy(WeakCa), kWeakened, "strength.chain"},
    {"RSA of 1024 bits (TS 119 312)",
     [](SealBuilder& s) {
       s.key = test::TestKey(KeyKind::kRsa1024);
       s.algorithm = Algorithm::kRs256;
       s.SetChain({Issued([](auto&) {}, s.key), TestSealCa().certificate});
       return s.Set("alg", "\"RS256\"").Write();
     },
     kWeakened, "strength.key"},
    {"Edwards curve with ES256",
     [](SealBuilder& s) {
       s.SetChain(
           {Issued([](auto&) {}, test::TestKey(KeyKind::kEd25519)), TestSealCa().certificate});
       return s.Write();
     },
     kCrypto, "signature.algorithm"},
    {"expired at the time of judgement",
     [](SealBuilder& s) {
       const auto end = [](auto& o) { o.not_after = *ParseTime("2026-01-31T12:30:00Z"); };
       return s.SetChain({Issued(end, s.key), TestSealCa().certificate}).Write();
     },
     kNoProof, "chain.validity"},
};

TEST(Faults, OfTheCertificate) { ExpectFaults(kCertificateFaults); }

}  // namespace
}  // namespace signet::seal
