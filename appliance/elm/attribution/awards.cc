#include "appliance/elm/attribution/awards.h"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace signet::elm {
namespace {

/// The object is a part of the subject, or leads to it.
constexpr bool HasPart(Relation relation) {
  return relation == Relation::kHasPart || relation == Relation::kInfluencedBy ||
         relation == Relation::kProvenBy || relation == Relation::kEntitlesTo;
}
/// The other way round.
constexpr bool IsPart(Relation relation) {
  return relation == Relation::kIsPartOf || relation == Relation::kInfluences ||
         relation == Relation::kProves || relation == Relation::kEntitledBy;
}

using NodeSet = boost::unordered_flat_set<NodeNumber>;

/// Nodes that belong to nodes, each once, in the order of the statements.
class Links {
 public:
  void Add(NodeNumber from, NodeNumber to) {
    if (!seen_.emplace(from, to).second) return;
    of_[from].push_back(to);
  }
  const std::vector<NodeNumber>& Of(NodeNumber from) const {
    static const std::vector<NodeNumber> none;
    const auto found = of_.find(from);
    return found == of_.end() ? none : found->second;
  }

 private:
  boost::unordered_flat_set<std::pair<NodeNumber, NodeNumber>> seen_;
  boost::unordered_flat_map<NodeNumber, std::vector<NodeNumber>> of_;
};

struct Process {
  NodeNumber node;
  std::vector<std::size_t> bodies;
};

class AwardReader {
 public:
  AwardReader(const StatementIndex& index, Identifiers& identifiers, Allotment& allotment)
      : index_(index), identifiers_(identifiers), allotment_(allotment) {}

  void ReadLinks(Organisations& bodies) {
    boost::unordered_flat_map<NodeNumber, std::size_t> places;
    boost::unordered_flat_set<std::pair<NodeNumber, std::size_t>> seen;
    for (const AttributionStatement& one : index_.all()) {
      if (one.relation != Relation::kAwardingBody) {
        ReadLink(one);
        continue;
      }
      const std::size_t body = bodies.Add(one);
      const auto [place, is_new] = places.emplace(one.subject, processes_.size());
      if (is_new) processes_.push_back({one.subject, {}});
      if (seen.emplace(one.subject, body).second) {
        processes_[place->second].bodies.push_back(body);
      }
    }
  }

  /// False if there are more than may be told.
  bool ReadAwards(std::vector<Award>& out) {
    for (const Process& process : processes_) {
      for (const NodeNumber claim : AwardedAlone(claims_.Of(process.node))) {
        if (!ReadAward(process, claim, out)) return false;
      }
      if (!claims_.Of(process.node).empty()) continue;
      if (!ReadAward(process, kNoNode, out)) return false;
    }
    return true;
  }

 private:
  void ReadLink(const AttributionStatement& one) {
    if (one.object == kNoNode) return;
    if (one.relation == Relation::kAwardedBy) claims_.Add(one.object, one.subject);
    if (one.relation == Relation::kAwards) claims_.Add(one.subject, one.object);
    if (HasPart(one.relation)) parts_.Add(one.subject, one.object);
    if (IsPart(one.relation)) parts_.Add(one.object, one.subject);
  }

  /// Those of one process's claims that are no part of another one of them.
  std::vector<NodeNumber> AwardedAlone(const std::vector<NodeNumber>& claims) {
    const NodeSet all(claims.begin(), claims.end());
    NodeSet parts;
    for (const NodeNumber claim : claims) {
      for (const NodeNumber part : PartsOf(claim)) {
        if (part != claim && all.contains(part)) parts.insert(part);
      }
    }
    std::vector<NodeNumber> alone;
    NodeSet told;
    for (const NodeNumber claim : claims) {
      if (parts.contains(claim)) continue;
      alone.push_back(claim);
      TellPartsOf(claim, all, told);
    }
    // Claims that are parts of each other in a circle are hidden by none.
    for (const NodeNumber claim : claims) {
      if (!told.contains(claim)) alone.push_back(claim);
    }
    return alone;
  }

  void TellPartsOf(NodeNumber claim, const NodeSet& all, NodeSet& told) {
    std::vector<NodeNumber> open{claim};
    while (!open.empty()) {
      const NodeNumber next = open.back();
      open.pop_back();
      if (!told.insert(next).second) continue;
      for (const NodeNumber part : PartsOf(next)) {
        if (all.contains(part)) open.push_back(part);
      }
    }
  }

  /// None once the allotment is used up, so that no text makes this long.
  const std::vector<NodeNumber>& PartsOf(NodeNumber claim) {
    const std::vector<NodeNumber>& parts = parts_.Of(claim);
    return allotment_.Take(parts.size()) ? parts : parts_.Of(kNoNode);
  }

  bool ReadAward(const Process& process, NodeNumber claim, std::vector<Award>& out) {
    if (!allotment_.Take((process.bodies.size() + 1) * kEntryCost)) return false;
    Award& award = out.emplace_back(Award{.bodies = process.bodies, .learning = {}});
    std::set<std::string_view> seen;
    bool complete = true;
    const auto add = [&](std::string_view text) {
      complete = complete && allotment_.Take(text.size() + kEntryCost);
      if (complete && !text.empty() && seen.insert(text).second) award.learning.emplace_back(text);
    };
    index_.ForEachOf(claim, [&](const AttributionStatement& one) {
      if (one.relation != Relation::kSpecifiedBy &&
          one.relation != Relation::kLearningOpportunity) {
        return;
      }
      if (one.object == kNoNode || !complete) return;
      add(one.text);
      index_.ForEachOf(one.object, [&](const AttributionStatement& of_it) {
        if (of_it.relation != Relation::kIdentifier || !complete) return;
        add(identifiers_.Of(of_it.object).notation);
      });
    });
    return complete;
  }

  const StatementIndex& index_;
  Identifiers& identifiers_;
  Allotment& allotment_;
  std::vector<Process> processes_;
  Links claims_;  ///< by process
  Links parts_;   ///< by claim
};

}  // namespace

std::vector<Award> ReadAwards(const StatementIndex& index, Organisations& bodies,
                              Identifiers& identifiers, Allotment& allotment) {
  std::vector<Award> out;
  AwardReader reader(index, identifiers, allotment);
  reader.ReadLinks(bodies);
  if (!reader.ReadAwards(out)) bodies.AddNobody();
  return out;
}

}  // namespace signet::elm
