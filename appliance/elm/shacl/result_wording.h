#pragma once

#include <string>

#include "appliance/elm/graph/graph.h"
#include "appliance/elm/profile/profile.h"
#include "appliance/elm/shacl/shape_check.h"

namespace signet::elm {

/// Says results to the person who mends the credential: what is wrong and what to do, in the words
/// of the profile's context ("title", not its IRI).
class ResultWording {
 public:
  /// What is given outlives it.
  ResultWording(const Graph& graph, const ProfileSet& set, Stage stage)
      : graph_(graph), set_(set), stage_(stage) {}

  /// The reasons behind a result of sh:node are told for the first of them: each has to be asked
  /// for once more.
  std::string Of(const ShapeResult& result);
  /// The name of a property or class, else the last part of its IRI.
  std::string NameOf(TermId iri) const;

 private:
  struct Writer;
  std::string ClassOf(TermId node) const;

  const Graph& graph_;
  const ProfileSet& set_;
  const Stage stage_;
  unsigned explained_ = 0;
};

}  // namespace signet::elm
