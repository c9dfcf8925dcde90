#pragma once

#include <span>
#include <string_view>

namespace signet::elm {

/// The EU's list of types of evidence, and "mandate" in it, as the Commission's issuer writes them.
inline constexpr std::string_view kEvidenceTypeList =
    "http://data.europa.eu/snb/evidence-type/25831c2";
inline constexpr std::string_view kMandateConcept =
    "http://data.europa.eu/snb/evidence-type/c_18016257";

struct ConceptLabel {
  std::string_view language;  ///< tag
  std::string_view text;
};
/// What the list calls it, by language.
std::span<const ConceptLabel> MandateLabels();

}  // namespace signet::elm
