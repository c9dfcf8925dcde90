#include "provisioning/awarding_bodies.h"

#include <algorithm>

#include "appliance/elm/country.h"
#include "appliance/sealer/authority/organisation_book.h"
#include "provisioning/terminal.h"

namespace signet::provisioning {
namespace {

using registry::Organisation;

constexpr std::size_t kLongestName = 40;

std::string Shown(const elm::NamedOrganisation& body) {
  if (!body.names.empty()) return body.names.front();
  if (!body.identifiers.empty()) return body.identifiers.front().notation;
  return body.id.empty() ? "an awarding body without name" : body.id;
}

// Letters and digits of the name, a hyphen for what is between them.
std::string ShortName(const std::string& legal_name) {
  std::string out;
  for (const char c : legal_name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_plain) out += c;
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    if (c == ' ' && !out.empty() && out.back() != '-') out += '-';
    if (out.size() >= kLongestName) break;
  }
  while (out.ends_with('-')) out.pop_back();
  return out.empty() ? "organisation" : out;
}

std::string FreeName(const std::string& wanted, const KnownParties& known) {
  const auto names = known.OrganisationNames();
  std::string name = wanted;
  for (int number = 2; std::ranges::find(names, name) != names.end(); ++number) {
    name = wanted + "-" + std::to_string(number);
  }
  return name;
}

std::string Alpha2(const std::string& alpha3) {
  const auto countries = elm::AllCountries();
  const auto found = std::ranges::find(countries, alpha3, &elm::Country::alpha3);
  return found == countries.end() ? "" : std::string(found->alpha2);
}

// ETSI EN 319 412-1 5.1.4: a register and its country before a hyphen.
bool IsFullIdentifier(const std::string& notation) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return notation.size() > 6 && notation[5] == '-' &&
         std::all_of(notation.begin(), notation.begin() + 5, is_capital);
}

// What the credential says, as the box would know it.
Organisation Suggested(const elm::NamedOrganisation& body, const KnownParties& known) {
  Organisation out;
  out.legal_name = Shown(body);
  out.name = FreeName(ShortName(out.legal_name), known);
  for (const auto& identifier : body.identifiers) {
    if (out.country.empty()) out.country = Alpha2(identifier.country);
    if (out.identifier.empty() && IsFullIdentifier(identifier.notation)) {
      out.identifier = identifier.notation;
    } else {
      out.other_identifiers.push_back(identifier.notation);
    }
  }
  if (body.identifiers.empty() && body.id.starts_with("http")) {
    out.other_identifiers.push_back(body.id);
  }
  for (const std::string& name : body.names) {
    const bool is_new =
        name != out.legal_name && std::ranges::find(out.names, name) == out.names.end();
    if (is_new) out.names.push_back(name);
  }
  return out;
}

// POSIX 2.2.2: nothing is special between single quotes.
std::string Quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : Printable(text)) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace

std::string CommandToAdd(const Organisation& organisation) {
  std::string out = "signetctl --profile ADMIN.toml organisation add --name " + organisation.name +
                    " --legal-name " + Quoted(organisation.legal_name);
  if (!organisation.identifier.empty()) out += " --identifier " + Quoted(organisation.identifier);
  out += " --country " + (organisation.country.empty() ? "XX" : organisation.country);
  for (const std::string& one : organisation.other_identifiers) {
    out += " --other-identifier " + Quoted(one);
  }
  for (const std::string& one : organisation.names) out += " --call-name " + Quoted(one);
  return out;
}

AwardingBody FindAwardingBody(const elm::NamedOrganisation& body, const KnownParties& known) {
  using Match = sealer::OrganisationMatch;
  const sealer::OrganisationBook book(known.organisations);
  const Match match = book.Match(body);
  switch (match.kind) {
    case Match::Kind::kOne: {
      const bool sealing = match.organisation->is_sealing_organisation;
      return {sealing ? AwardingBody::Kind::kSealing : AwardingBody::Kind::kKnown, Shown(body),
              *match.organisation, ""};
    }
    case Match::Kind::kSeveral:
      return {AwardingBody::Kind::kAmbiguous, Shown(body), {}, match.found};
    case Match::Kind::kNone:
      break;
  }
  return {AwardingBody::Kind::kUnknown, Shown(body), Suggested(body, known), match.found};
}

}  // namespace signet::provisioning
