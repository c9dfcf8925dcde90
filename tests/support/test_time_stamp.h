#pragma once

#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/base/openssl.h"

namespace signet::test {

/// Who stamps: its certificate needs the extended key usage of RFC 3161 2.3.
struct TimeStampAuthority {
  Certificate certificate;
  EVP_PKEY* key;
  std::vector<Certificate> chain = {};  ///< put into the tokens beside it
};

/// A time-stamp token (RFC 3161, DER) over `content`, made by OpenSSL at `time`. `hash` is the name
/// of the imprint's hash function.
Bytes TimeStampOver(const TimeStampAuthority& authority, ByteView content, Time time,
                    const char* hash = "SHA256");

/// The same by a certificate that OpenSSL would not let stamp (another extended key usage).
Bytes TimeStampByUnfit(const TimeStampAuthority& authority, ByteView content, Time time);

}  // namespace signet::test
