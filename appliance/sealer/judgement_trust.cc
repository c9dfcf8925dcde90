#include "appliance/sealer/judgement_trust.h"

#include <algorithm>
#include <utility>

namespace signet::sealer {

std::string_view NameOf(TrustKind kind) {
  switch (kind) {
    case TrustKind::kNone:
      return "none";
    case TrustKind::kPrivate:
      return "private";
    case TrustKind::kTrustedList:
      return "trusted-list";
  }
  return "";
}

JudgementTrust::JudgementTrust(std::vector<Certificate> own)
    : has_own_(!own.empty()), anchors_(std::move(own)) {}

JudgementTrust::JudgementTrust(std::vector<Certificate> own, seal::TrustedLists lists)
    : has_own_(!own.empty()), anchors_(std::move(own)), lists_(std::move(lists)) {
  listed_ = lists_->Anchors(seal::uri::kQualifiedCa);
  // One certificate can stand for both services.
  std::ranges::copy(lists_->Anchors(seal::uri::kQualifiedTsa), std::back_inserter(listed_));
  std::ranges::sort(listed_, {}, &Certificate::fingerprint);
  listed_.erase(std::ranges::unique(listed_).begin(), listed_.end());
  anchors_.insert(anchors_.end(), listed_.begin(), listed_.end());
}

}  // namespace signet::sealer
