#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "appliance/base/certificate.h"
#include "appliance/seal/list_reader/xml.h"

namespace signet::list_reader {

enum class SignatureVerdict {
  kNone,            ///< the list has no signature
  kSeveral,         ///< more than one, anywhere in it
  kNotEnveloped,    ///< not a child of the list itself
  kNoCertificate,   ///< it brings no certificate that can be read
  kDoesNotCoverIt,  ///< the whole list and the signed properties are not both what it signs
  kInvalid,
  kValid,
};
std::string_view NameOf(SignatureVerdict verdict);  ///< "several", "does not cover the list", …

/// What the signature of a trusted list is worth by itself; whether the signer may sign this list
/// is for those to say who hold the list that points to it.
struct ListSignature {
  SignatureVerdict verdict = SignatureVerdict::kNone;
  std::string reason;  ///< empty for a valid one
  std::string algorithm;
  std::optional<Certificate> signer;
};

/// Verifies the one enveloped XAdES signature that a trusted list has (TS 119 612 5.7.1 and B.6;
/// ETSI EN 319 132-1 6.3 level B). Whatever a reference names is taken from the fixed place where
/// the standard has it, never looked up by its Id, so there is nothing to wrap. Transforms are a
/// closed list: enveloped-signature, or one of the XPath filters that say the same, and a
/// canonicalisation. Never throws because of what the list holds.
ListSignature JudgeListSignature(const xmlDoc& document);

}  // namespace signet::list_reader
