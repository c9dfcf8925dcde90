// What the seal's certificate and those above it can be wrong in.

#include <memory>

#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

using seal::Algorithm;
using seal::TestRoot;
using seal::TestSealCa;
using test::CertificateOptions;
using test::KeyKind;
using OptionsChange = std::function<void(CertificateOptions&)>;

Make Signer(const OptionsChange& change) {
  return Before([=](LongTermSeal& s) {
    s.SetChain({IssueSigner(s.seal.key, change), TestSealCa().certificate});
  });
}

Make SignerUsage(const char* usage) {
  return Signer([=](CertificateOptions& o) { o.key_usage = usage; });
}

Make SignerKey(KeyKind kind, Algorithm algorithm) {
  return Before([=](LongTermSeal& s) {
    s.seal.key = test::TestKey(kind);
    s.seal.algorithm = algorithm;
    s.SetChain({IssueSigner(s.seal.key), TestSealCa().certificate});
    s.seal.Set("alg", "\"" + std::string(NameOf(algorithm)) + "\"");
  });
}

// The seal's certificate comes from this CA, which also answers for it.
Make IssuedBy(const std::function<test::Authority()>& make_ca) {
  return Before([=](LongTermSeal& s) {
    const test::Authority ca = make_ca();
    s.SetChain(
        {test::IssueCertificate(ca, test::SealCertificateOptions(), s.seal.key), ca.certificate});
    s.values.certificates[0] = Der(ca.certificate);
    s.values.ocsps = {OcspBy(ca, s.signer, ca.certificate, kRevocationTime)};
  });
}

// The same with a list in place of the answer.
Make ListedBy(const std::function<test::Authority()>& make_ca) {
  return Before([=](LongTermSeal& s) {
    const test::Authority ca = make_ca();
    s.SetChain(
        {test::IssueCertificate(ca, test::SealCertificateOptions(), s.seal.key), ca.certificate});
    s.values.certificates[0] = Der(ca.certificate);
    s.values.ocsps.clear();
    s.values.crls.push_back(test::MakeCrl(ca, WeekFrom(kRevocationTime)));
  });
}

test::Authority Ca(const OptionsChange& change, KeyKind kind = KeyKind::kP256) {
  CertificateOptions options = test::AuthorityOptions("TEST CA of a variant");
  change(options);
  return test::MakeSubordinate(TestRoot(), options, test::TestKey(kind, 63));
}

test::Authority OtherRoot(const char* name) {
  return test::MakeRoot(test::AuthorityOptions(name), test::TestKey(KeyKind::kP256, 63));
}

// A CA below one that allows none.
void TooDeep(LongTermSeal& s) {
  const test::Authority upper =
      Ca([](CertificateOptions& o) { o.basic_constraints = "critical,CA:TRUE,pathlen:0"; });
  const test::Authority ca = test::MakeSubordinate(upper, test::AuthorityOptions("TEST too deep"),
                                                   test::TestKey(KeyKind::kP256, 64));
  s.SetChain({test::IssueCertificate(ca, test::SealCertificateOptions(), s.seal.key),
              ca.certificate, upper.certificate});
  s.values.certificates[0] = Der(ca.certificate);
  s.values.ocsps = {OcspBy(ca, s.signer, ca.certificate, kRevocationTime)};
  s.values.crls.push_back(test::MakeCrl(upper, WeekFrom(kRevocationTime)));
}

struct FreeExtension {
  void operator()(X509_EXTENSION* p) const { X509_EXTENSION_free(p); }
  void operator()(ASN1_OBJECT* p) const { ASN1_OBJECT_free(p); }
  void operator()(ASN1_OCTET_STRING* p) const { ASN1_OCTET_STRING_free(p); }
};
template <typename T>
using ExtensionHandle = std::unique_ptr<T, FreeExtension>;

