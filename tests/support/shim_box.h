#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "appliance/base/file.h"
#include "tests/support/running_box.h"

namespace signet::test {

/// Puts the shim module between a box's token workers and SoftHSM (tests/support/shim_module): it
/// records every signature and misbehaves on command.
class ShimmedToken {
 public:
  ShimmedToken(const RunningBox& box, const std::string& shim)
      : record_(box.folder() / "signatures"), control_(box.folder() / "shim-control") {
    WriteFile(control_, "", FileMode::kPublic);
    const std::string module = "/usr/lib/softhsm/libsofthsm2.so";
    box.EditSealerConfig(module, shim);
    box.EditSealerConfig("[token.environment]\n",
                         "[token.environment]\nSIGNET_SHIM_MODULE = \"" + module +
                             "\"\nSIGNET_SHIM_RECORD = \"" + record_.string() +
                             "\"\nSIGNET_SHIM_CONTROL = \"" + control_.string() + "\"\n");
  }

  void Command(const std::string& command) const {
    WriteFile(control_, command, FileMode::kPublic);
  }
  const std::filesystem::path& record() const { return record_; }

 private:
  std::filesystem::path record_;
  std::filesystem::path control_;
};

}  // namespace signet::test
