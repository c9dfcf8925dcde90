#include "appliance/elm/mandate_evidence.h"

#include <algorithm>
#include <array>
#include <optional>

#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"
#include "appliance/elm/display_languages.h"
#include "appliance/elm/mandate_concept.h"
#include "appliance/elm/node.h"

namespace signet::elm {
namespace {

using json::ObjectWriter;

constexpr std::string_view kIssuedByMandate =
    "http://data.europa.eu/snb/model/ap/edc-issued-by-mandate";
/// Profiles that edc-issued-by-mandate imports.
constexpr std::array<std::string_view, 2> kGeneric = {
    "http://data.europa.eu/snb/model/ap/edc-generic-full",
    "http://data.europa.eu/snb/model/ap/edc-generic-no-cv"};

struct FileType {
  std::string_view media_type;
  std::string_view code;  ///< in the EU's list of file types
};
constexpr std::array<FileType, 3> kFileTypes = {
    {{"application/pdf", "PDF"}, {"image/png", "PNG"}, {"image/jpeg", "JPEG"}}};

ObjectWriter ConceptOf(std::string_view id, std::string_view scheme) {
  ObjectWriter list;
  list.Text("id", scheme).Text("type", "ConceptScheme");
  ObjectWriter node;
  node.Text("id", id).Text("type", "Concept").Object("inScheme", std::move(list));
  return node;
}

ObjectWriter English(std::string_view label) {
  ObjectWriter labels;
  labels.Text("en", label);
  return labels;
}

ObjectWriter MandateType() {
  ObjectWriter labels;
  for (const ConceptLabel& label : MandateLabels()) labels.Text(label.language, label.text);
  ObjectWriter node = ConceptOf(kMandateConcept, kEvidenceTypeList);
  node.Object("prefLabel", std::move(labels));
  return node;
}

ObjectWriter Base64() {
  ObjectWriter node = ConceptOf("http://data.europa.eu/snb/encoding/6146cde7dd",
                                "http://data.europa.eu/snb/encoding/25831c2");
  node.Object("prefLabel", English("base64"));
  return node;
}

ObjectWriter FileTypeOf(std::string_view media_type) {
  const auto* type = std::ranges::find(kFileTypes, media_type, &FileType::media_type);
  if (type == kFileTypes.end()) {
    throw Error(Code::kInternal, "A mandate's document is of a type that evidence cannot carry.");
  }
  const std::string list = "http://publications.europa.eu/resource/authority/file-type";
  ObjectWriter node = ConceptOf(list + "/" + std::string(type->code), list);
  node.Text("notation", "file-type").Object("prefLabel", English(type->code));
  return node;
}

ObjectWriter Embedded(const MandateEvidence& mandate) {
  const std::string uuid = mandate.id.substr(mandate.id.rfind(':') + 1);
  ObjectWriter node;
  node.Text("id", "urn:epass:mediaObject:" + uuid)
      .Text("type", "MediaObject")
      .Text("content", mandate.document)
      .Object("contentEncoding", Base64())
      .Object("contentType", FileTypeOf(mandate.document_type));
  return node;
}

std::string EvidenceOf(const MandateEvidence& mandate) {
  ObjectWriter node;
  node.Text("id", mandate.id)
      .Text("type", "Evidence")
      .Text("evidenceStatement", mandate.statement)
      .Object("dcType", MandateType());
  if (!mandate.document.empty()) node.Object("embeddedEvidence", Embedded(mandate));
  return node.Write();
}

/// Values as elements of an array, or as a member's value.
std::string Elements(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) out += (out.empty() ? "" : ",") + value;
  return out;
}
std::string OneOrMore(const std::vector<std::string>& values) {
  return values.size() == 1 ? values.front() : "[" + Elements(values) + "]";
}

/// Adds a member behind the last one: a credential has one, its @context.
void AddMember(json::Value object, std::string_view name, const std::string& json,
               TextEdits& edits) {
  std::size_t place = object.begin() + 1;
  for (auto member = object.First(); member; member = member->Next()) place = member->end();
  edits.Insert(place, "," + json::Quote(name) + ":" + json);
}

/// Adds values to those that a member has. A single value is replaced together with the brackets
/// that it gets: an insertion behind it would compete with members that come there.
void AddValues(json::Value object, std::string_view name, const std::vector<std::string>& values,
               TextEdits& edits) {
  const auto member = object.Find(name);
  if (!member) return AddMember(object, name, OneOrMore(values), edits);
  if (member->kind() == json::Kind::kNull || (member->is_array() && member->size() == 0)) {
    edits.Replace(member->begin(), member->end(), OneOrMore(values));
  } else if (member->is_array()) {
    std::size_t place = 0;
    for (auto one = member->First(); one; one = one->Next()) place = one->end();
    edits.Insert(place, "," + Elements(values));
  } else {
    edits.Replace(member->begin(), member->end(),
                  "[" + std::string(member->raw()) + "," + Elements(values) + "]");
  }
}

/// Puts `values` in place of the first of the mandates' evidence, and takes the others away. False
/// if there is none.
bool ReplaceMandates(json::Value evidence, const std::vector<std::string>& values,
                     TextEdits& edits) {
  if (!evidence.is_array()) {
    if (!IsMandateEvidence(evidence)) return false;
    edits.Replace(evidence.begin(), evidence.end(), OneOrMore(values));
    return true;
  }
  bool replaced = false;
  std::size_t before = 0;  // where the element before ends
  for (auto one = evidence.First(); one; one = one->Next()) {
    if (IsMandateEvidence(*one) && replaced) {
      edits.Replace(before, one->end(), "");
    } else if (IsMandateEvidence(*one)) {
      edits.Replace(one->begin(), one->end(), Elements(values));
      replaced = true;
    }
    before = one->end();
  }
  return replaced;
}

bool IsGeneric(std::string_view iri) { return std::ranges::find(kGeneric, iri) != kGeneric.end(); }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// RFC 5646 2.1.1: tags do not differ by case.
bool IsSameTag(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, Lower, Lower);
}

}  // namespace

