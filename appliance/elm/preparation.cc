#include "appliance/elm/preparation.h"

#include "appliance/base/error.h"
#include "appliance/elm/edc_edits.h"
#include "appliance/elm/issuer.h"

namespace signet::elm {

Preparation PreparationFromName(std::string_view name) {
  for (const Preparation preparation : {Preparation::kEdc, Preparation::kAsIs}) {
    if (NameOf(preparation) == name) return preparation;
  }
  throw Error(Code::kParameterInvalid, "The preparation must be edc or as-is.");
}

std::string_view NameOf(Preparation preparation) {
  return preparation == Preparation::kEdc ? "edc" : "as-is";
}

std::string Prepare(Preparation preparation, const CredentialText& credential,
                    const CertificateSubject& subject, const PreparationParameters& parameters) {
  if (preparation == Preparation::kEdc) {
    TextEdits edits = EdcEdits(credential.root(), subject, parameters);
    AddMandateEvidence(credential.root(), parameters.mandates, edits);
    if (parameters.issued_by_mandate) SetIssuedByMandate(credential.root(), edits);
    return edits.Apply(credential.text());
  }
  if (!parameters.mandates.empty() || parameters.issued_by_mandate) {
    throw Error(Code::kInternal, "A credential that is sealed as it is cannot take a mandate in.");
  }
  const Issuer issuer = ReadIssuer(credential.root());
  const IssuerMatch match = MatchIssuer(issuer, subject);
  if (!IsMatch(match)) {
    throw Error(Code::kIssuerMismatch, Explain(match, issuer, subject) +
                                           " Use the key of this issuer, or the preparation edc.");
  }
  return std::string(credential.text());
}

}  // namespace signet::elm
