#pragma once

#include <string>

#include "appliance/wire/signet.pb.h"

namespace signet::provisioning {

/// The state of a box as `GET /v1/state` writes it. Throws Error(kNotJson) and its kin, or
/// Error(kNetworkFailed) if the text is no state.
wire::State ReadState(const std::string& json_text);
/// The same members the other way round, for a state that came over the control socket.
std::string WriteState(const wire::State& state);
/// For people.
std::string DescribeState(const wire::State& state);

}  // namespace signet::provisioning
