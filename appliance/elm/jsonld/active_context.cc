#include "appliance/elm/jsonld/active_context.h"

#include <boost/container_hash/hash.hpp>
#include <utility>

namespace signet::elm {

ActiveContexts::ActiveContexts(const Context& context) : context_(context) { Add({}); }

ActiveContexts::Id ActiveContexts::Outer(Id at) const {
  const Id outer = contexts_[static_cast<std::uint32_t>(at)].outer;
  return outer == kNone ? at : outer;
}

const TermDefinition* ActiveContexts::Find(Id at, std::string_view name) const {
  if (at != kInitial) {
    const auto& overrides = contexts_[static_cast<std::uint32_t>(at)].overrides;
    const auto found = overrides.find(name);
    if (found != overrides.end()) return found->second.definition;
  }
  return context_.Find(name);
}

std::variant<ActiveContexts::Id, std::string_view> ActiveContexts::Enter(Id at, ScopeId scope,
                                                                         By by) {
  const std::uint64_t key = static_cast<std::uint64_t>(at) << 32U |
                            static_cast<std::uint64_t>(scope) << 1U |
                            static_cast<std::uint64_t>(by);
  const auto found = made_.find(key);
  if (found != made_.end()) return found->second;
  const auto made = Make(at, scope, by);
  made_.emplace(key, made);
  return made;
}

/// JSON-LD 1.1 API 4.1.2 and, for protected terms, 4.2.2 step 27. A profile's own terms need no
/// check here: its compiler refuses a scope that redefines a protected one.
std::variant<ActiveContexts::Id, std::string_view> ActiveContexts::Make(Id at, ScopeId id, By by) {
  const Scope& scope = context_[id];
  Active made = contexts_[static_cast<std::uint32_t>(at)];
  for (const auto& [name, definition] : scope.terms) {
    Override& entry = made.overrides[name];
    if (by == By::kType && entry.is_protected) {
      if (*entry.definition != definition) return name;
      continue;
    }
    entry = {&definition, scope.is_protected};
  }
  const bool propagates = scope.propagation == Propagation::kByUse
                              ? by == By::kProperty
                              : scope.propagation == Propagation::kAlways;
  if (!propagates && made.outer == kNone) made.outer = at;
  return Add(std::move(made));
}

ActiveContexts::Id ActiveContexts::Add(Active made) {
  std::size_t content = static_cast<std::size_t>(made.outer);
  for (const auto& [name, entry] : made.overrides) {
    std::size_t hash = boost::hash_value(entry.definition);
    boost::hash_combine(hash, entry.is_protected);
    content += hash;  // in any order
  }
  const auto [first, last] = by_content_.equal_range(content);
  for (auto known = first; known != last; ++known) {
    if (contexts_[static_cast<std::uint32_t>(known->second)] == made) return known->second;
  }
  const Id id{static_cast<std::uint32_t>(contexts_.size())};
  contexts_.push_back(std::move(made));
  by_content_.emplace(content, id);
  return id;
}

}  // namespace signet::elm
