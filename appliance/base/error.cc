#include "appliance/base/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signet {
namespace {

constexpr auto kCodes = std::to_array<CodeInfo>({
    {Code::kInternal, 500, "internal", "Something went wrong inside the box"},
    {Code::kConfigurationInvalid, 500, "configuration-invalid", "The configuration is not usable"},
    {Code::kFileUnusable, 500, "file-unusable", "A file cannot be read or written"},
    {Code::kDatabaseFailed, 503, "database-failed", "The database did not take the change"},
    {Code::kCryptographyFailed, 500, "cryptography-failed", "A cryptographic operation failed"},
    {Code::kOverloaded, 503, "overloaded", "The box has more work than it can take"},
    {Code::kSealerUnreachable, 503, "sealer-unreachable", "The sealer does not answer"},
    {Code::kAlreadyRunning, 409, "already-running", "The box is in use by another process"},
    {Code::kTimedOut, 504, "timed-out", "The answer took too long"},
    {Code::kUsage, 400, "usage", "The command cannot be understood"},
    {Code::kNetworkFailed, 502, "network-failed", "The box could not be reached"},
    {Code::kRequestMalformed, 400, "request-malformed", "The request is not valid HTTP"},
    {Code::kNotJson, 400, "not-json", "The text is not JSON"},
    {Code::kNotUtf8, 400, "not-utf8", "The text is not UTF-8"},
    {Code::kByteOrderMark, 400, "byte-order-mark", "The text starts with a byte order mark"},
    {Code::kDuplicateMember, 400, "duplicate-member", "An object has two members of one name"},
    {Code::kLoneSurrogate, 400, "lone-surrogate", "A string holds half a surrogate pair"},
    {Code::kTooDeep, 400, "too-deep", "The text is nested too deeply"},
    {Code::kTooLarge, 413, "too-large", "The body is too large"},
    {Code::kNumberOutOfRange, 400, "number-out-of-range", "A number cannot be read exactly"},
    {Code::kMediaTypeUnsupported, 415, "media-type-unsupported", "The content type is not taken"},
    {Code::kBodyTruncated, 400, "body-truncated", "The body ended early"},
    {Code::kHeaderTooLarge, 431, "header-too-large", "The header fields are too large"},
    {Code::kNotAcceptable, 406, "not-acceptable", "No accepted content type can be produced"},
    {Code::kParameterInvalid, 400, "parameter-invalid", "A parameter is not valid"},
    {Code::kNoSuchResource, 404, "no-such-resource", "There is nothing at this address"},
    {Code::kMethodNotAllowed, 405, "method-not-allowed", "This address does not take the method"},
    {Code::kIdempotencyKeyInvalid, 400, "idempotency-key-invalid",
     "The Idempotency-Key is not valid"},
    {Code::kRequestTooSlow, 408, "request-too-slow", "The request took too long to arrive"},
    {Code::kCertificateRequired, 401, "certificate-required", "A client certificate is required"},
    {Code::kClientUnknown, 403, "client-unknown", "The client certificate is not registered"},
    {Code::kClientCertificateExpired, 403, "client-certificate-expired",
     "The client certificate has expired"},
    {Code::kClientCertificateNotYetValid, 403, "client-certificate-not-yet-valid",
     "The client certificate is not valid yet"},
    {Code::kRoleNotAllowed, 403, "role-not-allowed", "The client's role does not allow this"},
    {Code::kClientNotAllowed, 403, "client-not-allowed", "The client may not do this"},
    {Code::kSignatureRequired, 401, "signature-required", "The request must be signed"},
    {Code::kSignatureInvalid, 401, "signature-invalid", "The request's signature does not hold"},
    {Code::kSignatureOutOfTime, 401, "signature-out-of-time",
     "The request was signed too long ago, or with a clock that is wrong"},
    {Code::kRequestReplayed, 403, "request-replayed", "This signed request came before"},
    {Code::kClientNotForOrganisation, 403, "client-not-for-organisation",
     "The client may not submit for this organisation"},
    {Code::kClientRateReached, 429, "client-rate-reached",
     "The client has asked for as many seals as it may for now"},
    {Code::kNotACredential, 422, "not-a-credential",
     "The text is not a European Digital Credential"},
    {Code::kContextUnexpected, 422, "context-unexpected",
     "The credential's @context is not the expected one"},
    {Code::kIssuerMissing, 422, "issuer-missing", "The credential names no usable issuer"},
    {Code::kIssuerMismatch, 422, "issuer-mismatch",
     "The credential's issuer is not the owner of the seal certificate"},
    {Code::kPreparationImpossible, 422, "preparation-impossible",
     "The credential cannot be prepared for sealing"},
    {Code::kAlreadySealed, 422, "already-sealed", "The text is already sealed"},
    {Code::kProfileUnknown, 422, "profile-unknown",
     "The credential names no application profile that the box knows"},
    {Code::kProfileMalformed, 400, "profile-malformed", "The file is not a usable profile"},
    {Code::kProfileViolated, 422, "profile-violated",
     "The credential breaks its application profile"},
    {Code::kAwardingBodyUnknown, 422, "awarding-body-unknown",
     "The credential names an awarding body that the box does not know"},
    {Code::kAwardingBodyAmbiguous, 422, "awarding-body-ambiguous",
     "An awarding body could be more than one organisation"},
    {Code::kKeyUnknown, 422, "key-unknown", "There is no seal key of this name"},
    {Code::kSealCertificateUnusable, 503, "seal-certificate-unusable",
     "The seal key's certificate cannot be used now"},
    {Code::kLevelUnavailable, 422, "level-unavailable", "The box does not seal at this level"},
    {Code::kIdempotencyConflict, 422, "idempotency-conflict",
     "The Idempotency-Key was used for another request"},
    {Code::kRequestInProgress, 409, "request-in-progress",
     "A request with this Idempotency-Key is still in progress"},
    {Code::kRepeatDiffers, 409, "repeat-differs",
     "The repeated request does not give the recorded seal"},
    {Code::kSealUnknown, 404, "seal-unknown", "There is no such seal"},
    {Code::kReceiptPending, 404, "receipt-pending", "The receipt is not there yet"},
    {Code::kSealMalformed, 422, "seal-malformed", "The text is not a sealed credential"},
    {Code::kTimeStampUnavailable, 503, "time-stamp-unavailable",
     "No time-stamp authority gives a usable time-stamp now"},
    {Code::kValidationDataUnavailable, 503, "validation-data-unavailable",
     "What proves that a certificate is not revoked cannot be had now"},
    {Code::kSealCertificateRevoked, 503, "seal-certificate-revoked",
     "The seal key's certificate is revoked"},
    {Code::kSealNotAccepted, 503, "seal-not-accepted",
     "The finished seal does not stand up to the box's own judgement"},
    {Code::kExtensionRefused, 422, "extension-refused", "The sealed file cannot be extended"},
    {Code::kSealAbandoned, 503, "seal-abandoned",
     "A stop came before the seal was finished, and nobody can ask for it again"},
    {Code::kTokenFailed, 503, "token-failed", "The token could not do it"},
    {Code::kTokenTimedOut, 503, "token-timed-out", "The token did not answer in time"},
    {Code::kPinWrong, 403, "pin-wrong", "The token refused the PIN"},
    {Code::kPinLocked, 503, "pin-locked", "The token's PIN is locked"},
    {Code::kTokenUnavailable, 503, "token-unavailable", "The token cannot be reached"},
    {Code::kTokenKeyMissing, 503, "token-key-missing", "The key is not on the token"},
    {Code::kTokenSignatureWrong, 503, "token-signature-wrong",
     "The token made a signature that does not verify"},
    {Code::kTokenKeyUnsafe, 503, "token-key-unsafe", "The key could leave the token"},
    {Code::kStateForbids, 503, "state-forbids", "The box is not in a state to do this"},
    {Code::kUnprovisioned, 503, "unprovisioned", "The box is not set up yet"},
    {Code::kClockDisagrees, 503, "clock-disagrees",
     "The box's clock and the time-stamp authorities disagree"},
    {Code::kLogInconsistent, 503, "log-inconsistent", "The stored log contradicts itself"},
    {Code::kLogPlaceUnknown, 404, "log-place-unknown", "The log has nothing at this place"},
    {Code::kLogMalformed, 422, "log-malformed", "The log file cannot be read"},
    {Code::kWireMalformed, 400, "wire-malformed", "The message breaks the wire contract"},
    {Code::kMandateMissing, 403, "mandate-missing", "There is no mandate of the awarding body"},
    {Code::kMandateNotApproved, 403, "mandate-not-approved",
     "Two administrators have not approved the mandate"},
    {Code::kMandateNotYetValid, 403, "mandate-not-yet-valid", "The mandate has not begun"},
    {Code::kMandateEnded, 403, "mandate-ended", "The mandate has ended"},
    {Code::kMandateSuspended, 403, "mandate-suspended", "The mandate is suspended"},
    {Code::kMandateDoesNotCover, 403, "mandate-does-not-cover",
     "The mandate does not cover this credential"},
    {Code::kMandateUsedUp, 403, "mandate-used-up", "The mandate's seals are used up"},
    {Code::kMandatePeriodUsedUp, 429, "mandate-period-used-up",
     "The mandate's seals of this period are used up"},
    {Code::kMandateUnknown, 404, "mandate-unknown", "There is no such mandate"},
    {Code::kDemonstrationRefused, 409, "demonstration-refused",
     "A box with real keys has no demonstration mandate"},
    {Code::kRegistryUnknown, 404, "registry-unknown", "The registry has nothing of this name"},
    {Code::kRegistryTaken, 409, "registry-taken", "The registry has one of these already"},
    {Code::kRegistryMalformed, 400, "registry-malformed", "What is to be registered is not valid"},
    {Code::kChangeForbidden, 409, "change-forbidden", "This cannot be changed now"},
    {Code::kApprovalNeeded, 403, "approval-needed",
     "This needs the approval of two administrators"},
    {Code::kProposalUnknown, 404, "proposal-unknown", "There is no such proposal"},
    {Code::kProposalClosed, 409, "proposal-closed", "The proposal is decided, or has expired"},
    {Code::kProposalDiffers, 409, "proposal-differs", "What is approved is not what was proposed"},
    {Code::kSecondPersonNeeded, 403, "second-person-needed",
     "Another administrator has to approve this"},
    {Code::kTooFewAdministrators, 409, "too-few-administrators",
     "The box needs two administrators"},
});

}  // namespace

const CodeInfo& InfoOf(Code code) {
  const auto* found = std::ranges::find(kCodes, code, &CodeInfo::code);
  return found == kCodes.end() ? kCodes.front() : *found;
}

std::span<const CodeInfo> AllCodes() { return kCodes; }

Code CodeFromNumber(std::uint32_t number) {
  const auto* found = std::ranges::find_if(kCodes, [number](const CodeInfo& info) {
    return static_cast<std::uint32_t>(info.code) == number;
  });
  return found == kCodes.end() ? Code::kInternal : found->code;
}

Error::Error(Code code, std::string message, std::string cause)
    : code_(code), message_(std::move(message)), cause_(std::move(cause)) {}

Error::Error(Code code, std::string message, std::chrono::seconds retry_after)
    : code_(code), message_(std::move(message)), retry_after_(retry_after) {}

Error AsError(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    return error;
  } catch (const std::exception& foreign) {
    return {Code::kInternal, "Something went wrong inside; the journal has the details.",
            foreign.what()};
  }
}

}  // namespace signet
