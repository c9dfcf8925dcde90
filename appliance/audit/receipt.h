#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/digest.h"

namespace signet::audit {

/// C2SP tlog-proof: an entry, its place, and what proves it, in one file `<name>.tlog-proof`.
struct Receipt {
  std::string entry;  ///< stands in the `extra` line; proves nothing before it is hashed
  std::uint64_t index = 0;
  std::vector<Sha256> proof;  ///< RFC 9162 2.1.3, from the leaf's sibling upwards
  std::string note;           ///< the checkpoint with its signatures, not verified
};

std::string WriteReceipt(const Receipt& receipt);
/// Throws Error(kLogMalformed), also for a receipt without `extra`: it has no entry then.
Receipt ReadReceipt(std::string_view text);

}  // namespace signet::audit
