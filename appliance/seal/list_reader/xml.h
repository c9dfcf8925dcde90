#pragma once

#include <libxml/tree.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace signet::list_reader {

// Namespaces of a trusted list (TS 119 612 annex B) and of its signature.
inline constexpr std::string_view kTsl = "http://uri.etsi.org/02231/v2#";
inline constexpr std::string_view kQualifications =
    "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#";
inline constexpr std::string_view kDsig = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view kXades = "http://uri.etsi.org/01903/v1.3.2#";

struct FreeDocument {
  void operator()(xmlDoc* p) const { xmlFreeDoc(p); }
};
using DocumentHandle = std::unique_ptr<xmlDoc, FreeDocument>;

/// Why a text is no XML that is read here, in words.
struct XmlRefusal {
  std::string reason;
};

/// Parses with everything off that could reach outside or grow: no document type declaration (so no
/// entities but the five of XML), no network, libxml2's own limits on depth (256), names and texts
/// (10 MB). Never throws because of what the text holds.
std::variant<DocumentHandle, XmlRefusal> ParseXml(std::string_view text, std::size_t max_octets);

/// An element of this name and namespace? All functions below take null, and give nothing for it.
bool Is(const xmlNode* node, std::string_view space, std::string_view name);
/// The first child element of this name; null if there is none.
const xmlNode* Child(const xmlNode* parent, std::string_view space, std::string_view name);
std::vector<const xmlNode*> Children(const xmlNode* parent, std::string_view space,
                                     std::string_view name);
/// All child elements of any name.
std::vector<const xmlNode*> ChildElements(const xmlNode* parent);
/// Every element of this name below `top`, and `top` itself, in document order.
std::vector<const xmlNode*> Descendants(const xmlNode* top, std::string_view space,
                                        std::string_view name);
std::string_view LocalName(const xmlNode* node);
std::string_view Namespace(const xmlNode* node);

/// The text in an element as it stands, and without the white space around it.
std::string RawText(const xmlNode* node);
std::string Text(const xmlNode* node);
/// The text of a value in base64, without any white space.
std::string Base64Text(const xmlNode* node);
/// An attribute without namespace; nullopt if it is not there.
std::optional<std::string> Attribute(const xmlNode* node, const char* name);

}  // namespace signet::list_reader
