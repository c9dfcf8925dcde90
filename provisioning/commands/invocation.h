#pragma once

#include <filesystem>

#include "provisioning/outcome.h"

namespace signet::provisioning {

/// One call of signetctl: what stands before the subcommand, and how the subcommand ended.
struct Invocation {
  std::filesystem::path box;      ///< --box; empty if not given
  std::filesystem::path profile;  ///< --profile; empty if not given
  bool json = false;
  Outcome outcome = Outcome::kGood;

  /// The folder or file, or Error(kUsage) that says how to give it.
  const std::filesystem::path& Box() const;
  const std::filesystem::path& Profile() const;
  /// For commands that work either way: whether --box was given. Error(kUsage) for neither and for
  /// both.
  bool IsAtBox() const;
};

}  // namespace signet::provisioning