bool IsMandateEvidence(json::Value evidence) {
  if (!evidence.is_object()) return false;
  return std::ranges::any_of(ValuesOf(evidence, "dcType"),
                             [](json::Value type) { return IriOf(type) == kMandateConcept; });
}

void AddMandateEvidence(json::Value credential, const std::vector<MandateEvidence>& mandates,
                        TextEdits& edits) {
  if (mandates.empty()) return;
  std::vector<std::string> values;
  for (const MandateEvidence& mandate : mandates) values.push_back(EvidenceOf(mandate));
  const auto evidence = credential.Find("evidence");
  if (evidence && ReplaceMandates(*evidence, values, edits)) return;
  AddValues(credential, "evidence", values, edits);
}

void SetIssuedByMandate(json::Value credential, TextEdits& edits) {
  const std::string iri = json::Quote(kIssuedByMandate);
  std::optional<json::Value> generic;
  for (const json::Value schema : ValuesOf(credential, "credentialSchema")) {
    const auto named = IriOf(schema);
    if (named == kIssuedByMandate) return;
    if (!generic && named && IsGeneric(*named)) generic = schema;
  }
  if (generic) {
    const json::Value place = generic->is_object() ? *generic->Find("id") : *generic;
    edits.Replace(place.begin(), place.end(), iri);
    return;
  }
  AddValues(credential, "credentialSchema",
            {R"({"id":)" + iri + R"(,"type":"ShaclValidator2017"})"}, edits);
}

std::string StatementFor(json::Value credential,
                         const std::vector<std::pair<std::string, std::string>>& statements) {
  std::string out;
  for (const std::string& tag : DisplayLanguages(credential)) {
    for (const auto& [language, text] : statements) {
      if (!IsSameTag(language, tag)) continue;
      out += (out.empty() ? "" : "\n\n") + text;
      break;
    }
  }
  if (out.empty() && !statements.empty()) return statements.front().second;
  return out;
}

}  // namespace signet::elm
