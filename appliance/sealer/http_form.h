#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// How an operation of the wire is asked for over HTTP (api/openapi.yaml).
struct HttpOperation {
  wire::Request::OperationCase request;
  std::string_view method;  ///< "GET" stands for HEAD as well
  std::string_view path;    ///< template
};
/// One row each that a client can ask for.
std::span<const HttpOperation> AllHttpOperations();

/// The HTTP request that a wire request says it is, put together again from everything in it: what
/// is in the wire request and not in its form would be there without the client having said it.
/// Points into the request.
struct HttpForm {
  std::string_view method;  ///< as above
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;  ///< not escaped, sorted
  std::string_view body;
  std::optional<std::string_view> idempotency_key;  ///< nullopt: says nothing here
  std::optional<std::string_view> media_type;       ///< of the body; nullopt: the same
};

/// nullopt for an operation that is not asked for over HTTP, and for parameters that fit no path of
/// its template: one too many, or with other characters than letters, digits, '.', '_' and '-'.
std::optional<HttpForm> HttpFormOf(const wire::Request& request);

}  // namespace signet::sealer
