#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace signet::provisioning {

/// What the files of a new box are made from.
struct BoxPlan {
  std::filesystem::path folder;  ///< absolute
  std::filesystem::path module;  ///< the token's PKCS#11 module
  std::string token_label;
  bool keeps_pin = false;  ///< the PIN lies in the box and unlocks it at the start
  std::string address;     ///< the gateway's
  std::uint16_t port = 0;
};

/// Whether the module is SoftHSM, whose tokens are files that then lie in the box.
bool IsSoftHsm(const std::filesystem::path& module);

std::string SealerToml(const BoxPlan& plan);
std::string GatewayToml(const BoxPlan& plan);
std::string SoftHsmConfiguration(const BoxPlan& plan);

/// The folders of a new box. They go again, with all that is in them, unless Keep is called: a box
/// is made whole or not at all. Folders that were there before stay.
class NewBoxFolders {
 public:
  /// Throws Error(kFileUnusable) if there is a box already or a folder cannot be made, and if the
  /// path is too long for the box's sockets.
  explicit NewBoxFolders(const std::filesystem::path& folder);
  ~NewBoxFolders();
  NewBoxFolders(const NewBoxFolders&) = delete;
  NewBoxFolders& operator=(const NewBoxFolders&) = delete;

  void Keep() { made_.clear(); }

 private:
  void Make(const std::filesystem::path& folder, std::filesystem::perms permissions);
  std::vector<std::filesystem::path> made_;
};

}  // namespace signet::provisioning
