#pragma once

#include <string>

#include "appliance/base/json.h"
#include "provisioning/commands/invocation.h"
#include "provisioning/registry_access.h"

namespace signet::provisioning {

using Describe = std::string (*)(json::Value);

/// Prints one object that the box answered: as it is with --json, else as `describe` tells it.
void PrintAnswer(const Invocation& invocation, const std::string& answer, Describe describe);

/// The same for a list: {"clients": […]}, an element after the other; `none` if there are none.
void PrintList(const Invocation& invocation, const std::string& answer, const char* member,
               Describe describe, const char* none);

/// What came of a change that needs two people: the proposal and how another administrator approves
/// it; what was changed, as `describe` tells it, if it is in force at once.
void PrintProposed(const Invocation& invocation, const Proposed& proposed, Describe describe);

}  // namespace signet::provisioning
