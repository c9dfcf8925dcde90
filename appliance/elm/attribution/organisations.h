#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "appliance/elm/attribution.h"
#include "appliance/elm/attribution/statement_index.h"

namespace signet::elm {

/// What is left of kMostAttributed.
class Allotment {
 public:
  /// False once it is used up.
  bool Take(std::size_t octets) {
    left_ -= octets < left_ ? octets : left_;
    return left_ != 0;
  }

 private:
  std::size_t left_ = kMostAttributed;
};

/// Identifiers (Identifier and LegalIdentifier nodes), each read once. `index` outlives this.
class Identifiers {
 public:
  struct Content {
    std::string_view notation;
    std::string_view country;
  };

  explicit Identifiers(const StatementIndex& index) : index_(index) {}
  Content Of(NodeNumber identifier);

 private:
  const StatementIndex& index_;
  boost::unordered_flat_map<NodeNumber, Content> known_;
};

/// One of the lists of organisations of an Attribution. What it is given outlives it.
class Organisations {
 public:
  Organisations(const StatementIndex& index, Identifiers& identifiers, Allotment& allotment,
                std::vector<NamedOrganisation>& out)
      : index_(index), identifiers_(identifiers), allotment_(allotment), out_(out) {}

  /// The object of `statement`: its place in the list.
  std::size_t Add(const AttributionStatement& statement);
  /// The one that stands for those who are not told.
  std::size_t AddNobody();

 private:
  std::optional<NamedOrganisation> Read(NodeNumber node, std::string_view id);
  bool ReadIdentifier(const AttributionStatement& statement, NamedOrganisation& out);

  const StatementIndex& index_;
  Identifiers& identifiers_;
  Allotment& allotment_;
  std::vector<NamedOrganisation>& out_;
  boost::unordered_flat_map<NodeNumber, std::size_t> places_;
  std::optional<std::size_t> nobody_;
};

}  // namespace signet::elm
