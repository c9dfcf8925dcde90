#include "appliance/sealer/dispatch.h"

#include <algorithm>
#include <array>

namespace signet::sealer {
namespace {

using registry::Role;
using wire::Request;

constexpr RoleSet kAnyone = 0;
constexpr RoleSet kEveryRole = Roles(
    {Role::kSubmitter, Role::kOperator, Role::kAdministrator, Role::kAuditor, Role::kMonitor});
constexpr RoleSet kLogReaders = Roles({Role::kAuditor, Role::kOperator});
constexpr RoleSet kSealReaders = Roles({Role::kSubmitter, Role::kOperator, Role::kAuditor});

constexpr RoleSet kVerifiers =
    Roles({Role::kSubmitter, Role::kOperator, Role::kAdministrator, Role::kAuditor});

constexpr StateSet kProvisioned =
    States({State::kLocked, State::kOperational, State::kSuspended, State::kFailed});
constexpr StateSet kEveryState = States({State::kUnprovisioned, State::kLocked, State::kOperational,
                                         State::kSuspended, State::kFailed});

constexpr std::uint8_t kGateway = static_cast<std::uint8_t>(Origin::kGateway);
constexpr std::uint8_t kControl = static_cast<std::uint8_t>(Origin::kControl);
constexpr std::uint8_t kBoth = kGateway | kControl;
constexpr std::uint8_t kEverywhere = kBoth | static_cast<std::uint8_t>(Origin::kLocal);

constexpr auto kTable = std::to_array<Operation>({
    {Request::kSeal, "createSeal", Roles({Role::kSubmitter}), States({State::kOperational}),
     kGateway},
    {Request::kGetSeal, "getSeal", kSealReaders, kProvisioned, kGateway},
    {Request::kGetReceipt, "getReceipt", kSealReaders, kProvisioned, kGateway},
    {Request::kValidate, "createValidation",
     Roles({Role::kSubmitter, Role::kOperator, Role::kAdministrator}),
     States({State::kLocked, State::kOperational, State::kSuspended}), kGateway},
    {Request::kVerify, "createVerification", kVerifiers,
     States({State::kLocked, State::kOperational, State::kSuspended}), kGateway},
    {Request::kGetState, "getState", kEveryRole, kEveryState, kBoth},
    {Request::kGetReadiness, "getReady", kAnyone, kEveryState, kEverywhere},
    {Request::kGetMetrics, "getMetrics", Roles({Role::kMonitor, Role::kOperator}), kEveryState,
     kEverywhere},
    {Request::kGetCheckpoint, "getCheckpoint", kLogReaders, kProvisioned, kGateway},
    {Request::kGetTile, "getTile", kLogReaders, kProvisioned, kGateway},
    {Request::kGetEntries, "getEntries", kLogReaders, kProvisioned, kGateway},
    {Request::kRefusedAccess, "-refusedAccess", kAnyone, kEveryState, kGateway},
    {Request::kExtend, "extendSeal", Roles({Role::kSubmitter, Role::kOperator}),
     States({State::kOperational}), kGateway},
    {Request::kFetched, "-fetched", kAnyone, kEveryState, kGateway},
    {Request::kUnlock, "-unlock", kAnyone, States({State::kLocked}), kControl},
    {Request::kImportTrust, "-importTrust", kAnyone,
     States({State::kLocked, State::kOperational, State::kSuspended}), kControl},
    {Request::kLock, "-lock", kAnyone, States({State::kOperational, State::kSuspended}), kControl},
});

}  // namespace

const Operation* FindOperation(Request::OperationCase request) {
  const auto* found = std::ranges::find(kTable, request, &Operation::request);
  return found == kTable.end() ? nullptr : found;
}

std::span<const Operation> AllOperations() { return kTable; }

bool AllowsRole(const Operation& operation, Role role) {
  return operation.roles == kAnyone || (operation.roles & Roles({role})) != 0;
}

bool AllowsState(const Operation& operation, State state) {
  return (operation.states & States({state})) != 0;
}

bool AllowsOrigin(const Operation& operation, Origin origin) {
  return (operation.origins & static_cast<std::uint8_t>(origin)) != 0;
}

}  // namespace signet::sealer
