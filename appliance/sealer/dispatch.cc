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

constexpr StateSet kUsable = States({State::kLocked, State::kOperational, State::kSuspended});
constexpr StateSet kProvisioned =
    States({State::kLocked, State::kOperational, State::kSuspended, State::kFailed});
constexpr StateSet kEveryState = States({State::kUnprovisioned, State::kLocked, State::kOperational,
                                         State::kSuspended, State::kFailed});

constexpr std::uint8_t kGateway = static_cast<std::uint8_t>(Origin::kGateway);
constexpr std::uint8_t kControl = static_cast<std::uint8_t>(Origin::kControl);
constexpr std::uint8_t kBoth = kGateway | kControl;
constexpr std::uint8_t kEverywhere = kBoth | static_cast<std::uint8_t>(Origin::kLocal);

constexpr Signing kNever = Signing::kNever;
constexpr Signing kIfRequired = Signing::kIfRequired;

// The registry is read by those who run, change or audit the box, and changed by administrators
// alone, whose signatures tell for ever who it was.
constexpr Operation Reading(Request::OperationCase request, std::string_view name) {
  constexpr RoleSet kReaders = Roles({Role::kOperator, Role::kAdministrator, Role::kAuditor});
  return {request, name, kReaders, kUsable, kGateway, Signing::kIfRequired};
}
constexpr Operation Changing(Request::OperationCase request, std::string_view name) {
  return {request, name, Roles({Role::kAdministrator}), kUsable, kGateway, Signing::kAlways};
}

constexpr auto kTable = std::to_array<Operation>({
    {Request::kSeal, "createSeal", Roles({Role::kSubmitter}), States({State::kOperational}),
     kGateway, kIfRequired},
    {Request::kExtend, "extendSeal", Roles({Role::kSubmitter, Role::kOperator}),
     States({State::kOperational}), kGateway, kIfRequired},
    {Request::kGetSeal, "getSeal", kSealReaders, kProvisioned, kGateway, kIfRequired},
    {Request::kGetReceipt, "getReceipt", kSealReaders, kProvisioned, kGateway, kIfRequired},
    {Request::kValidate, "createValidation",
     Roles({Role::kSubmitter, Role::kOperator, Role::kAdministrator}), kUsable, kGateway,
     kIfRequired},
    {Request::kVerify, "createVerification", kVerifiers, kUsable, kGateway, kIfRequired},
    {Request::kGetState, "getState", kEveryRole, kEveryState, kBoth, kIfRequired},
    {Request::kGetReadiness, "getReady", kAnyone, kEveryState, kEverywhere, kNever},
    {Request::kGetMetrics, "getMetrics", Roles({Role::kMonitor, Role::kOperator}), kEveryState,
     kEverywhere, kIfRequired},
    {Request::kGetCheckpoint, "getCheckpoint", kLogReaders, kProvisioned, kGateway, kIfRequired},
    {Request::kGetTile, "getTile", kLogReaders, kProvisioned, kGateway, kIfRequired},
    {Request::kGetEntries, "getEntries", kLogReaders, kProvisioned, kGateway, kIfRequired},

    Reading(Request::kListOrganisations, "listOrganisations"),
    Reading(Request::kGetOrganisation, "getOrganisation"),
    Changing(Request::kCreateOrganisation, "createOrganisation"),
    Reading(Request::kListClients, "listClients"),
    Reading(Request::kGetClient, "getClient"),
    Changing(Request::kCreateClient, "createClient"),
    Changing(Request::kChangeClient, "changeClient"),
    Changing(Request::kSetClientStatus, "setClientStatus"),
    Changing(Request::kAddClientCertificate, "addClientCertificate"),
    Changing(Request::kRemoveClientCertificate, "removeClientCertificate"),
    Changing(Request::kAddSigningKey, "addSigningKey"),
    Changing(Request::kRemoveSigningKey, "removeSigningKey"),
    Reading(Request::kListMandates, "listMandates"),
    Reading(Request::kGetMandate, "getMandate"),
    Changing(Request::kCreateMandate, "createMandate"),
    Reading(Request::kGetMandateDocument, "getMandateDocument"),
    Changing(Request::kSetMandateDocument, "setMandateDocument"),
    Changing(Request::kSuspendMandate, "suspendMandate"),
    Changing(Request::kEndMandate, "endMandate"),
    Reading(Request::kListKeys, "listKeys"),
    Reading(Request::kListProposals, "listProposals"),
    Reading(Request::kGetProposal, "getProposal"),
    Changing(Request::kCreateProposal, "createProposal"),
    Changing(Request::kApproveProposal, "approveProposal"),
    Changing(Request::kRejectProposal, "rejectProposal"),

    {Request::kRefusedAccess, "-refusedAccess", kAnyone, kEveryState, kGateway, kNever},
    {Request::kFetched, "-fetched", kAnyone, kEveryState, kGateway, kNever},
    {Request::kUnlock, "-unlock", kAnyone, States({State::kLocked}), kControl, kNever},
    {Request::kImportTrust, "-importTrust", kAnyone, kUsable, kControl, kNever},
    {Request::kLock, "-lock", kAnyone, States({State::kOperational, State::kSuspended}), kControl,
     kNever},
});

// What a row forgets is zero, and zero is never a decision but for `roles`, where it lets anyone
// in: then nobody is there who could have signed.
static_assert(std::ranges::all_of(kTable, [](const Operation& row) {
  return !row.name.empty() && row.states != 0 && row.origins != 0 &&
         (row.roles == kAnyone) == (row.signature == Signing::kNever);
}));
static_assert(std::ranges::none_of(kTable, [](const Operation& row) {
  return std::ranges::count(kTable, row.request, &Operation::request) > 1 ||
         std::ranges::count(kTable, row.name, &Operation::name) > 1;
}));

}  // namespace

std::string_view NameOf(Signing signing) {
  switch (signing) {
    case Signing::kNever:
      return "never";
    case Signing::kIfRequired:
      return "if-required";
    case Signing::kAlways:
      return "always";
  }
  return "";
}

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
