#include "appliance/base/identifier.h"

#include <openssl/rand.h>

#include "appliance/base/encoding.h"
#include "appliance/base/openssl.h"

namespace signet {

Bytes RandomOctets(std::size_t count) {
  Bytes out(count);
  if (RAND_bytes_ex(nullptr, out.data(), out.size(), 0) != 1) {
    throw openssl::Failure("The random generator gave nothing; restart the process.");
  }
  return out;
}

std::string NewUuid() {
  Bytes octets = RandomOctets(16);
  // RFC 9562 5.4: version 4 in the high half of octet 6, variant 10 at the top of octet 8.
  octets[6] = static_cast<std::uint8_t>((octets[6] & 0x0FU) | 0x40U);
  octets[8] = static_cast<std::uint8_t>((octets[8] & 0x3FU) | 0x80U);
  std::string out = EncodeHex(octets);
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) out.insert(dash, 1, '-');
  return out;
}

}  // namespace signet
