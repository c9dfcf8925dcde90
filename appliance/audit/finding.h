#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace signet::audit {

/// What the check of a log or receipt found, as a value; nobody throws because a log is not good.
struct Finding {
  enum class Weight : std::uint8_t { kWarning, kError };

  Weight weight = Weight::kError;
  std::string path;                     ///< file of the export; empty if it is about an entry only
  std::optional<std::uint64_t> offset;  ///< octet in that file
  std::optional<std::uint64_t> entry;   ///< index
  std::string what;                     ///< a sentence

  /// "tile/0/000, octet 96, entry 3: …"
  std::string Text() const;
};

}  // namespace signet::audit
