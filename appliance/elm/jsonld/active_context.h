#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "appliance/elm/jsonld/context.h"

namespace signet::elm {

/// The active contexts (JSON-LD 1.1 API 4.1) that one reading comes through: the profile's own, and
/// those that scopes make of it. Each is made once, however many nodes are in it and in whatever
/// order the scopes came, so a hostile text cannot make many.
class ActiveContexts {
 public:
  enum class Id : std::uint32_t {};
  static constexpr Id kInitial{0};

  explicit ActiveContexts(const Context& context);

  /// nullptr for a name that means nothing.
  const TermDefinition* Find(Id at, std::string_view name) const;

  /// The context that a property's values are in (`kProperty`: it may redefine protected terms) or
  /// that a type's nodes are in; or the name of the protected term that the scope redefines.
  enum class By : std::uint8_t { kProperty, kType };
  std::variant<Id, std::string_view> Enter(Id at, ScopeId scope, By by);

  /// The context to go back to for a node inside this one; itself if it propagates.
  Id Outer(Id at) const;

 private:
  static constexpr Id kNone{0xffffffffU};
  struct Override {
    const TermDefinition* definition = nullptr;
    bool is_protected = false;
    bool operator==(const Override&) const = default;
  };
  struct Active {
    Id outer = kNone;  ///< the "previous context"
    boost::unordered_flat_map<std::string_view, Override, std::hash<std::string_view>> overrides;
    bool operator==(const Active&) const = default;
  };
  std::variant<Id, std::string_view> Make(Id at, ScopeId scope, By by);
  Id Add(Active made);

  const Context& context_;
  std::vector<Active> contexts_;
  std::unordered_multimap<std::size_t, Id> by_content_;
  boost::unordered_flat_map<std::uint64_t, std::variant<Id, std::string_view>> made_;
};

}  // namespace signet::elm
