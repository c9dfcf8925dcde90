// The whole judgement with somebody trusted, whose kept corpus therefore gets through to the end.

#include "appliance/seal/judgement.h"

#include <cstdint>

#include "tests/fuzz/invariant.h"

namespace {

using signet::fuzz::Require;
using signet::seal::Conclusion;
using signet::seal::Judgement;
using signet::seal::JudgementSettings;
using signet::seal::SignatureJudgement;
using signet::seal::TimeStampJudgement;

// The root of the kept corpus.
constexpr const char* kRoot = R"(-----BEGIN CERTIFICATE-----
MIICBTCCAYugAwIBAgIDD0JBMAoGCCqGSM49BAMCMDoxCzAJBgNVBAYTAlhYMRcw
FQYDVQQKDA5URVNUIEF1dGhvcml0eTESMBAGA1UEAwwJVEVTVCByb290MB4XDTE1
MDEwMTAwMDAwMFoXDTQ1MDEwMTAwMDAwMFowOjELMAkGA1UEBhMCWFgxFzAVBgNV
BAoMDlRFU1QgQXV0aG9yaXR5MRIwEAYDVQQDDAlURVNUIHJvb3QwdjAQBgcqhkjO
PQIBBgUrgQQAIgNiAAQsmLCgP2t3mtbjH+AsVKWXXzNeUV7RtHOXtusGFFZNhtuy
dzUEQ8V+onOI652UhNGZZawMG7ltudteG2mOtGY+7ERh7MDCRR/+NwK0/8XT6r3C
k/bzEDnslWH8DKKB2g+jYzBhMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQD
AgEGMB0GA1UdDgQWBBSNiqJe1xkoZDFM5IGQDOiQsyoDjzAfBgNVHSMEGDAWgBSN
iqJe1xkoZDFM5IGQDOiQsyoDjzAKBggqhkjOPQQDAgNoADBlAjAz2cxiItIHiSvz
Ds0uYRkb5dfU3ThR6j7rUlkunj/cQGUUnOEmYuVPsrCkPLoCwf8CMQD6pJjd1nCS
MmbdtxpU2dXjxd27z6mQClDloWOkdNmoVBSg8vISYFHtuSkVQu1uWlE=
-----END CERTIFICATE-----
)";

JudgementSettings Settings(const char* at) {
  static const std::vector<signet::Certificate> anchors = signet::Certificate::FromPem(kRoot);
  return {.anchors = anchors, .at = *signet::ParseTime(at)};
}

void CheckSignature(const SignatureJudgement& signature, const JudgementSettings& settings) {
  const bool passed = signature.conclusion == Conclusion::kTotalPassed;
  Require(!passed || (!signature.path.empty() && signature.path.back() == settings.anchors.front()),
          "nothing passes without a path to the anchor");
  Require(signature.best_signature_time <= settings.at, "nothing is proven of the future");
  for (const TimeStampJudgement& time_stamp : signature.time_stamps) {
    Require(time_stamp.conclusion != Conclusion::kTotalPassed ||
                (time_stamp.time && !time_stamp.path.empty()),
            "no time-stamp holds without a path");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const signet::UntrustedText text{std::string(signet::AsText({data, size}))};
  for (const char* at : {"2026-04-01T00:00:00Z", "2041-06-01T00:00:00Z"}) {
    const JudgementSettings settings = Settings(at);
    // No try: Judge never throws because of what the text holds.
    const Judgement judgement = signet::seal::Judge(text, settings);
    Require(!judgement.accepted || judgement.conclusion == Conclusion::kTotalPassed,
            "only what passes is accepted");
    for (const SignatureJudgement& signature : judgement.signatures) {
      CheckSignature(signature, settings);
      Require(!judgement.accepted || signature.level == settings.required,
              "only what reaches the level is accepted");
    }
  }
  return 0;
}
