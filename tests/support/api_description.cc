#include "tests/support/api_description.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>

namespace signet::test {
namespace {

std::string Text(const YAML::Node& node) { return node ? node.as<std::string>() : ""; }

std::set<std::string> Texts(const YAML::Node& list) {
  std::set<std::string> out;
  for (const auto& item : list) out.insert(item.as<std::string>());
  return out;
}

std::set<std::string> NamesIn(const YAML::Node& map) {
  std::set<std::string> out;
  for (const auto& member : map) out.insert(member.first.as<std::string>());
  return out;
}

std::set<std::string> TypesOf(const YAML::Node& body) {
  return body ? NamesIn(body["content"]) : std::set<std::string>();
}

DescribedOperation Read(const std::string& path, std::string method, const YAML::Node& node) {
  std::ranges::transform(method, method.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return {.id = Text(node["operationId"]),
          .method = std::move(method),
          .path = path,
          .roles = Texts(node["x-signet-roles"]),
          .states = Texts(node["x-signet-states"]),
          .signature = Text(node["x-signet-signature"]),
          .answered_by = Text(node["x-signet-answered-by"]),
          .takes = TypesOf(node["requestBody"]),
          .answers = NamesIn(node["responses"])};
}

}  // namespace

std::vector<DescribedOperation> ReadApiDescription() {
  const YAML::Node document = YAML::LoadFile(SIGNET_SOURCE_DIR "/api/openapi.yaml");
  std::vector<DescribedOperation> out;
  for (const auto& path : document["paths"]) {
    for (const auto& method : path.second) {
      out.push_back(
          Read(path.first.as<std::string>(), method.first.as<std::string>(), method.second));
    }
  }
  return out;
}

}  // namespace signet::test
