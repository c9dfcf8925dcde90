#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/tile_path.h"

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
};

/// Who may reach an operation as far as the gateway judges; roles and states are the sealer's.
enum class Access : std::uint8_t {
  kAnyone,       ///< no certificate needed, also on the local socket
  kCertificate,  ///< a client certificate; not on the local socket
  kCertificateOrLocal,
};

/// One operation of openapi.yaml. A test holds the two against each other.
struct OperationInfo {
  Operation operation;
  std::string_view id;      ///< operationId
  std::string_view method;  ///< "GET" stands for HEAD as well
  std::string_view path;    ///< template; `{path}` takes the rest of the segments
  Access access;
  std::array<std::string_view, 2>
      produces;  ///< media types, the default first; the second may be empty
};

std::span<const OperationInfo> AllOperations();
const OperationInfo& InfoOf(Operation operation);

/// What routing looks at, as it came: nothing is decoded. Fields that came several times are joined
/// by ", " (RFC 9110 5.2).
struct RequestHead {
  std::string method;
  std::string target;
  std::optional<std::string> content_type = std::nullopt;
  std::optional<std::string> content_encoding = std::nullopt;
  std::optional<std::string> accept = std::nullopt;
  std::optional<std::string> idempotency_key = std::nullopt;
};

/// A request that is understood: all parameters are checked and decoded.
struct Route {
  Operation operation = Operation::kGetAlive;
  bool head = false;            ///< HEAD: as GET, without the content
  std::string_view media_type;  ///< of the answer, if it is none of the problems
  std::string seal;             ///< kGetSeal, kGetReceipt
  TilePlace tile;               ///< kGetTile, kGetEntries
  std::string key;  ///< kCreateSeal, of these level kExtendSeal, too; empty: not given, also below
  std::string preparation;
  std::string level;
  std::string idempotency_key;
  std::string stage;     ///< kCreateValidation; empty: not given
  std::string required;  ///< kCreateVerification, with the next; empty: not given
  std::string time;
};

/// Pure: no input makes it do anything but return or throw Error with kRequestMalformed,
/// kNoSuchResource, kMethodNotAllowed, kParameterInvalid, kIdempotencyKeyInvalid,
/// kMediaTypeUnsupported or kNotAcceptable.
Route RouteRequest(const RequestHead& head);

/// Who may reach this target; nullopt if there is nothing at it.
std::optional<Access> AccessOf(std::string_view target);

/// The value of Allow for a target (RFC 9110 10.2.1); empty if there is nothing at it.
std::string AllowedMethods(std::string_view target);

}  // namespace signet::api
