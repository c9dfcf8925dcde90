#include "provisioning/token_environment.h"

#include <cstdlib>

namespace signet::provisioning {

void ApplyTokenEnvironment(const std::map<std::string, std::string>& environment) {
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
}

openssl::Handle<EVP_PKEY> PublicKeyFromInfo(ByteView info) {
  const unsigned char* octets = info.data();
  openssl::Handle<EVP_PKEY> key(d2i_PUBKEY(nullptr, &octets, static_cast<long>(info.size())));
  if (key == nullptr) throw openssl::Failure("The token's public key cannot be read.");
  return key;
}

}  // namespace signet::provisioning
