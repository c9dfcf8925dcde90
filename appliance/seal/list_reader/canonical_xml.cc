#include "appliance/seal/list_reader/canonical_xml.h"

#include <libxml/c14n.h>
#include <libxml/xmlIO.h>

#include <sstream>

namespace signet::list_reader {
namespace {

constexpr std::string_view kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
constexpr std::string_view kInclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
constexpr std::string_view kInclusive11 = "http://www.w3.org/2006/12/xml-c14n11";

// Which part of a document is seen: `element` and all in it, or all but that.
struct View {
  const xmlNode* element;
  bool inside;
};

bool IsWithin(const xmlNode* node, const xmlNode* element) {
  for (; node != nullptr; node = node->parent) {
    if (node == element) return true;
  }
  return false;
}

// Attributes and namespaces are seen where their element is; a namespace is no node of the tree.
int IsVisible(void* data, xmlNode* node, xmlNode* parent) {
  const View& view = *static_cast<const View*>(data);
  const bool has_owner = node->type == XML_ATTRIBUTE_NODE || node->type == XML_NAMESPACE_DECL;
  return IsWithin(has_owner ? parent : node, view.element) == view.inside ? 1 : 0;
}

int ModeOf(Canonicalisation::Mode mode) {
  switch (mode) {
    case Canonicalisation::Mode::kInclusive:
      return XML_C14N_1_0;
    case Canonicalisation::Mode::kInclusive11:
      return XML_C14N_1_1;
    case Canonicalisation::Mode::kExclusive:
      return XML_C14N_EXCLUSIVE_1_0;
  }
  return XML_C14N_1_0;
}

struct CloseBuffer {
  void operator()(xmlOutputBuffer* p) const { xmlOutputBufferClose(p); }
};

int Append(void* out, const char* octets, int size) {
  static_cast<std::string*>(out)->append(octets, static_cast<std::size_t>(size));
  return size;
}

std::optional<std::string> Write(const Canonicalisation& how, View view, bool with_comments) {
  std::string out;
  const std::unique_ptr<xmlOutputBuffer, CloseBuffer> buffer(
      xmlOutputBufferCreateIO(Append, nullptr, &out, nullptr));
  if (!buffer) return std::nullopt;
  std::vector<std::string> prefixes = how.prefixes;
  std::vector<xmlChar*> list;
  for (std::string& prefix : prefixes) list.push_back(reinterpret_cast<xmlChar*>(prefix.data()));
  list.push_back(nullptr);
  const int written =
      xmlC14NExecute(view.element->doc, IsVisible, &view, ModeOf(how.mode),
                     prefixes.empty() ? nullptr : list.data(), with_comments ? 1 : 0, buffer.get());
  if (written < 0 || xmlOutputBufferFlush(buffer.get()) < 0) return std::nullopt;
  return out;
}

}  // namespace

std::optional<Canonicalisation> ReadCanonicalisation(const xmlNode* method) {
  std::string algorithm = Attribute(method, "Algorithm").value_or("");
  Canonicalisation out;
  if (algorithm.ends_with("WithComments")) {
    out.with_comments = true;
    algorithm.resize(algorithm.size() - std::string_view("WithComments").size());
    // The exclusive one is named with its '#', the others without.
    if (algorithm != kExclusive && algorithm.ends_with('#')) algorithm.pop_back();
  }
  if (algorithm == kInclusive) return out;
  if (algorithm == kInclusive11) {
    out.mode = Canonicalisation::Mode::kInclusive11;
    return out;
  }
  if (algorithm != kExclusive) return std::nullopt;
  out.mode = Canonicalisation::Mode::kExclusive;
  const xmlNode* const prefixes = Child(method, kExclusive, "InclusiveNamespaces");
  std::istringstream list(Attribute(prefixes, "PrefixList").value_or(""));
  for (std::string prefix; list >> prefix;) out.prefixes.push_back(prefix);
  return out;
}

std::optional<std::string> CanonicalElement(const xmlNode* top, const Canonicalisation& how) {
  return Write(how, {top, true}, how.with_comments);
}

std::optional<std::string> CanonicalDocumentWithout(const xmlNode* left_out,
                                                    const Canonicalisation& how) {
  return Write(how, {left_out, false}, false);
}

}  // namespace signet::list_reader
