#include "appliance/sealer/administration/member_reader.h"

#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"

namespace signet::sealer {

MemberReader::MemberReader(json::Value object, std::string what)
    : object_(object), what_(std::move(what)) {
  if (object_.is_object()) return;
  throw Error(Code::kRegistryMalformed, what_ + " must be a JSON object.");
}

std::optional<json::Value> MemberReader::Take(std::string_view name) {
  taken_.emplace(name);
  const auto found = object_.Find(name);
  return found && found->kind() != json::Kind::kNull ? found : std::nullopt;
}

void MemberReader::Refuse(std::string_view name, std::string_view takes) const {
  throw Error(Code::kRegistryMalformed,
              what_ + "'s member \"" + std::string(name) + "\" takes " + std::string(takes) + ".");
}

std::string MemberReader::Text(std::string_view name) {
  const auto value = Take(name);
  if (!value || !value->AsString()) Refuse(name, "a text, and must be there");
  return std::string(*value->AsString());
}

std::string MemberReader::TextOr(std::string_view name, std::string fallback) {
  const auto value = Take(name);
  if (!value) return fallback;
  if (!value->AsString()) Refuse(name, "a text");
  return std::string(*value->AsString());
}

std::vector<std::string> MemberReader::Texts(std::string_view name) {
  std::vector<std::string> out;
  const auto value = Take(name);
  if (!value) return out;
  if (!value->is_array()) Refuse(name, "a list of texts");
  for (auto element = value->First(); element; element = element->Next()) {
    if (!element->AsString()) Refuse(name, "a list of texts");
    out.emplace_back(*element->AsString());
  }
  return out;
}

bool MemberReader::Flag(std::string_view name) {
  const auto value = Take(name);
  if (!value) return false;
  const bool yes = value->kind() == json::Kind::kTrue;
  if (!yes && value->kind() != json::Kind::kFalse) Refuse(name, "true or false");
  return yes;
}

std::uint32_t MemberReader::Count(std::string_view name, std::uint32_t most) {
  const auto value = Take(name);
  const auto number = value ? value->AsInteger() : std::nullopt;
  if (!number || *number < 1 || *number > most) {
    Refuse(name, "a whole number from 1 to " + std::to_string(most));
  }
  return static_cast<std::uint32_t>(*number);
}

std::optional<json::Value> MemberReader::Object(std::string_view name) {
  const auto value = Take(name);
  if (value && !value->is_object()) Refuse(name, "an object");
  return value;
}

std::vector<json::Value> MemberReader::Objects(std::string_view name) {
  std::vector<json::Value> out;
  const auto value = Take(name);
  if (!value) return out;
  if (!value->is_array()) Refuse(name, "a list of objects");
  for (auto element = value->First(); element; element = element->Next()) {
    if (!element->is_object()) Refuse(name, "a list of objects");
    out.push_back(*element);
  }
  return out;
}

void MemberReader::PassOver(std::string_view name) { taken_.emplace(name); }

void MemberReader::RefuseUnknown() const {
  for (auto member = object_.First(); member; member = member->Next()) {
    if (taken_.contains(member->name())) continue;
    throw Error(Code::kRegistryMalformed, what_ + " has no member " +
                                              json::Quote(member->name().substr(0, 64)) +
                                              "; the API description lists what it has.");
  }
}

}  // namespace signet::sealer
