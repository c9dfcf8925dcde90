#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "appliance/registry/mandate_terms.h"
#include "provisioning/paper.h"
#include "provisioning/registry_access.h"

namespace signet::provisioning {

/// What `mandate propose` was given: a file of terms, NAME.mandate.json, or the name of a draft
/// that the box has.
struct MandateInHand {
  std::string name;
  std::optional<registry::MandateTerms> terms;
};
/// Throws Error(kUsage) for a file whose name does not tell the mandate's, and what
/// registry::ReadMandateTerms throws.
MandateInHand ReadMandateInHand(const std::string& terms);

/// What a mandate is before it is signed.
struct MandateFiles {
  std::filesystem::path terms;     ///< NAME.mandate.json
  std::filesystem::path markdown;  ///< NAME.mandate.md
  std::filesystem::path pdf;       ///< NAME.mandate.pdf
};
/// Writes them into `folder`, which is made if need be. Throws Error(kUsage) if the terms are there
/// already: somebody may have signed them.
MandateFiles WriteMandateFiles(const std::filesystem::path& folder, const std::string& name,
                               const registry::MandateTerms& terms, const Paper& paper);

/// None for an empty path. What it is, its first octets say. Throws as
/// registry::RequireMandateDocument.
std::optional<SignedDocument> ReadSignedDocument(const std::filesystem::path& file);

}  // namespace signet::provisioning
