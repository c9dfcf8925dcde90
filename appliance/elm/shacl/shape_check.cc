#include "appliance/elm/shacl/shape_check.h"

#include <algorithm>
#include <cstdint>
#include <variant>

#include "appliance/elm/shacl/class_instances.h"
#include "appliance/elm/shacl/constraint_check.h"

namespace signet::elm {
namespace {

template <typename OneConstraint>
Component NameOf(const OneConstraint& constraint) {
  if constexpr (requires { OneConstraint::kComponent; }) {
    return OneConstraint::kComponent;
  } else {
    return constraint.component;
  }
}

class ShapeChecker {
 public:
  ShapeChecker(const Graph& graph, const ProfileSet& set, Stage stage)
      : graph_(graph), set_(set), stage_(stage), classes_(graph), memories_(set.memories()) {}

  /// Adds the results of one focus node; false if the sink wants no more.
  bool Validate(const Shape& shape, TermId focus, ResultSink& sink);
  std::vector<TermId> FocusNodes(const Targets& targets);

 private:
  enum class Memory : std::uint8_t { kNothing, kConforms, kDoesNot };

  template <typename Fitting>
  static bool CheckEach(Component component, const Question& question, Fitting fits) {
    for (const Triple& triple : question.values) {
      if (fits(triple.object)) continue;
      if (!question.Report(component, triple.object)) return false;
    }
    return true;
  }

  bool CheckConstraint(const Question& question);
  bool CheckOne(const MinCountConstraint& constraint, const Question& question);
  bool CheckOne(const MaxCountConstraint& constraint, const Question& question);
  bool CheckOne(const ClassConstraint& constraint, const Question& question);
  bool CheckOne(const NotConstraint& constraint, const Question& question);
  bool CheckOne(const NodeConstraint& constraint, const Question& question);
  bool CheckOne(const LogicalConstraint& constraint, const Question& question);
  bool CheckOne(const PropertyConstraint& constraint, const Question& question);
  bool CheckOne(const HasValueConstraint& constraint, const Question& question);

  bool Conforms(ShapeId id, TermId node);
  bool ConformsToLogic(const LogicalConstraint& constraint, TermId node);
  bool ValidateInner(ShapeId id, TermId node, ResultSink& sink);
  Memory* MemoryOf(const Shape& shape, TermId node);

