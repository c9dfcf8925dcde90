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

// DESIGN 3.3: not even the gateway can invent a change.
TEST(Dispatch, ChangesOfTheRegistryAreAdministratorsAndSigned) {
  const std::set<Request::OperationCase> reads = {
      Request::kListOrganisations, Request::kGetOrganisation,    Request::kListClients,
      Request::kGetClient,         Request::kListMandates,       Request::kGetMandate,
      Request::kListKeys,          Request::kGetMandateDocument, Request::kListProposals,
      Request::kGetProposal};
  std::size_t changes = 0;
  for (const Operation& operation : AllOperations()) {
    const auto* field = Request::descriptor()->FindFieldByNumber(operation.request);
    const bool change = field->message_type() == wire::RegistryRequest::descriptor() &&
                        !reads.contains(operation.request);
    EXPECT_EQ(operation.signature == Signing::kAlways, change) << operation.name;
    if (!change) continue;
    ++changes;
    EXPECT_EQ(operation.roles, Roles({registry::Role::kAdministrator})) << operation.name;
    EXPECT_TRUE(AllowsOrigin(operation, Origin::kGateway)) << operation.name;
    EXPECT_FALSE(AllowsOrigin(operation, Origin::kControl)) << operation.name;
  }
  EXPECT_EQ(changes, 15U);
}

TEST(Dispatch, ThePinComesOverTheControlSocketOnly) {
  EXPECT_FALSE(AllowsOrigin(*FindOperation(Request::kUnlock), Origin::kGateway));
  EXPECT_FALSE(AllowsOrigin(*FindOperation(Request::kLock), Origin::kGateway));
}

}  // namespace
}  // namespace signet::sealer
