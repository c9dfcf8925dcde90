#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/registry/client.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// That a client asked for this very thing, for whoever asks later: the log keeps the first three
/// (audit::SealIntended), with which anybody who has the client's key can check it.
struct RequestProof {
  std::string base;       ///< RFC 9421 2.5, the octets that were signed
  std::string key;        ///< keyid
  std::string signature;  ///< base64
  std::string nonce;
  Time keep_until;  ///< so long a copy of the request must be known by its nonce
};

/// Holds a request that came over the gateway against what its client signed: this operation with
/// these parameters and this body, for the box whose log has `log_origin`, now. So whoever is
/// between them can neither invent nor change a request; that none comes twice is the caller's to
/// see to, with `nonce` (registry/request_nonce.h).
///
/// nullopt: not signed, and it need not be (`required`). A signature that is there is checked, also
/// where none is required. Throws Error(kSignatureRequired); Error(kSignatureOutOfTime) for one
/// made more than 300 s ago or more than 60 s ahead of `now`, or that expired by its own word;
/// Error(kSignatureInvalid) for everything else that does not hold.
std::optional<RequestProof> CheckSignedRequest(const wire::Request& request,
                                               const std::vector<registry::SigningKey>& keys,
                                               bool required, std::string_view log_origin,
                                               Time now);

}  // namespace signet::sealer
