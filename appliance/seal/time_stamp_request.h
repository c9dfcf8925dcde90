#pragma once

#include <string>

#include "appliance/base/bytes.h"
#include "appliance/base/digest.h"

namespace signet::seal {

/// What a time-stamp authority is asked (RFC 3161 2.4.1), kept to hold its answer against.
struct TimeStampRequest {
  HashFunction function = HashFunction::kSha256;
  Bytes imprint;       ///< of what is to be stamped, by `function`
  std::string policy;  ///< dotted OID that the token must bear; empty: any
  Bytes nonce;         ///< big-endian, positive, without leading zeros

  /// DER: version 1, certReq TRUE. Throws Error(kParameterInvalid) for a policy that is no OID.
  Bytes Encode() const;
};

/// A request with a new random nonce of 96 bits.
TimeStampRequest NewTimeStampRequest(HashFunction function, Bytes imprint, std::string policy);

}  // namespace signet::seal
