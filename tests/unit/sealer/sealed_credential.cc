#include "tests/unit/sealer/sealed_credential.h"

#include <openssl/ecdsa.h>

#include "appliance/base/json_writer.h"
#include "appliance/seal/jades.h"

namespace signet::test {
namespace {

EVP_PKEY* SealKey() { return TestKey(KeyKind::kP256, 11); }

// r‖s (RFC 7518 3.4) out of OpenSSL's DER.
Bytes RawSignature(ByteView digest) {
  const openssl::Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(SealKey(), nullptr));
  Bytes der(128);
  std::size_t size = der.size();
  EVP_PKEY_sign_init(context.get());
  if (EVP_PKEY_sign(context.get(), der.data(), &size, digest.data(), digest.size()) != 1) {
    throw openssl::Failure("The test seal was not signed.");
  }
  const unsigned char* at = der.data();
  const openssl::Handle<ECDSA_SIG> parts(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
  Bytes raw(64);
  BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), raw.data(), 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), raw.data() + 32, 32);
  return raw;
}

}  // namespace

const Authority& SealCa() {
  static const Authority ca =
      MakeRoot(AuthorityOptions("TEST Seal CA"), TestKey(KeyKind::kP256, 10));
  return ca;
}

const Certificate& SealCertificate() {
  static const Certificate certificate = [] {
    CertificateOptions options = SealCertificateOptions();
    options.subject = {"TEST University", "NTREE-1", "TEST University e-seal", "EE"};
    return IssueCertificate(SealCa(), options, SealKey());
  }();
  return certificate;
}

std::string CredentialOf(const std::string& identifier, const std::string& legal_name) {
  json::ObjectWriter issuer;
  issuer.Text("id", "urn:org:1").Text("type", "Organisation");
  issuer.Object("legalName", std::move(json::ObjectWriter().Text("en", legal_name)));
  if (!identifier.empty()) {
    json::ObjectWriter spatial;
    spatial.Text("id", "http://publications.europa.eu/resource/authority/country/EST");
    json::ObjectWriter member;
    member.Text("notation", identifier).Object("spatial", std::move(spatial));
    issuer.Object("eIDASIdentifier", std::move(member));
  }
  return json::ObjectWriter().Object("issuer", std::move(issuer)).Write();
}

std::string SealText(const std::string& payload) {
  seal::HeaderParameters parameters;
  parameters.algorithm = seal::Algorithm::kEs256;
  parameters.signing_time = *ParseTime("2026-06-01T00:00:00Z");
  parameters.chain = {SealCertificate()};
  const std::string header = seal::EncodeProtectedHeader(parameters);
  const auto input = seal::DigestSigningInput(parameters.algorithm, header, payload);
  return seal::WriteContainer(payload, header, RawSignature(input.to_sign));
}

}  // namespace signet::test
