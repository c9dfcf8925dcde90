#include "appliance/sealer/authority/authorisation.h"

#include <algorithm>
#include <optional>
#include <set>

#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"
#include "appliance/sealer/authority/mandate_scope.h"

namespace signet::sealer {
namespace {

using registry::Mandate;
using registry::MandatePhase;
using registry::Organisation;

constexpr std::string_view kOwn = "own";

// How an awarding body is called in a refusal.
std::string Called(const elm::NamedOrganisation& body) {
  if (!body.names.empty()) return "awarding body " + json::Quote(body.names.front());
  return body.id.empty() ? "an awarding body without name"
                         : "awarding body " + json::Quote(body.id);
}

// What stands against a mandate, and how far it got: of several the one that came furthest is told.
struct Obstacle {
  int reached = 0;
  Code code = Code::kMandateMissing;
  std::string sentence;
};

std::optional<Obstacle> ObstacleOfPhase(const Mandate& mandate, Time now) {
  const std::string name = "Mandate " + mandate.name;
  switch (PhaseOf(mandate, now)) {
    case MandatePhase::kActive:
      return std::nullopt;
    case MandatePhase::kApproved:
      return Obstacle{3, Code::kMandateNotYetValid,
                      name + " begins at " + FormatTimeSeconds(mandate.terms.valid_from) + "."};
    case MandatePhase::kSuspended:
      return Obstacle{2, Code::kMandateSuspended,
                      name + " is suspended. Ask the box's administrators why."};
    case MandatePhase::kEnded:
      return Obstacle{1, Code::kMandateEnded,
                      name + " has ended (it was valid until " +
                          FormatTimeSeconds(mandate.terms.valid_until) +
                          "). Ask the box's administrators for a new one."};
    case MandatePhase::kDraft:
    case MandatePhase::kProposed:
      break;
  }
  return Obstacle{0, Code::kMandateNotApproved, name + " is not approved by two administrators."};
}

class Decision {
 public:
  Decision(const Grounds& grounds, const elm::Attribution& attribution,
           const std::vector<std::string>& profiles)
      : grounds_(grounds), attribution_(attribution), profiles_(profiles) {}

  Authority Run() {
    for (std::size_t body = 0; body < attribution_.awarding_bodies.size(); ++body) Cover(body);
    RequireIssuersCovered();
    return Summary();
  }

 private:
  // The preparation makes the sealing organisation the issuer, and what stays of the draft's issuer
  // is mostly the awarding body's. It must not be anybody's who is not covered.
  void RequireIssuersCovered() const {
    for (const auto& issuer : attribution_.issuers) {
      for (const Organisation* organisation : grounds_.organisations.IdentifiedBy(issuer)) {
        if (IsCovered(*organisation)) continue;
        throw Error(Code::kAwardingBodyAmbiguous,
                    "The credential's issuer has an identifier of " + organisation->name +
                        ", which does not award it. Take that identifier out.");
      }
    }
  }

  bool IsCovered(const Organisation& organisation) const {
    if (organisation.is_sealing_organisation) return true;
    return std::ranges::any_of(chosen_, [&](const SharedMandate& mandate) {
      return mandate->terms.demonstration ? grounds_.mandates.Of(organisation.name).empty()
                                          : mandate->terms.issuing == organisation.name;
    });
  }

  void Cover(std::size_t place) {
    const auto& body = attribution_.awarding_bodies[place];
    const OrganisationMatch match = grounds_.organisations.Match(body);
    switch (match.kind) {
      case OrganisationMatch::Kind::kSeveral:
        throw Error(Code::kAwardingBodyAmbiguous,
                    "The " + Called(body) + " is not clear. " + match.found +
                        " Correct the credential, or have the organisations corrected.");
      case OrganisationMatch::Kind::kNone:
        CoverByDemonstration(Code::kAwardingBodyUnknown,
                             "The " + Called(body) + " is not known. " + match.found +
                                 " Ask the box's administrators to register it, with a mandate.");
        return;
      case OrganisationMatch::Kind::kOne:
        CoverKnown(*match.organisation, place);
        return;
    }
  }

