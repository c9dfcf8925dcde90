#pragma once

#include <filesystem>
#include <string>

#include "provisioning/box_connection.h"

namespace signet::provisioning {

/// What became of one sealed file that was to be extended.
struct ExtendingResult {
  enum class Kind {
    kExtended,
    kRefused,  ///< the box judged the file and will not extend it
    kNotDone,  ///< no connection, box not ready, file missing: may succeed later
  };
  Kind kind = Kind::kNotDone;
  std::string log_index;  ///< of the extension
  std::string problem;    ///< its name
  std::string detail;     ///< a sentence
};

/// Has the box extend `file` to `level` (empty: the highest it offers), and writes the answer to
/// `out`, which may be `file` itself: it is replaced as a whole. Throws nothing: what goes wrong is
/// the result.
ExtendingResult ExtendFile(BoxConnection& connection, const std::filesystem::path& file,
                           const std::filesystem::path& out, const std::string& level);

}  // namespace signet::provisioning
