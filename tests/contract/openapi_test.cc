// api/openapi.yaml and the sealer's dispatch table are two tellings of who may do what, when. The
// gateway needs the one, the sealer enforces the other: they must not drift apart.

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <set>
#include <string>

#include "appliance/sealer/dispatch.h"

namespace signet::sealer {
namespace {

using registry::Role;

constexpr Role kRoles[] = {Role::kSubmitter, Role::kOperator, Role::kAdministrator, Role::kAuditor,
                           Role::kMonitor};
constexpr State kStates[] = {State::kUnprovisioned, State::kLocked, State::kOperational,
                             State::kSuspended, State::kFailed};

struct Described {
  std::set<std::string> roles;
  std::set<std::string> states;
};

std::set<std::string> Texts(const YAML::Node& list) {
  std::set<std::string> out;
  for (const auto& item : list) out.insert(item.as<std::string>());
  return out;
}

// Every operation of the description that the sealer answers, by operationId.
std::map<std::string, Described> ReadDescription() {
  const YAML::Node document = YAML::LoadFile(SIGNET_SOURCE_DIR "/api/openapi.yaml");
  std::map<std::string, Described> out;
  for (const auto& path : document["paths"]) {
    for (const auto& method : path.second) {
      const YAML::Node& operation = method.second;
      if (!operation.IsMap() || !operation["operationId"]) continue;
      if (operation["x-signet-answered-by"].as<std::string>() != "sealer") continue;
      out[operation["operationId"].as<std::string>()] = {Texts(operation["x-signet-roles"]),
                                                         Texts(operation["x-signet-states"])};
    }
  }
  return out;
}

std::set<std::string> RolesOf(const Operation& operation) {
  if (operation.roles == 0) return {"anyone"};
  std::set<std::string> out;
  for (const Role role : kRoles) {
    if (AllowsRole(operation, role)) out.insert(std::string(NameOf(role)));
  }
  return out;
}

std::set<std::string> StatesOf(const Operation& operation) {
  std::set<std::string> out;
  for (const State state : kStates) {
    if (AllowsState(operation, state)) out.insert(std::string(NameOf(state)));
  }
  return out;
}

TEST(OpenApi, NamesForEachOperationTheRolesAndStatesThatTheSealerAllows) {
  auto described = ReadDescription();
  for (const Operation& operation : AllOperations()) {
    if (operation.name.starts_with('-')) continue;  // not part of the HTTP API
    const auto found = described.find(std::string(operation.name));
    ASSERT_NE(found, described.end()) << operation.name << " is not described";
    EXPECT_EQ(found->second.roles, RolesOf(operation)) << operation.name;
    EXPECT_EQ(found->second.states, StatesOf(operation)) << operation.name;
    described.erase(found);
  }
  for (const auto& [name, operation] : described) ADD_FAILURE() << name << " is not dispatched";
}

}  // namespace
}  // namespace signet::sealer
