#include "appliance/elm/profile/component.h"

#include <array>
#include <cstddef>

namespace signet::elm {

std::string_view IriOf(Component component) {
  constexpr std::size_t kCount = static_cast<std::size_t>(Component::kIn) + 1;
  static constexpr std::array<std::string_view, kCount> kIris{
      "http://www.w3.org/ns/shacl#ClassConstraintComponent",
      "http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
      "http://www.w3.org/ns/shacl#NodeKindConstraintComponent",
      "http://www.w3.org/ns/shacl#MinCountConstraintComponent",
      "http://www.w3.org/ns/shacl#MaxCountConstraintComponent",
      "http://www.w3.org/ns/shacl#MinExclusiveConstraintComponent",
      "http://www.w3.org/ns/shacl#MinInclusiveConstraintComponent",
      "http://www.w3.org/ns/shacl#MaxExclusiveConstraintComponent",
      "http://www.w3.org/ns/shacl#MaxInclusiveConstraintComponent",
      "http://www.w3.org/ns/shacl#MinLengthConstraintComponent",
      "http://www.w3.org/ns/shacl#MaxLengthConstraintComponent",
      "http://www.w3.org/ns/shacl#PatternConstraintComponent",
      "http://www.w3.org/ns/shacl#LanguageInConstraintComponent",
      "http://www.w3.org/ns/shacl#UniqueLangConstraintComponent",
      "http://www.w3.org/ns/shacl#EqualsConstraintComponent",
      "http://www.w3.org/ns/shacl#DisjointConstraintComponent",
      "http://www.w3.org/ns/shacl#LessThanConstraintComponent",
      "http://www.w3.org/ns/shacl#LessThanOrEqualsConstraintComponent",
      "http://www.w3.org/ns/shacl#NotConstraintComponent",
      "http://www.w3.org/ns/shacl#AndConstraintComponent",
      "http://www.w3.org/ns/shacl#OrConstraintComponent",
      "http://www.w3.org/ns/shacl#XoneConstraintComponent",
      "http://www.w3.org/ns/shacl#NodeConstraintComponent",
      "http://www.w3.org/ns/shacl#PropertyConstraintComponent",
      "http://www.w3.org/ns/shacl#ClosedConstraintComponent",
      "http://www.w3.org/ns/shacl#HasValueConstraintComponent",
      "http://www.w3.org/ns/shacl#InConstraintComponent",
  };
  return kIris[static_cast<std::size_t>(component)];
}

}  // namespace signet::elm
