// The names of EN 319 102-1, and what a sub-indication makes of the whole.

#include "appliance/seal/findings.h"
#include "appliance/seal/judgement.h"

namespace signet::seal {

std::string_view NameOf(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::kTotalPassed:
      return "TOTAL-PASSED";
    case Conclusion::kIndeterminate:
      return "INDETERMINATE";
    case Conclusion::kTotalFailed:
      return "TOTAL-FAILED";
  }
  return "";
}

std::string_view NameOf(SubIndication indication) {
  switch (indication) {
    case SubIndication::kNone:
      return "";
    case SubIndication::kFormatFailure:
      return "FORMAT_FAILURE";
    case SubIndication::kHashFailure:
      return "HASH_FAILURE";
    case SubIndication::kSigCryptoFailure:
      return "SIG_CRYPTO_FAILURE";
    case SubIndication::kRevoked:
      return "REVOKED";
    case SubIndication::kExpired:
      return "EXPIRED";
    case SubIndication::kNotYetValid:
      return "NOT_YET_VALID";
    case SubIndication::kSigConstraintsFailure:
      return "SIG_CONSTRAINTS_FAILURE";
    case SubIndication::kChainConstraintsFailure:
      return "CHAIN_CONSTRAINTS_FAILURE";
    case SubIndication::kCertificateChainGeneralFailure:
      return "CERTIFICATE_CHAIN_GENERAL_FAILURE";
    case SubIndication::kCryptoConstraintsFailure:
      return "CRYPTO_CONSTRAINTS_FAILURE";
    case SubIndication::kCryptoConstraintsFailureNoPoe:
      return "CRYPTO_CONSTRAINTS_FAILURE_NO_POE";
    case SubIndication::kTimestampOrderFailure:
      return "TIMESTAMP_ORDER_FAILURE";
    case SubIndication::kNoSigningCertificateFound:
      return "NO_SIGNING_CERTIFICATE_FOUND";
    case SubIndication::kNoCertificateChainFound:
      return "NO_CERTIFICATE_CHAIN_FOUND";
    case SubIndication::kRevokedNoPoe:
      return "REVOKED_NO_POE";
    case SubIndication::kRevokedCaNoPoe:
      return "REVOKED_CA_NO_POE";
    case SubIndication::kOutOfBoundsNoPoe:
      return "OUT_OF_BOUNDS_NO_POE";
    case SubIndication::kOutOfBoundsNotRevoked:
      return "OUT_OF_BOUNDS_NOT_REVOKED";
    case SubIndication::kRevocationOutOfBoundsNoPoe:
      return "REVOCATION_OUT_OF_BOUNDS_NO_POE";
    case SubIndication::kTryLater:
      return "TRY_LATER";
  }
  return "";
}

std::string_view NameOf(TimeStampKind kind) {
  switch (kind) {
    case TimeStampKind::kContent:
      return "adoTst";
    case TimeStampKind::kSignature:
      return "sigTst";
    case TimeStampKind::kArchive:
      return "arcTst";
  }
  return "";
}

Conclusion ConclusionOf(SubIndication indication) {
  switch (indication) {
    case SubIndication::kNone:
      return Conclusion::kTotalPassed;
    case SubIndication::kFormatFailure:
    case SubIndication::kHashFailure:
    case SubIndication::kSigCryptoFailure:
    case SubIndication::kRevoked:
    case SubIndication::kExpired:
    case SubIndication::kNotYetValid:
      return Conclusion::kTotalFailed;
    case SubIndication::kSigConstraintsFailure:
    case SubIndication::kChainConstraintsFailure:
    case SubIndication::kCertificateChainGeneralFailure:
    case SubIndication::kCryptoConstraintsFailure:
    case SubIndication::kCryptoConstraintsFailureNoPoe:
    case SubIndication::kTimestampOrderFailure:
    case SubIndication::kNoSigningCertificateFound:
    case SubIndication::kNoCertificateChainFound:
    case SubIndication::kRevokedNoPoe:
    case SubIndication::kRevokedCaNoPoe:
    case SubIndication::kOutOfBoundsNoPoe:
    case SubIndication::kOutOfBoundsNotRevoked:
    case SubIndication::kRevocationOutOfBoundsNoPoe:
    case SubIndication::kTryLater:
      return Conclusion::kIndeterminate;
  }
  return Conclusion::kTotalFailed;
}

}  // namespace signet::seal
