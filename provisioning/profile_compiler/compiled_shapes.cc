#include "provisioning/profile_compiler/compiled_shapes.h"

#include <algorithm>

namespace signet::provisioning {

bool CompiledShape::is_property_shape() const {
  return std::any_of(members.begin(), members.end(),
                     [](const Member& member) { return member.name == "path"; });
}

CompiledShape::Shapes CompiledShape::Inside() const {
  Shapes inside;
  for (const Member& member : members) {
    if (const auto* const shapes = std::get_if<Shapes>(&member.value)) {
      inside.insert(inside.end(), shapes->begin(), shapes->end());
    } else if (const auto* const lists = std::get_if<std::vector<Shapes>>(&member.value)) {
      for (const Shapes& list : *lists) inside.insert(inside.end(), list.begin(), list.end());
    }
  }
  return inside;
}

std::size_t CompiledShapes::Add(const CompiledShape& shape) {
  const auto [found, added] = places_.try_emplace(shape, shapes_.size());
  if (added) shapes_.push_back(&found->first);
  return found->second;
}

}  // namespace signet::provisioning
