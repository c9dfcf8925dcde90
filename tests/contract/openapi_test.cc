// api/openapi.yaml and the sealer's dispatch table are two tellings of who may do what, when. The
// gateway needs the one, the sealer enforces the other: they must not drift apart.

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "appliance/sealer/dispatch.h"
#include "tests/support/api_description.h"

namespace signet::sealer {
namespace {

using registry::Role;
using test::DescribedOperation;

constexpr Role kRoles[] = {Role::kSubmitter, Role::kOperator, Role::kAdministrator, Role::kAuditor,
                           Role::kMonitor};
constexpr State kStates[] = {State::kUnprovisioned, State::kLocked, State::kOperational,
                             State::kSuspended, State::kFailed};

// Every operation of the description that the sealer answers, by operationId.
std::map<std::string, DescribedOperation> AnsweredBySealer() {
  std::map<std::string, DescribedOperation> out;
  for (const DescribedOperation& operation : test::ReadApiDescription()) {
    if (operation.answered_by == "sealer") out.emplace(operation.id, operation);
  }
  return out;
}

std::set<std::string> RolesOf(const Operation& operation) {
  if (operation.roles == 0) return {"anyone"};
  std::set<std::string> out;
  for (const Role role : kRoles) {
    if (AllowsRole(operation, role)) out.insert(std::string(NameOf(role)));
  }
  return out;
}

std::set<std::string> StatesOf(const Operation& operation) {
  std::set<std::string> out;
  for (const State state : kStates) {
    if (AllowsState(operation, state)) out.insert(std::string(NameOf(state)));
  }
  return out;
}

TEST(OpenApi, SaysOfEachOperationWhatTheSealerEnforces) {
  auto described = AnsweredBySealer();
  for (const Operation& operation : AllOperations()) {
    if (operation.name.starts_with('-')) continue;  // not part of the HTTP API
    const auto found = described.find(std::string(operation.name));
    ASSERT_NE(found, described.end()) << operation.name << " is not described";
    EXPECT_EQ(found->second.roles, RolesOf(operation)) << operation.name;
    EXPECT_EQ(found->second.states, StatesOf(operation)) << operation.name;
    EXPECT_EQ(found->second.signature, NameOf(operation.signature)) << operation.name;
    described.erase(found);
  }
  for (const auto& [name, operation] : described) ADD_FAILURE() << name << " is not dispatched";
}

// RFC 9110 9.2.1: what only reads is GET. Seals are asked for under mandates, by submitters; all
// else that changes something has to be signed by an administrator, so that nobody between the two
// can have thought of it.
TEST(OpenApi, LetsNobodyChangeTheRegistryUnsigned) {
  const std::set<std::string> by_post_alone = {"createSeal", "extendSeal", "createValidation",
                                               "createVerification"};
  for (const DescribedOperation& operation : test::ReadApiDescription()) {
    const bool changes = operation.method != "GET" && !by_post_alone.contains(operation.id);
    EXPECT_EQ(operation.signature == "always", changes) << operation.id;
    if (!changes) continue;
    EXPECT_EQ(operation.roles, std::set<std::string>{"administrator"}) << operation.id;
  }
}

}  // namespace
}  // namespace signet::sealer
