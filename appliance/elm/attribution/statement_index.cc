#include "appliance/elm/attribution/statement_index.h"

#include <algorithm>
#include <utility>

namespace signet::elm {

StatementIndex::StatementIndex(std::vector<AttributionStatement> statements)
    : statements_(std::move(statements)), next_(statements_.size(), kEnd) {
  std::size_t nodes = 0;
  for (const AttributionStatement& one : statements_) {
    nodes = std::max(nodes, static_cast<std::size_t>(one.subject) + 1);
  }
  first_.assign(nodes, kEnd);
  for (std::size_t i = statements_.size(); i > 0; --i) {
    auto& first = first_[static_cast<std::size_t>(statements_[i - 1].subject)];
    next_[i - 1] = std::exchange(first, static_cast<std::uint32_t>(i - 1));
  }
}

}  // namespace signet::elm
