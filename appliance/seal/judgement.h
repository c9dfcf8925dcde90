#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/jades.h"
#include "appliance/seal/level.h"
#include "appliance/seal/verified_signatures.h"

namespace signet::seal {

/// EN 319 102-1 5.1.3, table 1.
enum class Conclusion { kTotalPassed, kIndeterminate, kTotalFailed };
std::string_view NameOf(Conclusion conclusion);  ///< "TOTAL-PASSED", …

/// EN 319 102-1 5.1.3, tables 2 and 3.
enum class SubIndication {
  kNone,
  kFormatFailure,
  kHashFailure,
  kSigCryptoFailure,
  kRevoked,
  kExpired,
  kNotYetValid,
  kSigConstraintsFailure,
  kChainConstraintsFailure,
  kCertificateChainGeneralFailure,
  kCryptoConstraintsFailure,
  kCryptoConstraintsFailureNoPoe,
  kTimestampOrderFailure,
  kNoSigningCertificateFound,
  kNoCertificateChainFound,
  kRevokedNoPoe,
  kRevokedCaNoPoe,
  kOutOfBoundsNoPoe,
  kOutOfBoundsNotRevoked,
  kRevocationOutOfBoundsNoPoe,
  kTryLater,
};
std::string_view NameOf(SubIndication indication);  ///< "FORMAT_FAILURE", …

/// One thing found, in words. `rule` is a short stable name for scripts ("header.crit").
struct Finding {
  enum class Severity {
    kFailure,  ///< bears on the conclusion
    kRefusal,  ///< leaves the conclusion, and keeps the file from being accepted
    kWarning,  ///< leaves both
  };
  Severity severity;
  std::string rule;
  std::string text;
  SubIndication indication = SubIndication::kNone;  ///< of a failure
};

enum class TimeStampKind { kContent, kSignature, kArchive };
std::string_view NameOf(TimeStampKind kind);  ///< "adoTst", "sigTst", "arcTst"

/// One time-stamp token, judged by EN 319 102-1 5.4 and, with the proofs that others give, 5.6.2.4.
struct TimeStampJudgement {
  TimeStampKind kind = TimeStampKind::kSignature;
  std::optional<std::size_t> entry;  ///< which of etsiU; none for adoTst, which is in the header
  Conclusion conclusion = Conclusion::kTotalFailed;
  SubIndication sub_indication = SubIndication::kNone;
  std::optional<Time> time;  ///< genTime
  Time proven;               ///< when the token itself is proven to exist: by a later one, or now
  std::vector<Certificate> path;  ///< authority first, anchor last; empty without a path
  Bytes token;                    ///< as it stands in the file, DER
  std::vector<Finding> findings;
};

struct SignatureJudgement {
  Conclusion conclusion = Conclusion::kTotalFailed;
  SubIndication sub_indication = SubIndication::kNone;
  Format format = Format::kNotEtsi;
  /// The highest level whose elements all hold; none if not even those of B-B do.
  std::optional<Level> level;
  Bytes value;  ///< the signature, raw as JWS has it
  std::optional<Algorithm> algorithm;
  std::optional<Time> claimed_time;
  /// The earliest time at which the signature is proven to exist: a time-stamp's, else the time of
  /// judgement (EN 319 102-1 5.5.4).
  Time best_signature_time;
  std::vector<Certificate> chain;               ///< x5c as sent, signer first; empty if unreadable
  std::vector<Certificate> path;                ///< signer first, anchor last; empty without a path
  std::vector<TimeStampJudgement> time_stamps;  ///< in the order of the file
  std::vector<Finding> findings;
};

struct Judgement {
  Conclusion conclusion = Conclusion::kTotalFailed;  ///< the worst of the signatures
  SubIndication sub_indication = SubIndication::kNone;
  /// Every signature TOTAL-PASSED, of the required level at least, and nothing damaged, unreadable
  /// or in another dress.
  bool accepted = false;
  std::vector<Finding> findings;  ///< of the container
  std::vector<SignatureJudgement> signatures;
  std::string payload;  ///< the credential's text; empty if the container is unreadable
};

struct JudgementSettings {
  std::vector<Certificate> anchors;
  Time at;
  /// What a seal must have to be accepted. B-B and B-T carry no revocation data, so where one of
  /// them is enough its absence is a warning; else it is CERTIFICATE_CHAIN_GENERAL_FAILURE.
  Level required = Level::kLta;
  /// Spares the checks of certificates, lists and responses that were checked before; null: none.
  VerifiedSignatures* memory = nullptr;
};

/// Judges a sealed text by EN 319 102-1 5.6 (and so 5.3 and 5.5): container, protected header,
/// signature, certificate, path to an anchor, revocation, strength, time-stamps, and what they
/// prove. Only `settings` are trusted, nothing is fetched. Never throws because of what the text
/// holds.
Judgement Judge(const UntrustedText& sealed, const JudgementSettings& settings);

}  // namespace signet::seal
