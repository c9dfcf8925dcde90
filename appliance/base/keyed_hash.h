#pragma once

#include <cstdint>
#include <string_view>

namespace signet {

/// HighwayHash (Alakuijala, Cox, Wassenberg 2016) of a text under a random key that this process
/// draws once: without the key nobody can choose texts that collide, so tables of a hostile text's
/// terms stay fast. Throws Error(kCryptographyFailed) if no key can be drawn.
std::uint64_t KeyedHash(std::string_view text);

}  // namespace signet
