#include "appliance/sealer/requests_under_way.h"

#include <gtest/gtest.h>

#include "tests/support/error_matcher.h"

namespace signet::sealer {
namespace {

TEST(RequestsUnderWay, TheSameKeyOfTheSameClientIsTakenOnceAtATime) {
  RequestsUnderWay under_way;
  {
    const auto place = under_way.Enter("university", "key-1");
    EXPECT_EQ(test::CodeOf([&] { under_way.Enter("university", "key-1"); }),
              Code::kRequestInProgress);
    EXPECT_NO_THROW(under_way.Enter("university", "key-2"));
    EXPECT_NO_THROW(under_way.Enter("college", "key-1"));
  }
  EXPECT_NO_THROW(under_way.Enter("university", "key-1"));
}

TEST(RequestsUnderWay, AMovedPlaceIsLeftOnce) {
  RequestsUnderWay under_way;
  RequestsUnderWay::Place outer;
  {
    auto inner = under_way.Enter("university", "key-1");
    outer = std::move(inner);
  }
  EXPECT_EQ(test::CodeOf([&] { under_way.Enter("university", "key-1"); }),
            Code::kRequestInProgress);
}

}  // namespace
}  // namespace signet::sealer
