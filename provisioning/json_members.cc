#include "provisioning/json_members.h"

namespace signet::provisioning {

std::string TextIn(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  const auto text = value ? value->AsString() : std::nullopt;
  return text ? std::string(*text) : std::string();
}

std::vector<json::Value> ElementsIn(json::Value object, std::string_view name) {
  std::vector<json::Value> out;
  const auto list = object.Find(name);
  if (!list || !list->is_array()) return out;
  for (auto one = list->First(); one; one = one->Next()) out.push_back(*one);
  return out;
}

std::vector<std::string> TextsIn(json::Value object, std::string_view name) {
  std::vector<std::string> out;
  for (const json::Value one : ElementsIn(object, name)) {
    if (const auto text = one.AsString()) out.emplace_back(*text);
  }
  return out;
}

std::optional<std::int64_t> IntegerIn(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value ? value->AsInteger() : std::nullopt;
}

bool FlagIn(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value && value->kind() == json::Kind::kTrue;
}

}  // namespace signet::provisioning
