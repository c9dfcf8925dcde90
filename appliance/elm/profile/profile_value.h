#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/json.h"

namespace signet::elm {

/// A JSON value of a compiled profile that knows where it stands, so that a refusal can say so.
/// Valid while its parent lives. What is not of the kind asked for is refused.
class ProfileValue {
 public:
  explicit ProfileValue(json::Value root) : value_(root), parent_(nullptr) {}
  ProfileValue(json::Value value, const ProfileValue* parent) : value_(value), parent_(parent) {}

  json::Value json() const { return value_; }
  std::string_view name() const { return value_.name(); }

  std::string_view Text() const;
  bool Boolean() const;
  std::uint64_t Number() const;

  /// `visit(const ProfileValue&)` for each member of an object, each element of an array.
  template <typename Visit>
  void ForEachMember(Visit visit) const {
    RequireKind(json::Kind::kObject, "an object");
    ForEach(visit);
  }
  template <typename Visit>
  void ForEachElement(Visit visit) const {
    RequireKind(json::Kind::kArray, "a list");
    ForEach(visit);
  }

  /// Throws Error(kProfileMalformed): "The profile's <JSON pointer> <what>".
  [[noreturn]] void Refuse(const std::string& what) const;
  [[noreturn]] void RefuseMember() const;

 private:
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (auto inner = value_.First(); inner; inner = inner->Next()) {
      visit(ProfileValue(*inner, this));
    }
  }
  void RequireKind(json::Kind kind, const char* what) const;
  std::string Pointer() const;

  json::Value value_;
  const ProfileValue* parent_;
};

/// The `prefixes` of a compiled profile.
class IriPrefixes {
 public:
  void Add(std::string_view prefix, std::string_view start) { starts_.emplace(prefix, start); }
  /// "prefix:rest" or "<IRI>" in full; refused if it is neither.
  std::string Expand(const ProfileValue& value) const;
  std::string Expand(std::string_view text, const ProfileValue& place) const;

 private:
  std::map<std::string, std::string, std::less<>> starts_;
};

}  // namespace signet::elm
