// signet-list-reader: a trusted list on standard input, its facts as JSON on standard output. It
// lives for one list and holds nothing that is worth taking; TRUST.md.

#include <libxml/parser.h>
#include <openssl/crypto.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <exception>
#include <string>

#include "appliance/seal/list_reader/confinement.h"
#include "appliance/seal/list_reader/list_reader.h"

namespace signet::list_reader {
namespace {

std::string ReadStandardInput() {
  std::string out;
  std::array<char, 1U << 16U> block{};
  for (ssize_t size; (size = read(STDIN_FILENO, block.data(), block.size())) > 0;) {
    out.append(block.data(), static_cast<std::size_t>(size));
    // One more octet than is read tells the reader that there is too much.
    if (out.size() > kMaxListOctets) break;
  }
  return out;
}

int Run() {
  // Everything that opens a file by itself does so now, or never.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_ADD_ALL_DIGESTS, nullptr);
  xmlInitParser();
  Confine();
  const std::string answer = ReadTrustedList(ReadStandardInput());
  return std::fwrite(answer.data(), 1, answer.size(), stdout) == answer.size() &&
                 std::fflush(stdout) == 0
             ? 0
             : 1;
}

}  // namespace
}  // namespace signet::list_reader

int main() {
  try {
    return signet::list_reader::Run();
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "signet-list-reader: %s\n", failure.what());
    return 1;
  }
}
