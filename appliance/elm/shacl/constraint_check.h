#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "appliance/elm/graph/graph.h"
#include "appliance/elm/shacl/shape_check.h"

namespace signet::elm {

/// Takes results as they are found.
class ResultSink {
 public:
  /// Keeps `most` results of those that come and then wants no more. With nullptr it keeps none.
  ResultSink(std::vector<ShapeResult>* kept, std::size_t most) : kept_(kept), most_(most) {}

  /// false: no more results are wanted.
  bool Add(const ShapeResult& result) {
    if (count_ == most_) return false;
    ++count_;
    if (kept_ != nullptr) kept_->push_back(result);
    return kept_ != nullptr;
  }
  bool keeps() const { return kept_ != nullptr; }
  std::size_t count() const { return count_; }

 private:
  std::vector<ShapeResult>* kept_;
  std::size_t most_;
  std::size_t count_ = 0;
};

/// The question at hand: does this focus node with these value nodes (the objects of the triples)
/// fit the constraint of this shape?
struct Question {
  const Shape& shape;
  const Constraint& constraint;
  TermId focus;
  std::span<const Triple> values;
  ResultSink& sink;

  bool Report(Component component, TermId value) const {
    return sink.Add({.focus = focus,
                     .path = shape.path,
                     .value = value,
                     .component = component,
                     .shape = &shape,
                     .constraint = &constraint});
  }
};

// One value against one constraint.
bool Fits(const DatatypeConstraint& constraint, const TermTable& terms, TermId value);
bool Fits(const NodeKindConstraint& constraint, const TermTable& terms, TermId value);
bool Fits(const RangeConstraint& constraint, const TermTable& terms, TermId value);
bool Fits(const MinLengthConstraint& constraint, const TermTable& terms, TermId value);
bool Fits(const MaxLengthConstraint& constraint, const TermTable& terms, TermId value);
bool Fits(const PatternConstraint& constraint, const TermTable& terms, TermId value);
bool Fits(const LanguageInConstraint& constraint, const TermTable& terms, TermId value);
bool Fits(const InConstraint& constraint, const TermTable& terms, TermId value);

// All values at once; false if the sink wants no more.
bool Check(const UniqueLangConstraint& constraint, const TermTable& terms,
           const Question& question);
bool Check(const EqualsConstraint& constraint, const Graph& graph, const Question& question);
bool Check(const DisjointConstraint& constraint, const Graph& graph, const Question& question);
bool Check(const LessThanConstraint& constraint, const Graph& graph, const Question& question);
bool Check(const ClosedConstraint& constraint, const Graph& graph, const Question& question);

}  // namespace signet::elm
