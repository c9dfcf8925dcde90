#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "appliance/elm/graph/term.h"
#include "appliance/elm/graph/term_table.h"

namespace signet::elm {

/// One statement, with the place in the credential's text where its value begins.
struct Triple {
  TermId subject;
  TermId predicate;
  TermId object;
  std::uint32_t place = 0;  ///< octets from the text's start; of equal triples the first one's
};

/// A set of triples, the default graph of a credential (RDF 1.1 Concepts 3). Immutable once made;
/// safe to read from several threads.
class Graph {
 public:
  /// Equal triples collapse into one. O(n log n).
  Graph(TermTable terms, std::vector<Triple> triples);

  const TermTable& terms() const { return terms_; }
  /// All triples, by subject, predicate, object.
  std::span<const Triple> triples() const { return by_subject_; }
  std::span<const Triple> Of(TermId subject) const;
  std::span<const Triple> Of(TermId subject, TermId predicate) const;
  /// Triples with this predicate and object, by subject ("who is an elm:Claim?").
  std::span<const Triple> With(TermId predicate, TermId object) const;
  bool Has(TermId subject, TermId predicate, TermId object) const;

 private:
  TermTable terms_;
  std::vector<Triple> by_subject_;
  std::vector<Triple> by_object_;  ///< by predicate, object, subject
};

}  // namespace signet::elm
