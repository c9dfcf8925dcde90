#include "appliance/elm/issuer.h"

#include <algorithm>

#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"
#include "appliance/elm/country.h"
#include "appliance/elm/node.h"

namespace signet::elm {
namespace {

/// A language map, {"en": "…", "de": ["…"]}, or a plain string.
std::vector<std::string> ReadNames(json::Value issuer) {
  std::vector<std::string> names;
  const auto add = [&](json::Value name) {
    if (const auto text = name.AsString()) names.emplace_back(*text);
  };
  for (const json::Value part : ValuesOf(issuer, "legalName")) {
    add(part);
    for (auto name = part.First(); name; name = name->Next()) {
      for (const json::Value one : ValuesOf(part, name->name())) add(one);
    }
  }
  return names;
}

Issuer::Identifier ReadIdentifier(json::Value value) {
  Issuer::Identifier identifier;
  const auto notation = OneValueOf(value, "notation");
  identifier.notation = notation ? notation->AsString().value_or("") : "";
  const auto spatial = OneValueOf(value, "spatial");
  identifier.country = spatial ? LastPathPart(IriOf(*spatial).value_or("")) : "";
  return identifier;
}

/// ETSI EN 319 412-1 5.1.4: three characters for the kind of register, two for the country, a
/// hyphen and the register's own identifier. Whether `identifier` is that last part, in that
/// country; without a country two registers could mean two organisations. LEIs are world-wide.
bool IsWithoutPrefix(const Issuer::Identifier& identifier, std::string_view full) {
  constexpr std::size_t kPrefix = 6;
  if (full.size() <= kPrefix || full[kPrefix - 1] != '-') return false;
  if (full.substr(kPrefix) != identifier.notation) return false;
  if (full.starts_with("LEI")) return true;
  const Country* country = FindCountry(full.substr(3, 2));
  return country != nullptr && country->alpha3 == identifier.country;
}

bool IsOf(const Issuer::Identifier& identifier, const CertificateSubject& subject) {
  const std::string_view full = subject.organisation_identifier;
  if (full.empty() || identifier.notation.empty()) return false;
  return identifier.notation == full || IsWithoutPrefix(identifier, full);
}

/// Quoted, so that a name cannot write lines of its own, and not longer than a sentence bears.
std::string Shown(std::string_view text) {
  constexpr std::size_t kLongest = 100;
  if (text.empty()) return "none";
  if (text.size() <= kLongest) return json::Quote(text);
  std::size_t end = kLongest;
  while ((static_cast<unsigned char>(text[end]) >> 6U) == 2) --end;
  return json::Quote(std::string(text.substr(0, end)) + "…");
}

}  // namespace

Issuer ReadIssuer(json::Value credential) {
  const auto issuer = OneValueOf(credential, "issuer");
  if (!issuer || !issuer->is_object() || (issuer->size() == 1 && issuer->Find("id"))) {
    throw Error(Code::kIssuerMissing,
                "The credential must have one issuer, as an object that says who it is and not as "
                "an id alone. Add its legalName.");
  }
  Issuer read;
  read.id = IriOf(*issuer).value_or("");
  read.legal_names = ReadNames(*issuer);
  for (const json::Value identifier : ValuesOf(*issuer, "eIDASIdentifier")) {
    read.eidas_identifiers.push_back(ReadIdentifier(identifier));
  }
  return read;
}

IssuerMatch MatchIssuer(const Issuer& issuer, const CertificateSubject& subject) {
  const auto& identifiers = issuer.eidas_identifiers;
  if (!identifiers.empty()) {
    const bool all = std::all_of(identifiers.begin(), identifiers.end(),
                                 [&](const auto& one) { return IsOf(one, subject); });
    return all ? IssuerMatch::kByIdentifier : IssuerMatch::kDifferentIdentifier;
  }
  const auto& names = issuer.legal_names;
  const bool named = !subject.organisation.empty() &&
                     std::find(names.begin(), names.end(), subject.organisation) != names.end();
  return named ? IssuerMatch::kByName : IssuerMatch::kDifferentName;
}

bool IsMatch(IssuerMatch match) {
  return match == IssuerMatch::kByIdentifier || match == IssuerMatch::kByName;
}

std::string Explain(IssuerMatch match, const Issuer& issuer, const CertificateSubject& subject) {
  const std::string name = Shown(issuer.legal_names.empty() ? "" : issuer.legal_names.front());
  std::string identifier = "none";
  if (!issuer.eidas_identifiers.empty()) {
    const auto& first = issuer.eidas_identifiers.front();
    identifier = Shown(first.notation);
    if (!first.country.empty()) identifier += " (country " + Shown(first.country) + ")";
  }
  const std::string theirs = Shown(subject.organisation_identifier);
  switch (match) {
    case IssuerMatch::kByIdentifier:
      return "The issuer's eIDASIdentifier " + identifier +
             " is the seal certificate's organizationIdentifier " + theirs + ".";
    case IssuerMatch::kByName:
      return "The issuer's legal name is the seal certificate's organisation " +
             Shown(subject.organisation) + "; the issuer has no eIDASIdentifier.";
    case IssuerMatch::kDifferentIdentifier:
      return "The issuer's eIDASIdentifier is " + identifier +
             ", but the seal certificate's organizationIdentifier is " + theirs + ".";
    case IssuerMatch::kDifferentName:
      return "The issuer's legal name is " + name +
             " and it has no eIDASIdentifier, but the seal " + "certificate's organisation is " +
             Shown(subject.organisation) + ".";
  }
  return {};
}

}  // namespace signet::elm
