#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace signet::elm {

/// Controlled lists as far as a box was given them: the IRI of a scheme, and the IRIs of its codes.
/// A scheme that is not here says nothing about any code. Immutable once filled; safe to share
/// between threads.
class CodeLists {
 public:
  using Codes = std::set<std::string, std::less<>>;

  void Add(std::string scheme, Codes codes) { lists_[std::move(scheme)] = std::move(codes); }
  const std::map<std::string, Codes, std::less<>>& all() const { return lists_; }

 private:
  std::map<std::string, Codes, std::less<>> lists_;
};

}  // namespace signet::elm
