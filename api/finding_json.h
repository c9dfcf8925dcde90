#pragma once

#include <vector>

#include "appliance/base/json_writer.h"
#include "appliance/wire/signet.pb.h"

namespace signet::api {

using Findings = google::protobuf::RepeatedPtrField<wire::Finding>;

/// Findings as openapi.yaml's schema Finding has them.
std::vector<json::ObjectWriter> FindingsJson(const Findings& findings);

}  // namespace signet::api
