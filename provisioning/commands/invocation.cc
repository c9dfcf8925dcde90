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

bool Invocation::IsAtBox() const {
  if (box.empty() == profile.empty()) {
    throw Error(Code::kUsage,
                box.empty() ? "Which box? Name your client profile with --profile FILE.toml (a "
                              "running box), or the box's folder with --box DIR (at the box)."
                            : "Name either --profile or --box: a running box, or the box at hand.");
  }
  return !box.empty();
}

}  // namespace signet::provisioning
