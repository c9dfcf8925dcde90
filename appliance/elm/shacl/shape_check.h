#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "appliance/elm/graph/graph.h"
#include "appliance/elm/profile/component.h"
#include "appliance/elm/profile/profile.h"

namespace signet::elm {

/// A validation result (SHACL 3.6.2). Terms are of the graph's table, kNoTerm where SHACL has none.
struct ShapeResult {
  TermId focus = kNoTerm;
  TermId path = kNoTerm;
  TermId value = kNoTerm;
  Component component = Component::kClass;
  const Shape* shape = nullptr;            ///< of the ProfileSet; has the severity
  const Constraint* constraint = nullptr;  ///< of that shape: what was asked
};

struct ShapeReport {
  /// By focus node in the order of their ids, then in the order of the profile's shapes.
  std::vector<ShapeResult> results;
  /// false: there are more results than were asked for.
  bool complete = true;

  /// No result of any severity (SHACL 3.6.1.1).
  bool conforms() const { return results.empty(); }
};

/// In a draft what the preparation writes may be missing (PROFILE.md, `draft`).
enum class Stage : std::uint8_t { kDraft, kFinal };

struct ShapeCheckLimits {
  std::size_t max_results = 1000;
  Stage stage = Stage::kFinal;
};

/// Holds a graph against the shapes of a profile (SHACL 3.4). The graph's terms must continue
/// `set.terms()`, and `profile` must be one of the set; both must outlive the report.
///
/// Time and memory are linear in the graph (times its logarithm) for one profile, whatever the
/// graph's shape, until max_results are found.
ShapeReport CheckShapes(const Graph& graph, const ProfileSet& set, const Profile& profile,
                        const ShapeCheckLimits& limits);

/// What keeps one node from conforming to one shape of the set: the reasons behind a result of
/// sh:node, which SHACL itself does not tell.
std::vector<ShapeResult> CheckNode(const Graph& graph, const ProfileSet& set, ShapeId shape,
                                   TermId node, const ShapeCheckLimits& limits);

}  // namespace signet::elm
