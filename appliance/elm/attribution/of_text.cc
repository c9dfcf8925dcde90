#include <boost/unordered/unordered_flat_map.hpp>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/base/keyed_hash.h"
#include "appliance/elm/attribution.h"
#include "appliance/elm/attribution/attribute.h"

namespace signet::elm {
namespace {

struct TextHash {
  using is_avalanching = void;
  std::size_t operator()(std::string_view text) const { return KeyedHash(text); }
};

/// One walk over the text. Recursion is bounded by the depth that the reader of JSON allows.
class TextReader {
 public:
  Attribution Read(json::Value credential) {
    std::optional<NodeNumber> node = NodeOf(credential);
    const NodeNumber root = *node;
    Walk(credential, node);
    return Attribute(std::move(statements_), root);
  }

 private:
  using Node = std::optional<NodeNumber>;

  // `node` is the number of `object`, if somebody asked for it already.
  void Walk(json::Value object, Node node) {
    for (auto member = object.First(); member; member = member->Next()) {
      if (const auto relation = RelationNamed(member->name())) {
        if (!node) node = NodeOf(object);
        Take(*node, *relation, *member);
      } else {
        WalkInto(*member);
      }
    }
  }

  void WalkInto(json::Value value) {
    if (value.size() == 0) return;  // also whatever is neither object nor array
    if (value.is_object()) return Walk(value, std::nullopt);
    for (auto one = value.First(); one; one = one->Next()) WalkInto(*one);
  }

  void Take(NodeNumber subject, Relation relation, json::Value value) {
    if (value.is_array()) {
      for (auto one = value.First(); one; one = one->Next()) Take(subject, relation, *one);
    } else if (IsOfText(relation)) {
      TakeText(subject, relation, value);
    } else if (value.is_object()) {
      const NodeNumber object = NodeOf(value);
      const auto id = value.Find("id");
      Add(subject, relation, object, id ? id->AsString().value_or("") : "");
      Walk(value, object);
    } else if (const auto iri = value.AsString()) {
      Add(subject, relation, NodeNamed(*iri), *iri);
    }
  }

  // Scalars, and for a name language maps: {"en": "…", "de": ["…"]}.
  void TakeText(NodeNumber subject, Relation relation, json::Value value) {
    if (value.is_object()) {
      if (relation != Relation::kLegalName) return WalkInto(value);
      for (auto one = value.First(); one; one = one->Next()) Take(subject, relation, *one);
    } else if (const auto text = value.AsString()) {
      Add(subject, relation, kNoNode, *text);
    } else if (value.kind() != json::Kind::kNull) {
      Add(subject, relation, kNoNode, value.raw());
    }
  }

  void Add(NodeNumber subject, Relation relation, NodeNumber object, std::string_view text) {
    const bool is_blank = object != kNoNode && text.starts_with("_:");
    statements_.push_back({subject, relation, object, is_blank ? std::string_view() : text});
  }

  NodeNumber NodeOf(json::Value object) {
    const auto id = object.Find("id");
    const auto text = id ? id->AsString() : std::nullopt;
    return text ? NodeNamed(*text) : NodeNumber{nodes_++};
  }

  NodeNumber NodeNamed(std::string_view id) {
    const auto [known, is_new] = named_.emplace(id, NodeNumber{nodes_});
    if (is_new) ++nodes_;
    return known->second;
  }

  std::uint32_t nodes_ = 0;
  boost::unordered_flat_map<std::string_view, NodeNumber, TextHash> named_;
  std::vector<AttributionStatement> statements_;
};

}  // namespace

Attribution ReadAttribution(json::Value credential) { return TextReader().Read(credential); }

}  // namespace signet::elm