  const Graph& graph_;
  const ProfileSet& set_;
  const Stage stage_;
  ClassInstances classes_;
  std::vector<std::vector<Memory>> memories_;  ///< by Shape::memory, then by node
};

bool ShapeChecker::Validate(const Shape& shape, TermId focus, ResultSink& sink) {
  if (shape.deactivated) return true;
  // A node shape's value node is the focus node (SHACL 3.4.1).
  const Triple itself{.subject = focus, .predicate = kNoTerm, .object = focus};
  const std::span<const Triple> values =
      shape.path == kNoTerm ? std::span(&itself, 1) : graph_.Of(focus, shape.path);
  return std::all_of(shape.constraints.begin(), shape.constraints.end(),
                     [&](const Constraint& constraint) {
                       return CheckConstraint({shape, constraint, focus, values, sink});
                     });
}

bool ShapeChecker::CheckConstraint(const Question& question) {
  return std::visit(
      [&](const auto& one) {
        if constexpr (requires { Fits(one, graph_.terms(), question.focus); }) {
          return CheckEach(NameOf(one), question,
                           [&](TermId value) { return Fits(one, graph_.terms(), value); });
        } else if constexpr (requires { Check(one, graph_, question); }) {
          return Check(one, graph_, question);
        } else if constexpr (requires { Check(one, graph_.terms(), question); }) {
          return Check(one, graph_.terms(), question);
        } else {
          return CheckOne(one, question);
        }
      },
      question.constraint);
}

bool ShapeChecker::CheckOne(const MinCountConstraint& constraint, const Question& question) {
  return question.values.size() >= constraint.least ||
         (stage_ == Stage::kDraft && question.shape.prepared) ||
         question.Report(Component::kMinCount, kNoTerm);
}

bool ShapeChecker::CheckOne(const MaxCountConstraint& constraint, const Question& question) {
  return question.values.size() <= constraint.most ||
         question.Report(Component::kMaxCount, kNoTerm);
}

bool ShapeChecker::CheckOne(const ClassConstraint& constraint, const Question& question) {
  return CheckEach(Component::kClass, question,
                   [&](TermId value) { return classes_.IsInstance(value, constraint.iri); });
}

bool ShapeChecker::CheckOne(const NotConstraint& constraint, const Question& question) {
  return CheckEach(Component::kNot, question,
                   [&](TermId value) { return !Conforms(constraint.shape, value); });
}

bool ShapeChecker::CheckOne(const NodeConstraint& constraint, const Question& question) {
  return CheckEach(Component::kNode, question,
                   [&](TermId value) { return Conforms(constraint.shape, value); });
}

bool ShapeChecker::CheckOne(const LogicalConstraint& constraint, const Question& question) {
  return CheckEach(constraint.component, question,
                   [&](TermId value) { return ConformsToLogic(constraint, value); });
}

bool ShapeChecker::CheckOne(const PropertyConstraint& constraint, const Question& question) {
  return std::all_of(question.values.begin(), question.values.end(), [&](const Triple& triple) {
    return ValidateInner(constraint.shape, triple.object, question.sink);
  });
}

bool ShapeChecker::CheckOne(const HasValueConstraint& constraint, const Question& question) {
  const bool found = std::any_of(
      question.values.begin(), question.values.end(),
      [&constraint](const Triple& triple) { return triple.object == constraint.value; });
  return found || question.Report(Component::kHasValue, kNoTerm);
}

bool ShapeChecker::ConformsToLogic(const LogicalConstraint& constraint, TermId node) {
  const auto conforms = [&](ShapeId shape) { return Conforms(shape, node); };
  const auto& shapes = constraint.shapes;
  if (constraint.component == Component::kAnd) {
    return std::all_of(shapes.begin(), shapes.end(), conforms);
  }
  if (constraint.component == Component::kOr) {
    return std::any_of(shapes.begin(), shapes.end(), conforms);
  }
  return std::count_if(shapes.begin(), shapes.end(), conforms) == 1;
}

ShapeChecker::Memory* ShapeChecker::MemoryOf(const Shape& shape, TermId node) {
  if (shape.memory == Shape::kNotRemembered) return nullptr;
  std::vector<Memory>& memory = memories_[shape.memory];
  if (memory.empty()) memory.resize(graph_.terms().size());
  return &memory[static_cast<std::size_t>(node)];
}

bool ShapeChecker::Conforms(ShapeId id, TermId node) {
  const Shape& shape = set_[id];
  Memory* const memory = MemoryOf(shape, node);
  if (memory != nullptr && *memory != Memory::kNothing) return *memory == Memory::kConforms;
  ResultSink first_only(nullptr, 1);
  Validate(shape, node, first_only);
  const bool conforms = first_only.count() == 0;
  if (memory != nullptr) *memory = conforms ? Memory::kConforms : Memory::kDoesNot;
  return conforms;
}

bool ShapeChecker::ValidateInner(ShapeId id, TermId node, ResultSink& sink) {
  const Shape& shape = set_[id];
  Memory* const memory = MemoryOf(shape, node);
  if (memory == nullptr) return Validate(shape, node, sink);
  if (*memory == Memory::kConforms) return true;
  if (!sink.keeps()) return Conforms(id, node) || sink.Add({});
  const std::size_t before = sink.count();
  const bool go_on = Validate(shape, node, sink);
  if (go_on) *memory = sink.count() == before ? Memory::kConforms : Memory::kDoesNot;
  return go_on;
}

// SHACL 2.1.3.
std::vector<TermId> ShapeChecker::FocusNodes(const Targets& targets) {
  std::vector<TermId> nodes = targets.nodes;
  for (const TermId one : targets.classes) {
    const std::vector<TermId> instances = classes_.Of(one);
    nodes.insert(nodes.end(), instances.begin(), instances.end());
  }
  const bool by_predicate = !targets.subjects_of.empty() || !targets.objects_of.empty();
  for (const Triple& triple : by_predicate ? graph_.triples() : std::span<const Triple>()) {
    const auto among = [&triple](const std::vector<TermId>& predicates) {
      return std::binary_search(predicates.begin(), predicates.end(), triple.predicate);
    };
    if (among(targets.subjects_of)) nodes.push_back(triple.subject);
    if (among(targets.objects_of)) nodes.push_back(triple.object);
  }
  if (targets.size() > 1 || by_predicate) {
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  }
  return nodes;
}

}  // namespace

ShapeReport CheckShapes(const Graph& graph, const ProfileSet& set, const Profile& profile,
                        const ShapeCheckLimits& limits) {
  ShapeReport report;
  ResultSink sink(&report.results, limits.max_results);
  ShapeChecker checker(graph, set, limits.stage);
  const auto validate = [&](ShapeId id) {
    const Shape& shape = set[id];
    if (shape.deactivated) return true;
    const std::vector<TermId> nodes = checker.FocusNodes(shape.targets);
    return std::all_of(nodes.begin(), nodes.end(),
                       [&](TermId node) { return checker.Validate(shape, node, sink); });
  };
  report.complete = std::all_of(profile.shapes.begin(), profile.shapes.end(), validate);
  std::stable_sort(report.results.begin(), report.results.end(),
                   [](const ShapeResult& a, const ShapeResult& b) { return a.focus < b.focus; });
  return report;
}

std::vector<ShapeResult> CheckNode(const Graph& graph, const ProfileSet& set, ShapeId shape,
                                   TermId node, const ShapeCheckLimits& limits) {
  std::vector<ShapeResult> out;
  ResultSink sink(&out, limits.max_results);
  ShapeChecker(graph, set, limits.stage).Validate(set[shape], node, sink);
  return out;
}

}  // namespace signet::elm
