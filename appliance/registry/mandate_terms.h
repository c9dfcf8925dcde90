#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/clock.h"
#include "appliance/base/digest.h"

namespace signet::registry {

/// The signed paper behind a mandate, as the terms name it.
struct MandateDocument {
  Sha256 sha256;
  std::string media_type;  ///< "application/pdf", "image/png", "image/jpeg"
  std::uint64_t octets = 0;
};

/// What the parties of a mandate agreed on. Organisations and clients are named as at this box.
struct MandateTerms {
  std::string issuing;                  ///< the awarding body in whose name is sealed
  std::vector<std::string> delivering;  ///< who teaches and assesses for it
  /// Whether everyone that a credential names as directedBy or assessedBy must be the issuing
  /// organisation or one of `delivering`.
  bool delivering_checked = false;
  std::vector<std::string> clients;  ///< who may submit; at least one

  // The scope; an empty list is no limit.
  std::vector<std::string> profiles;  ///< IRIs of credentialSchema, as the draft has them
  std::vector<std::string> kinds;     ///< IRIs of credentialProfiles
  /// IRIs or notations of learning opportunities, qualifications or other specifications: each
  /// award of the issuing organisation must refer to one of them.
  std::vector<std::string> learning;

  Time valid_from;   ///< to the second
  Time valid_until;  ///< the first moment at which it does not hold any more
  std::optional<std::uint64_t> seals_in_total;
  std::optional<std::uint64_t> seals_per_period;
  std::uint32_t period_days = 0;  ///< periods follow each other from valid_from on

  /// The statement of the evidence that goes into each credential, by language tag; empty: none.
  std::map<std::string, std::string> evidence;
  bool embeds_document = false;    ///< the evidence carries the document
  bool issued_by_mandate = false;  ///< the credential's profile becomes edc-issued-by-mandate
  /// Covers every awarding body, for boxes whose keys are demo keys; `issuing` and `clients` are
  /// empty then, and there is no evidence.
  bool demonstration = false;

  std::optional<MandateDocument> document;
};

/// In the form of WriteMandateTerms they have at most so many octets.
constexpr std::size_t kLargestMandateTerms = 1U << 20U;

/// Reads terms as MANDATE.md describes them, strictly. Throws Error: the reader's codes, and
/// kRegistryMalformed that names the member and what it takes. `document` is read, too, as the box
/// stores it; what comes from outside must not have it, which its readers see to.
MandateTerms ReadMandateTerms(const UntrustedText& text);

/// RFC 8785; the same terms always give the same octets, and the digest of them is what two
/// administrators approve.
std::string WriteMandateTerms(const MandateTerms& terms);

}  // namespace signet::registry
