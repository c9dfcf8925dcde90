#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace signet::api {

enum class Operation : std::uint8_t {
  kCreateSeal,
  kExtendSeal,
  kCreateValidation,
  kCreateVerification,
  kGetSeal,
  kGetReceipt,
  kGetState,
  kGetAlive,
  kGetReady,
  kGetMetrics,
  kGetOpenapi,
  kGetCheckpoint,
  kGetTile,
  kGetEntries,
  kListOrganisations,
  kGetOrganisation,
  kCreateOrganisation,
  kListClients,
  kGetClient,
  kCreateClient,
  kChangeClient,
  kSetClientStatus,
  kAddClientCertificate,
  kRemoveClientCertificate,
  kAddSigningKey,
  kRemoveSigningKey,
  kListMandates,
  kGetMandate,
  kCreateMandate,
  kGetMandateDocument,
  kSetMandateDocument,
  kSuspendMandate,
  kEndMandate,
  kListKeys,
  kListProposals,
  kGetProposal,
  kCreateProposal,
  kApproveProposal,
  kRejectProposal,
};

/// Who may reach an operation as far as the gateway judges; roles and states are the sealer's.
enum class Access : std::uint8_t {
  kAnyone,       ///< no certificate needed, also on the local socket
  kCertificate,  ///< a client certificate; not on the local socket
  kCertificateOrLocal,
};

/// What an operation takes as its body.
enum class Body : std::uint8_t {
  kNone,  ///< nothing, or one of length 0
  kCredential,
  kSealedFile,
  kRegistryObject,   ///< JSON
  kMandateDocument,  ///< PDF, PNG or JPEG
};

/// Octets of a body of this kind; the gateway's own limit may be lower.
std::size_t LargestBody(Body body);

/// One operation of openapi.yaml. A test holds the two against each other.
struct OperationInfo {
  Operation operation;
  std::string_view id;      ///< operationId
  std::string_view method;  ///< "GET" stands for HEAD as well
  std::string_view path;    ///< template; `{path}` takes the rest of the segments
  Access access;
  Body body;
  std::array<std::string_view, 3> produces;  ///< media types, the default first; then empty ones
};

std::span<const OperationInfo> AllOperations();
const OperationInfo& InfoOf(Operation operation);
/// The media types that `info` produces, without the empty ones.
std::span<const std::string_view> MediaTypesOf(const OperationInfo& info);

}  // namespace signet::api
