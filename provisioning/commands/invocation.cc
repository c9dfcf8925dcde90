#include "provisioning/commands/invocation.h"

#include "appliance/base/error.h"

namespace signet::provisioning {

const std::filesystem::path& Invocation::Box() const {
  if (box.empty()) {
    throw Error(Code::kUsage,
                "This command works on a box at hand: name its folder with --box DIR.");
  }
  return box;
}

const std::filesystem::path& Invocation::Profile() const {
  if (profile.empty()) {
    throw Error(Code::kUsage,
                "This command talks to a running box: name your client profile with "
                "--profile FILE.toml.");
  }
  return profile;
}

}  // namespace signet::provisioning
