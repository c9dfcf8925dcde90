#include "appliance/elm/attribution/organisations.h"

#include <set>
#include <string>
#include <utility>

#include "appliance/elm/node.h"

namespace signet::elm {
namespace {

/// A text of which there may be one only: two that differ are none.
class OnlyText {
 public:
  void Add(std::string_view text) {
    text_ = !seen_ || text == text_ ? text : std::string_view();
    seen_ = true;
  }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  bool seen_ = false;
};

bool IsLegalIdentifier(Relation relation) {
  return relation == Relation::kEidasIdentifier || relation == Relation::kRegistration ||
         relation == Relation::kVatIdentifier || relation == Relation::kTaxIdentifier;
}

}  // namespace

Identifiers::Content Identifiers::Of(NodeNumber identifier) {
  if (const auto known = known_.find(identifier); known != known_.end()) return known->second;
  OnlyText notation;
  OnlyText country;
  index_.ForEachOf(identifier, [&](const AttributionStatement& one) {
    if (one.relation == Relation::kNotation && one.object == kNoNode) notation.Add(one.text);
    if (one.relation == Relation::kSpatial) country.Add(LastPathPart(one.text));
  });
  const Content content{notation.text(), country.text()};
  known_.emplace(identifier, content);
  return content;
}

std::size_t Organisations::Add(const AttributionStatement& statement) {
  if (statement.object == kNoNode) return AddNobody();
  const auto known = places_.find(statement.object);
  if (known != places_.end()) return known->second;
  auto organisation = Read(statement.object, statement.text);
  const std::size_t place = organisation ? out_.size() : AddNobody();
  if (organisation) out_.push_back(*std::move(organisation));
  places_.emplace(statement.object, place);
  return place;
}

std::size_t Organisations::AddNobody() {
  if (!nobody_) {
    nobody_ = out_.size();
    out_.emplace_back();
  }
  return *nobody_;
}

std::optional<NamedOrganisation> Organisations::Read(NodeNumber node, std::string_view id) {
  NamedOrganisation out{.id = std::string(id), .identifiers = {}, .names = {}};
  bool complete = allotment_.Take(id.size() + kEntryCost);
  std::set<std::string_view> names;
  std::set<std::pair<NodeNumber, bool>> identifiers;
  index_.ForEachOf(node, [&](const AttributionStatement& one) {
    if (!complete) return;
    const bool is_legal = IsLegalIdentifier(one.relation);
    if (is_legal || one.relation == Relation::kIdentifier) {
      if (!identifiers.emplace(one.object, is_legal).second) return;
      complete = ReadIdentifier(one, out);
    } else if (one.relation == Relation::kLegalName && one.object == kNoNode) {
      if (!names.insert(one.text).second) return;
      complete = allotment_.Take(one.text.size() + kEntryCost);
      out.names.emplace_back(one.text);
    }
  });
  if (!complete) return std::nullopt;
  return out;
}

bool Organisations::ReadIdentifier(const AttributionStatement& statement, NamedOrganisation& out) {
  const auto [notation, country] = identifiers_.Of(statement.object);
  if (!allotment_.Take(notation.size() + country.size() + kEntryCost)) return false;
  out.identifiers.push_back({.notation = std::string(notation),
                             .country = std::string(country),
                             .is_legal = IsLegalIdentifier(statement.relation)});
  return true;
}

}  // namespace signet::elm
