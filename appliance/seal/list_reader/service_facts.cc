#include "appliance/seal/list_reader/service_facts.h"

#include <utility>
#include <vector>

namespace signet::list_reader {
namespace {

using json::ObjectWriter;

constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";

// An object identifier as XAdES has it (5.1.2): plain or as urn:oid:.
std::string ObjectIdentifier(const xmlNode* holder) {
  const std::string text = Text(Child(holder, kXades, "Identifier"));
  constexpr std::string_view kUrn = "urn:oid:";
  return text.starts_with(kUrn) || text.starts_with("URN:OID:") ? text.substr(kUrn.size()) : text;
}

ObjectWriter Identifiers(const xmlNode* set, std::string_view name) {
  std::vector<std::string> ids;
  for (const xmlNode* node : ChildElements(set)) {
    if (LocalName(node) == name) ids.push_back(ObjectIdentifier(node));
  }
  return std::move(ObjectWriter().Texts("ids", ids));
}

ObjectWriter KeyUsage(const xmlNode* usage) {
  std::vector<ObjectWriter> bits;
  for (const xmlNode* bit : Children(usage, kQualifications, "KeyUsageBit")) {
    const std::string value = Text(bit);
    ObjectWriter one;
    one.Text("name", Attribute(bit, "name").value_or(""));
    one.Boolean("value", value == "true" || value == "1");
    bits.push_back(std::move(one));
  }
  return std::move(ObjectWriter().Objects("bits", std::move(bits)));
}

// TS 119 612 5.5.9.2.2.
struct CriteriaFacts {
  std::vector<ObjectWriter> key_usages;
  std::vector<ObjectWriter> policy_sets;
  std::vector<ObjectWriter> extended_key_usages;
  std::vector<ObjectWriter> subject_attributes;
  std::vector<ObjectWriter> lists;
  bool unknown = false;
};

// 5.5.9.2.2.3: criteria of other kinds, which have a namespace of their own.
void ReadOtherCriteria(const xmlNode* other, CriteriaFacts& out) {
  for (const xmlNode* node : ChildElements(other)) {
    if (LocalName(node) == "ExtendedKeyUsage") {
      out.extended_key_usages.push_back(Identifiers(node, "KeyPurposeId"));
    } else if (LocalName(node) == "CertSubjectDNAttribute") {
      out.subject_attributes.push_back(Identifiers(node, "AttributeOID"));
    } else {
      out.unknown = true;
    }
  }
}

ObjectWriter Criteria(const xmlNode* list) {
  CriteriaFacts facts;
  for (const xmlNode* node : ChildElements(list)) {
    const std::string_view name = LocalName(node);
    if (name == "KeyUsage") {
      facts.key_usages.push_back(KeyUsage(node));
    } else if (name == "PolicySet") {
      facts.policy_sets.push_back(Identifiers(node, "PolicyIdentifier"));
    } else if (name == "CriteriaList") {
      facts.lists.push_back(Criteria(node));
    } else if (name == "otherCriteriaList") {
      ReadOtherCriteria(node, facts);
    } else if (name != "Description") {
      facts.unknown = true;
    }
  }
  ObjectWriter out;
  out.Text("assert", Attribute(list, "assert").value_or(""));
  out.Objects("keyUsages", std::move(facts.key_usages));
  out.Objects("policySets", std::move(facts.policy_sets));
  out.Objects("extendedKeyUsages", std::move(facts.extended_key_usages));
  out.Objects("subjectAttributes", std::move(facts.subject_attributes));
  out.Objects("lists", std::move(facts.lists));
  out.Boolean("unknown", facts.unknown);
  return out;
}

ObjectWriter Qualification(const xmlNode* element) {
  std::vector<std::string> qualifiers;
  const xmlNode* const list = Child(element, kQualifications, "Qualifiers");
  for (const xmlNode* node : Children(list, kQualifications, "Qualifier")) {
    qualifiers.push_back(Attribute(node, "uri").value_or(""));
  }
  ObjectWriter out;
  out.Texts("qualifiers", qualifiers);
  const xmlNode* const criteria = Child(element, kQualifications, "CriteriaList");
  if (criteria != nullptr) out.Object("criteria", Criteria(criteria));
  return out;
}

void PutExtensions(ObjectWriter& to, const xmlNode* extensions) {
  std::vector<std::string> additional;
  std::vector<ObjectWriter> qualifications;
  for (const xmlNode* extension : Children(extensions, kTsl, "Extension")) {
    for (const xmlNode* node : ChildElements(extension)) {
      if (Is(node, kTsl, "AdditionalServiceInformation")) {
        additional.push_back(RawText(Child(node, kTsl, "URI")));
      } else if (Is(node, kQualifications, "Qualifications")) {
        for (const xmlNode* one : Children(node, kQualifications, "QualificationElement")) {
          qualifications.push_back(Qualification(one));
        }
      }
    }
  }
  to.Texts("additional", additional);
  to.Objects("qualifications", std::move(qualifications));
}

void PutIdentity(ObjectWriter& to, const xmlNode* identity) {
  std::vector<std::string> certificates;
  std::vector<std::string> key_ids;
  std::vector<std::string> subjects;
  for (const xmlNode* id : Children(identity, kTsl, "DigitalId")) {
    for (const xmlNode* node : ChildElements(id)) {
      if (Is(node, kTsl, "X509Certificate")) certificates.push_back(Base64Text(node));
      if (Is(node, kTsl, "X509SKI")) key_ids.push_back(Base64Text(node));
      if (Is(node, kTsl, "X509SubjectName")) subjects.push_back(Text(node));
    }
  }
  to.Texts("certificates", certificates);
  to.Texts("keyIds", key_ids);
  to.Texts("subjects", subjects);
}

// ServiceInformation and ServiceHistoryInstance have the same elements.
ObjectWriter Information(const xmlNode* information) {
  ObjectWriter out;
  out.Text("type", Text(Child(information, kTsl, "ServiceTypeIdentifier")));
  out.Text("name", NameIn(Child(information, kTsl, "ServiceName")));
  out.Text("status", Text(Child(information, kTsl, "ServiceStatus")));
  out.Text("starting", Text(Child(information, kTsl, "StatusStartingTime")));
  PutIdentity(out, Child(information, kTsl, "ServiceDigitalIdentity"));
  PutExtensions(out, Child(information, kTsl, "ServiceInformationExtensions"));
  return out;
}

}  // namespace

ObjectWriter ReadService(const xmlNode* service, const std::string& provider) {
  std::vector<ObjectWriter> history;
  const xmlNode* const past = Child(service, kTsl, "ServiceHistory");
  for (const xmlNode* instance : Children(past, kTsl, "ServiceHistoryInstance")) {
    history.push_back(Information(instance));
  }
  ObjectWriter out;
  out.Text("provider", provider);
  out.Object("current", Information(Child(service, kTsl, "ServiceInformation")));
  out.Objects("history", std::move(history));
  return out;
}

std::string NameIn(const xmlNode* names) {
  const auto all = Children(names, kTsl, "Name");
  for (const xmlNode* name : all) {
    const auto* const attribute =
        xmlHasNsProp(const_cast<xmlNode*>(name), reinterpret_cast<const xmlChar*>("lang"),
                     reinterpret_cast<const xmlChar*>(kXml.data()));
    if (attribute != nullptr && RawText(attribute->children) == "en") return Text(name);
  }
  return all.empty() ? std::string() : Text(all.front());
}

}  // namespace signet::list_reader
