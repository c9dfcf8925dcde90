#pragma once

#include <optional>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/base/clock.h"

namespace signet::seal {

/// Whether a sealed text needs another archive time-stamp (TS 119 182-1 5.3.6): what its last one
/// relies on ends.
struct RenewalNeed {
  enum class Kind {
    kNone,         ///< good beyond `by`
    kDue,          ///< ends before `by`
    kNotArchived,  ///< no archive time-stamp that could be renewed
    kDamaged,      ///< its last archive time-stamp cannot be read
    kNotSealed,    ///< no sealed text
  };
  Kind kind = Kind::kNone;
  std::string reason;       ///< a sentence; empty with kNone
  std::optional<Time> end;  ///< of the certificate behind the last time-stamp
};

/// What must be renewed before `by`: the certificate of the last arcTst's authority ends, or its
/// hash functions or key are not good enough then (TS 119 312). Trust is not asked for. Never
/// throws because of what the text holds.
RenewalNeed NeedOfRenewal(const UntrustedText& sealed, Time by);

}  // namespace signet::seal
