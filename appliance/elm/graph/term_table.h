#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "appliance/elm/graph/term.h"

namespace signet::elm {

/// The terms of a profile, or of a graph over a profile's: each term once. A table over another
/// continues its ids, so a profile's IRI has one id in the profile and in every graph. Every table
/// starts with the terms of well_known_terms.h.
///
/// Lookup cannot be slowed down by chosen strings (keyed hashing). Not safe to fill from several
/// threads; safe to read. A moved-from table may only be assigned to or destroyed.
class TermTable {
 public:
  TermTable();
  /// `base` must not change or move while this table lives, and must outlive it.
  explicit TermTable(const TermTable* base);
  TermTable(TermTable&&) noexcept;
  TermTable& operator=(TermTable&&) noexcept;
  ~TermTable();

  /// The id of a term, which is added if it is new. Texts must outlive the table, except those
  /// given to Keep.
  TermId Iri(std::string_view iri);
  TermId Literal(std::string_view lexical, TermId datatype, std::string_view language = {});
  TermId NewBlank();
  /// The blank node of this label, the same one each time (labels of a text, not those of Term).
  TermId Blank(std::string_view label);

  std::optional<TermId> FindIri(std::string_view iri) const;
  Term operator[](TermId id) const;
  /// How many terms there are, those of the base included: ids are the numbers below it.
  std::size_t size() const;

  /// A copy of `text` that lives as long as this table.
  std::string_view Keep(std::string_view text);

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

}  // namespace signet::elm
