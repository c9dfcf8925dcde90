#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/judgement.h"
#include "appliance/seal/trusted_lists.h"

namespace signet::seal {

enum class CertificateUse { kSignature, kSeal, kWebAuthentication, kUnknown };

/// What a certificate is at one time, by itself and by the trusted lists (TS 119 615 4.4 and 4.5).
struct CertificateQualification {
  /// False: no list reached, or the lists contradict each other. Then the rest says nothing.
  bool applicable = false;
  bool qualified = false;
  CertificateUse use = CertificateUse::kUnknown;
  bool qscd = false;
  std::string reason;  ///< for people: why it is not more than this; may be empty

  friend bool operator==(const CertificateQualification& a, const CertificateQualification& b) {
    return a.applicable == b.applicable && a.qualified == b.qualified && a.use == b.use &&
           a.qscd == b.qscd;
  }
};
/// "qualified certificate for e-seals, key in a QSCD", …
std::string TextOf(const CertificateQualification& qualification);

/// What a seal is worth (TS 119 615 4.6), by the names that validators print.
enum class SignatureQualification {
  kQesig,
  kQeseal,
  kQesUnknown,
  kAdesigQc,
  kAdesealQc,
  kAdesQcUnknown,
  kAdesig,
  kAdeseal,
  kAdesUnknown,
  kIndeterminateQesig,
  kIndeterminateQeseal,
  kIndeterminateQesUnknown,
  kIndeterminateAdesigQc,
  kIndeterminateAdesealQc,
  kIndeterminateAdesQcUnknown,
  kIndeterminateAdesig,
  kIndeterminateAdeseal,
  kIndeterminateAdesUnknown,
  kNotAdesQcQscd,
  kNotAdesQc,
  kNotAdes,
  kNotApplicable,
};
/// "QESeal", "AdESeal-QC", "Indeterminate AdESeal-QC", "Not AdES but QC with QSCD", "N/A", …
std::string_view NameOf(SignatureQualification qualification);

struct Qualification {
  SignatureQualification result = SignatureQualification::kNotApplicable;
  CertificateQualification at_issuance;   ///< at the certificate's notBefore
  CertificateQualification at_signature;  ///< at best-signature-time
  CertificateQualification certificate;   ///< of both: what counts
};

/// `signer` with `path`, the one that was validated (signer first, anchor last; empty if there is
/// none), at the certificate's notBefore and at `best_signature_time`. A pure function of its
/// arguments: no clock, no state.
///
/// Qualified only if so at both times, a use only if it is the same at both, QSCD as at the
/// signature (TS 119 615 4.4.4, 4.5.4). Choices in it are in TRUST.md.
Qualification Qualify(const Certificate& signer, const std::vector<Certificate>& path,
                      const TrustedLists& lists, Time best_signature_time, Conclusion conclusion);

}  // namespace signet::seal
