#include "appliance/seal/judgement.h"

#include <algorithm>
#include <set>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/seal/container.h"
#include "appliance/seal/findings.h"
#include "appliance/seal/signature_judgement.h"

namespace signet::seal {
namespace {

// The credential's text: the payload itself, or what its base64url stands for (RFC 7797 3). It must
// be one JSON object, strictly read, since two readings of it would be two credentials.
std::string ReadPayload(const std::string& payload, bool encoded, Findings& findings) {
  std::string text = payload;
  if (encoded) {
    const auto octets = DecodeBase64Url(payload);
    if (!octets) {
      findings.Fail(SubIndication::kFormatFailure, "payload.base64url",
                    "The header says that the payload is in base64url, and it is not.");
      return {};
    }
    text = ToString(*octets);
  }
  try {
    if (!json::Document::Parse(text, ContainerLimits()).root().is_object()) {
      findings.Fail(SubIndication::kFormatFailure, "payload.json",
                    "The sealed text is not a JSON object, so it is no credential.");
    }
  } catch (const Error& error) {
    findings.Fail(SubIndication::kFormatFailure, "payload.json",
                  "The sealed text is not a credential: " + error.message());
  }
  return text;
}

void TakeWorst(Judgement& judgement, SubIndication indication) {
  const Conclusion conclusion = ConclusionOf(indication);
  if (conclusion > judgement.conclusion) {
    judgement.conclusion = conclusion;
    judgement.sub_indication = indication;
  }
}

std::optional<bool> JudgeSignatures(const Container& container, const JudgementSettings& settings,
                                    Judgement& out, Findings& findings) {
  std::optional<bool> encoded;
  std::set<std::string_view> values;
  for (const ContainedSignature& signature : container.signatures) {
    JudgedSignature judged = JudgeSignature(container, signature, settings);
    if (encoded && judged.payload_encoded && *encoded != *judged.payload_encoded) {
      findings.Fail(SubIndication::kFormatFailure, "payload.b64",
                    "The signatures do not agree on how the payload is spelt (b64).");
    }
    if (!values.insert(signature.signature_text).second) {
      findings.Refuse("container.signatures", "The same signature is there twice.");
    }
    if (!encoded) encoded = judged.payload_encoded;
    out.signatures.push_back(std::move(judged.judgement));
  }
  return encoded;
}

bool HasRefusal(const std::vector<Finding>& findings) {
  return std::ranges::any_of(findings, [](const Finding& finding) {
    return finding.severity == Finding::Severity::kRefusal;
  });
}

}  // namespace

Judgement Judge(const UntrustedText& sealed, const JudgementSettings& settings) {
  Findings findings;
  Judgement out;
  out.conclusion = Conclusion::kTotalPassed;
  if (const auto container = ReadContainer(sealed, findings)) {
    const auto encoded = JudgeSignatures(*container, settings, out, findings);
    // Without a header that can be read nobody knows what the payload is.
    out.payload =
        encoded ? ReadPayload(container->payload, *encoded, findings) : container->payload;
  }
  TakeWorst(out, findings.first());
  for (const SignatureJudgement& signature : out.signatures) {
    TakeWorst(out, signature.sub_indication);
  }
  out.findings = findings.all();
  out.accepted = out.conclusion == Conclusion::kTotalPassed && !HasRefusal(out.findings) &&
                 std::ranges::none_of(out.signatures, [](const SignatureJudgement& signature) {
                   return HasRefusal(signature.findings);
                 });
  return out;
}

}  // namespace signet::seal
