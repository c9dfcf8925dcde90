#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/seal/evidence.h"
#include "appliance/seal/revocation_status.h"
#include "appliance/seal/verified_signatures.h"

namespace signet::seal {

/// What somebody who may say so says of a certificate.
struct RevocationAnswer {
  RevocationStatus status;
  Certificate signer;      ///< the issuer, or whom it has delegated
  bool delegated = false;  ///< an OCSP responder's certificate of its own
  int signature_hash = 0;  ///< NID
  Place place = 0;
};

/// Finds what the evidence of a signature says about revocation; each response and list is verified
/// once for each issuer. Keeps a reference to the evidence. One thread.
class RevocationSource {
 public:
  /// `memory` may be null.
  RevocationSource(const Evidence& evidence, VerifiedSignatures* memory)
      : evidence_(evidence), memory_(memory) {}

  /// Authentic answers about `certificate`, newest first (thisUpdate). Whether they count at some
  /// time is another question.
  const std::vector<RevocationAnswer>& AnswersFor(const Certificate& certificate,
                                                  const Certificate& issuer);

  /// Whether an OCSP response, whoever signed it, or a CRL of the issuer is about `certificate`.
  bool Mentions(const Certificate& certificate, const Certificate& issuer);

 private:
  std::vector<RevocationAnswer> Find(const Certificate& certificate, const Certificate& issuer);
  const std::optional<Certificate>& ResponderOf(std::size_t index, const Certificate& issuer);
  bool IsIssuerOf(std::size_t index, const Certificate& issuer);

  const Evidence& evidence_;
  VerifiedSignatures* const memory_;
  std::map<std::pair<Sha256, Sha256>, std::vector<RevocationAnswer>> answers_;
  std::map<std::pair<std::size_t, Sha256>, std::optional<Certificate>> responders_;
  std::map<std::pair<std::size_t, Sha256>, bool> issuers_;
};

}  // namespace signet::seal
