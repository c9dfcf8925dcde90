#include "appliance/elm/edc_edits.h"

#include <algorithm>
#include <string>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"
#include "appliance/elm/country.h"
#include "appliance/elm/display_languages.h"
#include "appliance/elm/issuer.h"
#include "appliance/elm/node.h"

namespace signet::elm {
namespace {

constexpr std::string_view kIdentifierId = "urn:certificateIdentifier:1";
constexpr std::string_view kLocationId = "urn:certificateLocation:1";
constexpr std::string_view kAddressId = "urn:certificateAddress:1";

/// Sets members of one object of a text: in place where they exist, behind its last one where not.
class MemberEdits {
 public:
  MemberEdits(json::Value object, TextEdits& edits) : object_(object), edits_(edits) {}

  void Set(std::string_view name, std::string json) {
    if (const auto existing = object_.Find(name)) {
      edits_.Replace(existing->begin(), existing->end(), std::move(json));
      return;
    }
    const bool first = object_.size() == 0 && added_.empty();
    added_ += (first ? "" : ",") + json::Quote(name) + ":" + std::move(json);
  }

  /// To be called last.
  void Finish() {
    std::size_t place = object_.begin() + 1;
    for (auto member = object_.First(); member; member = member->Next()) place = member->end();
    if (!added_.empty()) edits_.Insert(place, std::move(added_));
  }

 private:
  json::Value object_;
  TextEdits& edits_;
  std::string added_;
};

std::string LanguageMap(const std::string& language, const std::string& text) {
  return json::ObjectWriter().Text(language, text).Write();
}

json::ObjectWriter CountryConcept(const Country& country) {
  json::ObjectWriter list;
  list.Text("id", kCountryList).Text("type", "ConceptScheme");
  json::ObjectWriter name;
  name.Text("en", country.name);
  json::ObjectWriter node;
  node.Text("id", std::string(kCountryList) + "/" + std::string(country.alpha3))
      .Text("type", "Concept")
      .Object("inScheme", std::move(list))
      .Text("notation", "country")
      .Object("prefLabel", std::move(name));
  return node;
}

std::string LegalIdentifier(const Country& country, const std::string& notation) {
  json::ObjectWriter identifier;
  identifier.Text("id", kIdentifierId)
      .Text("type", "LegalIdentifier")
      .Object("spatial", CountryConcept(country))
      .Text("notation", notation);
  return identifier.Write();
}

std::string CertificateLocation(const Country& country) {
  json::ObjectWriter address;
  address.Text("id", kAddressId)
      .Text("type", "Address")
      .Object("countryCode", CountryConcept(country));
  json::ObjectWriter location;
  location.Text("id", kLocationId).Text("type", "Location").Object("address", std::move(address));
  return location.Write();
}

/// The language the certificate's names are written in: the credential's primary one, else the
/// first that the issuer's name has.
std::string LanguageOfNames(json::Value credential, json::Value issuer) {
  if (const auto primary = PrimaryLanguage(credential)) return *primary;
  const auto name = issuer.Find("legalName");
  const auto first = name && name->is_object() ? name->First() : std::nullopt;
  return first && !first->name().empty() ? std::string(first->name()) : "en";
}

/// The certificate's location beside those that the issuer has, or in place of the one that an
/// earlier preparation wrote.
void AddLocation(json::Value issuer, std::string location, TextEdits& edits, MemberEdits& members) {
  const auto places = ValuesOf(issuer, "location");
  const auto earlier = std::find_if(places.begin(), places.end(),
                                    [](json::Value one) { return IriOf(one) == kLocationId; });
  if (earlier != places.end()) {
    edits.Replace(earlier->begin(), earlier->end(), std::move(location));
  } else if (places.empty()) {
    members.Set("location", std::move(location));
  } else if (issuer.Find("location")->is_array()) {
    edits.Insert(places.back().end(), "," + std::move(location));
  } else {
    edits.Insert(places.back().begin(), "[");
    edits.Insert(places.back().end(), "," + std::move(location) + "]");
  }
}

const Country& CountryOf(const CertificateSubject& subject) {
  std::string code = subject.country;  // capitals by ISO 3166-1, small in some certificates
  for (char& c : code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const Country* country = FindCountry(code);
  if (country != nullptr) return *country;
  throw Error(Code::kPreparationImpossible,
              "The seal certificate's country " + json::Quote(subject.country) +
                  " is no ISO 3166-1 code. Use a key whose certificate has one.");
}

void CheckId(const Issuer& issuer) {
  if (!issuer.id.empty()) return;
  throw Error(Code::kPreparationImpossible, "The credential's issuer has no id. Give it one.");
}

void CheckOrganisation(const CertificateSubject& subject) {
  if (!subject.organisation.empty()) return;
  throw Error(Code::kPreparationImpossible,
              "The seal certificate names no organisation. Use a key whose certificate does.");
}

/// What the certificate does not say stays as the credential has it, and that must not be an
/// identifier of someone else.
void CheckKeptIdentifier(const Issuer& issuer, const CertificateSubject& subject) {
  const IssuerMatch match = MatchIssuer(issuer, subject);
  if (match != IssuerMatch::kDifferentIdentifier) return;
  throw Error(Code::kPreparationImpossible,
              Explain(match, issuer, subject) +
                  " Remove the credential's eIDASIdentifier, or use a key whose certificate has an "
                  "organizationIdentifier and a country.");
}

}  // namespace

TextEdits EdcEdits(json::Value credential, const CertificateSubject& subject,
                   const PreparationParameters& parameters) {
  const Issuer read = ReadIssuer(credential);
  CheckId(read);
  CheckOrganisation(subject);
  const json::Value issuer = *OneValueOf(credential, "issuer");
  const std::string language = LanguageOfNames(credential, issuer);
  const bool identifies = !subject.country.empty() && !subject.organisation_identifier.empty();
  if (!identifies) CheckKeptIdentifier(read, subject);

  TextEdits edits;
  MemberEdits members(issuer, edits);
  const std::string suffix = json::Quote(parameters.issuer_id_suffix);
  edits.Insert(issuer.Find("id")->end() - 1, suffix.substr(1, suffix.size() - 2));
  if (!subject.country.empty()) {
    const Country& country = CountryOf(subject);
    if (identifies) {
      members.Set("eIDASIdentifier", LegalIdentifier(country, subject.organisation_identifier));
    }
    AddLocation(issuer, CertificateLocation(country), edits, members);
    if (!subject.common_name.empty()) {
      members.Set("altLabel", LanguageMap(language, subject.common_name));
    }
  }
  members.Set("legalName", LanguageMap(language, subject.organisation));
  members.Finish();

  const std::string now = json::Quote(FormatTimeSeconds(parameters.issued));
  MemberEdits root(credential, edits);
  root.Set("issuanceDate", now);
  root.Set("issued", now);
  root.Finish();
  return edits;
}

}  // namespace signet::elm