// The same certificate with an extension that nobody knows, or hashed otherwise.
Certificate Reissued(const Certificate& certificate, const EVP_MD* hash, bool critical_extension) {
  const openssl::Handle<X509> copy(X509_dup(certificate.x509()));
  if (critical_extension) {
    const ExtensionHandle<ASN1_OBJECT> object(OBJ_txt2obj("1.3.6.1.4.1.99999.8", 1));
    const ExtensionHandle<ASN1_OCTET_STRING> value(ASN1_OCTET_STRING_new());
    const unsigned char null[] = {0x05, 0x00};
    ASN1_OCTET_STRING_set(value.get(), null, sizeof null);
    const ExtensionHandle<X509_EXTENSION> extension(
        X509_EXTENSION_create_by_OBJ(nullptr, object.get(), 1, value.get()));
    X509_add_ext(copy.get(), extension.get(), -1);
  }
  if (X509_sign(copy.get(), TestSealCa().key, hash) <= 0) throw openssl::Failure("Not signed.");
  unsigned char* der = nullptr;
  const int size = i2d_X509(copy.get(), &der);
  Certificate out = Certificate::FromDer({der, static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return out;
}

Make SignerReissued(const EVP_MD* hash, bool critical_extension) {
  return Before([=](LongTermSeal& s) {
    s.SetChain({Reissued(s.signer, hash, critical_extension), TestSealCa().certificate});
  });
}

const Variant kSigner[] = {
    {"signer.expired-when-sealing",
     Signer([](auto& o) { o.not_after = At("2025-01-01T00:00:00Z"); })},
    {"signer.expired-between-claim-and-stamp",
     Signer([](auto& o) { o.not_after = At("2025-03-01T12:00:03Z"); })},
    {"signer.not-yet-valid-when-sealing",
     Signer([](auto& o) { o.not_before = At("2025-03-01T12:30:00Z"); })},
    {"signer.usage-digital-signature", SignerUsage("critical,digitalSignature")},
    {"signer.usage-both", SignerUsage("critical,digitalSignature,nonRepudiation")},
    {"signer.usage-key-encipherment", SignerUsage("critical,keyEncipherment")},
    {"signer.usage-absent", SignerUsage("")},
    {"signer.is-a-ca", Signer([](auto& o) {
       o.basic_constraints = "critical,CA:TRUE";
       o.key_usage = "critical,keyCertSign,nonRepudiation";
     })},
    {"signer.extended-usage-time-stamping",
     Signer([](auto& o) { o.extended_key_usage = "critical,timeStamping"; })},
    {"signer.rsa-1024", SignerKey(KeyKind::kRsa1024, Algorithm::kRs256)},
    {"signer.rsa-2048", SignerKey(KeyKind::kRsa2048, Algorithm::kRs256)},
    {"signer.rsa-2048-pss", SignerKey(KeyKind::kRsa2048, Algorithm::kPs256)},
    {"signer.rsa-2048-judged-2026", SignerKey(KeyKind::kRsa2048, Algorithm::kRs256),
     "2026-11-01T00:00:00Z"},
    {"signer.p384-with-es256", Before([](LongTermSeal& s) {
       s.SetChain({IssueSigner(test::TestKey(KeyKind::kP384)), TestSealCa().certificate});
     })},
    {"signer.ed25519-with-es256", Before([](LongTermSeal& s) {
       s.SetChain({IssueSigner(test::TestKey(KeyKind::kEd25519)), TestSealCa().certificate});
     })},
    {"signer.signed-with-sha1", SignerReissued(EVP_sha1(), false)},
    {"signer.critical-extension-unknown", SignerReissued(EVP_sha256(), true)},
    {"signer.self-signed", Before([](LongTermSeal& s) {
       s.SetChain({test::MakeRoot(test::SealCertificateOptions(), s.seal.key).certificate});
     })},
    {"signer.path-incomplete", Before([](LongTermSeal& s) {
       s.SetChain({s.signer});
       s.values.certificates.erase(s.values.certificates.begin());
     })},
    {"signer.nobody-is-trusted", Before([](LongTermSeal&) {}), kSoonAfter, Anchors::kNone},
};

const Variant kIssuer[] = {
    {"ca.of-an-unknown-root", IssuedBy([] { return OtherRoot("TEST other root"); })},
    {"ca.of-the-roots-name", IssuedBy([] { return OtherRoot("TEST root"); })},
    {"ca.no-ca", IssuedBy([] {
       return Ca([](auto& o) {
         o.basic_constraints = "critical,CA:FALSE";
         o.key_usage = "critical,nonRepudiation";
       });
     })},
    {"ca.no-basic-constraints",
     IssuedBy([] { return Ca([](auto& o) { o.basic_constraints = ""; }); })},
    {"ca.may-not-sign-certificates",
     IssuedBy([] { return Ca([](auto& o) { o.key_usage = "critical,cRLSign"; }); })},
    {"ca.may-not-sign-crls",
     ListedBy([] { return Ca([](auto& o) { o.key_usage = "critical,keyCertSign"; }); })},
    {"ca.deeper-than-allowed", Before(TooDeep)},
    {"ca.expired-when-sealing",
     IssuedBy([] { return Ca([](auto& o) { o.not_after = At("2025-01-01T00:00:00Z"); }); })},
    {"ca.expired-when-judged",
     IssuedBy([] { return Ca([](auto& o) { o.not_after = At("2025-03-01T12:30:00Z"); }); })},
    {"ca.rsa-1024", IssuedBy([] { return Ca([](auto&) {}, KeyKind::kRsa1024); })},
};

}  // namespace

std::vector<Variant> CertificateVariants() {
  std::vector<Variant> out(std::begin(kSigner), std::end(kSigner));
  out.insert(out.end(), std::begin(kIssuer), std::end(kIssuer));
  return out;
}

}  // namespace signet::interop
