#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "appliance/base/bytes.h"

namespace signet {

/// RFC 4648 4 (standard alphabet, padded) and 5 (URL alphabet, unpadded as RFC 7515 2 wants it),
/// and lower-case hexadecimal. Decoding is canonical: one spelling for each octet string. Padding
/// where none belongs, other alphabets, white space and stray bits give nullopt.
std::string EncodeBase64(ByteView bytes);
std::string EncodeBase64Url(ByteView bytes);
std::string EncodeHex(ByteView bytes);

std::optional<Bytes> DecodeBase64(std::string_view text);
std::optional<Bytes> DecodeBase64Url(std::string_view text);
std::optional<Bytes> DecodeHex(std::string_view text);

}  // namespace signet
