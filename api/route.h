#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/request_head.h"
#include "api/route_table.h"
#include "api/signed_head.h"
#include "api/tile_path.h"

namespace signet::api {

/// What in the registry a request is about; what its operation has not is empty.
struct RegistryPlace {
  std::string name;  ///< of the organisation, client or mandate, or the proposal's id
  std::string item;  ///< id of one of a client's certificates or signing keys
  std::string after;
  std::uint32_t limit = 0;      ///< 0: not given
  std::string_view media_type;  ///< of the document that comes as the body
};

/// A request that is understood: all parameters are checked and decoded.
struct Route {
  Operation operation = Operation::kGetAlive;
  bool head = false;            ///< HEAD: as GET, without the content
  std::string_view media_type;  ///< of the answer, if it is none of the problems
  std::string seal;             ///< kGetSeal, kGetReceipt
  TilePlace tile;               ///< kGetTile, kGetEntries
  RegistryPlace registry;
  std::string key;  ///< kCreateSeal, of these level kExtendSeal, too; empty: not given, also below
  std::string preparation;
  std::string level;
  std::string idempotency_key;
  std::string stage;     ///< kCreateValidation; empty: not given
  std::string required;  ///< kCreateVerification, with the next; empty: not given
  std::string time;
  std::optional<SignedHead> signed_head;  ///< for every operation that the sealer answers
};

/// Pure: no input makes it do anything but return or throw Error with kRequestMalformed,
/// kNoSuchResource, kMethodNotAllowed, kParameterInvalid, kIdempotencyKeyInvalid,
/// kMediaTypeUnsupported, kNotAcceptable or kSignatureInvalid.
Route RouteRequest(const RequestHead& head);

/// Who may reach this target; nullopt if there is nothing at it.
std::optional<Access> AccessOf(std::string_view target);

/// The value of Allow for a target (RFC 9110 10.2.1); empty if there is nothing at it.
std::string AllowedMethods(std::string_view target);

}  // namespace signet::api
