#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/seal/jades.h"
#include "appliance/seal/judgement.h"
#include "tests/support/test_certificates.h"

namespace signet::seal {

/// A credential in miniature.
inline constexpr std::string_view kCredential =
    R"({"id":"urn:credential:1","title":{"pl":["Świadectwo / \"kurs\""]},"n":1.10})";

/// The CAs of the seal tests: a root, and below it the one that issues seal certificates.
const test::Authority& TestRoot();
const test::Authority& TestSealCa();

test::KeyKind KeyKindOf(Algorithm algorithm);
/// A seal certificate for a key that fits, issued by TestSealCa().
Certificate TestSigner(Algorithm algorithm);

/// JWS signature value, made by OpenSSL with a software key.
Bytes SignWith(EVP_PKEY* key, Algorithm algorithm, std::string_view signing_input);

/// A seal that can be made wrong in every place before it is signed, and so has a signature that
/// verifies all the same.
struct SealBuilder {
  /// Members of the protected header with their values spelt in JSON.
  std::vector<std::pair<std::string, std::string>> header;
  std::string payload = std::string(kCredential);
  EVP_PKEY* key = nullptr;
  Algorithm algorithm = Algorithm::kEs256;
  std::vector<std::string> etsi_u;  ///< entries as stored

  SealBuilder& Set(const std::string& name, const std::string& json);
  SealBuilder& Without(const std::string& name);
  /// Replaces the certificates and what names them.
  SealBuilder& SetChain(const std::vector<Certificate>& chain);

  std::string HeaderJson() const;
  std::string Protected() const;
  Bytes Signature() const;
  /// The sealed file.
  std::string Write() const;
  /// The same with other strings in it.
  std::string Write(const std::string& protected_text, const std::string& signature_text) const;
};

/// A sound seal, claimed at 2026-01-31T12:00:00Z, with the seal CA in x5c.
SealBuilder SoundSeal(Algorithm algorithm, TimeHeader time_header);

/// The root as anchor, one hour after the claimed time, B-B enough.
JudgementSettings TestSettings();
inline Judgement JudgeText(const std::string& text) {
  return Judge(UntrustedText(text), TestSettings());
}

/// "TOTAL-FAILED FORMAT_FAILURE", and the rules of the failures behind it, for messages.
std::string Verdict(const Judgement& judgement);
std::string Explained(const Judgement& judgement);
/// Whether something is said against it: a failure or a refusal.
bool HasObjection(const Judgement& judgement);
/// Whether one of all findings has this rule.
bool HasRule(const Judgement& judgement, std::string_view rule);

}  // namespace signet::seal
