#pragma once

#include <string>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/json.h"

namespace signet::elm {

/// What a credential says of its issuer, as far as it can be held against a certificate.
struct Issuer {
  std::string id;
  std::vector<std::string> legal_names;  ///< one a language
  struct Identifier {
    std::string notation;
    std::string country;  ///< last path part of spatial's IRI ("EST"); empty if absent
  };
  std::vector<Identifier> eidas_identifiers;
};

/// Reads the issuer of a credential. Throws Error(kIssuerMissing) if there is none, or more than
/// one, or it is a bare reference.
Issuer ReadIssuer(json::Value credential);

/// How an issuer and a certificate's subject agree.
enum class IssuerMatch {
  kByIdentifier,         ///< eIDASIdentifier is the organizationIdentifier, with or without prefix
  kByName,               ///< no eIDASIdentifier; a legal name is the subject's O
  kDifferentIdentifier,  ///< there is an eIDASIdentifier and it is another one
  kDifferentName,        ///< no eIDASIdentifier and no legal name is the subject's O
};
IssuerMatch MatchIssuer(const Issuer& issuer, const CertificateSubject& subject);
bool IsMatch(IssuerMatch match);
/// One sentence for a person, naming both sides.
std::string Explain(IssuerMatch match, const Issuer& issuer, const CertificateSubject& subject);

}  // namespace signet::elm
