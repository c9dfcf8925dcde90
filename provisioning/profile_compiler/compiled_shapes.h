#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "provisioning/profile_compiler/rdf.h"

namespace signet::provisioning {

/// A shape on its way into a compiled profile.
struct CompiledShape {
  using Shapes = std::vector<std::size_t>;  ///< places in CompiledShapes
  struct Member {
    std::string name;
    std::variant<std::string, Shapes, std::vector<Shapes>> value;  ///< text: JSON
    auto operator<=>(const Member&) const = default;
  };
  RdfTerm node;
  std::vector<Member> members;
  auto operator<=>(const CompiledShape&) const = default;

  bool is_property_shape() const;
  /// What it refers to, in order.
  Shapes Inside() const;
};

/// Shapes of several profiles: one that says the same in two of them, down to what it refers to, is
/// kept once.
class CompiledShapes {
 public:
  std::size_t Add(const CompiledShape& shape);
  const CompiledShape& operator[](std::size_t place) const { return *shapes_[place]; }
  std::size_t size() const { return shapes_.size(); }

 private:
  std::map<CompiledShape, std::size_t> places_;
  std::vector<const CompiledShape*> shapes_;  ///< keys of places_
};

}  // namespace signet::provisioning
