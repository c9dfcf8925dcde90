#pragma once

#include <optional>
#include <set>
#include <string>

#include "appliance/base/certificate.h"
#include "appliance/seal/trusted_list.h"

namespace signet::seal {

/// Whether a certificate meets the criteria of a qualification element (TS 119 612 5.5.9.2.2);
/// nullopt if that depends on a criterion that cannot be read.
std::optional<bool> Meets(const Criteria& criteria, const Certificate& certificate);

/// What a service says about one of its certificates beyond what the certificate says of itself.
struct Qualifiers {
  std::set<std::string> names;  ///< without the URI's beginning: "QCForESeal", "NotQualified"
  bool undecided = false;       ///< another one may apply; its criteria cannot be read

  bool has(const std::string& name) const { return names.contains(name); }
};
Qualifiers QualifiersFor(const ServiceState& state, const Certificate& certificate);

}  // namespace signet::seal
