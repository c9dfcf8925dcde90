#include "appliance/base/openssl.h"

#include <openssl/err.h>

#include <array>

namespace signet::openssl {

std::string TakeErrors() {
  std::string out;
  std::array<char, 256> line{};
  for (unsigned long code = ERR_get_error(); code != 0; code = ERR_get_error()) {
    ERR_error_string_n(code, line.data(), line.size());
    if (!out.empty()) out += "; ";
    out += line.data();
  }
  return out;
}

Error Failure(const std::string& what) { return {Code::kCryptographyFailed, what, TakeErrors()}; }

}  // namespace signet::openssl
