#include "appliance/base/encoding.h"

#include <openssl/evp.h>

#include <algorithm>
#include <limits>

#include "appliance/base/error.h"

namespace signet {
namespace {

int CheckedLength(std::size_t size) {
  // OpenSSL's block functions count in int.
  if (size > static_cast<std::size_t>(std::numeric_limits<int>::max() / 2)) {
    throw Error(Code::kTooLarge, "The data is too large to be encoded.");
  }
  return static_cast<int>(size);
}

int HexValue(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

}  // namespace

std::string EncodeBase64(ByteView bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int written = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes.data(),
                                      CheckedLength(bytes.size()));
  out.resize(static_cast<std::size_t>(written));
  return out;
}

std::string EncodeBase64Url(ByteView bytes) {
  std::string out = EncodeBase64(bytes);
  while (!out.empty() && out.back() == '=') out.pop_back();
  std::ranges::replace(out, '+', '-');
  std::ranges::replace(out, '/', '_');
  return out;
}

std::string EncodeHex(ByteView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t octet : bytes) {
    out.push_back(kDigits[octet >> 4U]);
    out.push_back(kDigits[octet & 0x0FU]);
  }
  return out;
}

std::optional<Bytes> DecodeBase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.empty()) return Bytes{};
  Bytes out(text.size() / 4 * 3);
  const int written = EVP_DecodeBlock(
      out.data(), reinterpret_cast<const unsigned char*>(text.data()), CheckedLength(text.size()));
  if (written < 0) return std::nullopt;
  const auto padding =
      static_cast<std::size_t>(std::ranges::count(text.substr(text.size() - 2), '='));
  out.resize(static_cast<std::size_t>(written) - padding);
  // EVP_DecodeBlock lets white space and stray bits pass: only what encodes back is canonical.
  if (EncodeBase64(out) != text) return std::nullopt;
  return out;
}

std::optional<Bytes> DecodeBase64Url(std::string_view text) {
  if (text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
  std::string padded(text);
  std::ranges::replace(padded, '-', '+');
  std::ranges::replace(padded, '_', '/');
  padded.append((4 - padded.size() % 4) % 4, '=');
  return DecodeBase64(padded);
}

std::optional<Bytes> DecodeHex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = HexValue(text[i]);
    const int low = HexValue(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return out;
}

}  // namespace signet
