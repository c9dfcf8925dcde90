#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "appliance/base/digest.h"

namespace signet::provisioning {

/// What `seal` remembers of one file in the output folder, as `.<name>.request`: written before the
/// request goes out and kept afterwards. So whoever repeats the command, after an interruption or
/// because another file was refused, sends the same Idempotency-Key and never gets a second seal;
/// and what is whole already is not asked for again. Deleting it, or `--again`, starts anew.
struct RequestRecord {
  Sha256 request;  ///< of the file and every option that changes the seal
  std::string idempotency_key;
  std::string seal;  ///< its id; empty until the sealed file is written

  /// nullopt if there is none, or none that can be read (then a new request starts).
  static std::optional<RequestRecord> Load(const std::filesystem::path& file);
  void Save(const std::filesystem::path& file) const;
};

}  // namespace signet::provisioning
