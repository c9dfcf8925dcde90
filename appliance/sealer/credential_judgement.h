#pragma once

#include <optional>
#include <string>
#include <vector>

#include "appliance/elm/issuer.h"
#include "appliance/seal/judgement.h"
#include "appliance/sealer/judgement_trust.h"
#include "appliance/sealer/seal_worth.h"

namespace signet::sealer {

/// A sealed credential judged as a whole: its seal, and whether the issuer it names is the owner of
/// the seal's certificate (which EN 319 102-1 leaves to the application).
struct CredentialJudgement {
  seal::Conclusion conclusion = seal::Conclusion::kTotalFailed;
  seal::SubIndication sub_indication = seal::SubIndication::kNone;
  /// The seal is accepted as it is (seal::Judgement::accepted), and its issuer is the signer.
  bool accepted = false;
  seal::Judgement seal;  ///< with findings about the credential among those of the container
  std::vector<SealWorth> worths;  ///< of each signature
  bool asked_lists = false;       ///< whether there were trusted lists to hold it against
  std::optional<elm::IssuerMatch> issuer_match;  ///< absent where nothing could be compared
  std::string issuer_sentence;                   ///< for people; empty where there is no match
};

/// How a credential is judged.
struct CredentialQuestion {
  const JudgementTrust& trust;
  Time at;
  seal::Level required = seal::Level::kLta;  ///< seal::JudgementSettings::required
};

/// Beyond EN 319 102-1, warnings say where the credential is outside its own validity and where it
/// is awarded by somebody else without evidence of a mandate. A seal that passes on a credential of
/// another issuer, or on something that names no issuer, becomes INDETERMINATE,
/// SIG_CONSTRAINTS_FAILURE (EN 319 102-1 5.2.8): the seal holds, and does not say what the reader
/// thinks it says. Never throws because of what the text holds.
CredentialJudgement JudgeCredential(const UntrustedText& sealed,
                                    const CredentialQuestion& question);

}  // namespace signet::sealer
