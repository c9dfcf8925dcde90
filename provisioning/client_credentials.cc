#include "provisioning/client_credentials.h"

#include <openssl/pem.h>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/registry/client_certificate.h"

namespace signet::provisioning {
namespace {

using registry::CertificateMatch;

Certificate ReadCertificate(const std::filesystem::path& file) {
  // Its issuers may follow; the client is the first.
  return Certificate::FromPem(ReadFile(file)).front();
}

void RequireInDate(const Certificate& certificate, const std::filesystem::path& file) {
  if (certificate.not_after() >= SystemNow()) return;
  throw Error(Code::kParameterInvalid, "The certificate in " + file.string() + " expired on " +
                                           FormatTimeSeconds(certificate.not_after()) +
                                           ": ask the client for a new one.");
}

Bytes PublicKeyInfo(EVP_PKEY* key) {
  const int size = i2d_PUBKEY(key, nullptr);
  if (size <= 0) throw openssl::Failure("A public key cannot be written.");
  Bytes out(static_cast<std::size_t>(size));
  std::uint8_t* at = out.data();
  i2d_PUBKEY(key, &at);
  return out;
}

openssl::Handle<EVP_PKEY> ReadPublicKey(const std::string& pem) {
  const openssl::Handle<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return openssl::Handle<EVP_PKEY>(PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr));
}

}  // namespace

HandedCertificate ReadHandedCertificate(CertificateMatch match,
                                        const std::filesystem::path& certificate,
                                        const std::filesystem::path& issuer) {
  HandedCertificate handed{match, ReadCertificate(certificate), std::nullopt};
  RequireInDate(handed.certificate, certificate);
  const bool by_issuer = match == CertificateMatch::kIssuerAndSubject;
  if (by_issuer == issuer.empty()) {
    throw Error(Code::kParameterInvalid,
                by_issuer ? "--match issuer-and-subject needs the CA's certificate: add --issuer."
                          : "--issuer goes with --match issuer-and-subject only.");
  }
  if (by_issuer) handed.issuer = ReadCertificate(issuer);
  return handed;
}

registry::SigningKey ReadSigningKey(const std::string& id, const std::filesystem::path& file) {
  const std::string pem = ReadFile(file, 1U << 20U);
  if (pem.find("PRIVATE KEY-----") != std::string::npos) {
    throw Error(Code::kParameterInvalid,
                file.string() +
                    " holds a private key, which stays with the client. Its public "
                    "key: openssl pkey -in " +
                    file.string() + " -pubout");
  }
  if (pem.find("-----BEGIN CERTIFICATE-----") != std::string::npos) {
    return {id, registry::PublicKeyOf(Certificate::FromPem(pem).front())};
  }
  const openssl::Handle<EVP_PKEY> key = ReadPublicKey(pem);
  if (key == nullptr) {
    throw Error(Code::kParameterInvalid,
                file.string() +
                    " holds no public key: it must be PEM, a public key or the "
                    "certificate that has it.",
                openssl::TakeErrors());
  }
  return {id, PublicKeyInfo(key.get())};
}

json::ObjectWriter ToJson(const HandedCertificate& handed) {
  json::ObjectWriter out;
  out.Text("match", registry::NameOf(handed.match)).Text("certificate", handed.certificate.Pem());
  if (handed.issuer) out.Text("issuer", handed.issuer->Pem());
  return out;
}

json::ObjectWriter ToJson(const registry::SigningKey& key) {
  const std::uint8_t* at = key.public_key.data();
  const openssl::Handle<EVP_PKEY> parsed(
      d2i_PUBKEY(nullptr, &at, static_cast<long>(key.public_key.size())));
  const openssl::Handle<BIO> out(BIO_new(BIO_s_mem()));
  if (parsed == nullptr || PEM_write_bio_PUBKEY(out.get(), parsed.get()) != 1) {
    throw openssl::Failure("A signing key cannot be written.");
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  json::ObjectWriter json;
  json.Text("id", key.id).Text("publicKey", std::string_view(text, static_cast<std::size_t>(size)));
  return json;
}

json::ObjectWriter ToJson(const registry::Rate& rate) {
  json::ObjectWriter out;
  out.Integer("sealsPerMinute", rate.seals_per_minute).Integer("burst", rate.burst);
  return out;
}

}  // namespace signet::provisioning
