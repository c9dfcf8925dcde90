#pragma once

#include "appliance/base/certificate.h"
#include "appliance/base/json.h"
#include "appliance/elm/preparation.h"
#include "appliance/elm/text_edit.h"

namespace signet::elm {

/// What the Commission's issuer writes into a credential before it seals, as edits of the text that
/// `credential` stands in. Always: a suffix on the issuer's id, its legalName (the certificate's
/// O), issued and issuanceDate. If the certificate has a country: a location, and with an
/// organizationIdentifier the eIDASIdentifier, with a CN the altLabel. Texts are in the
/// credential's primary language. Members that exist get their value replaced, others come last in
/// their object.
///
/// Throws Error kIssuerMissing or kPreparationImpossible.
TextEdits EdcEdits(json::Value credential, const CertificateSubject& subject,
                   const PreparationParameters& parameters);

}  // namespace signet::elm
