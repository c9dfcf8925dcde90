// The words for what qualification.h decides.

#include <algorithm>
#include <array>
#include <utility>

#include "appliance/seal/qualification.h"

namespace signet::seal {
namespace {

using enum SignatureQualification;

constexpr auto kNames = std::to_array<std::pair<SignatureQualification, std::string_view>>({
    {kQesig, "QESig"},
    {kQeseal, "QESeal"},
    {kQesUnknown, "QES?"},
    {kAdesigQc, "AdESig-QC"},
    {kAdesealQc, "AdESeal-QC"},
    {kAdesQcUnknown, "AdES?-QC"},
    {kAdesig, "AdESig"},
    {kAdeseal, "AdESeal"},
    {kAdesUnknown, "AdES?"},
    {kIndeterminateQesig, "Indeterminate QESig"},
    {kIndeterminateQeseal, "Indeterminate QESeal"},
    {kIndeterminateQesUnknown, "Indeterminate QES?"},
    {kIndeterminateAdesigQc, "Indeterminate AdESig-QC"},
    {kIndeterminateAdesealQc, "Indeterminate AdESeal-QC"},
    {kIndeterminateAdesQcUnknown, "Indeterminate AdES?-QC"},
    {kIndeterminateAdesig, "Indeterminate AdESig"},
    {kIndeterminateAdeseal, "Indeterminate AdESeal"},
    {kIndeterminateAdesUnknown, "Indeterminate AdES?"},
    {kNotAdesQcQscd, "Not AdES but QC with QSCD"},
    {kNotAdesQc, "Not AdES but QC"},
    {kNotAdes, "Not AdES"},
    {kNotApplicable, "N/A"},
});

std::string_view UseText(CertificateUse use) {
  switch (use) {
    case CertificateUse::kSignature:
      return "e-signatures";
    case CertificateUse::kSeal:
      return "e-seals";
    case CertificateUse::kWebAuthentication:
      return "web sites";
    case CertificateUse::kUnknown:
      break;
  }
  return "an unknown use";
}

}  // namespace

std::string_view NameOf(SignatureQualification qualification) {
  const auto* const found = std::ranges::find(
      kNames, qualification, &std::pair<SignatureQualification, std::string_view>::first);
  return found == kNames.end() ? "N/A" : found->second;
}

std::string TextOf(const CertificateQualification& qualification) {
  std::string out = "no answer";
  if (qualification.applicable) {
    out = qualification.qualified ? "qualified certificate for " : "certificate for ";
    out += UseText(qualification.use);
    if (qualification.qualified && qualification.qscd) out += ", key in a QSCD";
  }
  if (!qualification.reason.empty()) out += ": " + qualification.reason;
  return out;
}

}  // namespace signet::seal
