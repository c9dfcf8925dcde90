#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "provisioning/outcome.h"
#include "provisioning/profile.h"

namespace signet::provisioning {

struct SealingOptions {
  std::filesystem::path out;
  std::string key;                    ///< empty: the box's default
  std::string preparation;            ///< empty: "edc"
  std::string level;                  ///< empty: the highest the box offers
  bool again = false;                 ///< make new seals although earlier ones are there
  unsigned in_flight = 4;             ///< requests at once, each on its own connection
  std::chrono::seconds patience{30};  ///< how long one file may be retried
};

/// What became of one file.
struct SealingResult {
  enum class Kind {
    kSealed,
    kKept,     ///< sealed by an earlier call with the same file and options
    kRefused,  ///< the box judged the file and will not seal it as it is
    kNotDone,  ///< no connection, box not ready, file missing: may succeed later
  };
  std::filesystem::path file;
  std::filesystem::path sealed;   ///< where it is, or would be
  std::filesystem::path receipt;  ///< the same
  Kind kind = Kind::kNotDone;
  bool has_receipt = false;
  std::string seal;                   ///< id
  std::string log_index;              ///< of the completion; empty for kept ones
  std::string authority{};            ///< as in the log; empty until there is a receipt
  std::string problem;                ///< its name
  std::string detail;                 ///< a sentence
  std::vector<std::string> findings;  ///< of profile-violated, one a line
};

/// `diploma` for `diploma.jsonld` and `diploma.json`; the whole name otherwise.
std::string OutputName(const std::filesystem::path& file);

/// Seals the files over the network, several at a time, and fetches their receipts once all are
/// sealed. One that fails does not stop the others, unless the box cannot be reached at all. The
/// results stand in the order of the files. `advance` is called for each finished file, from any
/// thread, one call at a time.
/// Throws Error before anything is sent: kUsage if two files would be written to one name,
/// kFileUnusable or kConfigurationInvalid if `out` or the profile's files are not usable.
std::vector<SealingResult> SealFiles(const Profile& profile,
                                     const std::vector<std::filesystem::path>& files,
                                     const SealingOptions& options,
                                     const std::function<void(const SealingResult&)>& advance);

/// kGood if all are sealed and have their receipts, else the worse of kNotGood (refused) and
/// kNotDone, the latter first: it may be cured by trying again.
Outcome OutcomeOf(const std::vector<SealingResult>& results);

}  // namespace signet::provisioning
