#include "tests/support/services/credentials.h"

#include <openssl/pem.h>

#include <utility>

#include "appliance/base/file.h"

namespace signet::test {

Credentials CredentialsOf(Certificate certificate, EVP_PKEY* key) {
  EVP_PKEY_up_ref(key);
  return {std::move(certificate), {key, openssl::Free()}};
}

Credentials ReadCredentials(const std::filesystem::path& folder, const std::string& name) {
  const std::string pem = ReadFile(folder / (name + ".key"));
  const openssl::Handle<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  openssl::Handle<EVP_PKEY> key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
  if (!key) throw openssl::Failure("The key of " + name + " cannot be read.");
  return {Certificate::FromPem(ReadFile(folder / (name + ".pem"))).front(), std::move(key)};
}

ServiceHierarchy ReadHierarchy(const std::filesystem::path& folder) {
  return {.issuer = ReadCredentials(folder, "seal-ca"),
          .responder = ReadCredentials(folder, "ocsp"),
          .tsa_issuer = ReadCredentials(folder, "tsa-ca"),
          .tsa = {ReadCredentials(folder, "tsa-1"), ReadCredentials(folder, "tsa-2")},
          .wrong_usage = ReadCredentials(folder, "tsa-wrong-usage"),
          .stranger = ReadCredentials(folder, "tsa-stranger")};
}

}  // namespace signet::test
