#pragma once

#include <string_view>

namespace signet::api {

/// openapi.yaml as it was when this program was built.
std::string_view OpenapiDocument();

}  // namespace signet::api
