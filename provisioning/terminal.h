#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "appliance/base/secret.h"

namespace signet::provisioning {

/// Asks on the terminal without showing what is typed. Throws Error(kUsage) where there is no
/// terminal to ask on.
Secret AskSecret(const std::string& question);

/// The same for what may be seen. `question` ends with a space.
std::string AskLine(const std::string& question);

/// The text without what moves a terminal's cursor or changes its colours: control characters (C0,
/// DEL and C1) become "?". For what comes out of other people's files. `text` is UTF-8.
std::string Printable(std::string_view text);

/// One line on standard error that counts what is done. Shown on a terminal only, and only if there
/// is more than one thing to do.
class Progress {
 public:
  Progress(std::string what, std::size_t total);
  ~Progress();  ///< removes the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Advance(std::string_view current);

 private:
  std::string what_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool shown_;
};

}  // namespace signet::provisioning
