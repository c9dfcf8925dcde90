#pragma once

#include <libxml/tree.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/seal/list_reader/xml.h"

namespace signet::list_reader {

/// A canonicalisation as a signature names it: Canonical XML 1.0 and 1.1, Exclusive Canonical XML.
struct Canonicalisation {
  enum class Mode { kInclusive, kInclusive11, kExclusive };
  Mode mode = Mode::kInclusive;
  bool with_comments = false;
  std::vector<std::string> prefixes;  ///< InclusiveNamespaces of the exclusive one
};

/// Reads the `Algorithm` and the InclusiveNamespaces of a CanonicalizationMethod or Transform;
/// nullopt for one that is none of the above.
std::optional<Canonicalisation> ReadCanonicalisation(const xmlNode* method);

/// The canonical octets of the element `top` and all in it; nullopt if they cannot be made.
std::optional<std::string> CanonicalElement(const xmlNode* top, const Canonicalisation& how);
/// The same of the whole document without the element `left_out` (enveloped signature, XMLDSig
/// 6.6.4) and without comments (same-document reference, 4.4.3.3).
std::optional<std::string> CanonicalDocumentWithout(const xmlNode* left_out,
                                                    const Canonicalisation& how);

}  // namespace signet::list_reader
