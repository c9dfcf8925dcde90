#include "appliance/seal/list_reader/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <algorithm>

namespace signet::list_reader {
namespace {

struct FreeXml {
  void operator()(xmlParserCtxt* p) const { xmlFreeParserCtxt(p); }
  void operator()(xmlChar* p) const { xmlFree(p); }
};
using ParserHandle = std::unique_ptr<xmlParserCtxt, FreeXml>;
using StringHandle = std::unique_ptr<xmlChar, FreeXml>;

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// What stopped the parser, kept where its callbacks find it.
struct ParseProblem {
  bool document_type = false;
  std::string first_error;
};

ParseProblem& ProblemOf(void* context) {
  return *static_cast<ParseProblem*>(static_cast<xmlParserCtxt*>(context)->_private);
}

// Before anything inside the declaration is looked at.
void OnDocumentType(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  ProblemOf(context).document_type = true;
  xmlStopParser(static_cast<xmlParserCtxt*>(context));
}

// The errors after the first are its consequences.
void OnError(void* context, xmlError* error) {
  std::string& out = ProblemOf(context).first_error;
  if (!out.empty() || error == nullptr || error->message == nullptr) return;
  out = error->message;
  std::ranges::replace(out, '\n', ' ');
  while (out.ends_with(' ')) out.pop_back();
  out += " (line " + std::to_string(error->line) + ")";
}

std::string Explain(const ParseProblem& problem) {
  if (problem.document_type) {
    return "it has a document type declaration, which a trusted list must not have";
  }
  return problem.first_error.empty() ? "it is empty or not well-formed" : problem.first_error;
}

constexpr bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The element after `node` in document order, inside `top`.
const xmlNode* Following(const xmlNode* node, const xmlNode* top) {
  if (const xmlNode* const child = xmlFirstElementChild(const_cast<xmlNode*>(node))) return child;
  while (node != top) {
    if (const xmlNode* const next = xmlNextElementSibling(const_cast<xmlNode*>(node))) return next;
    node = node->parent;
  }
  return nullptr;
}

}  // namespace

std::variant<DocumentHandle, XmlRefusal> ParseXml(std::string_view text, std::size_t max_octets) {
  if (text.size() > max_octets) {
    return XmlRefusal{"it has more than " + std::to_string(max_octets >> 20U) + " MiB"};
  }
  const ParserHandle parser(xmlNewParserCtxt());
  if (!parser) return XmlRefusal{"there is no memory for it"};
  ParseProblem problem;
  parser->_private = &problem;
  parser->sax->internalSubset = OnDocumentType;
  parser->sax->serror = OnError;
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  DocumentHandle document(xmlCtxtReadMemory(
      parser.get(), text.data(), static_cast<int>(text.size()), nullptr, nullptr, kOptions));
  if (!document || parser->wellFormed == 0 || document->intSubset != nullptr ||
      xmlDocGetRootElement(document.get()) == nullptr) {
    return XmlRefusal{Explain(problem)};
  }
  return document;
}

bool Is(const xmlNode* node, std::string_view space, std::string_view name) {
  return node != nullptr && node->type == XML_ELEMENT_NODE && View(node->name) == name &&
         Namespace(node) == space;
}

std::vector<const xmlNode*> ChildElements(const xmlNode* parent) {
  std::vector<const xmlNode*> out;
  if (parent == nullptr) return out;
  for (const xmlNode* node = parent->children; node != nullptr; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) out.push_back(node);
  }
  return out;
}

std::vector<const xmlNode*> Children(const xmlNode* parent, std::string_view space,
                                     std::string_view name) {
  std::vector<const xmlNode*> out = ChildElements(parent);
  std::erase_if(out, [&](const xmlNode* node) { return !Is(node, space, name); });
  return out;
}

const xmlNode* Child(const xmlNode* parent, std::string_view space, std::string_view name) {
  if (parent == nullptr) return nullptr;
  for (const xmlNode* node = parent->children; node != nullptr; node = node->next) {
    if (Is(node, space, name)) return node;
  }
  return nullptr;
}

std::vector<const xmlNode*> Descendants(const xmlNode* top, std::string_view space,
                                        std::string_view name) {
  std::vector<const xmlNode*> out;
  for (const xmlNode* node = top; node != nullptr; node = Following(node, top)) {
    if (Is(node, space, name)) out.push_back(node);
  }
  return out;
}

std::string_view LocalName(const xmlNode* node) { return View(node->name); }

std::string_view Namespace(const xmlNode* node) {
  return node->ns == nullptr ? std::string_view() : View(node->ns->href);
}

std::string RawText(const xmlNode* node) {
  if (node == nullptr) return {};
  const StringHandle content(xmlNodeGetContent(node));
  return std::string(View(content.get()));
}

std::string Text(const xmlNode* node) {
  const std::string raw = RawText(node);
  const auto first = std::ranges::find_if_not(raw, IsSpace);
  const auto last = std::find_if_not(raw.rbegin(), std::make_reverse_iterator(first), IsSpace);
  return {first, last.base()};
}

std::string Base64Text(const xmlNode* node) {
  std::string text = RawText(node);
  std::erase_if(text, IsSpace);
  return text;
}

std::optional<std::string> Attribute(const xmlNode* node, const char* name) {
  if (node == nullptr) return std::nullopt;
  const StringHandle value(
      xmlGetNoNsProp(const_cast<xmlNode*>(node), reinterpret_cast<const xmlChar*>(name)));
  if (!value) return std::nullopt;
  return std::string(View(value.get()));
}

}  // namespace signet::list_reader
