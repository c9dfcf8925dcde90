#include "appliance/seal/findings.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signet::seal {
namespace {

// EN 319 102-1 5.3.4, in the order of its steps: format, identification of the certificate,
// cryptographic verification, X.509 validation, acceptance. Within X.509 validation what is certain
// comes first, then in the order of DSS; what only says that something newer is needed comes last.
constexpr std::array kStepOrder = {SubIndication::kFormatFailure,
                                   SubIndication::kNoSigningCertificateFound,
                                   SubIndication::kSigCryptoFailure,
                                   SubIndication::kHashFailure,
                                   SubIndication::kNoCertificateChainFound,
                                   SubIndication::kNotYetValid,
                                   SubIndication::kRevoked,
                                   SubIndication::kExpired,
                                   SubIndication::kCertificateChainGeneralFailure,
                                   SubIndication::kChainConstraintsFailure,
                                   SubIndication::kRevokedNoPoe,
                                   SubIndication::kRevokedCaNoPoe,
                                   SubIndication::kCryptoConstraintsFailure,
                                   SubIndication::kCryptoConstraintsFailureNoPoe,
                                   SubIndication::kOutOfBoundsNoPoe,
                                   SubIndication::kOutOfBoundsNotRevoked,
                                   SubIndication::kRevocationOutOfBoundsNoPoe,
                                   SubIndication::kTryLater,
                                   SubIndication::kSigConstraintsFailure,
                                   SubIndication::kTimestampOrderFailure,
                                   SubIndication::kNone};

std::ptrdiff_t StepOf(SubIndication indication) {
  return std::ranges::find(kStepOrder, indication) - kStepOrder.begin();
}

}  // namespace

void Findings::Fail(SubIndication indication, std::string rule, std::string text) {
  if (StepOf(indication) < StepOf(first_)) first_ = indication;
  all_.push_back({Finding::Severity::kFailure, std::move(rule), std::move(text), indication});
}

void Findings::Refuse(std::string rule, std::string text) {
  all_.push_back({Finding::Severity::kRefusal, std::move(rule), std::move(text)});
}

void Findings::Warn(std::string rule, std::string text) {
  all_.push_back({Finding::Severity::kWarning, std::move(rule), std::move(text)});
}

bool Findings::Failed(std::string_view rule) const {
  return std::ranges::any_of(all_, [&](const Finding& finding) {
    return finding.severity == Finding::Severity::kFailure && finding.rule == rule;
  });
}

void Findings::Add(const Findings& other) {
  if (StepOf(other.first_) < StepOf(first_)) first_ = other.first_;
  all_.insert(all_.end(), other.all_.begin(), other.all_.end());
}

}  // namespace signet::seal
