#include <cstdint>

#include "appliance/base/bytes.h"
#include "appliance/seal/judgement.h"
#include "tests/fuzz/invariant.h"

namespace {

using signet::fuzz::Require;
using signet::seal::Conclusion;
using signet::seal::Judgement;

// Everything is judged at one moment, so that a finding can be repeated.
const signet::seal::JudgementSettings& Settings() {
  static const signet::seal::JudgementSettings settings{
      .anchors = {}, .at = signet::Time(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1))};
  return settings;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const signet::UntrustedText text{std::string(signet::AsText({data, size}))};
  // No try: Judge never throws because of what the text holds.
  const Judgement judgement = signet::seal::Judge(text, Settings());
  Require(judgement.conclusion != Conclusion::kTotalPassed, "nothing passes without an anchor");
  Require(!judgement.signatures.empty() || judgement.conclusion == Conclusion::kTotalFailed,
          "what holds no signature fails");
  for (const auto& signature : judgement.signatures) {
    Require(signature.conclusion != Conclusion::kTotalPassed, "no signature passes either");
    Require(signature.conclusion != Conclusion::kTotalFailed ||
                judgement.conclusion == Conclusion::kTotalFailed,
            "the worst signature decides");
  }
  const Judgement again = signet::seal::Judge(text, Settings());
  Require(again.conclusion == judgement.conclusion &&
              again.sub_indication == judgement.sub_indication &&
              again.signatures.size() == judgement.signatures.size() &&
              again.payload == judgement.payload,
          "judging twice gives the same");
  return 0;
}
