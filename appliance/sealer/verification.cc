#include "appliance/sealer/verification.h"

#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"
#include "appliance/sealer/credential_judgement.h"
#include "appliance/sealer/judgement_json.h"

namespace signet::sealer {
namespace {

Time TimeOf(const std::string& text, Time now) {
  if (text.empty()) return now;
  if (const auto time = ParseTime(text)) return *time;
  throw Error(Code::kParameterInvalid,
              "The parameter 'time' takes a time in UTC: 2026-03-01T12:00:00Z.");
}

seal::Level LevelOf(const std::string& name) {
  if (name.empty()) return seal::Level::kLta;
  if (const auto level = seal::LevelFromName(name)) return *level;
  throw Error(Code::kParameterInvalid,
              "The parameter 'require' takes one of: B-B, B-T, B-LT, B-LTA.");
}

}  // namespace

wire::Verification VerifySealed(const wire::Verify& request, const JudgementTrust& trust,
                                Time now) {
  const auto judgement = JudgeCredential(
      UntrustedText(request.sealed()),
      {.trust = trust, .at = TimeOf(request.time(), now), .required = LevelOf(request.required())});
  json::ObjectWriter json;
  WriteJudgement(judgement, json);
  wire::Verification out;
  out.set_judgement(json.Write());
  return out;
}

}  // namespace signet::sealer
