#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/seal/trusted_lists.h"

namespace signet::sealer {

/// What a path to an anchor rests on.
enum class TrustKind { kNone, kPrivate, kTrustedList };
std::string_view NameOf(TrustKind kind);  ///< "none", "private", "trusted-list"

/// Whom a judgement believes: private anchors, and the services CA/QC and TSA/QTST of trusted
/// lists, which alone can make something qualified. Immutable; safe to share between threads.
class JudgementTrust {
 public:
  explicit JudgementTrust(std::vector<Certificate> own);
  JudgementTrust(std::vector<Certificate> own, seal::TrustedLists lists);

  /// Of both kinds.
  const std::vector<Certificate>& anchors() const { return anchors_; }
  /// Those of the lists.
  const std::vector<Certificate>& listed() const { return listed_; }
  bool has_own() const { return has_own_; }
  /// Null if no list is asked.
  const seal::TrustedLists* lists() const { return lists_ ? &*lists_ : nullptr; }

 private:
  bool has_own_;
  std::vector<Certificate> anchors_;
  std::vector<Certificate> listed_;
  std::optional<seal::TrustedLists> lists_;
};

}  // namespace signet::sealer