  void CoverKnown(const Organisation& organisation, std::size_t place) {
    const auto& allowed = grounds_.client.organisations;
    if (!allowed.empty() && std::ranges::find(allowed, organisation.name) == allowed.end()) {
      throw Error(Code::kClientNotForOrganisation,
                  "Client " + grounds_.client.name + " may not submit for " + organisation.name +
                      ", which the credential names as " +
                      Called(attribution_.awarding_bodies[place]) + ".");
    }
    if (organisation.is_sealing_organisation) return;
    const auto& mandates = grounds_.mandates.Of(organisation.name);
    if (mandates.empty()) {
      CoverByDemonstration(Code::kMandateMissing, "There is no mandate of " + organisation.name +
                                                      ", the " +
                                                      Called(attribution_.awarding_bodies[place]) +
                                                      ". Ask the box's administrators for one.");
      return;
    }
    std::optional<Obstacle> nearest;
    for (const SharedMandate& mandate : mandates) {
      const auto obstacle = ObstacleOf(*mandate, place);
      if (!obstacle) {
        chosen_.insert(mandate);
        return;
      }
      if (!nearest || obstacle->reached > nearest->reached) nearest = obstacle;
    }
    throw Error(nearest->code, "The " + Called(attribution_.awarding_bodies[place]) +
                                   " is not covered. " + nearest->sentence);
  }

  std::optional<Obstacle> ObstacleOf(const Mandate& mandate, std::size_t place) const {
    if (auto obstacle = ObstacleOfPhase(mandate, grounds_.now)) return obstacle;
    const auto& clients = mandate.terms.clients;
    if (std::ranges::find(clients, grounds_.client.name) == clients.end()) {
      return Obstacle{
          4, Code::kClientNotForOrganisation,
          "Mandate " + mandate.name + " does not name client " + grounds_.client.name + "."};
    }
    const auto outside =
        OutsideScope(mandate, attribution_, place, profiles_, grounds_.organisations);
    if (!outside) return std::nullopt;
    return Obstacle{5, Code::kMandateDoesNotCover, *outside};
  }

  void CoverByDemonstration(Code otherwise, const std::string& sentence) {
    const auto demonstration =
        grounds_.demo_key ? grounds_.mandates.Demonstration(grounds_.now) : nullptr;
    if (demonstration == nullptr) throw Error(otherwise, sentence);
    chosen_.insert(demonstration);
  }

  Authority Summary() const {
    Authority out;
    for (const SharedMandate& mandate : chosen_) {
      out.text += out.text.empty() ? "" : " ";
      out.text += mandate->terms.demonstration ? "demonstration-mandate:" : "mandate:";
      out.text += mandate->name;
      out.mandates.push_back(mandate);
    }
    if (out.mandates.empty()) out.text = kOwn;
    return out;
  }

  struct ByName {
    bool operator()(const SharedMandate& a, const SharedMandate& b) const {
      return a->name < b->name;
    }
  };

  const Grounds& grounds_;
  const elm::Attribution& attribution_;
  const std::vector<std::string>& profiles_;
  std::set<SharedMandate, ByName> chosen_;
};

}  // namespace

Authority Authorise(const Grounds& grounds, const elm::Attribution& attribution,
                    const std::vector<std::string>& profiles) {
  return Decision(grounds, attribution, profiles).Run();
}

std::vector<registry::MandateShare> SharesOf(const Authority& authority) {
  std::vector<registry::MandateShare> out;
  for (const auto& mandate : authority.mandates) out.push_back({mandate->name, &mandate->terms});
  return out;
}

Authority AuthorityFrom(const std::string& text, const std::vector<std::string>& mandates,
                        const MandateBook& book) {
  Authority out{text, {}};
  for (const auto& name : mandates) {
    auto mandate = book.Find(name);
    if (mandate == nullptr) {
      throw Error(Code::kMandateUnknown, "This box has no mandate " + name + ".");
    }
    out.mandates.push_back(std::move(mandate));
  }
  return out;
}

}  // namespace signet::sealer
