#include "appliance/elm/profile/profile_value.h"

#include <algorithm>

#include "appliance/base/error.h"

namespace signet::elm {
namespace {

// RFC 6901 3.
std::string Escaped(std::string_view name) {
  std::string escaped;
  for (const char c : name) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::size_t IndexIn(json::Value parent, json::Value element) {
  std::size_t index = 0;
  for (auto inner = parent.First(); inner && inner->begin() != element.begin();
       inner = inner->Next()) {
    ++index;
  }
  return index;
}

}  // namespace

std::string_view ProfileValue::Text() const {
  const auto text = value_.AsString();
  if (!text) Refuse("must be a text.");
  return *text;
}

bool ProfileValue::Boolean() const {
  if (value_.kind() == json::Kind::kTrue) return true;
  if (value_.kind() == json::Kind::kFalse) return false;
  Refuse("must be true or false.");
}

std::uint64_t ProfileValue::Number() const {
  const auto number = value_.AsInteger();
  if (!number || *number < 0) Refuse("must be a whole number, 0 or more.");
  return static_cast<std::uint64_t>(*number);
}

void ProfileValue::RequireKind(json::Kind kind, const char* what) const {
  if (value_.kind() != kind) Refuse(std::string("must be ") + what + ".");
}

std::string ProfileValue::Pointer() const {
  std::vector<std::string> steps;
  for (const ProfileValue* at = this; at->parent_ != nullptr; at = at->parent_) {
    const json::Value parent = at->parent_->value_;
    steps.push_back(parent.is_object() ? Escaped(at->name())
                                       : std::to_string(IndexIn(parent, at->value_)));
  }
  std::string pointer;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) pointer += "/" + *step;
  return pointer;
}

void ProfileValue::Refuse(const std::string& what) const {
  const std::string pointer = Pointer();
  throw Error(Code::kProfileMalformed,
              "In the compiled profile, " + (pointer.empty() ? "the whole" : pointer) + " " + what);
}

void ProfileValue::RefuseMember() const {
  Refuse(
      "is not known to this version of Signet: compile the profile again with this version's "
      "`signetctl profile compile`, or update the box.");
}

std::string IriPrefixes::Expand(const ProfileValue& value) const {
  return Expand(value.Text(), value);
}

std::string IriPrefixes::Expand(std::string_view text, const ProfileValue& place) const {
  if (text.size() > 2 && text.front() == '<' && text.back() == '>') {
    return std::string(text.substr(1, text.size() - 2));
  }
  const auto colon = text.find(':');
  const auto found =
      colon == std::string_view::npos ? starts_.end() : starts_.find(text.substr(0, colon));
  if (found == starts_.end()) {
    place.Refuse("must be an IRI: prefix:rest with a prefix of /prefixes, or <http://…> in full.");
  }
  return found->second + std::string(text.substr(colon + 1));
}

}  // namespace signet::elm
