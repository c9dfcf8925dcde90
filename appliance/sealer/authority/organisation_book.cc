#include "appliance/sealer/authority/organisation_book.h"

#include <algorithm>
#include <utility>

#include "appliance/base/json_writer.h"
#include "appliance/elm/country.h"

namespace signet::sealer {
namespace {

using elm::NamedOrganisation;
using registry::Organisation;
using Kind = OrganisationMatch::Kind;

// ETSI EN 319 412-1 5.1.4: three characters for the register, two for the country, a hyphen.
constexpr std::size_t kPrefix = 6;
constexpr std::size_t kLongestShown = 100;

bool HasPrefix(std::string_view identifier) {
  return identifier.size() > kPrefix && identifier[kPrefix - 1] == '-';
}

bool IsWebIri(std::string_view iri) {
  return iri.starts_with("http://") || iri.starts_with("https://");
}

std::string Shown(std::string_view text) {
  if (text.size() <= kLongestShown) return json::Quote(text);
  std::size_t end = kLongestShown;
  while ((static_cast<unsigned char>(text[end]) >> 6U) == 2) --end;
  return json::Quote(std::string(text.substr(0, end)) + "…");
}

void Merge(std::vector<std::size_t>& into, const std::vector<std::size_t>& places) {
  into.insert(into.end(), places.begin(), places.end());
  std::ranges::sort(into);
  const auto repeated = std::ranges::unique(into);
  into.erase(repeated.begin(), repeated.end());
}

OrganisationMatch None(std::string found) { return {Kind::kNone, nullptr, std::move(found)}; }

}  // namespace

OrganisationBook::OrganisationBook(std::vector<Organisation> organisations)
    : organisations_(std::move(organisations)) {
  for (std::size_t place = 0; place < organisations_.size(); ++place) {
    const Organisation& organisation = organisations_[place];
    AddIdentifier(organisation, place);
    by_name_[organisation.legal_name].push_back(place);
    for (const auto& name : organisation.names) Merge(by_name_[name], {place});
  }
}

void OrganisationBook::AddIdentifier(const Organisation& organisation, std::size_t place) {
  const std::string& full = organisation.identifier;
  if (!full.empty()) by_identifier_[full].push_back(place);
  for (const auto& other : organisation.other_identifiers) Merge(by_identifier_[other], {place});
  if (!HasPrefix(full)) return;
  // LEIs are world-wide, all others mean something only together with their country.
  if (full.starts_with("LEI")) {
    Merge(by_identifier_[full.substr(kPrefix)], {place});
    return;
  }
  const elm::Country* country = elm::FindCountry(std::string_view(full).substr(3, 2));
  if (country == nullptr) return;
  Merge(by_short_identifier_[std::string(country->alpha3) + " " + full.substr(kPrefix)], {place});
}

const Organisation* OrganisationBook::Find(std::string_view name) const {
  const auto found = std::ranges::find(organisations_, name, &Organisation::name);
  return found == organisations_.end() ? nullptr : &*found;
}

const Organisation* OrganisationBook::sealing() const {
  const auto found =
      std::ranges::find(organisations_, true, &Organisation::is_sealing_organisation);
  return found == organisations_.end() ? nullptr : &*found;
}

OrganisationBook::Places OrganisationBook::OfIdentifier(
    const NamedOrganisation::Identifier& identifier) const {
  Places out;
  if (const auto found = by_identifier_.find(identifier.notation); found != by_identifier_.end()) {
    out = found->second;
  }
  const auto found = by_short_identifier_.find(identifier.country + " " + identifier.notation);
  if (found != by_short_identifier_.end()) Merge(out, found->second);
  return out;
}

OrganisationMatch OrganisationBook::Chosen(const Places& places, const std::string& by) const {
  if (places.size() == 1) return {Kind::kOne, &organisations_[places.front()], ""};
  if (places.empty()) return None(by + " is of no organisation that this box knows.");
  std::string names;
  for (const std::size_t place : places) {
    names += (names.empty() ? "" : ", ") + organisations_[place].name;
  }
  return {Kind::kSeveral, nullptr, by + " could be one of several organisations: " + names + "."};
}

OrganisationMatch OrganisationBook::ByLegalIdentifiers(const NamedOrganisation& named) const {
  Places common;
  std::string by;
  bool first = true;
  for (const auto& identifier : named.identifiers) {
    if (!identifier.is_legal) continue;
    const Places places = OfIdentifier(identifier);
    if (places.empty()) {
      return None("Its identifier " + Shown(identifier.notation) +
                  " is of no organisation that this box knows.");
    }
    Places both;
    std::ranges::set_intersection(first ? places : common, places, std::back_inserter(both));
    if (both.empty()) {
      return {Kind::kSeveral, nullptr,
              "Its identifiers are of different organisations: " + by + ", " +
                  Shown(identifier.notation) + "."};
    }
    common = std::move(both);
    by += (first ? "" : ", ") + Shown(identifier.notation);
    first = false;
  }
  return Chosen(common, "Its identifier " + by);
}

OrganisationMatch OrganisationBook::ByOtherIdentifiers(const NamedOrganisation& named) const {
  Places all;
  std::string by;
  for (const auto& identifier : named.identifiers) {
    Merge(all, OfIdentifier(identifier));
    by += (by.empty() ? "" : ", ") + Shown(identifier.notation);
  }
  if (IsWebIri(named.id)) {
    Merge(all, OfIdentifier({named.id, "", false}));
    by += (by.empty() ? "" : ", ") + Shown(named.id);
  }
  return Chosen(all, "Its identifier " + by);
}

OrganisationMatch OrganisationBook::ByName(const NamedOrganisation& named) const {
  Places all;
  for (const auto& name : named.names) {
    if (const auto found = by_name_.find(name); found != by_name_.end()) Merge(all, found->second);
  }
  if (named.names.empty()) return None("It has neither an identifier nor a legal name.");
  return Chosen(all, "Its name " + Shown(named.names.front()));
}

OrganisationMatch OrganisationBook::CheckNames(OrganisationMatch match,
                                               const NamedOrganisation& named) const {
  if (match.kind != Kind::kOne) return match;
  const Organisation& organisation = *match.organisation;
  for (const auto& name : named.names) {
    if (name == organisation.legal_name) continue;
    if (std::ranges::find(organisation.names, name) != organisation.names.end()) continue;
    return None("It is " + organisation.name + " by what identifies it, but it is called " +
                Shown(name) + ", which is not registered as one of its names.");
  }
  return match;
}

std::vector<const Organisation*> OrganisationBook::IdentifiedBy(
    const NamedOrganisation& named) const {
  Places places;
  for (const auto& identifier : named.identifiers) Merge(places, OfIdentifier(identifier));
  std::vector<const Organisation*> out;
  for (const std::size_t place : places) out.push_back(&organisations_[place]);
  return out;
}

OrganisationMatch OrganisationBook::Match(const NamedOrganisation& named) const {
  const bool legal =
      std::ranges::any_of(named.identifiers, &NamedOrganisation::Identifier::is_legal);
  if (legal) return CheckNames(ByLegalIdentifiers(named), named);
  if (!named.identifiers.empty() || IsWebIri(named.id)) {
    return CheckNames(ByOtherIdentifiers(named), named);
  }
  return CheckNames(ByName(named), named);
}

}  // namespace signet::sealer
