#include "hsm/return_value.h"

#include <gtest/gtest.h>

#include "tests/support/error_matcher.h"

namespace signet::hsm {
namespace {

struct Case {
  CK_RV value;
  const char* name;
  Code code;
};

class ReturnValue : public testing::TestWithParam<Case> {};

TEST_P(ReturnValue, HasItsNameAndItsCode) {
  EXPECT_EQ(NameOfReturnValue(GetParam().value), GetParam().name);
  EXPECT_EQ(CodeOf(GetParam().value), GetParam().code);
  const auto error = test::ErrorOf([] { Check(GetParam().value, "C_Sign"); });
  EXPECT_EQ(error->code(), GetParam().code);
  EXPECT_EQ(error->cause(), std::string("C_Sign: ") + GetParam().name);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ReturnValue,
    testing::Values(Case{CKR_PIN_INCORRECT, "CKR_PIN_INCORRECT", Code::kPinWrong},
                    Case{CKR_PIN_LEN_RANGE, "CKR_PIN_LEN_RANGE", Code::kPinWrong},
                    Case{CKR_PIN_LOCKED, "CKR_PIN_LOCKED", Code::kPinLocked},
                    Case{CKR_PIN_EXPIRED, "CKR_PIN_EXPIRED", Code::kPinLocked},
                    Case{CKR_TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT", Code::kTokenUnavailable},
                    Case{CKR_DEVICE_REMOVED, "CKR_DEVICE_REMOVED", Code::kTokenUnavailable},
                    Case{CKR_GENERAL_ERROR, "CKR_GENERAL_ERROR", Code::kTokenFailed},
                    Case{0x80000001UL, "CK_RV 0x80000001", Code::kTokenFailed}));

TEST(ReturnValueTest, OkIsNoFailure) { EXPECT_NO_THROW(Check(CKR_OK, "C_Sign")); }

TEST(ReturnValueTest, IsFoundByItsName) {
  EXPECT_EQ(ReturnValueNamed("CKR_SESSION_CLOSED"), CKR_SESSION_CLOSED);
  EXPECT_EQ(ReturnValueNamed("CKR_NONSENSE"), CKR_OK);
}

}  // namespace
}  // namespace signet::hsm
