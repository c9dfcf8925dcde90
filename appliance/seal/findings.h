#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "appliance/seal/judgement.h"

namespace signet::seal {

/// EN 319 102-1 5.1.3: what a sub-indication makes of the whole; kNone is TOTAL-PASSED.
Conclusion ConclusionOf(SubIndication indication);

/// What the steps of one judgement found. Every step adds to it and none stops the next one that
/// can still say something, so that a person sees all that is wrong at once.
class Findings {
 public:
  /// `indication` is not kNone.
  void Fail(SubIndication indication, std::string rule, std::string text);
  void Refuse(std::string rule, std::string text);
  void Warn(std::string rule, std::string text);
  /// All of `other`.
  void Add(const Findings& other);

  /// Of all failures the one whose step comes first in EN 319 102-1 5.3.4; kNone without a failure.
  SubIndication first() const { return first_; }
  bool failed() const { return first_ != SubIndication::kNone; }
  bool Failed(std::string_view rule) const;  ///< whether this rule is among the failures
  const std::vector<Finding>& all() const { return all_; }

 private:
  std::vector<Finding> all_;
  SubIndication first_ = SubIndication::kNone;
};

}  // namespace signet::seal
