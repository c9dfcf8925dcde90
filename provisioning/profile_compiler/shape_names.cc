#include "provisioning/profile_compiler/shape_names.h"

#include <algorithm>
#include <map>

namespace signet::provisioning {

ShapeNames::ShapeNames(const CompiledShapes& shapes, const CompiledShape::Shapes& listed,
                       const PrefixTable& prefixes)
    : names_(shapes.size()) {
  std::vector<std::size_t> uses(shapes.size());
  for (std::size_t place = 0; place < shapes.size(); ++place) {
    for (const std::size_t inner : shapes[place].Inside()) ++uses[inner];
  }
  // Whatever is listed counts as used by several.
  for (const std::size_t place : listed) uses[place] = shapes.size() + 1;
  for (std::size_t place = 0; place < shapes.size(); ++place) {
    const CompiledShape& shape = shapes[place];
    const bool node_shape = shape.node.is_iri() && !shape.is_property_shape();
    if (node_shape || uses[place] > 1) named_.push_back(place);
  }
  std::stable_sort(named_.begin(), named_.end(), [&shapes](std::size_t a, std::size_t b) {
    return shapes[a].node < shapes[b].node;
  });
  std::map<RdfTerm, int> count;
  int blanks = 0;
  for (const std::size_t place : named_) {
    const RdfTerm& node = shapes[place].node;
    const int nth = ++count[node];
    std::string name =
        node.is_blank() ? "_:" + std::to_string(++blanks) : prefixes.Shorten(node.text);
    if (!node.is_blank() && nth > 1) name += " (" + std::to_string(nth) + ")";
    names_[place] = std::move(name);
  }
}

}  // namespace signet::provisioning
