#include "appliance/elm/profile/shape_nesting.h"

#include <algorithm>

namespace signet::elm {
namespace {

struct Inside {
  std::vector<ShapeId>& shapes;

  void operator()(const PropertyConstraint& constraint) const {
    shapes.push_back(constraint.shape);
  }
  void operator()(const NodeConstraint& constraint) const { shapes.push_back(constraint.shape); }
  void operator()(const NotConstraint& constraint) const { shapes.push_back(constraint.shape); }
  void operator()(const LogicalConstraint& constraint) const {
    shapes.insert(shapes.end(), constraint.shapes.begin(), constraint.shapes.end());
  }
  template <typename Other>
  void operator()(const Other&) const {}
};

// How many shapes lie below each other from one shape on, that one included.
class Heights {
 public:
  explicit Heights(const std::vector<Shape>& shapes)
      : shapes_(shapes), heights_(shapes.size(), 0) {}

  // More than kMaxNesting also for a shape that reaches itself. The depth of the calls is bounded
  // by kMaxNesting, because what lies deeper is not looked at.
  std::size_t Of(std::size_t index, std::size_t depth) {
    if (heights_[index] > 0) return heights_[index];
    if (depth > kMaxNesting) return kMaxNesting + 1;
    std::size_t below = 0;
    for (const ShapeId inner : ShapesInside(shapes_[index])) {
      below = std::max(below, Of(static_cast<std::size_t>(inner), depth + 1));
      if (below > kMaxNesting) return below;
    }
    heights_[index] = below + 1;
    return below + 1;
  }

 private:
  const std::vector<Shape>& shapes_;
  std::vector<std::size_t> heights_;
};

// Whether a node can be held against it without looking at what the node points at.
struct LooksAtValues {
  template <typename Other>
  bool operator()(const Other&) const {
    return false;
  }
  bool operator()(const EqualsConstraint&) const { return true; }
  bool operator()(const DisjointConstraint&) const { return true; }
  bool operator()(const ClosedConstraint&) const { return true; }
  bool operator()(const PropertyConstraint&) const { return true; }
};

class Costs {
 public:
  explicit Costs(std::vector<Shape>& shapes) : shapes_(shapes), costs_(shapes.size(), 0) {}

  std::size_t Of(std::size_t index) {
    if (costs_[index] > 0) return costs_[index];
    const Shape& shape = shapes_[index];
    std::size_t cost = 1 + shape.constraints.size();
    if (shape.path != kNoTerm) cost = kTooMuch;
    for (const Constraint& constraint : shape.constraints) {
      if (std::visit(LooksAtValues{}, constraint)) cost = kTooMuch;
    }
    for (const ShapeId inner : ShapesInside(shape)) {
      cost = std::min(cost + Of(static_cast<std::size_t>(inner)), kTooMuch);
    }
    costs_[index] = cost;
    return cost;
  }

  static constexpr std::size_t kTooMuch = 64;

 private:
  const std::vector<Shape>& shapes_;
  std::vector<std::size_t> costs_;
};

// The shapes that many focus nodes can lead to with one and the same node. A node shape leads to
// its property shapes with its own focus node only.
std::vector<bool> EnteredOften(const std::vector<Shape>& shapes) {
  std::vector<bool> often(shapes.size());
  for (const Shape& shape : shapes) {
    for (const Constraint& constraint : shape.constraints) {
      if (shape.path == kNoTerm && std::holds_alternative<PropertyConstraint>(constraint)) continue;
      std::vector<ShapeId> inside;
      std::visit(Inside{inside}, constraint);
      for (const ShapeId id : inside) often[static_cast<std::size_t>(id)] = true;
    }
  }
  return often;
}

}  // namespace

std::vector<ShapeId> ShapesInside(const Shape& shape) {
  std::vector<ShapeId> inside;
  for (const Constraint& constraint : shape.constraints) std::visit(Inside{inside}, constraint);
  return inside;
}

std::size_t FindEndlessShape(const std::vector<Shape>& shapes) {
  Heights heights(shapes);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (heights.Of(i, 1) > kMaxNesting) return i;
  }
  return shapes.size();
}

std::size_t GiveMemories(std::vector<Shape>& shapes) {
  const std::vector<bool> often = EnteredOften(shapes);
  Costs costs(shapes);
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (often[i] && costs.Of(i) >= Costs::kTooMuch) shapes[i].memory = count++;
  }
  return count;
}

}  // namespace signet::elm
