#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/elm/credential_text.h"
#include "appliance/elm/mandate_evidence.h"

namespace signet::elm {

/// `edc` writes what the Commission's issuer writes; `as-is` changes nothing (DESIGN 3.4).
enum class Preparation { kEdc, kAsIs };
/// "edc" or "as-is"; throws Error(kParameterInvalid).
Preparation PreparationFromName(std::string_view name);
std::string_view NameOf(Preparation preparation);

/// All that a preparation takes besides the credential and the certificate, so that a repeat with
/// the recorded parameters gives the same octets.
struct PreparationParameters {
  Time issued;                              ///< becomes `issued` and `issuanceDate`, to the second
  std::string issuer_id_suffix;             ///< a UUID, appended to `issuer.id`
  std::vector<MandateEvidence> mandates{};  ///< edc only; written as mandate_evidence.h says
  bool issued_by_mandate = false;           ///< edc only; the profile becomes issued-by-mandate
};

/// The payload that will be sealed. Everything the preparation does not write keeps its order, its
/// spelling and its white space. Throws Error kIssuerMissing, kIssuerMismatch (as-is: the issuer is
/// not the certificate's subject), kPreparationImpossible, or kInternal for as-is with what is for
/// edc only.
std::string Prepare(Preparation preparation, const CredentialText& credential,
                    const CertificateSubject& subject, const PreparationParameters& parameters);

}  // namespace signet::elm
