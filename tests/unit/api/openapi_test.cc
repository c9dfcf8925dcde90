#include "api/openapi_document.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
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

// What the checker of the build (check_openapi.py) says, asked of the text that the program has.
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

const OperationInfo& Routed(const YAML::Node& node) {
  return *std::ranges::find(AllOperations(), node["operationId"].as<std::string>(),
                            &OperationInfo::id);
}

std::set<std::string> TypesOf(const YAML::Node& content) {
  std::set<std::string> types;
  for (const auto& type : content) types.insert(type.first.as<std::string>());
  return types;
}

TEST(Openapi, NamesTheMediaTypesThatAreProduced) {
  EachOperation(Document(),
                [&](const std::string& path, const std::string& method, const YAML::Node& node) {
                  const auto produced = MediaTypesOf(Routed(node));
                  unsigned good = 0;
                  for (const char* status : {"200", "201"}) {
                    if (!node["responses"][status]) continue;
                    ++good;
                    EXPECT_EQ(TypesOf(node["responses"][status]["content"]),
                              std::set<std::string>(produced.begin(), produced.end()))
                        << method << " " << path;
                  }
                  EXPECT_GE(good, 1U) << method << " " << path;
                });
}

TEST(Openapi, NamesTheMediaTypesThatAreTaken) {
  const std::map<Body, std::set<std::string>> types = {
      {Body::kNone, {}},
      {Body::kCredential, {"application/json", "application/ld+json", "application/vc+ld+json"}},
      {Body::kSealedFile, {"application/json", "application/jose+json"}},
      {Body::kRegistryObject, {"application/json"}},
      {Body::kMandateDocument, {"application/pdf", "image/png", "image/jpeg"}},
  };
  EachOperation(Document(),
                [&](const std::string& path, const std::string& method, const YAML::Node& node) {
                  const YAML::Node body = node["requestBody"];
                  EXPECT_EQ(body ? TypesOf(body["content"]) : std::set<std::string>(),
                            types.at(Routed(node).body))
                      << method << " " << path;
                });
}

std::set<std::string> ParametersOf(const YAML::Node& document, const YAML::Node& node,
                                   const std::string& in) {
  std::set<std::string> names;
  for (const auto& listed : node["parameters"]) {
    YAML::Node parameter = listed;
    if (listed["$ref"]) {
      const auto name = listed["$ref"].as<std::string>();
      parameter.reset(document["components"]["parameters"][name.substr(name.rfind('/') + 1)]);
    }
    if (parameter["in"].as<std::string>() == in) names.insert(parameter["name"].as<std::string>());
  }
  return names;
}

TEST(Openapi, DescribesEachParameterOfAPath) {
  const auto document = Document();
  EachOperation(
      document, [&](const std::string& path, const std::string& method, const YAML::Node& node) {
        std::set<std::string> placeholders;
        for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
          placeholders.insert(path.substr(at + 1, path.find('}', at) - at - 1));
        }
        EXPECT_EQ(ParametersOf(document, node, "path"), placeholders) << method << " " << path;
      });
}

// A parameter that is described is taken: with a value that it cannot have it is refused for its
// value, and the message does not call it unknown.
TEST(Openapi, DescribesTheParametersOfAQueryThatAreTaken) {
  const auto document = Document();
  EachOperation(document, [&](const std::string& path, const std::string& /*method*/,
                              const YAML::Node& node) {
    if (path.find('{') != std::string::npos) return;
    const auto described = ParametersOf(document, node, "query");
    for (const std::string name :
         {"key", "preparation", "level", "stage", "require", "time", "after", "limit"}) {
      RequestHead head{.method = std::string(Routed(node).method),
                       .target = path + "?" + name + "=%20"};
      try {
        RouteRequest(head);
        ADD_FAILURE() << head.target;
      } catch (const Error& error) {
        const bool taken = error.message().starts_with("The parameter '" + name + "'");
        EXPECT_EQ(taken, described.contains(name)) << head.target << ": " << error.message();
      }
    }
  });
}

TEST(Openapi, Says201WhereSomethingIsMade) {
  EachOperation(
      Document(), [&](const std::string& path, const std::string& method, const YAML::Node& node) {
        const bool makes = method == "post" && Routed(node).body == Body::kRegistryObject &&
                           path.find('{') == std::string::npos;
        const bool described = node["responses"]["201"].IsDefined();
        EXPECT_EQ(described, makes || path == "/v1/seals") << method << " " << path;
        if (!described) return;
        EXPECT_TRUE(node["responses"]["201"]["headers"]["Location"].IsDefined()) << path;
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
