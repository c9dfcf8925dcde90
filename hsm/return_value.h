#pragma once

#include <p11-kit/pkcs11.h>

#include <string>
#include <string_view>

#include "appliance/base/error.h"

namespace signet::hsm {

/// `CKR_PIN_LOCKED`, or `CK_RV 0x80000001` for one that PKCS#11 2.40 does not name.
std::string NameOfReturnValue(CK_RV value);

/// The value with this name (`CKR_PIN_LOCKED`); CKR_OK for a name that is none.
CK_RV ReturnValueNamed(std::string_view name);

/// kPinWrong, kPinLocked, kTokenUnavailable (the token or the way to it is gone) or kTokenFailed.
Code CodeOf(CK_RV value);

/// A PKCS#11 function that did not return CKR_OK. An Error like any other for everyone but the
/// files of this room that decide from the value what to do next (hsm/recovery.h).
class CallFailure : public Error {
 public:
  CallFailure(CK_RV value, std::string_view function);
  CK_RV value() const noexcept { return value_; }

 private:
  CK_RV value_;
};

/// Throws CallFailure unless `value` is CKR_OK.
void Check(CK_RV value, std::string_view function);

}  // namespace signet::hsm
