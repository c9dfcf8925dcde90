#pragma once

#include <functional>
#include <span>
#include <string>

#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {

/// One way in which a seal can be wrong, and what must be said of it.
struct Fault {
  const char* name;
  std::function<std::string(SealBuilder&)> make;  ///< from a sound ES256 seal, the bad file
  const char* verdict;
  const char* rule;
};

inline constexpr const char* kFormat = "TOTAL-FAILED FORMAT_FAILURE";
inline constexpr const char* kHash = "TOTAL-FAILED HASH_FAILURE";
inline constexpr const char* kCrypto = "TOTAL-FAILED SIG_CRYPTO_FAILURE";
inline constexpr const char* kConstraints = "INDETERMINATE SIG_CONSTRAINTS_FAILURE";
inline constexpr const char* kUnidentified = "INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND";
inline constexpr const char* kWeak = "INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE";
inline constexpr const char* kWeakened = "INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE";
inline constexpr const char* kChain = "INDETERMINATE CHAIN_CONSTRAINTS_FAILURE";
inline constexpr const char* kNoChain = "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND";
inline constexpr const char* kNoProof = "INDETERMINATE OUT_OF_BOUNDS_NO_POE";

/// Holds each fault against its verdict and rule, with both time headers.
void ExpectFaults(std::span<const Fault> faults);

/// `text` with the first `from` replaced; throws if it is not there.
std::string Replaced(std::string text, const std::string& from, const std::string& to);

}  // namespace signet::seal
