#include "appliance/sealer/seal_worth.h"

#include <algorithm>

#include "appliance/seal/findings.h"

namespace signet::sealer {
namespace {

using seal::Conclusion;
using seal::Judgement;
using seal::SignatureJudgement;
using seal::TimeStampJudgement;

TrustKind KindOf(const std::vector<Certificate>& by_lists, const std::vector<Certificate>& by_all) {
  if (!by_lists.empty()) return TrustKind::kTrustedList;
  return by_all.empty() ? TrustKind::kNone : TrustKind::kPrivate;
}

// TS 119 615 4.6 asks for the conclusion of the signature, which cannot be better than what holds
// for the file around it.
Conclusion ConclusionOf(const Judgement& judgement, const SignatureJudgement& signature) {
  Conclusion worst = signature.conclusion;
  for (const seal::Finding& finding : judgement.findings) {
    if (finding.severity == seal::Finding::Severity::kFailure) {
      worst = std::max(worst, seal::ConclusionOf(finding.indication));
    }
  }
  return worst;
}

bool IsQualified(const TimeStampJudgement& time_stamp, const seal::TrustedLists& lists) {
  return time_stamp.conclusion == Conclusion::kTotalPassed &&
         lists.IsQualifiedTimeStamper(time_stamp.path, *time_stamp.time) &&
         lists.IsQualifiedTimeStamper(time_stamp.path, time_stamp.proven);
}

std::string ReasonOf(const seal::Qualification& qualification, const SignatureJudgement& by_lists,
                     const SignatureJudgement& by_all) {
  std::string reason = qualification.certificate.reason;
  if (by_lists.conclusion == by_all.conclusion) return reason;
  reason += reason.empty() ? "" : "; ";
  return reason + "by the trusted lists alone the seal is " +
         std::string(NameOf(by_lists.conclusion)) + ", " +
         std::string(NameOf(by_lists.sub_indication));
}

SealWorth WeighByLists(const SignatureJudgement& by_all, const Judgement& listed, std::size_t index,
                       const seal::TrustedLists& lists) {
  const SignatureJudgement& by_lists = listed.signatures.at(index);
  SealWorth out;
  out.trust = KindOf(by_lists.path, by_all.path);
  for (std::size_t i = 0; i < by_all.time_stamps.size(); ++i) {
    const TimeStampJudgement& time_stamp = by_lists.time_stamps.at(i);
    out.time_stamps.push_back({.trust = KindOf(time_stamp.path, by_all.time_stamps[i].path),
                               .qualified = IsQualified(time_stamp, lists)});
  }
  if (by_lists.chain.empty()) return out;
  out.qualification = seal::Qualify(by_lists.chain.front(), by_lists.path, lists,
                                    by_lists.best_signature_time, ConclusionOf(listed, by_lists));
  out.reason = ReasonOf(out.qualification, by_lists, by_all);
  return out;
}

SealWorth WeighByOwnAnchors(const SignatureJudgement& signature) {
  SealWorth out;
  out.trust = KindOf({}, signature.path);
  for (const TimeStampJudgement& time_stamp : signature.time_stamps) {
    out.time_stamps.push_back({.trust = KindOf({}, time_stamp.path), .qualified = std::nullopt});
  }
  return out;
}

}  // namespace

std::vector<SealWorth> WeighSeals(const UntrustedText& sealed, const Judgement& judgement,
                                  const JudgementTrust& trust, Time at, seal::Level required) {
  std::vector<SealWorth> out;
  if (trust.lists() == nullptr) {
    for (const auto& signature : judgement.signatures) out.push_back(WeighByOwnAnchors(signature));
    return out;
  }
  std::optional<Judgement> stricter;
  if (trust.has_own() || required < seal::Level::kLt) {
    const auto enough = std::max(required, seal::Level::kLt);
    stricter = seal::Judge(sealed, {.anchors = trust.listed(), .at = at, .required = enough});
  }
  const Judgement& listed = stricter ? *stricter : judgement;
  for (std::size_t i = 0; i < judgement.signatures.size(); ++i) {
    out.push_back(WeighByLists(judgement.signatures[i], listed, i, *trust.lists()));
  }
  return out;
}

}  // namespace signet::sealer
