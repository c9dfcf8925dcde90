#include "appliance/sealer/authority/mandate_scope.h"

#include <algorithm>

#include "appliance/base/json_writer.h"

namespace signet::sealer {
namespace {

using registry::Mandate;
using registry::MandateTerms;
using Sentence = std::optional<std::string>;

bool Has(const std::vector<std::string>& list, const std::string& text) {
  return std::ranges::find(list, text) != list.end();
}

// Each of `named` must be in `covered`, unless nothing limits it.
Sentence OutsideList(const Mandate& mandate, const std::vector<std::string>& covered,
                     const std::vector<std::string>& named, const char* what) {
  if (covered.empty()) return std::nullopt;
  if (named.empty()) {
    return "Mandate " + mandate.name + " covers certain " + what +
           "s only, and the credential names none.";
  }
  for (const auto& one : named) {
    if (Has(covered, one)) continue;
    return "Mandate " + mandate.name + " does not cover the " + what + " " + json::Quote(one) + ".";
  }
  return std::nullopt;
}

// Every award of this body must refer to something that the mandate lists.
Sentence OutsideLearning(const Mandate& mandate, const elm::Attribution& attribution,
                         std::size_t body) {
  const auto& covered = mandate.terms.learning;
  if (covered.empty()) return std::nullopt;
  for (const elm::Award& award : attribution.awards) {
    if (std::ranges::find(award.bodies, body) == award.bodies.end()) continue;
    const bool listed = std::ranges::any_of(
        award.learning, [&](const std::string& one) { return Has(covered, one); });
    if (listed) continue;
    return "Mandate " + mandate.name +
           " covers certain learning opportunities or qualifications only; the credential "
           "awards " +
           (award.learning.empty() ? "something that refers to none"
                                   : json::Quote(award.learning.front())) +
           ".";
  }
  return std::nullopt;
}

Sentence OutsideDelivering(const Mandate& mandate, const elm::Attribution& attribution,
                           const OrganisationBook& organisations) {
  const MandateTerms& terms = mandate.terms;
  if (!terms.delivering_checked) return std::nullopt;
  for (const auto& named : attribution.delivering) {
    const OrganisationMatch match = organisations.Match(named);
    const bool covered = match.kind == OrganisationMatch::Kind::kOne &&
                         (match.organisation->name == terms.issuing ||
                          Has(terms.delivering, match.organisation->name));
    if (covered) continue;
    const std::string called = !named.names.empty() ? named.names.front() : named.id;
    return "Mandate " + mandate.name + " does not name " + json::Quote(called) +
           " as a delivering organisation (directedBy or assessedBy). " + match.found;
  }
  return std::nullopt;
}

}  // namespace

Sentence OutsideScope(const Mandate& mandate, const elm::Attribution& attribution, std::size_t body,
                      const std::vector<std::string>& profiles,
                      const OrganisationBook& organisations) {
  const MandateTerms& terms = mandate.terms;
  if (auto outside = OutsideList(mandate, terms.profiles, profiles, "profile")) return outside;
  if (auto outside = OutsideList(mandate, terms.kinds, attribution.kinds, "kind")) return outside;
  if (auto outside = OutsideLearning(mandate, attribution, body)) return outside;
  return OutsideDelivering(mandate, attribution, organisations);
}

}  // namespace signet::sealer
