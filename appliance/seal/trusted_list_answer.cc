// The strict reading of what signet-list-reader answers.

#include <algorithm>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/seal/trusted_list.h"

namespace signet::seal {
namespace {

using json::Value;

// A list of 32 MiB gives no larger answer.
constexpr json::Limits kLimits{.max_octets = 64U << 20U, .max_depth = 300};
// Deeper criteria than any list has; what is below counts as not readable.
constexpr int kMostCriteriaLevels = 16;

std::string TextOf(const Value& object, std::string_view name) {
  const auto member = object.Find(name);
  const auto text = member ? member->AsString() : std::nullopt;
  return std::string(text.value_or(""));
}

std::optional<std::int64_t> IntegerOf(const Value& object, std::string_view name) {
  const auto member = object.Find(name);
  return member ? member->AsInteger() : std::nullopt;
}

template <typename Take>
void ForEach(const Value& object, std::string_view name, Take take) {
  const auto array = object.Find(name);
  if (!array || !array->is_array()) return;
  for (auto element = array->First(); element; element = element->Next()) take(*element);
}

// xs:dateTime. TS 119 612 5.3.14 wants UTC with a Z; some lists leave it out or write an offset.
std::optional<Time> ListTime(const std::string& text) {
  if (const auto time = ParseTime(text)) return time;
  if (const auto time = ParseTime(text + "Z")) return time;
  constexpr std::size_t kOffset = 6;  // "+02:00"
  if (text.size() <= kOffset) return std::nullopt;
  const std::string offset = text.substr(text.size() - kOffset);
  const auto time = ParseTime(text.substr(0, text.size() - kOffset) + "Z");
  const auto east = ParseTime("1970-01-01T" + offset.substr(1) + ":00Z");
  if (!time || !east || (offset.front() != '+' && offset.front() != '-')) return std::nullopt;
  return offset.front() == '+' ? *time - east->time_since_epoch()
                               : *time + east->time_since_epoch();
}

std::vector<std::string> TextsOf(const Value& object, std::string_view name) {
  std::vector<std::string> out;
  ForEach(object, name, [&](const Value& element) {
    if (const auto text = element.AsString()) out.emplace_back(*text);
  });
  return out;
}

std::optional<Certificate> CertificateOf(std::string_view base64) {
  const auto der = DecodeBase64(base64);
  if (!der) return std::nullopt;
  try {
    return Certificate::FromDer(*der);
  } catch (const Error&) {
    // Keys and forms that OpenSSL does not know stand in real lists; nobody can use them here.
    return std::nullopt;
  }
}

std::vector<Certificate> CertificatesOf(const Value& object) {
  std::vector<Certificate> out;
  for (const std::string& text : TextsOf(object, "certificates")) {
    if (auto certificate = CertificateOf(text)) out.push_back(std::move(*certificate));
  }
  return out;
}

std::vector<Criteria::Identifiers> IdentifierSets(const Value& criteria, std::string_view name) {
  std::vector<Criteria::Identifiers> out;
  ForEach(criteria, name, [&](const Value& set) { out.push_back(TextsOf(set, "ids")); });
  return out;
}

Criteria::Assert AssertFrom(std::string_view text) {
  if (text == "all") return Criteria::Assert::kAll;
  if (text == "atLeastOne") return Criteria::Assert::kAtLeastOne;
  if (text == "none") return Criteria::Assert::kNone;
  return Criteria::Assert::kUnknown;
}

std::vector<std::pair<std::string, bool>> KeyUsageBits(const Value& usage) {
  std::vector<std::pair<std::string, bool>> out;
  ForEach(usage, "bits", [&](const Value& bit) {
    const auto value = bit.Find("value");
    out.emplace_back(TextOf(bit, "name"), value && value->kind() == json::Kind::kTrue);
  });
  return out;
}

Criteria CriteriaOf(const Value& value, int level) {
  Criteria out;
  out.assertion = AssertFrom(TextOf(value, "assert"));
  ForEach(value, "keyUsages",
          [&](const Value& usage) { out.key_usages.push_back(KeyUsageBits(usage)); });
  out.policy_sets = IdentifierSets(value, "policySets");
  out.extended_key_usages = IdentifierSets(value, "extendedKeyUsages");
  out.subject_attributes = IdentifierSets(value, "subjectAttributes");
  const auto unknown = value.Find("unknown");
  out.unknown = unknown && unknown->kind() == json::Kind::kTrue;
  ForEach(value, "lists", [&](const Value& list) {
    if (level < kMostCriteriaLevels) {
      out.lists.push_back(CriteriaOf(list, level + 1));
    } else {
      out.unknown = true;
    }
  });
  return out;
}

ServiceState StateOf(const Value& value, std::string& defect) {
  ServiceState out;
  out.type = TextOf(value, "type");
  out.name = TextOf(value, "name");
  out.status = TextOf(value, "status");
  const std::string starting = TextOf(value, "starting");
  if (const auto from = ListTime(starting)) {
    out.from = *from;
  } else if (defect.empty()) {
    defect = "the service \"" + out.name + "\" has a state whose beginning cannot be read: \"" +
             starting + "\"";
  }
  out.certificates = CertificatesOf(value);
  for (const std::string& text : TextsOf(value, "keyIds")) {
    if (auto id = DecodeBase64(text)) out.key_ids.push_back(std::move(*id));
  }
  out.subjects = TextsOf(value, "subjects");
  out.additional = TextsOf(value, "additional");
  ForEach(value, "qualifications", [&](const Value& element) {
    QualificationElement one;
    one.qualifiers = TextsOf(element, "qualifiers");
    if (const auto criteria = element.Find("criteria")) one.criteria = CriteriaOf(*criteria, 0);
    out.qualifications.push_back(std::move(one));
  });
  return out;
}

TrustService ServiceOf(const Value& value, std::string& defect) {
  TrustService out;
  out.provider = TextOf(value, "provider");
  if (const auto current = value.Find("current")) out.states.push_back(StateOf(*current, defect));
  ForEach(value, "history",
          [&](const Value& past) { out.states.push_back(StateOf(past, defect)); });
  // 5.5.10 wants this order already; who asks for a time must not depend on it.
  if (!out.states.empty()) {
    std::stable_sort(out.states.begin() + 1, out.states.end(),
                     [](const auto& a, const auto& b) { return a.from > b.from; });
  }
  return out;
}

ListPointer PointerOf(const Value& value) {
  return {.location = TextOf(value, "location"),
          .type = TextOf(value, "type"),
          .territory = TextOf(value, "territory"),
          .mime = TextOf(value, "mime"),
          .certificates = CertificatesOf(value)};
}

TrustedList ListOf(const Value& value) {
  TrustedList out;
  out.version = IntegerOf(value, "version");
  out.sequence = IntegerOf(value, "sequence");
  out.type = TextOf(value, "type");
  out.territory = TextOf(value, "territory");
  out.issued = ListTime(TextOf(value, "issued"));
  out.next_update = ListTime(TextOf(value, "nextUpdate"));
  out.information_uris = TextsOf(value, "uris");
  ForEach(value, "pointers",
          [&](const Value& pointer) { out.pointers.push_back(PointerOf(pointer)); });
  ForEach(value, "services", [&](const Value& service) {
    TrustService one = ServiceOf(service, out.defect);
    if (!one.states.empty()) out.services.push_back(std::move(one));
  });
  return out;
}

}  // namespace

ReadList ReadListAnswer(const UntrustedText& answer) {
  const json::Document document = json::Document::Parse(answer.unchecked(), kLimits);
  ReadList out;
  const auto signature = document.root().Find("signature");
  if (!signature || TextOf(*signature, "verdict").empty()) {
    throw Error(Code::kNotJson,
                "The reader of trusted lists answered something else than it should. Check the "
                "installation of signet-list-reader.");
  }
  out.verdict = TextOf(*signature, "verdict");
  out.reason = TextOf(*signature, "reason");
  out.signer = CertificateOf(TextOf(*signature, "signer"));
  if (const auto list = document.root().Find("list")) out.list = ListOf(*list);
  out.answer = answer.unchecked();
  return out;
}

}  // namespace signet::seal
