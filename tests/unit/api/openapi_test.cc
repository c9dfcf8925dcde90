#include "api/openapi_document.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "api/route.h"
#include "appliance/base/error.h"
#include "appliance/base/file.h"

namespace signet::api {
namespace {

using Row = std::tuple<std::string, std::string, std::string>;  // path, method, operationId

const std::set<std::string> kMethods = {"get", "post", "put", "patch", "delete", "head"};

YAML::Node Document() { return YAML::Load(std::string(OpenapiDocument())); }

template <typename Visit>
void EachOperation(const YAML::Node& document, Visit visit) {
  for (const auto& path : document["paths"]) {
    for (const auto& method : path.second) {
      const auto name = method.first.as<std::string>();
      if (kMethods.contains(name)) visit(path.first.as<std::string>(), name, method.second);
    }
  }
}

std::set<std::string> Texts(const YAML::Node& list) {
  std::set<std::string> texts;
  for (const auto& text : list) texts.insert(text.as<std::string>());
  return texts;
}

TEST(Openapi, IsTheFileInTheTree) {
  EXPECT_EQ(OpenapiDocument(), ReadFile(SIGNET_SOURCE_DIR "/api/openapi.yaml"));
}

TEST(Openapi, HasExactlyTheOperationsOfTheRoutingTable) {
  std::set<Row> described;
  EachOperation(Document(), [&](const std::string& path, std::string method, const auto& node) {
    std::ranges::transform(method, method.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    described.emplace(path, method, node["operationId"].template as<std::string>());
  });
  std::set<Row> routed;
  for (const OperationInfo& info : AllOperations()) {
    routed.emplace(info.path, info.method, info.id);
  }
  EXPECT_EQ(described, routed);
}

TEST(Openapi, NamesRolesAndStatesOfEveryOperation) {
  const std::set<std::string> roles = {"submitter", "operator", "administrator", "auditor",
                                       "monitor"};
  const std::set<std::string> states = {"unprovisioned", "locked", "operational", "suspended",
                                        "failed"};
  EachOperation(Document(),
                [&](const std::string& path, const std::string& method, const YAML::Node& node) {
                  const auto named = Texts(node["x-signet-roles"]);
                  EXPECT_FALSE(named.empty()) << method << " " << path;
                  const bool anyone = named == std::set<std::string>{"anyone"};
                  EXPECT_TRUE(anyone || std::ranges::includes(roles, named)) << path;
                  const auto in = Texts(node["x-signet-states"]);
                  EXPECT_FALSE(in.empty()) << method << " " << path;
                  EXPECT_TRUE(std::ranges::includes(states, in)) << path;
                });
}

TEST(Openapi, SaysAnyoneWhereTheGatewayAsksForNoCertificate) {
  EachOperation(Document(), [&](const std::string& path, const std::string& /*method*/,
                                const YAML::Node& node) {
    for (const OperationInfo& info : AllOperations()) {
      if (info.path != path) continue;
      EXPECT_EQ(Texts(node["x-signet-roles"]).contains("anyone"), info.access == Access::kAnyone)
          << path;
    }
  });
}

TEST(Openapi, NamesTheMediaTypesThatAreProduced) {
  EachOperation(Document(), [&](const std::string& path, const std::string& /*method*/,
                                const YAML::Node& node) {
    for (const OperationInfo& info : AllOperations()) {
      if (info.path != path) continue;
      const auto good = node["responses"]["200"]["content"];
      std::set<std::string> described;
      for (const auto& type : good) described.insert(type.first.as<std::string>());
      std::set<std::string> produced(info.produces.begin(), info.produces.end());
      produced.erase("");
      EXPECT_EQ(described, produced) << path;
    }
  });
}

TEST(Openapi, NamesEveryProblem) {
  const auto described =
      Texts(Document()["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]);
  std::set<std::string> known;
  for (const CodeInfo& info : AllCodes()) {
    known.insert("urn:signet:problem:" + std::string(info.name));
  }
  EXPECT_EQ(described, known);
}

}  // namespace
}  // namespace signet::api
