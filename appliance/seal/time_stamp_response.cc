#include "appliance/seal/time_stamp_response.h"

#include <openssl/ts.h>

#include <memory>
#include <optional>
#include <utility>

#include "appliance/base/openssl.h"
#include "appliance/seal/time_stamp_token.h"
#include "appliance/seal/trusted_path.h"

namespace signet::seal {
namespace {

using enum TimeStampProblem;

struct FreeStatus {
  void operator()(TS_STATUS_INFO* p) const { TS_STATUS_INFO_free(p); }
};

// PKIStatus granted and grantedWithMods (RFC 3161 2.4.2).
constexpr std::int64_t kMostGranted = 1;

int NidOf(HashFunction function) {
  switch (function) {
    case HashFunction::kSha256:
      return NID_sha256;
    case HashFunction::kSha384:
      return NID_sha384;
    case HashFunction::kSha512:
      return NID_sha512;
  }
  return NID_undef;
}

/// TimeStampResp (RFC 3161 2.4.2), as far as it is read before the token is.
struct Answer {
  std::int64_t status = 0;
  Bytes token;  ///< as it stands there; empty if there is none
};

// OpenSSL's reader of the whole would read the public keys of all certificates in the token.
std::optional<Answer> ReadAnswer(ByteView response) {
  const unsigned char* at = response.data();
  const unsigned char* const end = at + response.size();
  long length = 0;
  int tag = 0;
  int tag_class = 0;
  const int shape = ASN1_get_object(&at, &length, &tag, &tag_class, end - at);
  const bool whole = shape == V_ASN1_CONSTRUCTED && tag == V_ASN1_SEQUENCE &&
                     tag_class == V_ASN1_UNIVERSAL && at + length == end;
  if (!whole) return std::nullopt;
  const std::unique_ptr<TS_STATUS_INFO, FreeStatus> info(
      d2i_TS_STATUS_INFO(nullptr, &at, end - at));
  if (!info) return std::nullopt;
  return Answer{ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(info.get())), Bytes(at, end)};
}

std::vector<Certificate> TrustedSigner(const TimeStampToken& token,
                                       const TimeStampExpectations& expected) {
  const auto signer = token.signer({});
  if (!signer) return {};
  const auto& known = expected.known_path;
  if (!known.empty() && known.front() == *signer && IsValidPath(known, token.time())) return known;
  return TrustedPath(*signer, token.certificates(), expected.anchors, token.time());
}

RefusedTimeStamp Refused(TimeStampProblem problem, std::string text) {
  openssl::TakeErrors();
  return {problem, std::move(text)};
}

std::optional<RefusedTimeStamp> Mismatch(const TimeStampToken& token,
                                         const TimeStampRequest& request) {
  if (token.imprint_hash() != NidOf(request.function) ||
      AsText(token.imprint()) != AsText(request.imprint)) {
    return Refused(kWrongImprint, "The time-stamp is over something else than was asked for.");
  }
  const auto nonce = token.nonce();
  if (!nonce || AsText(*nonce) != AsText(request.nonce)) {
    return Refused(kWrongNonce, "The time-stamp was made for another request.");
  }
  if (!request.policy.empty() && token.policy() != request.policy) {
    return Refused(kWrongPolicy, "The time-stamp has another policy than " + request.policy + ".");
  }
  return std::nullopt;
}

std::optional<RefusedTimeStamp> OutOfTime(Time time, const TimeStampExpectations& expected) {
  if (time >= expected.asked - expected.tolerance &&
      time <= expected.answered + expected.tolerance) {
    return std::nullopt;
  }
  return Refused(kWrongTime, "The time-stamp says " + FormatTime(time) + " at " +
                                 FormatTime(expected.answered) + " by this box's clock.");
}

}  // namespace

std::string_view NameOf(TimeStampProblem problem) {
  switch (problem) {
    case kUnreadable:
      return "unreadable";
    case kRejected:
      return "rejected";
    case kWrongImprint:
      return "wrong-imprint";
    case kWrongNonce:
      return "wrong-nonce";
    case kWrongPolicy:
      return "wrong-policy";
    case kNotSound:
      return "not-sound";
    case kUntrusted:
      return "untrusted";
    case kWrongTime:
      return "wrong-time";
  }
  return "";
}

std::variant<TrustedTimeStamp, RefusedTimeStamp> ReadTimeStampResponse(
    ByteView response, const TimeStampRequest& request, const TimeStampExpectations& expectations) {
  auto answer = ReadAnswer(response);
  if (!answer) {
    return Refused(kUnreadable, "The answer is no response of a time-stamp authority.");
  }
  if (answer->status < 0 || answer->status > kMostGranted) {
    return Refused(kRejected, "The authority rejected the request (status " +
                                  std::to_string(answer->status) + ").");
  }
  const auto token = TimeStampToken::Read(answer->token);
  if (!token) return Refused(kUnreadable, "The answer has no time-stamp token.");
  if (auto mismatch = Mismatch(*token, request)) return *std::move(mismatch);
  if (const auto faults = token->Faults({}); !faults.empty()) {
    return Refused(kNotSound, "The time-stamp is not sound: " + faults.front().text + ".");
  }
  auto path = TrustedSigner(*token, expectations);
  if (path.empty()) {
    return Refused(kUntrusted, "The time-stamp leads to none of the authority's trust anchors.");
  }
  if (auto late = OutOfTime(token->time(), expectations)) return *std::move(late);
  return TrustedTimeStamp{std::move(answer->token), token->time(), std::move(path)};
}

}  // namespace signet::seal
