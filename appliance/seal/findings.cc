#include "appliance/seal/findings.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signet::seal {
namespace {

// EN 319 102-1 5.3.4, in the order of its steps: format, identification of the certificate,
// cryptographic verification, X.509 validation, acceptance.
constexpr std::array kStepOrder = {
    SubIndication::kFormatFailure,           SubIndication::kNoSigningCertificateFound,
    SubIndication::kSigCryptoFailure,        SubIndication::kHashFailure,
    SubIndication::kNoCertificateChainFound, SubIndication::kCertificateChainGeneralFailure,
    SubIndication::kChainConstraintsFailure, SubIndication::kNotYetValid,
    SubIndication::kOutOfBoundsNoPoe,        SubIndication::kCryptoConstraintsFailure,
    SubIndication::kSigConstraintsFailure,   SubIndication::kNone};

std::ptrdiff_t StepOf(SubIndication indication) {
  return std::ranges::find(kStepOrder, indication) - kStepOrder.begin();
}

}  // namespace

Conclusion ConclusionOf(SubIndication indication) {
  switch (indication) {
    case SubIndication::kNone:
      return Conclusion::kTotalPassed;
    case SubIndication::kFormatFailure:
    case SubIndication::kHashFailure:
    case SubIndication::kSigCryptoFailure:
    case SubIndication::kNotYetValid:
      return Conclusion::kTotalFailed;
    case SubIndication::kSigConstraintsFailure:
    case SubIndication::kNoSigningCertificateFound:
    case SubIndication::kNoCertificateChainFound:
    case SubIndication::kChainConstraintsFailure:
    case SubIndication::kCertificateChainGeneralFailure:
    case SubIndication::kCryptoConstraintsFailure:
    case SubIndication::kOutOfBoundsNoPoe:
      return Conclusion::kIndeterminate;
  }
  return Conclusion::kTotalFailed;
}

void Findings::Fail(SubIndication indication, std::string rule, std::string text) {
  if (StepOf(indication) < StepOf(first_)) first_ = indication;
  all_.push_back({Finding::Severity::kFailure, std::move(rule), std::move(text)});
}

void Findings::Warn(std::string rule, std::string text) {
  all_.push_back({Finding::Severity::kWarning, std::move(rule), std::move(text)});
}

}  // namespace signet::seal
