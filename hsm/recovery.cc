#include "hsm/recovery.h"

namespace signet::hsm {

Recovery RecoveryFor(CK_RV value) {
  switch (value) {
    case CKR_KEY_HANDLE_INVALID:
    case CKR_OBJECT_HANDLE_INVALID:
    case CKR_USER_NOT_LOGGED_IN:
      return Recovery::kFindKeyAgain;
    case CKR_OPERATION_ACTIVE:
    case CKR_OPERATION_NOT_INITIALIZED:
    case CKR_SESSION_CLOSED:
    case CKR_SESSION_HANDLE_INVALID:
      return Recovery::kOpenSession;
    case CKR_CRYPTOKI_NOT_INITIALIZED:
    case CKR_DEVICE_REMOVED:
    case CKR_SLOT_ID_INVALID:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_TOKEN_NOT_RECOGNIZED:
      return Recovery::kStartOver;
    case CKR_DEVICE_ERROR:
    case CKR_DEVICE_MEMORY:
    case CKR_FUNCTION_FAILED:
    case CKR_GENERAL_ERROR:
    case CKR_HOST_MEMORY:
      return Recovery::kSuspectModule;
    default:
      return value >= CKR_VENDOR_DEFINED ? Recovery::kSuspectModule : Recovery::kNone;
  }
}

}  // namespace signet::hsm
