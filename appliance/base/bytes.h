#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signet {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The same memory seen as octets or as text; nothing is copied or checked.
inline ByteView AsBytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view AsText(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes ToBytes(std::string_view text) { return {text.begin(), text.end()}; }
inline std::string ToString(ByteView bytes) { return std::string(AsText(bytes)); }

/// Text that came from outside and has not been read by the strict reader yet. It cannot become a
/// plain string by accident: whoever takes the octets says so by calling unchecked().
class UntrustedText {
 public:
  explicit UntrustedText(std::string octets) : octets_(std::move(octets)) {}
  std::string_view unchecked() const { return octets_; }
  std::size_t size() const { return octets_.size(); }

 private:
  std::string octets_;
};

}  // namespace signet
