#pragma once

#include <cstdint>
#include <string_view>

#include "appliance/elm/graph/term_table.h"
#include "appliance/elm/jsonld/active_context.h"

namespace signet::elm {

/// What a text names that is no term itself.
struct IriExpansion {
  enum class Kind : std::uint8_t { kIri, kBlank, kNothing };
  Kind kind = Kind::kNothing;
  std::string_view text;  ///< the IRI, or the blank node's label with its "_:"

  bool is_iri() const { return kind == Kind::kIri; }
  bool is_blank() const { return kind == Kind::kBlank; }
};

/// IRI expansion (JSON-LD 1.1 API 5.2.2 steps 6 to 9) without a base: compact IRIs by the terms
/// that may be prefixes, IRIs, blank nodes. Anything else, relative references and keywords too, is
/// nothing. An IRI that is not in `text` as it stands is kept by `table`.
IriExpansion ExpandIri(std::string_view text, const ActiveContexts& contexts, ActiveContexts::Id at,
                       TermTable& table);

}  // namespace signet::elm
