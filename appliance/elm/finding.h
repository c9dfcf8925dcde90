#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/elm/attribution.h"

namespace signet::elm {

enum class Severity : std::uint8_t { kViolation, kWarning, kInformation };
std::string_view NameOf(Severity severity);  ///< "violation", …

/// One thing that the check of a credential found, for programs and for the person who mends it.
/// Long texts are cut, with "…" at their end.
struct Finding {
  Severity severity = Severity::kViolation;
  std::string focus{};      ///< IRI of the node, "_:" for one without; empty: the text as a whole
  std::string path{};       ///< IRI of the property; empty where SHACL has none
  std::string component{};  ///< IRI: of SHACL's, or kFindingNamespace and a name
  std::string pointer{};    ///< RFC 6901, into the text that was checked
  std::string rule{};       ///< what is wrong and what to do, in sentences
  std::string value{};      ///< may be empty
};

inline constexpr std::string_view kFindingNamespace = "urn:signet:finding:";

/// What is told of one credential: as much as a person can use, and as much as a hostile one may
/// make the box say.
inline constexpr std::size_t kMostFindings = 1000;

/// What a check came to.
struct Validation {
  bool conforms = true;  ///< there is no violation
  /// Violations first, then in the order of the text; at most kMostFindings of them.
  std::vector<Finding> findings{};
  bool complete = true;   ///< false: there are more than these
  std::string profile{};  ///< IRIs and versions of those that it was held against
  /// Of the statements that were checked; empty if the text is no JSON-LD.
  Attribution attribution{};
};

}  // namespace signet::elm
