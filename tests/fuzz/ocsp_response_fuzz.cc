#include <cstdint>

#include "appliance/seal/ocsp_response.h"
#include "tests/fuzz/invariant.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using signet::fuzz::Require;
  using signet::seal::OcspResponse;
  using signet::seal::OcspStatus;
  // No try: reading never throws because of what the octets are.
  const auto response = OcspResponse::Read({data, size});
  if (!response) return 0;
  Require(response->der().size() == size, "all octets are the response's");
  response->nonce();
  response->signature_hash();
  const auto signer = response->Signer({});
  Require(!signer || response->status() == OcspStatus::kSuccessful, "an error has no signer");
  for (const signet::Certificate& one : response->certificates()) {
    for (const signet::Certificate& other : response->certificates()) {
      const auto status = response->StatusOf(one, other);
      Require(!status || (status->state == signet::seal::RevocationState::kRevoked) ==
                             status->revoked_at.has_value(),
              "a time of revocation stands with a revocation");
      response->ResponderFor(other, {});
    }
  }
  return 0;
}
