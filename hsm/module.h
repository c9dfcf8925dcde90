#pragma once

#include <p11-kit/pkcs11.h>

#include <filesystem>
#include <memory>

namespace signet::hsm {

/// A PKCS#11 module, loaded and initialised as long as this lives (PKCS#11 2.40 5.4). It is foreign
/// code in this process: it may hang or crash, so only token workers, provisioning and tests load
/// one. Calls may come from several threads (CKF_OS_LOCKING_OK).
class Module {
 public:
  /// `path` is absolute. Throws Error kConfigurationInvalid if it is no PKCS#11 module, CallFailure
  /// if it does not start.
  explicit Module(const std::filesystem::path& path);
  ~Module();
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  CK_FUNCTION_LIST* operator->() const { return functions_; }

 private:
  struct Close {
    void operator()(void* library) const;
  };

  std::unique_ptr<void, Close> library_;
  CK_FUNCTION_LIST* functions_ = nullptr;
  bool finalise_ = false;
};

}  // namespace signet::hsm
