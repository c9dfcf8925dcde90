#include "api/route_table.h"

#include <algorithm>
#include <limits>

#include "api/media_type.h"

namespace signet::api {
namespace {

constexpr std::size_t kLargestRegistryBody = 1U << 20U;

constexpr OperationInfo Get(Operation operation, std::string_view id, std::string_view path,
                            Access access, std::string_view media_type) {
  return {operation, id, "GET", path, access, Body::kNone, {media_type}};
}

constexpr OperationInfo Registry(Operation operation, std::string_view id, std::string_view method,
                                 std::string_view path, Body body) {
  return {operation, id, method, path, Access::kCertificate, body, {kJson}};
}

constexpr auto kOperations = std::to_array<OperationInfo>({
    {Operation::kCreateSeal,
     "createSeal",
     "POST",
     "/v1/seals",
     Access::kCertificate,
     Body::kCredential,
     {kJson, kJoseJson}},
    {Operation::kExtendSeal,
     "extendSeal",
     "POST",
     "/v1/extensions",
     Access::kCertificate,
     Body::kSealedFile,
     {kJoseJson}},
    {Operation::kCreateValidation,
     "createValidation",
     "POST",
     "/v1/validations",
     Access::kCertificate,
     Body::kCredential,
     {kJson}},
    {Operation::kCreateVerification,
     "createVerification",
     "POST",
     "/v1/verifications",
     Access::kCertificate,
     Body::kSealedFile,
     {kJson}},
    Get(Operation::kGetSeal, "getSeal", "/v1/seals/{id}", Access::kCertificate, kJson),
    Get(Operation::kGetReceipt, "getReceipt", "/v1/seals/{id}/receipt", Access::kCertificate,
        kPlainText),
    Get(Operation::kGetState, "getState", "/v1/state", Access::kCertificate, kJson),
    Get(Operation::kGetAlive, "getAlive", "/v1/health/alive", Access::kAnyone, kJson),
    Get(Operation::kGetReady, "getReady", "/v1/health/ready", Access::kAnyone, kJson),
    Get(Operation::kGetMetrics, "getMetrics", "/metrics", Access::kCertificateOrLocal, kPlainText),
    Get(Operation::kGetOpenapi, "getOpenapi", "/openapi.yaml", Access::kCertificateOrLocal, kYaml),
    Get(Operation::kGetCheckpoint, "getCheckpoint", "/checkpoint", Access::kCertificate,
        kPlainText),
    Get(Operation::kGetEntries, "getEntries", "/tile/entries/{path}", Access::kCertificate,
        kOctets),
    Get(Operation::kGetTile, "getTile", "/tile/{level}/{path}", Access::kCertificate, kOctets),

    Registry(Operation::kListOrganisations, "listOrganisations", "GET", "/v1/organisations",
             Body::kNone),
    Registry(Operation::kGetOrganisation, "getOrganisation", "GET", "/v1/organisations/{name}",
             Body::kNone),
    Registry(Operation::kCreateOrganisation, "createOrganisation", "POST", "/v1/organisations",
             Body::kRegistryObject),
    Registry(Operation::kListClients, "listClients", "GET", "/v1/clients", Body::kNone),
    Registry(Operation::kGetClient, "getClient", "GET", "/v1/clients/{name}", Body::kNone),
    Registry(Operation::kCreateClient, "createClient", "POST", "/v1/clients",
             Body::kRegistryObject),
    Registry(Operation::kChangeClient, "changeClient", "PUT", "/v1/clients/{name}",
             Body::kRegistryObject),
    Registry(Operation::kSetClientStatus, "setClientStatus", "PUT", "/v1/clients/{name}/status",
             Body::kRegistryObject),
    Registry(Operation::kAddClientCertificate, "addClientCertificate", "POST",
             "/v1/clients/{name}/certificates", Body::kRegistryObject),
    Registry(Operation::kRemoveClientCertificate, "removeClientCertificate", "DELETE",
             "/v1/clients/{name}/certificates/{item}", Body::kNone),
    Registry(Operation::kAddSigningKey, "addSigningKey", "POST", "/v1/clients/{name}/signing-keys",
             Body::kRegistryObject),
    Registry(Operation::kRemoveSigningKey, "removeSigningKey", "DELETE",
             "/v1/clients/{name}/signing-keys/{item}", Body::kNone),
    Registry(Operation::kListMandates, "listMandates", "GET", "/v1/mandates", Body::kNone),
    Registry(Operation::kGetMandate, "getMandate", "GET", "/v1/mandates/{name}", Body::kNone),
    Registry(Operation::kCreateMandate, "createMandate", "POST", "/v1/mandates",
             Body::kRegistryObject),
    {Operation::kGetMandateDocument,
     "getMandateDocument",
     "GET",
     "/v1/mandates/{name}/document",
     Access::kCertificate,
     Body::kNone,
     {kPdf, kPng, kJpeg}},
    Registry(Operation::kSetMandateDocument, "setMandateDocument", "PUT",
             "/v1/mandates/{name}/document", Body::kMandateDocument),
    Registry(Operation::kSuspendMandate, "suspendMandate", "POST", "/v1/mandates/{name}/suspension",
             Body::kNone),
    Registry(Operation::kEndMandate, "endMandate", "POST", "/v1/mandates/{name}/end", Body::kNone),
    Registry(Operation::kListKeys, "listKeys", "GET", "/v1/keys", Body::kNone),
    Registry(Operation::kListProposals, "listProposals", "GET", "/v1/approvals", Body::kNone),
    Registry(Operation::kGetProposal, "getProposal", "GET", "/v1/approvals/{id}", Body::kNone),
    Registry(Operation::kCreateProposal, "createProposal", "POST", "/v1/approvals",
             Body::kRegistryObject),
    Registry(Operation::kApproveProposal, "approveProposal", "POST", "/v1/approvals/{id}/approval",
             Body::kRegistryObject),
    Registry(Operation::kRejectProposal, "rejectProposal", "POST", "/v1/approvals/{id}/rejection",
             Body::kNone),
});

}  // namespace

std::size_t LargestBody(Body body) {
  switch (body) {
    case Body::kNone:
      return 0;
    case Body::kRegistryObject:
    case Body::kMandateDocument:
      return kLargestRegistryBody;
    case Body::kCredential:
    case Body::kSealedFile:
      break;
  }
  return std::numeric_limits<std::size_t>::max();
}

std::span<const OperationInfo> AllOperations() { return kOperations; }

const OperationInfo& InfoOf(Operation operation) {
  return *std::ranges::find(kOperations, operation, &OperationInfo::operation);
}

std::span<const std::string_view> MediaTypesOf(const OperationInfo& info) {
  const auto* const end = std::ranges::find(info.produces, std::string_view());
  return {info.produces.begin(), end};
}

}  // namespace signet::api
