#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/elm/attribution.h"
#include "appliance/registry/allowance.h"
#include "appliance/registry/client.h"
#include "appliance/sealer/authority/mandate_book.h"
#include "appliance/sealer/authority/organisation_book.h"

namespace signet::sealer {

/// Why a credential may be sealed (DESIGN 3.3).
struct Authority {
  /// As the log has it: "own", or "mandate:NAME" and "demonstration-mandate:NAME", a space between.
  std::string text;
  std::vector<SharedMandate> mandates;  ///< one for each organisation that needs one, by name

  friend bool operator==(const Authority& a, const Authority& b) { return a.text == b.text; }
};

/// What an authority rests on.
struct Grounds {
  const OrganisationBook& organisations;
  const MandateBook& mandates;
  const registry::Client& client;
  /// Whether the seal key is a demo one: only then a demonstration mandate holds.
  bool demo_key = false;
  Time now;
};

/// The authority for a credential: every awarding body in it is the sealing organisation itself or
/// has a mandate that is approved, valid now, covers the credential and names the client. Where an
/// organisation has several that hold, the first by name counts. `profiles` are those that the
/// credential named before a mandate changed them. Pure, and quick however many mandates there are.
///
/// Throws Error: kAwardingBodyUnknown, kAwardingBodyAmbiguous, kClientNotForOrganisation,
/// kMandateMissing, kMandateNotYetValid, kMandateEnded, kMandateSuspended, kMandateDoesNotCover;
/// the sentence names the awarding body that is not covered. Of several mandates that do not hold,
/// the one that comes closest is told of.
Authority Authorise(const Grounds& grounds, const elm::Attribution& attribution,
                    const std::vector<std::string>& profiles);

/// As allowances are taken and given back; refers to `authority`.
std::vector<registry::MandateShare> SharesOf(const Authority& authority);

/// The authority of a text that the log or the registry has. Throws Error(kMandateUnknown).
Authority AuthorityFrom(const std::string& text, const std::vector<std::string>& mandates,
                        const MandateBook& book);

}  // namespace signet::sealer
