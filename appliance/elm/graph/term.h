#pragma once

#include <cstdint>
#include <string_view>

namespace signet::elm {

/// Names an RDF term in one TermTable: equal terms have equal ids, so terms are compared as
/// numbers.
enum class TermId : std::uint32_t {};
inline constexpr TermId kNoTerm{0xffffffffU};

enum class TermKind : std::uint8_t { kIri, kBlank, kLiteral };

/// An RDF term (RDF 1.1 Concepts 3.1).
struct Term {
  TermKind kind = TermKind::kIri;
  /// The IRI, the blank node's label (unique in its table, without `_:`) or the lexical form.
  std::string_view text;
  TermId datatype = kNoTerm;       ///< of a literal, always there
  std::string_view language = {};  ///< of an rdf:langString, in lower case
};

}  // namespace signet::elm
