#pragma once

#include <string>
#include <vector>

#include "appliance/registry/mandate_terms.h"

namespace signet::provisioning {

/// A term of a mandate and what it says, both for people: {"Valid", "from 2026-10-01 …"}.
struct TermInWords {
  std::string label;
  std::string text;
};

/// The terms but for the parties and the document, in the order in which people ask for them. What
/// is not limited is said too.
std::vector<TermInWords> ScopeInWords(const registry::MandateTerms& terms);
std::vector<TermInWords> ValidityInWords(const registry::MandateTerms& terms);
std::vector<TermInWords> EvidenceInWords(const registry::MandateTerms& terms);

/// All of them, with the parties as the box names them.
std::vector<TermInWords> TermsInWords(const registry::MandateTerms& terms);

/// A digest in groups, as people compare it: "a376bf25 dd439dd1 …".
std::string InGroups(const Sha256& digest);

/// What was signed on paper: the digest of the terms without the document, which names the digest
/// in its annex.
Sha256 DigestOnPaper(const registry::MandateTerms& terms);

}  // namespace signet::provisioning
