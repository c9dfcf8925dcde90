#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "appliance/elm/attribution/relation.h"

namespace signet::elm {

/// A node of a credential: a number, the same for all that is one with it.
enum class NodeNumber : std::uint32_t {};
inline constexpr NodeNumber kNoNode{0xffffffffU};

/// One statement, as both readings of a credential make it.
struct AttributionStatement {
  NodeNumber subject;
  Relation relation;
  NodeNumber object;      ///< kNoNode: a literal
  std::string_view text;  ///< the object's IRI, empty for a blank node; or the literal
};

/// Statements by their subject, in the order in which they came. Time and memory are linear in
/// their number and in the largest number of a node.
class StatementIndex {
 public:
  explicit StatementIndex(std::vector<AttributionStatement> statements);

  const std::vector<AttributionStatement>& all() const { return statements_; }

  /// `visit` is given each statement of this subject.
  template <typename Visit>
  void ForEachOf(NodeNumber subject, Visit visit) const {
    for (std::uint32_t i = FirstOf(subject); i != kEnd; i = next_[i]) visit(statements_[i]);
  }

 private:
  static constexpr std::uint32_t kEnd = 0xffffffffU;

  std::uint32_t FirstOf(NodeNumber subject) const {
    const auto number = static_cast<std::size_t>(subject);
    return number < first_.size() ? first_[number] : kEnd;
  }

  std::vector<AttributionStatement> statements_;
  std::vector<std::uint32_t> first_;  ///< by subject
  std::vector<std::uint32_t> next_;   ///< by statement: the next one of its subject
};

}  // namespace signet::elm
