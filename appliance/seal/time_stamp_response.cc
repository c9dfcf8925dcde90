#include "appliance/seal/time_stamp_response.h"

#include <openssl/ts.h>

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "appliance/base/openssl.h"
#include "appliance/seal/time_stamp_token.h"
#include "appliance/seal/trusted_path.h"

namespace signet::seal {
namespace {

using enum TimeStampProblem;

struct FreeResponse {
  void operator()(TS_RESP* p) const { TS_RESP_free(p); }
};
using ResponseHandle = std::unique_ptr<TS_RESP, FreeResponse>;

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

Bytes OctetsOf(const ASN1_STRING* value) {
  const unsigned char* const data = ASN1_STRING_get0_data(value);
  return {data, data + ASN1_STRING_length(value)};
}

// The token as it stands in the response: what is encoded again might be spelt in another way.
std::optional<Bytes> TokenOf(ByteView response) {
  const unsigned char* at = response.data();
  const unsigned char* const end = at + response.size();
  long length = 0;
  int tag = 0;
  int tag_class = 0;
  const int outer = ASN1_get_object(&at, &length, &tag, &tag_class, end - at);
  if ((outer & 0x80) != 0 || at + length != end) return std::nullopt;
  const int status = ASN1_get_object(&at, &length, &tag, &tag_class, end - at);
  if ((status & 0x80) != 0 || at + length >= end) return std::nullopt;
  return Bytes(at + length, end);
}

bool IsImprintOf(TS_TST_INFO* info, const TimeStampRequest& request) {
  TS_MSG_IMPRINT* const imprint = TS_TST_INFO_get_msg_imprint(info);
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  return OBJ_obj2nid(algorithm) == NidOf(request.function) &&
         OctetsOf(TS_MSG_IMPRINT_get_msg(imprint)) == request.imprint;
}

bool HasNonceOf(const TS_TST_INFO* info, const TimeStampRequest& request) {
  const ASN1_INTEGER* const nonce = TS_TST_INFO_get_nonce(info);
  return nonce != nullptr && ASN1_STRING_type(nonce) == V_ASN1_INTEGER &&
         OctetsOf(nonce) == request.nonce;
}

bool HasPolicyOf(TS_TST_INFO* info, const TimeStampRequest& request) {
  if (request.policy.empty()) return true;
  std::array<char, 128> text{};
  OBJ_obj2txt(text.data(), text.size(), TS_TST_INFO_get_policy_id(info), 1);
  return request.policy == text.data();
}

std::vector<Certificate> TrustedSigner(const TimeStampToken& token,
                                       const std::vector<Certificate>& anchors) {
  const auto signer = token.signer({});
  if (!signer) return {};
  return TrustedPath(*signer, token.certificates(), anchors, token.time());
}

RefusedTimeStamp Refused(TimeStampProblem problem, std::string text) {
  openssl::TakeErrors();
  return {problem, std::move(text)};
}

std::optional<RefusedTimeStamp> Mismatch(TS_TST_INFO* info, const TimeStampRequest& request) {
  if (!IsImprintOf(info, request)) {
    return Refused(kWrongImprint, "The time-stamp is over something else than was asked for.");
  }
  if (!HasNonceOf(info, request)) {
    return Refused(kWrongNonce, "The time-stamp was made for another request.");
  }
  if (!HasPolicyOf(info, request)) {
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
    ByteView response, const TimeStampRequest& request, std::initializer_list<ByteView> parts,
    const TimeStampExpectations& expectations) {
  const unsigned char* at = response.data();
  const ResponseHandle read(d2i_TS_RESP(nullptr, &at, static_cast<long>(response.size())));
  if (!read || at != response.data() + response.size()) {
    return Refused(kUnreadable, "The answer is no response of a time-stamp authority.");
  }
  const std::int64_t status =
      ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(read.get())));
  if (status < 0 || status > kMostGranted) {
    return Refused(kRejected,
                   "The authority rejected the request (status " + std::to_string(status) + ").");
  }
  auto der = TokenOf(response);
  const auto token = der ? TimeStampToken::Read(*der) : std::nullopt;
  TS_TST_INFO* const info = TS_RESP_get_tst_info(read.get());
  if (!token || info == nullptr) {
    return Refused(kUnreadable, "The answer has no time-stamp token.");
  }
  if (auto mismatch = Mismatch(info, request)) return *std::move(mismatch);
  if (const auto faults = token->Faults(parts, {}); !faults.empty()) {
    return Refused(kNotSound, "The time-stamp is not sound: " + faults.front().text + ".");
  }
  auto path = TrustedSigner(*token, expectations.anchors);
  if (path.empty()) {
    return Refused(kUntrusted, "The time-stamp leads to none of the authority's trust anchors.");
  }
  if (auto late = OutOfTime(token->time(), expectations)) return *std::move(late);
  return TrustedTimeStamp{*std::move(der), token->time(), std::move(path)};
}

}  // namespace signet::seal
