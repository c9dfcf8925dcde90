#include "appliance/seal/list_reader/list_facts.h"

#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

#include "appliance/seal/list_reader/service_facts.h"

namespace signet::list_reader {
namespace {

using json::ObjectWriter;

void PutText(ObjectWriter& to, std::string_view name, const xmlNode* node) {
  const std::string text = Text(node);
  if (!text.empty()) to.Text(name, text);
}

void PutInteger(ObjectWriter& to, std::string_view name, const xmlNode* node) {
  const std::string text = Text(node);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!text.empty() && error == std::errc() && end == text.data() + text.size()) {
    to.Integer(name, number);
  }
}

// The first element of this name below, whatever the depth: OtherInformation nests freely.
const xmlNode* Below(const xmlNode* top, std::string_view name) {
  const auto found = Descendants(top, kTsl, name);
  return found.empty() ? nullptr : found.front();
}

// TS 119 612 5.3.13: the MIME type has a namespace of its own, which versions change.
const xmlNode* MimeTypeIn(const xmlNode* additional) {
  for (const xmlNode* other : Children(additional, kTsl, "OtherInformation")) {
    for (const xmlNode* node : ChildElements(other)) {
      if (LocalName(node) == "MimeType") return node;
    }
  }
  return nullptr;
}

std::vector<std::string> CertificatesBelow(const xmlNode* top) {
  std::vector<std::string> out;
  for (const xmlNode* node : Descendants(top, kTsl, "X509Certificate")) {
    out.push_back(Base64Text(node));
  }
  return out;
}

ObjectWriter Pointer(const xmlNode* node) {
  ObjectWriter out;
  const xmlNode* const additional = Child(node, kTsl, "AdditionalInformation");
  PutText(out, "location", Child(node, kTsl, "TSLLocation"));
  PutText(out, "type", Below(additional, "TSLType"));
  PutText(out, "territory", Below(additional, "SchemeTerritory"));
  PutText(out, "mime", MimeTypeIn(additional));
  out.Texts("certificates", CertificatesBelow(Child(node, kTsl, "ServiceDigitalIdentities")));
  return out;
}

std::vector<ObjectWriter> Pointers(const xmlNode* information) {
  std::vector<ObjectWriter> out;
  const xmlNode* const list = Child(information, kTsl, "PointersToOtherTSL");
  for (const xmlNode* node : Children(list, kTsl, "OtherTSLPointer")) {
    out.push_back(Pointer(node));
  }
  return out;
}

std::vector<std::string> InformationUris(const xmlNode* information) {
  std::vector<std::string> out;
  const xmlNode* const list = Child(information, kTsl, "SchemeInformationURI");
  for (const xmlNode* node : Children(list, kTsl, "URI")) out.push_back(Text(node));
  return out;
}

std::vector<ObjectWriter> Services(const xmlNode* root) {
  std::vector<ObjectWriter> out;
  const xmlNode* const providers = Child(root, kTsl, "TrustServiceProviderList");
  for (const xmlNode* provider : Children(providers, kTsl, "TrustServiceProvider")) {
    const std::string name =
        NameIn(Child(Child(provider, kTsl, "TSPInformation"), kTsl, "TSPName"));
    const xmlNode* const services = Child(provider, kTsl, "TSPServices");
    for (const xmlNode* service : Children(services, kTsl, "TSPService")) {
      out.push_back(ReadService(service, name));
    }
  }
  return out;
}

}  // namespace

std::optional<ObjectWriter> ReadListFacts(const xmlDoc& document) {
  const xmlNode* const root = xmlDocGetRootElement(&document);
  if (!Is(root, kTsl, "TrustServiceStatusList")) return std::nullopt;
  const xmlNode* const information = Child(root, kTsl, "SchemeInformation");
  ObjectWriter out;
  PutInteger(out, "version", Child(information, kTsl, "TSLVersionIdentifier"));
  PutInteger(out, "sequence", Child(information, kTsl, "TSLSequenceNumber"));
  PutText(out, "type", Child(information, kTsl, "TSLType"));
  PutText(out, "territory", Child(information, kTsl, "SchemeTerritory"));
  PutText(out, "issued", Child(information, kTsl, "ListIssueDateTime"));
  PutText(out, "nextUpdate", Child(Child(information, kTsl, "NextUpdate"), kTsl, "dateTime"));
  out.Texts("uris", InformationUris(information));
  out.Objects("pointers", Pointers(information));
  out.Objects("services", Services(root));
  return out;
}

}  // namespace signet::list_reader
