#pragma once

#include "provisioning/box_connection.h"
#include "tests/support/api_description.h"

namespace signet::test {

/// A plausible request of an operation, which breaks nothing: it is about things named "example"
/// that other examples make, or about what is not there. Throws std::out_of_range if the
/// description has a parameter or body that nobody gave an example for.
provisioning::HttpRequest ExampleOf(const DescribedOperation& operation);

}  // namespace signet::test
