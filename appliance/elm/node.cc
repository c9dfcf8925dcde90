#include "appliance/elm/node.h"

namespace signet::elm {

std::vector<json::Value> ValuesOf(json::Value object, std::string_view member) {
  std::vector<json::Value> values;
  const auto take = [&](json::Value value) {
    if (value.kind() != json::Kind::kNull) values.push_back(value);
  };
  const auto value = object.Find(member);
  if (!value) return values;
  if (!value->is_array()) {
    take(*value);
    return values;
  }
  for (auto element = value->First(); element; element = element->Next()) take(*element);
  return values;
}

std::optional<json::Value> OneValueOf(json::Value object, std::string_view member) {
  const auto values = ValuesOf(object, member);
  if (values.size() != 1) return std::nullopt;
  return values.front();
}

std::optional<std::string_view> IriOf(json::Value value) {
  if (!value.is_object()) return value.AsString();
  const auto id = value.Find("id");
  return id ? id->AsString() : std::nullopt;
}

std::string_view LastPathPart(std::string_view iri) {
  const std::size_t slash = iri.rfind('/');
  return slash == std::string_view::npos ? iri : iri.substr(slash + 1);
}

}  // namespace signet::elm
