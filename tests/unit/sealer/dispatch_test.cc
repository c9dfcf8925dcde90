#include "appliance/sealer/dispatch.h"

#include <gtest/gtest.h>

#include <set>

namespace signet::sealer {
namespace {

using wire::Request;

// DESIGN 2: a dispatch table names for each request the roles and states that allow it.
TEST(Dispatch, EveryOperationOfTheContractHasExactlyOneRow) {
  const auto* const operations = Request::descriptor()->FindOneofByName("operation");
  ASSERT_NE(operations, nullptr);
  std::set<int> rows;
  for (const auto& operation : AllOperations()) {
    EXPECT_TRUE(rows.insert(operation.request).second) << operation.name;
  }
  for (int i = 0; i < operations->field_count(); ++i) {
    EXPECT_TRUE(rows.contains(operations->field(i)->number())) << operations->field(i)->name();
  }
  EXPECT_EQ(static_cast<int>(rows.size()), operations->field_count());
}

TEST(Dispatch, ARequestWithoutAnOperationHasNoRow) {
  EXPECT_EQ(FindOperation(Request::OPERATION_NOT_SET), nullptr);
}

TEST(Dispatch, SealingIsForSubmittersOfAnOperationalBoxOverTheGateway) {
  const Operation& seal = *FindOperation(Request::kSeal);
  using registry::Role;
  for (const Role role :
       {Role::kSubmitter, Role::kOperator, Role::kAdministrator, Role::kAuditor, Role::kMonitor}) {
    EXPECT_EQ(AllowsRole(seal, role), role == Role::kSubmitter) << NameOf(role);
  }
  for (const State state : {State::kUnprovisioned, State::kLocked, State::kOperational,
                            State::kSuspended, State::kFailed}) {
    EXPECT_EQ(AllowsState(seal, state), state == State::kOperational) << NameOf(state);
  }
  EXPECT_FALSE(AllowsOrigin(seal, Origin::kControl));
}

TEST(Dispatch, TheGatewaysLocalSocketGivesMetricsAndReadinessAndNothingElse) {
  for (const Operation& operation : AllOperations()) {
    const bool expected =
        operation.request == Request::kGetMetrics || operation.request == Request::kGetReadiness;
    EXPECT_EQ(AllowsOrigin(operation, Origin::kLocal), expected) << operation.name;
  }
}

TEST(Dispatch, ThePinComesOverTheControlSocketOnly) {
  EXPECT_FALSE(AllowsOrigin(*FindOperation(Request::kUnlock), Origin::kGateway));
  EXPECT_FALSE(AllowsOrigin(*FindOperation(Request::kLock), Origin::kGateway));
}

}  // namespace
}  // namespace signet::sealer
