#include <cstdint>

#include "appliance/seal/crl.h"
#include "tests/fuzz/invariant.h"

namespace {

// Of an issuer whose name a fuzzer finds in the kept corpus.
constexpr const char* kSubject = R"(-----BEGIN CERTIFICATE-----
MIIB4TCCAYegAwIBAgIUVQlMpTr4mJsMuNGnVQsH+N4o5ekwCgYIKoZIzj0EAwIw
PTELMAkGA1UEBhMCWFgxFzAVBgNVBAoMDlRFU1QgQXV0aG9yaXR5MRUwEwYDVQQD
DAxURVNUIGZ1enogQ0EwIBcNMjYxMTI2MTE1MzQwWhgPMjA4MTA4MjkxMTUzNDBa
MD0xCzAJBgNVBAYTAlhYMRcwFQYDVQQKDA5URVNUIEF1dGhvcml0eTEVMBMGA1UE
AwwMVEVTVCBmdXp6IENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9kXInCLq
nK741ABm4ORFncPXnsQw45OnFViaK9eGI9dwT2k+wZ0AbyoZWLUkRU35Ma1a6Tk6
B2QEN53jgP8kOKNjMGEwHQYDVR0OBBYEFF2PdeG0FUT5O0PmxitbGnROM61EMB8G
A1UdIwQYMBaAFF2PdeG0FUT5O0PmxitbGnROM61EMA8GA1UdEwEB/wQFMAMBAf8w
DgYDVR0PAQH/BAQDAgEGMAoGCCqGSM49BAMCA0gAMEUCIGzABqw1ngHqKk/6d++Y
P9Ko3XVzoqyzXetyoJNqlr/jAiEA/AQUIsWrJbjkX8PkoFSZLg1gYDeR37mH4fab
bbA0Fac=
-----END CERTIFICATE-----
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using signet::fuzz::Require;
  using signet::seal::RevocationState;
  static const signet::Certificate certificate = signet::Certificate::FromPem(kSubject).front();
  // No try: reading never throws because of what the octets are.
  const auto crl = signet::seal::Crl::Read({data, size});
  if (!crl) return 0;
  Require(crl->der().size() == size, "all octets are the list's");
  const auto status = crl->StatusOf(certificate);
  Require(!status || status->state != RevocationState::kUnknown, "a list knows");
  Require(!status || (status->state == RevocationState::kRevoked) == status->revoked_at.has_value(),
          "a time of revocation stands with a revocation");
  crl->IsSignedBy(certificate);
  crl->signature_hash();
  return 0;
}
