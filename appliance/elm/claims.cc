#include "appliance/elm/claims.h"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "appliance/elm/node.h"

namespace signet::elm {
namespace {

constexpr std::string_view kMandate = "http://data.europa.eu/snb/evidence-type/c_18016257";
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

std::vector<std::string> NotationsOf(json::Value organisation) {
  std::vector<std::string> out;
  for (const json::Value identifier : ValuesOf(organisation, "eIDASIdentifier")) {
    const auto notation = OneValueOf(identifier, "notation");
    if (notation && notation->AsString()) out.emplace_back(*notation->AsString());
  }
  return out;
}

// Whether both are one organisation: by id, to which the Commission's issuer appends a UUID for the
// issuer, or by an eIDAS identifier.
bool IsSame(json::Value body, json::Value issuer) {
  const std::string_view of_body = IriOf(body).value_or("");
  const std::string_view of_issuer = IriOf(issuer).value_or("");
  if (!of_body.empty() && of_issuer.starts_with(of_body) &&
      (of_issuer.size() == of_body.size() || of_issuer.size() == of_body.size() + kUuid)) {
    return true;
  }
  const auto known = NotationsOf(issuer);
  return std::ranges::any_of(NotationsOf(body), [&](const std::string& notation) {
    return std::ranges::find(known, notation) != known.end();
  });
}

class ClaimsReader {
 public:
  explicit ClaimsReader(json::Value credential)
      : credential_(credential), issuer_(OneValueOf(credential, "issuer")) {}

  Claims Read() {
    out_.valid_from = TimeOf(credential_, "validFrom");
    if (const auto issued = TimeOf(credential_, "issuanceDate")) {
      out_.valid_from = std::max(out_.valid_from.value_or(*issued), *issued);
    }
    out_.valid_until = TimeOf(credential_, "validUntil");
    if (const auto expires = TimeOf(credential_, "expirationDate")) {
      out_.valid_until = std::min(out_.valid_until.value_or(*expires), *expires);
    }
    for (const json::Value evidence : ValuesOf(credential_, "evidence")) {
      for (const json::Value type : ValuesOf(evidence, "dcType")) {
        out_.has_mandate = out_.has_mandate || IriOf(type) == kMandate;
      }
    }
    Walk(credential_);
    return std::move(out_);
  }

 private:
  // Recursion is bounded by the depth that the reader of JSON allows.
  void Walk(json::Value value) {
    for (auto member = value.First(); member; member = member->Next()) {
      if (member->name() == "awardingBody") {
        for (const json::Value body : ValuesOf(value, "awardingBody")) Note(body);
      }
      if (member->is_object() || member->is_array()) Walk(*member);
    }
  }

  void Note(json::Value body) {
    if (issuer_ && IsSame(body, *issuer_)) return;
    std::string id(IriOf(body).value_or("without an id"));
    auto& others = out_.other_awarding_bodies;
    if (std::ranges::find(others, id) == others.end()) others.push_back(std::move(id));
  }

  json::Value credential_;
  std::optional<json::Value> issuer_;
  Claims out_;
};

}  // namespace

Claims ReadClaims(json::Value credential) { return ClaimsReader(credential).Read(); }

}  // namespace signet::elm
