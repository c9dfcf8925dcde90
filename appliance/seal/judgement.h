#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/jades.h"

namespace signet::seal {

/// EN 319 102-1 5.1.3, table 1.
enum class Conclusion { kTotalPassed, kIndeterminate, kTotalFailed };
std::string_view NameOf(Conclusion conclusion);  ///< "TOTAL-PASSED", …

enum class SubIndication {
  kNone,
  kFormatFailure,
  kHashFailure,
  kSigCryptoFailure,
  kSigConstraintsFailure,
  kNoSigningCertificateFound,
  kNoCertificateChainFound,
  kChainConstraintsFailure,
  kCertificateChainGeneralFailure,
  kCryptoConstraintsFailure,
  kOutOfBoundsNoPoe,
  kNotYetValid,
};
std::string_view NameOf(SubIndication indication);  ///< "FORMAT_FAILURE", …

/// One thing found, in words. `rule` is a short stable name for scripts ("header.crit").
struct Finding {
  enum class Severity { kFailure, kWarning };
  Severity severity;
  std::string rule;
  std::string text;
};

struct SignatureJudgement {
  Conclusion conclusion = Conclusion::kTotalFailed;
  SubIndication sub_indication = SubIndication::kNone;
  std::optional<Algorithm> algorithm;
  std::optional<Time> claimed_time;
  std::vector<Certificate> chain;  ///< x5c as sent, signer first; empty if unreadable
  std::vector<Finding> findings;
};

struct Judgement {
  Conclusion conclusion = Conclusion::kTotalFailed;  ///< the worst of the signatures
  SubIndication sub_indication = SubIndication::kNone;
  std::vector<Finding> findings;  ///< of the container
  std::vector<SignatureJudgement> signatures;
  std::string payload;  ///< the credential's text; empty if the container is unreadable
};

struct JudgementSettings {
  std::vector<Certificate> anchors;
  Time at;
};

/// Judges what a B-B seal allows to be judged: container, protected header, signature, certificate,
/// chain to an anchor (EN 319 102-1 5.3). Time-stamps and validation data in `etsiU` are named in a
/// finding and not judged yet. Never throws because of what the text holds.
Judgement Judge(const UntrustedText& sealed, const JudgementSettings& settings);

}  // namespace signet::seal
