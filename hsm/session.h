#pragma once

#include <p11-kit/pkcs11.h>

#include "appliance/base/secret.h"
#include "hsm/module.h"

namespace signet::hsm {

enum class Access { kReadOnly, kReadWrite };

/// One PKCS#11 session, closed when it ends (PKCS#11 2.40 5.6). The module must outlive it. For one
/// thread at a time.
class Session {
 public:
  /// Throws CallFailure.
  Session(const Module& module, CK_SLOT_ID slot, Access access);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// `user` is CKU_USER, CKU_SO or CKU_CONTEXT_SPECIFIC. That somebody of this process is logged in
  /// already is no failure. Throws CallFailure with kPinWrong, kPinLocked or another code.
  void Login(CK_USER_TYPE user, const Secret& pin) const;
  void Logout() const noexcept;
  /// Whether private objects can be seen. Throws CallFailure.
  bool LoggedIn() const;

  const Module& module() const { return module_; }
  CK_SLOT_ID slot() const { return slot_; }
  CK_SESSION_HANDLE handle() const { return handle_; }

 private:
  const Module& module_;
  CK_SLOT_ID slot_;
  CK_SESSION_HANDLE handle_ = CK_INVALID_HANDLE;
};

}  // namespace signet::hsm
