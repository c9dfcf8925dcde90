#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace signet::bench {

/// What verifying a set of real trusted lists costs beside parsing the same files with xmllint.
struct TrustRate {
  std::size_t lists = 0;
  std::size_t octets = 0;
  double signet_ms = 0;   ///< read, verify, authorise, build the questions' index; median
  double xmllint_ms = 0;  ///< `xmllint --noout` of the same files; median
  long reader_kib = 0;    ///< most memory that one signet-list-reader had
};

/// nullopt if there are no real lists in SIGNET_CORPUS. `reader` is signet-list-reader.
std::optional<TrustRate> MeasureTrustRate(const std::filesystem::path& reader, unsigned rounds);

/// Two lines for people.
std::string DescribeTrustRate(const TrustRate& rate);

}  // namespace signet::bench
