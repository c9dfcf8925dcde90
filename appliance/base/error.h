#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <span>
#include <string>
#include <string_view>

namespace signet {

/// Every way in which something can fail, numbered once and never renumbered: the numbers stand in
/// logs and in problems for years. Hundreds: 1 the box, 2 the request's text, 3 who asks,
/// 4 the credential, 5 the seal, 6 the token, 7 the state, 8 the log, 9 the wire, 10 mandates,
/// 11 the registry and what needs two people.
enum class Code : std::uint16_t {
  kInternal = 100,
  kConfigurationInvalid = 101,
  kFileUnusable = 102,
  kDatabaseFailed = 103,
  kCryptographyFailed = 104,
  kOverloaded = 105,
  kSealerUnreachable = 106,
  kAlreadyRunning = 107,
  kTimedOut = 108,
  kUsage = 109,
  kNetworkFailed = 110,

  kRequestMalformed = 200,
  kNotJson = 201,
  kNotUtf8 = 202,
  kByteOrderMark = 203,
  kDuplicateMember = 204,
  kLoneSurrogate = 205,
  kTooDeep = 206,
  kTooLarge = 207,
  kNumberOutOfRange = 208,
  kMediaTypeUnsupported = 209,
  kBodyTruncated = 210,
  kHeaderTooLarge = 211,
  kNotAcceptable = 212,
  kParameterInvalid = 213,
  kNoSuchResource = 214,
  kMethodNotAllowed = 215,
  kIdempotencyKeyInvalid = 216,
  kRequestTooSlow = 217,

  kCertificateRequired = 300,
  kClientUnknown = 301,
  kClientCertificateExpired = 302,
  kClientCertificateNotYetValid = 303,
  kRoleNotAllowed = 304,
  kClientNotAllowed = 305,
  kSignatureRequired = 306,
  kSignatureInvalid = 307,
  kSignatureOutOfTime = 308,
  kRequestReplayed = 309,
  kClientNotForOrganisation = 310,
  kClientRateReached = 311,

  kNotACredential = 400,
  kContextUnexpected = 401,
  kIssuerMissing = 402,
  kIssuerMismatch = 403,
  kPreparationImpossible = 404,
  kAlreadySealed = 405,
  kProfileUnknown = 406,
  kProfileMalformed = 407,
  kProfileViolated = 408,
  kAwardingBodyUnknown = 409,
  kAwardingBodyAmbiguous = 410,

  kKeyUnknown = 500,
  kSealCertificateUnusable = 501,
  kLevelUnavailable = 502,
  kIdempotencyConflict = 503,
  kRequestInProgress = 504,
  kRepeatDiffers = 505,
  kSealUnknown = 506,
  kReceiptPending = 507,
  kSealMalformed = 508,
  kTimeStampUnavailable = 509,
  kValidationDataUnavailable = 510,
  kSealCertificateRevoked = 511,
  kSealNotAccepted = 512,
  kExtensionRefused = 513,
  kSealAbandoned = 514,

  kTokenFailed = 600,
  kTokenTimedOut = 601,
  kPinWrong = 602,
  kPinLocked = 603,
  kTokenUnavailable = 604,
  kTokenKeyMissing = 605,
  kTokenSignatureWrong = 606,
  kTokenKeyUnsafe = 607,

  kStateForbids = 700,
  kUnprovisioned = 701,
  kClockDisagrees = 702,

  kLogInconsistent = 800,
  kLogPlaceUnknown = 801,
  kLogMalformed = 802,

  kWireMalformed = 900,

  kMandateMissing = 1000,
  kMandateNotApproved = 1001,
  kMandateNotYetValid = 1002,
  kMandateEnded = 1003,
  kMandateSuspended = 1004,
  kMandateDoesNotCover = 1005,
  kMandateUsedUp = 1006,
  kMandatePeriodUsedUp = 1007,
  kMandateUnknown = 1008,
  kDemonstrationRefused = 1009,

  kRegistryUnknown = 1100,
  kRegistryTaken = 1101,
  kRegistryMalformed = 1102,
  kChangeForbidden = 1103,
  kApprovalNeeded = 1104,
  kProposalUnknown = 1105,
  kProposalClosed = 1106,
  kProposalDiffers = 1107,
  kSecondPersonNeeded = 1108,
  kTooFewAdministrators = 1109,
};

/// What a code is called outside: `name` is the last part of a problem's type (RFC 9457 3.1.1),
/// `status` the HTTP status it is answered with (RFC 9110 15), `title` the same for every
/// occurrence (RFC 9457 3.1.3).
struct CodeInfo {
  Code code;
  int status;
  std::string_view name;
  std::string_view title;
};

const CodeInfo& InfoOf(Code code);
std::span<const CodeInfo> AllCodes();
/// The code with this number, kInternal for a number this version does not know.
Code CodeFromNumber(std::uint32_t number);

/// The one type of exception in this house: something could not be done. Outcomes of a judgement
/// (a credential that does not fit, a seal that does not verify) are values, never this.
///
/// `message` is one sentence for the person who has to act and may be shown to a client: it names
/// what is wrong and what to do, and never holds secrets or credential content. `cause` is for the
/// journal only.
class Error : public std::exception {
 public:
  Error(Code code, std::string message, std::string cause = {});
  /// The same request may succeed after `retry_after`.
  Error(Code code, std::string message, std::chrono::seconds retry_after);

  const char* what() const noexcept override { return message_.c_str(); }
  Code code() const noexcept { return code_; }
  const std::string& message() const noexcept { return message_; }
  const std::string& cause() const noexcept { return cause_; }
  /// Zero: no advice.
  std::chrono::seconds retry_after() const noexcept { return retry_after_; }

 private:
  Code code_;
  std::string message_;
  std::string cause_;
  std::chrono::seconds retry_after_{0};
};

/// The Error inside `failure`, or kInternal with the foreign exception's text as its cause.
Error AsError(const std::exception_ptr& failure);

}  // namespace signet
