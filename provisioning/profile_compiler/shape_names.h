#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "provisioning/profile_compiler/compiled_shapes.h"
#include "provisioning/profile_compiler/prefix_table.h"

namespace signet::provisioning {

/// Which shapes stand under a name in the compiled profile, and which stand where they are used.
/// With a name: those that a profile lists, node shapes with an IRI, and whatever several shapes
/// use.
class ShapeNames {
 public:
  /// `listed` are places in `shapes`.
  ShapeNames(const CompiledShapes& shapes, const CompiledShape::Shapes& listed,
             const PrefixTable& prefixes);

  /// nullopt: the shape stands where it is used.
  const std::optional<std::string>& Of(std::size_t place) const { return names_[place]; }
  /// The named ones, in the order of the file.
  const CompiledShape::Shapes& Named() const { return named_; }

 private:
  std::vector<std::optional<std::string>> names_;
  CompiledShape::Shapes named_;
};

}  // namespace signet::provisioning
