#include "provisioning/certificate_request.h"

#include <gtest/gtest.h>
#include <openssl/ecdsa.h>
#include <openssl/pem.h>

#include "tests/support/error_matcher.h"
#include "tests/support/test_certificates.h"

namespace signet::provisioning {
namespace {

using test::KeyKind;

openssl::Handle<X509_REQ> Parse(const std::string& pem) {
  const openssl::Handle<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return openssl::Handle<X509_REQ>(PEM_read_bio_X509_REQ(in.get(), nullptr, nullptr, nullptr));
}

std::string SubjectOf(X509_REQ* request) {
  const openssl::Handle<BIO> out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), X509_REQ_get_subject_name(request), 0,
                     (XN_FLAG_RFC2253 & ~XN_FLAG_DN_REV) & ~ASN1_STRFLGS_ESC_MSB);
  char* text = nullptr;
  const long length = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

// A software key in the place of the token's: a digest in, r‖s or a PKCS#1 v1.5 value out.
Bytes SignDigest(EVP_PKEY* key, ByteView digest) {
  const openssl::Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key, nullptr));
  EVP_PKEY_sign_init(context.get());
  EVP_PKEY_CTX_set_signature_md(context.get(), digest.size() == 48 ? EVP_sha384() : EVP_sha256());
  Bytes signature(1024);
  std::size_t size = signature.size();
  if (EVP_PKEY_sign(context.get(), signature.data(), &size, digest.data(), digest.size()) != 1) {
    throw openssl::Failure("The test's key did not sign.");
  }
  signature.resize(size);
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) return signature;
  const unsigned char* at = signature.data();
  const openssl::Handle<ECDSA_SIG> parts(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
  const auto width = static_cast<int>(digest.size());
  Bytes raw(digest.size() * 2);
  BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), raw.data(), width);
  BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), raw.data() + width, width);
  return raw;
}

RequestingKey KeyOf(EVP_PKEY* key, EVP_PKEY* signer) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  Bytes info(der, der + size);
  OPENSSL_free(der);
  return {info, [signer](hsm::Mechanism, ByteView digest) { return SignDigest(signer, digest); }};
}
RequestingKey KeyOf(KeyKind kind) { return KeyOf(test::TestKey(kind), test::TestKey(kind)); }

TEST(CertificateRequest, ReadsASubjectInOpensslsSpelling) {
  const SubjectAttributes expected{{"C", "EE"}, {"O", "Näide / Ülikool"}, {"CN", "a=b"}};
  EXPECT_EQ(ParseSubject("/C=EE/O=Näide \\/ Ülikool/CN=a=b"), expected);
}

TEST(CertificateRequest, RefusesASubjectThatCannotBeRead) {
  for (const char* text : {"", "C=EE", "/", "/C", "/C=", "/=EE", "/C=EE//O=x", "/C=EE/"}) {
    EXPECT_EQ(test::CodeOf([&] { ParseSubject(text); }), Code::kParameterInvalid) << text;
  }
}

TEST(CertificateRequest, RefusesAttributesThatOpensslDoesNotTake) {
  for (const SubjectAttributes& subject :
       {SubjectAttributes{{"nonsense", "x"}}, SubjectAttributes{{"C", "Estonia"}}}) {
    EXPECT_EQ(test::CodeOf([&] { MakeCertificateRequest(KeyOf(KeyKind::kP256), subject); }),
              Code::kParameterInvalid);
  }
}

// EN 319 412-3 4.2.1: countryName, organizationName, organizationIdentifier, commonName.
TEST(CertificateRequest, NamesALegalPersonAsSealCertificatesDo) {
  const auto with = Parse(MakeCertificateRequest(
      KeyOf(KeyKind::kP256), SealSubject("EE", "Näide", "NTREE-1", "Näide e-seal")));
  EXPECT_EQ(SubjectOf(with.get()), "C=EE,O=Näide,organizationIdentifier=NTREE-1,CN=Näide e-seal");
  const auto without =
      Parse(MakeCertificateRequest(KeyOf(KeyKind::kP256), SealSubject("EE", "Näide", "", "Näide")));
  EXPECT_EQ(SubjectOf(without.get()), "C=EE,O=Näide,CN=Näide");
}

struct Signature {
  KeyKind key;
  int nid;
};

TEST(CertificateRequest, IsSignedByItsOwnKeyWithAFittingHash) {
  constexpr Signature kSignatures[] = {{KeyKind::kP256, NID_ecdsa_with_SHA256},
                                       {KeyKind::kP384, NID_ecdsa_with_SHA384},
                                       {KeyKind::kRsa3072, NID_sha256WithRSAEncryption}};
  for (const Signature& signature : kSignatures) {
    const auto request = Parse(MakeCertificateRequest(KeyOf(signature.key), {{"CN", "x"}}));
    ASSERT_NE(request, nullptr);
    EXPECT_EQ(X509_REQ_verify(request.get(), test::TestKey(signature.key)), 1);
    EXPECT_EQ(X509_REQ_get_signature_nid(request.get()), signature.nid);
  }
}

TEST(CertificateRequest, IsNotWrittenWithTheSignatureOfAnotherKey) {
  const RequestingKey key = KeyOf(test::TestKey(KeyKind::kP256), test::TestKey(KeyKind::kP256, 1));
  EXPECT_EQ(test::CodeOf([&] {
              MakeCertificateRequest(key, {{"CN", "x"}});
            }),
            Code::kCryptographyFailed);
}

}  // namespace
}  // namespace signet::provisioning
