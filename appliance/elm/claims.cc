#include "appliance/elm/claims.h"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "appliance/elm/attribution.h"
#include "appliance/elm/mandate_evidence.h"
#include "appliance/elm/node.h"

namespace signet::elm {
namespace {

constexpr std::size_t kUuid = 36;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// xsd:dateTime with a zone: "Z" or "+02:00".
std::optional<Time> ReadTime(std::string_view text) {
  if (text.ends_with('Z')) return ParseTime(text);
  if (text.size() < 6) return std::nullopt;
  const std::string_view zone = text.substr(text.size() - 6);
  if ((zone[0] != '+' && zone[0] != '-') || zone[3] != ':' || !IsDigit(zone[1]) ||
      !IsDigit(zone[2]) || !IsDigit(zone[4]) || !IsDigit(zone[5])) {
    return std::nullopt;
  }
  const auto local = ParseTime(std::string(text.substr(0, text.size() - 6)) + "Z");
  if (!local) return std::nullopt;
  const auto number = [&](std::size_t at) { return (zone[at] - '0') * 10 + zone[at + 1] - '0'; };
  const auto offset = std::chrono::hours(number(1)) + std::chrono::minutes(number(4));
  return zone[0] == '+' ? *local - offset : *local + offset;
}

std::optional<Time> TimeOf(json::Value credential, std::string_view member) {
  const auto value = OneValueOf(credential, member);
  const auto text = value ? value->AsString() : std::nullopt;
  return text ? ReadTime(*text) : std::nullopt;
}

// Whether both are one organisation: by id, to which the Commission's issuer appends a UUID for the
// issuer, or by a legal identifier.
bool IsSame(const NamedOrganisation& body, const NamedOrganisation& issuer) {
  if (!body.id.empty() && issuer.id.starts_with(body.id) &&
      (issuer.id.size() == body.id.size() || issuer.id.size() == body.id.size() + kUuid)) {
    return true;
  }
  return std::ranges::any_of(body.identifiers, [&](const NamedOrganisation::Identifier& one) {
    return one.is_legal && !one.notation.empty() &&
           std::ranges::find(issuer.identifiers, one) != issuer.identifiers.end();
  });
}

std::vector<std::string> OtherAwardingBodies(json::Value credential) {
  const Attribution attribution = ReadAttribution(credential);
  std::vector<std::string> others;
  for (const NamedOrganisation& body : attribution.awarding_bodies) {
    const bool is_issuer =
        attribution.issuers.size() == 1 && IsSame(body, attribution.issuers.front());
    if (!is_issuer) others.push_back(body.id.empty() ? "without an id" : body.id);
  }
  return others;
}

}  // namespace

Claims ReadClaims(json::Value credential) {
  Claims out;
  out.valid_from = TimeOf(credential, "validFrom");
  if (const auto issued = TimeOf(credential, "issuanceDate")) {
    out.valid_from = std::max(out.valid_from.value_or(*issued), *issued);
  }
  out.valid_until = TimeOf(credential, "validUntil");
  if (const auto expires = TimeOf(credential, "expirationDate")) {
    out.valid_until = std::min(out.valid_until.value_or(*expires), *expires);
  }
  out.other_awarding_bodies = OtherAwardingBodies(credential);
  out.has_mandate = std::ranges::any_of(ValuesOf(credential, "evidence"), IsMandateEvidence);
  return out;
}

}  // namespace signet::elm
