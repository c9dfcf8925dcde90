#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signet::list_reader {

/// The largest national list of 2025 has some 8 MiB.
inline constexpr std::size_t kMaxListOctets = 32U << 20U;

/// Reads one trusted list and says what it found, as one JSON object:
///
///   {"signature":{"verdict":"valid", "reason":"", "algorithm":URI, "signer":base64},
///    "list":{…}}
///
/// `verdict` is one of list_signature.h, or "not XML" (then `reason` says why); "signer" is left
/// out where there is none, "list" where the text is no TrustServiceStatusList. Its members are
/// those of list_facts.h; of a list whose signature is not valid they are there for people.
/// Never throws because of what the text holds.
std::string ReadTrustedList(std::string_view xml);

}  // namespace signet::list_reader
