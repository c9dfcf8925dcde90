#include "appliance/registry/mandate_terms.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/base/json_writer.h"
#include "appliance/registry/mandate_document.h"
#include "appliance/registry/naming.h"

namespace signet::registry {
namespace {

constexpr std::string_view kFormat = "signet-mandate-1";
constexpr std::int64_t kMostSeals = 1'000'000'000'000;
constexpr std::int64_t kLongestPeriod = 366;
constexpr std::size_t kMostLanguages = 100;
constexpr std::size_t kLongestStatement = 2000;

// Each member that terms may have, and what it takes. MANDATE.md has the same.
struct Member {
  std::string_view name;
  std::string_view takes;
};
constexpr auto kMembers = std::to_array<Member>({
    {"format", "\"signet-mandate-1\""},
    {"issuing", "the short name of the issuing organisation at this box"},
    {"delivering", "a list of at most 1,000 short names of organisations, each once"},
    {"deliveringChecked", "true or false"},
    {"clients", "a list of 1 to 1,000 names of clients, each once"},
    {"profiles", "a list of at most 1,000 IRIs, each once and without spaces"},
    {"kinds", "a list of at most 1,000 IRIs, each once and without spaces"},
    {"learning",
     "a list of at most 1,000 IRIs or notations, each once, one line of at most 2,000 octets"},
    {"validFrom", "a time in UTC, to the second, as in \"2026-09-01T00:00:00Z\""},
    {"validUntil", "a time in UTC, to the second, after validFrom, as in \"2029-09-01T00:00:00Z\""},
    {"sealsInTotal", "a whole number from 1 to 1000000000000, or is left out"},
    {"sealsPerPeriod",
     "a whole number from 1 to 1000000000000 together with periodDays, or both are left out"},
    {"periodDays",
     "a whole number from 1 to 366 together with sealsPerPeriod, or both are left out"},
    {"evidence",
     "an object with at most 100 statements of 1 to 2,000 octets by their language in lower case, "
     "as in {\"en\": \"…\", \"pt\": \"…\"}"},
    {"embedsDocument", "true or false, and true only with a statement in evidence"},
    {"issuedByMandate", "true or false, and true only with a statement in evidence"},
    {"demonstration",
     "true or false, and true only where issuing, delivering, clients and evidence are empty and "
     "nothing else is true"},
    {"document",
     "what the box itself puts there when it is given the signed document: sha256, mediaType, "
     "octets"},
});

const Member& MemberOf(std::string_view name) {
  return *std::ranges::find(kMembers, name, &Member::name);
}

[[noreturn]] void Refuse(std::string_view name) {
  throw Error(Code::kRegistryMalformed, "The mandate's terms: " + std::string(name) + " takes " +
                                            std::string(MemberOf(name).takes) + ".");
}

[[noreturn]] void RefuseUnknown(std::string_view name) {
  constexpr std::size_t kShown = 64;
  std::string known;
  for (const Member& member : kMembers) {
    if (member.name != "document") known += (known.empty() ? "" : ", ") + std::string(member.name);
  }
  throw Error(Code::kRegistryMalformed,
              "The mandate's terms have no member " +
                  (name.size() <= kShown ? json::Quote(name) : "so long") + "; they have " + known +
                  ".");
}

bool IsIri(std::string_view text) {
  return IsLine(text) && text.find(' ') == std::string_view::npos &&
         text.find(':') != std::string_view::npos;
}

// BCP 47, in lower case: a language of two or three letters, then what narrows it down.
bool IsLanguageTag(std::string_view tag) {
  const std::size_t language = std::min(tag.find('-'), tag.size());
  const auto is_part = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (language < 2 || language > 3 || tag.size() > 35) return false;
  if (!std::ranges::all_of(tag.substr(0, language), [](char c) { return c >= 'a' && c <= 'z'; })) {
    return false;
  }
  for (std::size_t at = language; at < tag.size();) {
    const std::size_t end = std::min(tag.find('-', at + 1), tag.size());
    const std::string_view part = tag.substr(at + 1, end - at - 1);
    if (part.empty() || part.size() > 8 || !std::ranges::all_of(part, is_part)) return false;
    at = end;
  }
  return true;
}

// Several lines, but nothing else that a screen would take for a command.
bool IsStatement(std::string_view text) {
  const auto is_control = [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
  };
  return !text.empty() && text.size() <= kLongestStatement &&
         std::ranges::none_of(text, is_control);
}

// Takes the members of the terms one by one. What is absent and may be is empty, false, or none.
class TermsReader {
 public:
  explicit TermsReader(json::Value object) : object_(object) {
    if (!object.is_object()) {
      throw Error(Code::kRegistryMalformed,
                  "A mandate's terms are a JSON object; see `signetctl mandate new`.");
    }
    for (auto member = object.First(); member; member = member->Next()) {
      if (!std::ranges::count(kMembers, member->name(), &Member::name)) {
        RefuseUnknown(member->name());
      }
    }
    if (Text("format") != kFormat) Refuse("format");
  }

