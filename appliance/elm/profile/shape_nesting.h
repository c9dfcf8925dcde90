#pragma once

#include <cstddef>
#include <vector>

#include "appliance/elm/profile/shape.h"

namespace signet::elm {

/// The shapes that a shape's constraints refer to, in their order.
std::vector<ShapeId> ShapesInside(const Shape& shape);

/// The first shape found that reaches itself, or that has more than kMaxNesting shapes below each
/// other; shapes.size() if there is none.
inline constexpr std::size_t kMaxNesting = 64;
std::size_t FindEndlessShape(const std::vector<Shape>& shapes);

/// Gives each shape a memory that a check can come to again and again with one node, if it costs
/// more to check than to remember; returns how many. Only for shapes that FindEndlessShape has
/// nothing against.
std::size_t GiveMemories(std::vector<Shape>& shapes);

}  // namespace signet::elm
