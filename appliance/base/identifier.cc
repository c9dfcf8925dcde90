#include "appliance/base/identifier.h"

#include <openssl/rand.h>

#include "appliance/base/encoding.h"
#include "appliance/base/openssl.h"

namespace signet {
namespace {

constexpr std::size_t kUuidOctets = 16;

std::string UuidOf(Bytes octets, unsigned version) {
  // RFC 9562 4: the version in the high half of octet 6, variant 10 at the top of octet 8.
  octets[6] = static_cast<std::uint8_t>((octets[6] & 0x0FU) | version);
  octets[8] = static_cast<std::uint8_t>((octets[8] & 0x3FU) | 0x80U);
  std::string out = EncodeHex(octets);
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) out.insert(dash, 1, '-');
  return out;
}

}  // namespace

Bytes RandomOctets(std::size_t count) {
  Bytes out(count);
  if (RAND_bytes_ex(nullptr, out.data(), out.size(), 0) != 1) {
    throw openssl::Failure("The random generator gave nothing; restart the process.");
  }
  return out;
}

std::string NewUuid() { return UuidOf(RandomOctets(kUuidOctets), 0x40U); }

std::string UuidFrom(const Sha256& digest) {
  const auto octets = digest.view();
  return UuidOf({octets.begin(), octets.begin() + kUuidOctets}, 0x80U);
}

}  // namespace signet