  std::string Text(std::string_view name) const {
    const auto value = object_.Find(name);
    if (!value) return {};
    const auto text = value->AsString();
    if (!text) Refuse(name);
    return std::string(*text);
  }

  bool Boolean(std::string_view name) const {
    const auto value = object_.Find(name);
    if (!value || value->kind() == json::Kind::kFalse) return false;
    if (value->kind() != json::Kind::kTrue) Refuse(name);
    return true;
  }

  Time Moment(std::string_view name) const {
    const std::string text = Text(name);
    const auto time = ParseTime(text);
    if (!time || FormatTimeSeconds(*time) != text) Refuse(name);
    return *time;
  }

  std::optional<std::uint64_t> Count(std::string_view name, std::int64_t most) const {
    const auto value = object_.Find(name);
    if (!value) return std::nullopt;
    const auto number = value->AsInteger();
    if (!number || *number < 1 || *number > most) Refuse(name);
    return static_cast<std::uint64_t>(*number);
  }

  template <typename Fits>
  std::vector<std::string> Texts(std::string_view name, const Fits& fits) const {
    const auto value = object_.Find(name);
    if (!value) return {};
    if (!value->is_array() || value->size() > kLongestList) Refuse(name);
    std::vector<std::string> texts;
    for (auto item = value->First(); item; item = item->Next()) {
      const auto text = item->AsString();
      if (!text || !fits(*text)) Refuse(name);
      texts.emplace_back(*text);
    }
    if (HasRepeats({texts.begin(), texts.end()})) Refuse(name);
    return texts;
  }

  std::map<std::string, std::string> Statements(std::string_view name) const {
    const auto value = object_.Find(name);
    if (!value) return {};
    if (!value->is_object() || value->size() > kMostLanguages) Refuse(name);
    std::map<std::string, std::string> statements;
    for (auto member = value->First(); member; member = member->Next()) {
      const auto text = member->AsString();
      if (!text || !IsStatement(*text) || !IsLanguageTag(member->name())) Refuse(name);
      statements.emplace(member->name(), *text);
    }
    return statements;
  }

  std::optional<MandateDocument> Document() const {
    const auto value = object_.Find("document");
    if (!value) return std::nullopt;
    const auto digest = value->Find("sha256");
    const auto media_type = value->Find("mediaType");
    const auto octets = value->Find("octets");
    if (value->size() != 3 || !digest || !media_type || !octets) Refuse("document");
    const auto hash = DecodeHex(digest->AsString().value_or(""));
    const std::string_view type = media_type->AsString().value_or("");
    const std::int64_t size = octets->AsInteger().value_or(0);
    if (!hash || hash->size() != Sha256{}.octets.size() || !IsMandateDocumentType(type) ||
        size < 1 || size > static_cast<std::int64_t>(kLargestMandateDocument)) {
      Refuse("document");
    }
    return MandateDocument{.sha256 = Sha256FromOctets(*hash),
                           .media_type = std::string(type),
                           .octets = static_cast<std::uint64_t>(size)};
  }

