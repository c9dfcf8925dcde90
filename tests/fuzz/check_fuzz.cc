#include <algorithm>
#include <cstdint>

#include "appliance/base/bytes.h"
#include "appliance/elm/credential_check.h"
#include "tests/fuzz/invariant.h"

namespace {

using signet::elm::Finding;
using signet::elm::Severity;
using signet::elm::Stage;
using signet::elm::Validation;
using signet::fuzz::Require;

constexpr signet::json::Limits kLimits{.max_octets = 1U << 20U, .max_depth = 64};

void Inspect(const Validation& validation) {
  const bool violated = std::ranges::any_of(validation.findings, [](const Finding& finding) {
    return finding.severity == Severity::kViolation;
  });
  Require(validation.conforms != violated, "it conforms exactly if there is no violation");
  Require(validation.findings.size() <= signet::elm::kMostFindings, "findings have an end");
  for (const signet::elm::Award& award : validation.attribution.awards) {
    for (const std::size_t body : award.bodies) {
      Require(body < validation.attribution.awarding_bodies.size(), "who awards is told");
    }
  }
  for (const Finding& finding : validation.findings) {
    Require(!finding.rule.empty() && !finding.component.empty(), "a finding says what it is");
    Require(finding.pointer.empty() || finding.pointer.front() == '/', "a pointer is one");
    Require(finding.rule.size() < 2010 && finding.focus.size() < 2010, "texts have an end");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto library = signet::elm::ProfileLibrary::BuiltIn();
  static const signet::elm::CodeLists codes;
  try {
    const auto document = signet::json::Document::Parse(signet::AsText({data, size}), kLimits);
    const auto draft =
        signet::elm::CheckCredential(document.root(), library, codes, {.stage = Stage::kDraft});
    const auto final =
        signet::elm::CheckCredential(document.root(), library, codes, {.stage = Stage::kFinal});
    Inspect(draft);
    Inspect(final);
    Require(draft.attribution == final.attribution, "who is behind it is no matter of the stage");
    Require(draft.conforms || !final.conforms, "a draft is held to less than what is sealed");
  } catch (const signet::Error& error) {
    using signet::Code;
    signet::fuzz::RequireCode(
        error, {Code::kNotJson, Code::kNotUtf8, Code::kByteOrderMark, Code::kDuplicateMember,
                Code::kLoneSurrogate, Code::kTooDeep, Code::kTooLarge, Code::kNumberOutOfRange,
                Code::kNotACredential, Code::kProfileUnknown});
  }
  return 0;
}
