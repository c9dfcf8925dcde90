#include "hsm/recovery.h"

#include <gtest/gtest.h>

#include "hsm/return_value.h"

namespace signet::hsm {
namespace {

struct Case {
  CK_RV value;
  Recovery recovery;
};

// The table of hsm/TOKEN.md.
constexpr Case kTable[] = {
    {CKR_KEY_HANDLE_INVALID, Recovery::kFindKeyAgain},
    {CKR_OBJECT_HANDLE_INVALID, Recovery::kFindKeyAgain},
    {CKR_USER_NOT_LOGGED_IN, Recovery::kFindKeyAgain},
    {CKR_OPERATION_ACTIVE, Recovery::kOpenSession},
    {CKR_OPERATION_NOT_INITIALIZED, Recovery::kOpenSession},
    {CKR_SESSION_CLOSED, Recovery::kOpenSession},
    {CKR_SESSION_HANDLE_INVALID, Recovery::kOpenSession},
    {CKR_CRYPTOKI_NOT_INITIALIZED, Recovery::kStartOver},
    {CKR_DEVICE_REMOVED, Recovery::kStartOver},
    {CKR_SLOT_ID_INVALID, Recovery::kStartOver},
    {CKR_TOKEN_NOT_PRESENT, Recovery::kStartOver},
    {CKR_TOKEN_NOT_RECOGNIZED, Recovery::kStartOver},
    {CKR_DEVICE_ERROR, Recovery::kSuspectModule},
    {CKR_GENERAL_ERROR, Recovery::kSuspectModule},
    {CKR_FUNCTION_FAILED, Recovery::kSuspectModule},
    {CKR_VENDOR_DEFINED | 7, Recovery::kSuspectModule},
    {CKR_PIN_INCORRECT, Recovery::kNone},
    {CKR_PIN_LOCKED, Recovery::kNone},
    {CKR_KEY_FUNCTION_NOT_PERMITTED, Recovery::kNone},
    {CKR_MECHANISM_INVALID, Recovery::kNone},
};

TEST(RecoveryTest, FollowsTheTable) {
  for (const Case& entry : kTable) {
    EXPECT_EQ(RecoveryFor(entry.value), entry.recovery) << NameOfReturnValue(entry.value);
  }
}

}  // namespace
}  // namespace signet::hsm