 private:
  json::Value object_;
};

void RequireConsistent(const MandateTerms& terms) {
  if (terms.valid_until <= terms.valid_from) Refuse("validUntil");
  if (terms.seals_per_period.has_value() != (terms.period_days != 0)) {
    Refuse(terms.seals_per_period ? "periodDays" : "sealsPerPeriod");
  }
  if (terms.demonstration) {
    if (!terms.issuing.empty() || !terms.delivering.empty() || !terms.clients.empty() ||
        !terms.evidence.empty() || terms.delivering_checked || terms.embeds_document ||
        terms.issued_by_mandate) {
      Refuse("demonstration");
    }
    return;
  }
  if (!IsName(terms.issuing)) Refuse("issuing");
  if (terms.clients.empty()) Refuse("clients");
  if (terms.embeds_document && terms.evidence.empty()) Refuse("embedsDocument");
  if (terms.issued_by_mandate && terms.evidence.empty()) Refuse("issuedByMandate");
}

}  // namespace

MandateTerms ReadMandateTerms(const UntrustedText& text) {
  const auto document =
      json::Document::Parse(text.unchecked(), {.max_octets = kLargestMandateTerms, .max_depth = 4});
  const TermsReader reader(document.root());
  MandateTerms terms;
  terms.issuing = reader.Text("issuing");
  terms.delivering = reader.Texts("delivering", IsName);
  terms.delivering_checked = reader.Boolean("deliveringChecked");
  terms.clients = reader.Texts("clients", IsName);
  terms.profiles = reader.Texts("profiles", IsIri);
  terms.kinds = reader.Texts("kinds", IsIri);
  terms.learning = reader.Texts("learning", IsLine);
  terms.valid_from = reader.Moment("validFrom");
  terms.valid_until = reader.Moment("validUntil");
  terms.seals_in_total = reader.Count("sealsInTotal", kMostSeals);
  terms.seals_per_period = reader.Count("sealsPerPeriod", kMostSeals);
  terms.period_days =
      static_cast<std::uint32_t>(reader.Count("periodDays", kLongestPeriod).value_or(0));
  terms.evidence = reader.Statements("evidence");
  terms.embeds_document = reader.Boolean("embedsDocument");
  terms.issued_by_mandate = reader.Boolean("issuedByMandate");
  terms.demonstration = reader.Boolean("demonstration");
  terms.document = reader.Document();
  RequireConsistent(terms);
  return terms;
}

std::string WriteMandateTerms(const MandateTerms& terms) {
  json::ObjectWriter evidence;
  for (const auto& [language, statement] : terms.evidence) evidence.Text(language, statement);
  json::ObjectWriter out;
  out.Text("format", kFormat)
      .Text("issuing", terms.issuing)
      .Texts("delivering", terms.delivering)
      .Boolean("deliveringChecked", terms.delivering_checked)
      .Texts("clients", terms.clients)
      .Texts("profiles", terms.profiles)
      .Texts("kinds", terms.kinds)
      .Texts("learning", terms.learning)
      .Text("validFrom", FormatTimeSeconds(terms.valid_from))
      .Text("validUntil", FormatTimeSeconds(terms.valid_until))
      .Object("evidence", std::move(evidence))
      .Boolean("embedsDocument", terms.embeds_document)
      .Boolean("issuedByMandate", terms.issued_by_mandate);
  if (terms.seals_in_total) {
    out.Integer("sealsInTotal", static_cast<std::int64_t>(*terms.seals_in_total));
  }
  if (terms.seals_per_period) {
    out.Integer("sealsPerPeriod", static_cast<std::int64_t>(*terms.seals_per_period));
    out.Integer("periodDays", terms.period_days);
  }
  if (terms.demonstration) out.Boolean("demonstration", true);
  if (terms.document) {
    json::ObjectWriter document;
    document.Text("sha256", terms.document->sha256.hex())
        .Text("mediaType", terms.document->media_type)
        .Integer("octets", static_cast<std::int64_t>(terms.document->octets));
    out.Object("document", std::move(document));
  }
  return out.WriteCanonical();
}

}  // namespace signet::registry
