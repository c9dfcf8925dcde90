#include "provisioning/profile_compiler/shape_compiler.h"

#include <algorithm>

#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"
#include "appliance/elm/xsd/literal_value.h"
#include "appliance/elm/xsd/number_value.h"
#include "provisioning/profile_compiler/pattern_translation.h"
#include "provisioning/profile_compiler/vocabulary.h"

namespace signet::provisioning {
namespace {

std::string Shacl(std::string_view name) { return std::string(vocabulary::kShacl).append(name); }

std::string Bracketed(const std::vector<std::string>& elements) {
  std::string text = "[";
  for (const std::string& element : elements) {
    if (text.size() > 1) text += ", ";
    text += element;
  }
  return text + "]";
}

enum class AllowedIn { kEveryShape, kPropertyShape };

}  // namespace

struct ShapeCompiler::Parameter {
  std::string_view name;
  void (ShapeCompiler::*add)(const RdfTerm& node, std::string_view name, Members& members);
  AllowedIn allowed = AllowedIn::kEveryShape;
};

// In the order of PROFILE.md; property comes last, because it is long.
const ShapeCompiler::Parameter ShapeCompiler::kParameters[] = {
    {"targetClass", &ShapeCompiler::AddTargetClasses},
    {"targetNode", &ShapeCompiler::AddTerms},
    {"targetSubjectsOf", &ShapeCompiler::AddIris},
    {"targetObjectsOf", &ShapeCompiler::AddIris},
    {"path", &ShapeCompiler::AddPath},
    {"severity", &ShapeCompiler::AddSeverity},
    {"message", &ShapeCompiler::AddMessage},
    {"deactivated", &ShapeCompiler::AddTrue},
    {"class", &ShapeCompiler::AddIris},
    {"datatype", &ShapeCompiler::AddIri},
    {"nodeKind", &ShapeCompiler::AddNodeKind},
    {"minCount", &ShapeCompiler::AddCount, AllowedIn::kPropertyShape},
    {"maxCount", &ShapeCompiler::AddCount, AllowedIn::kPropertyShape},
    {"minExclusive", &ShapeCompiler::AddBound},
    {"minInclusive", &ShapeCompiler::AddBound},
    {"maxExclusive", &ShapeCompiler::AddBound},
    {"maxInclusive", &ShapeCompiler::AddBound},
    {"minLength", &ShapeCompiler::AddCount},
    {"maxLength", &ShapeCompiler::AddCount},
    {"pattern", &ShapeCompiler::AddPattern},
    {"languageIn", &ShapeCompiler::AddLanguages},
    {"uniqueLang", &ShapeCompiler::AddTrue, AllowedIn::kPropertyShape},
    {"equals", &ShapeCompiler::AddIris},
    {"disjoint", &ShapeCompiler::AddIris},
    {"lessThan", &ShapeCompiler::AddIris, AllowedIn::kPropertyShape},
    {"lessThanOrEquals", &ShapeCompiler::AddIris, AllowedIn::kPropertyShape},
    {"not", &ShapeCompiler::AddShapes},
    {"and", &ShapeCompiler::AddShapeLists},
    {"or", &ShapeCompiler::AddShapeLists},
    {"xone", &ShapeCompiler::AddShapeLists},
    {"node", &ShapeCompiler::AddShapes},
    {"closed", &ShapeCompiler::AddClosed},
    {"hasValue", &ShapeCompiler::AddTerms},
    {"in", &ShapeCompiler::AddIn},
    {"property", &ShapeCompiler::AddShapes},
};

ShapeCompiler::ShapeCompiler(const RdfGraph& graph, Messages messages, const PrefixTable& prefixes,
                             CompiledShapes& shapes)
    : graph_(graph), messages_(messages), prefixes_(prefixes), shapes_(shapes) {}

std::vector<std::size_t> ShapeCompiler::CompileTargeted() {
  std::vector<RdfTerm> nodes;
  for (const RdfTerm& subject : graph_.subjects()) {
    if (HasTarget(subject)) nodes.push_back(subject);
  }
  std::sort(nodes.begin(), nodes.end());
  std::vector<std::size_t> targeted;
  for (const RdfTerm& node : nodes) targeted.push_back(Compile(node));
  return targeted;
}

std::size_t ShapeCompiler::Compile(const RdfTerm& node) {
  if (const auto found = compiled_.find(node); found != compiled_.end()) return found->second;
  if (std::find(under_way_.begin(), under_way_.end(), node) != under_way_.end()) {
    Refuse(node, "reaches itself; SHACL (3.4.3) leaves open what that means. Break the circle");
  }
  under_way_.push_back(node);
  CompiledShape shape{.node = node, .members = {}};
  const bool has_path = !Values(node, "path").empty();
  for (const Parameter& parameter : kParameters) {
    if (parameter.allowed == AllowedIn::kPropertyShape && !has_path &&
        !Values(node, parameter.name).empty()) {
      Refuse(node, "has sh:" + std::string(parameter.name) +
                       ", which only a property shape may have: give it an sh:path");
    }
    (this->*parameter.add)(node, parameter.name, shape.members);
  }
  under_way_.pop_back();
  const std::size_t place = shapes_.Add(shape);
  compiled_.emplace(node, place);
  return place;
}

bool ShapeCompiler::HasTarget(const RdfTerm& node) const {
  return !Values(node, "targetClass").empty() || !Values(node, "targetNode").empty() ||
         !Values(node, "targetSubjectsOf").empty() || !Values(node, "targetObjectsOf").empty() ||
         IsImplicitClass(node);
}

// SHACL 2.1.3.3: a shape that is also an instance of rdfs:Class in the shapes graph.
bool ShapeCompiler::IsImplicitClass(const RdfTerm& node) const {
  if (!node.is_iri() || (!graph_.Has(node, vocabulary::kType, Iri(Shacl("NodeShape"))) &&
                         !graph_.Has(node, vocabulary::kType, Iri(Shacl("PropertyShape"))))) {
    return false;
  }
  std::vector<RdfTerm> classes = graph_.Objects(node, vocabulary::kType);
  std::set<RdfTerm> seen;
  while (!classes.empty()) {
    const RdfTerm one = classes.back();
    classes.pop_back();
    if (one == Iri(vocabulary::kClass)) return true;
    if (!seen.insert(one).second) continue;
    for (const RdfTerm& wider : graph_.Objects(one, vocabulary::kSubClassOf)) {
      classes.push_back(wider);
    }
  }
  return false;
}

void ShapeCompiler::Refuse(const RdfTerm& node, const std::string& what) const {
  std::string owner;
  for (const RdfTerm& outer : under_way_) {
    if (outer.is_iri()) owner = Describe(outer);
  }
  const std::string within =
      node.is_blank() && !owner.empty() ? "a blank node in shape " + owner : Describe(node);
  throw Error(Code::kProfileMalformed, "Shape " + within + " " + what + ".");
}

std::vector<RdfTerm> ShapeCompiler::Values(const RdfTerm& node, std::string_view name) const {
  return graph_.Objects(node, Shacl(name));
}

std::optional<RdfTerm> ShapeCompiler::OneValue(const RdfTerm& node, std::string_view name) const {
  std::vector<RdfTerm> values = Values(node, name);
  if (values.empty()) return std::nullopt;
  if (values.size() > 1) {
    Refuse(node, "has sh:" + std::string(name) +
                     " twice, perhaps in two files that import each other. Keep one");
  }
  return std::move(values.front());
}

// Only the literal "true"^^xsd:boolean counts, as the test suite of SHACL says ("uniqueLang-002").
bool ShapeCompiler::IsTrue(const RdfTerm& node, std::string_view name) const {
  const auto value = OneValue(node, name);
  if (!value) return false;
  if (!value->is_literal() || value->datatype != vocabulary::kBoolean) {
    Refuse(node, "has an sh:" + std::string(name) + " that is neither true nor false");
  }
  return value->text == "true";
}

std::string ShapeCompiler::QuotedIri(const RdfTerm& node, std::string_view name,
                                     const RdfTerm& value) {
  if (!value.is_iri()) {
    Refuse(node, "has an sh:" + std::string(name) + " that is no IRI: " + Describe(value));
  }
  return prefixes_.Quoted(value.text);
}

std::string ShapeCompiler::QuotedTerm(const RdfTerm& node, std::string_view name,
                                      const RdfTerm& value) {
  if (value.is_blank()) Refuse(node, "has an sh:" + std::string(name) + " that is a blank node");
  if (value.is_iri()) return prefixes_.Quoted(value.text);
  const std::string what = value.language.empty()
                               ? "\"datatype\": " + prefixes_.Quoted(value.datatype)
                               : "\"language\": " + json::Quote(value.language);
  return "{\"value\": " + json::Quote(value.text) + ", " + what + "}";
}

std::string ShapeCompiler::QuotedTerms(const RdfTerm& node, std::string_view name,
                                       const std::vector<RdfTerm>& values) {
  std::vector<std::string> quoted;
  for (const RdfTerm& value : values) quoted.push_back(QuotedTerm(node, name, value));
  return Bracketed(quoted);
}

std::size_t ShapeCompiler::CompileInner(const RdfTerm& node, std::string_view name,
                                        const RdfTerm& value) {
  if (value.is_literal() || (value.is_iri() && graph_.Of(value).empty())) {
    Refuse(node, "names " + Describe(value) + " as sh:" + std::string(name) +
                     ", and no file given defines that shape: everything would fit it");
  }
  if (name == "property" && Values(value, "path").empty()) {
    Refuse(node, "has an sh:property without sh:path: " + Describe(value));
  }
  return Compile(value);
}

void ShapeCompiler::AddTargetClasses(const RdfTerm& node, std::string_view name, Members& members) {
  std::vector<std::string> classes;
  for (const RdfTerm& value : Values(node, name)) classes.push_back(QuotedIri(node, name, value));
  if (IsImplicitClass(node)) {
    std::string itself = QuotedIri(node, name, node);
    if (std::find(classes.begin(), classes.end(), itself) == classes.end()) {
      classes.push_back(std::move(itself));
    }
  }
  if (!classes.empty()) members.push_back({std::string(name), Bracketed(classes)});
}

void ShapeCompiler::AddPath(const RdfTerm& node, std::string_view name, Members& members) {
  const auto path = OneValue(node, name);
  if (!path) return;
  if (!path->is_iri()) {
    Refuse(node,
           "has an sh:path that is more than one predicate, which Signet does not implement. "
           "Express it with plain paths");
  }
  members.push_back({std::string(name), prefixes_.Quoted(path->text)});
}

void ShapeCompiler::AddSeverity(const RdfTerm& node, std::string_view name, Members& members) {
  const auto severity = OneValue(node, name);
  if (!severity) return;
  std::string quoted = QuotedIri(node, name, *severity);
  if (severity->text == Shacl("Violation")) return;
  for (const char* const own : {"Warning", "Info"}) {
    if (severity->text == Shacl(own)) quoted = json::Quote(own);
  }
  members.push_back({std::string(name), quoted});
}

void ShapeCompiler::AddMessage(const RdfTerm& node, std::string_view name, Members& members) {
  if (messages_ == Messages::kLeaveOut) return;
  std::map<std::string, std::string> texts;
  for (const RdfTerm& value : Values(node, name)) {
    if (!value.is_literal()) Refuse(node, "has an sh:message that is no text");
    std::string& text = texts[value.language];
    text += (text.empty() ? "" : " ") + value.text;
  }
  std::string object;
  for (const auto& [language, text] : texts) {
    object += (object.empty() ? "{" : ", ") + json::Quote(language) + ": " + json::Quote(text);
  }
  if (!object.empty()) members.push_back({std::string(name), object + "}"});
}

void ShapeCompiler::AddTrue(const RdfTerm& node, std::string_view name, Members& members) {
  if (IsTrue(node, name)) members.push_back({std::string(name), "true"});
}

void ShapeCompiler::AddIris(const RdfTerm& node, std::string_view name, Members& members) {
  std::vector<std::string> iris;
  for (const RdfTerm& value : Values(node, name)) iris.push_back(QuotedIri(node, name, value));
  if (!iris.empty()) members.push_back({std::string(name), Bracketed(iris)});
}

void ShapeCompiler::AddTerms(const RdfTerm& node, std::string_view name, Members& members) {
  const std::vector<RdfTerm> values = Values(node, name);
  if (!values.empty()) members.push_back({std::string(name), QuotedTerms(node, name, values)});
}

void ShapeCompiler::AddIri(const RdfTerm& node, std::string_view name, Members& members) {
  const auto value = OneValue(node, name);
  if (value) members.push_back({std::string(name), QuotedIri(node, name, *value)});
}

void ShapeCompiler::AddNodeKind(const RdfTerm& node, std::string_view name, Members& members) {
  const auto value = OneValue(node, name);
  if (!value) return;
  for (const char* const kind :
       {"IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"}) {
    if (*value != Iri(Shacl(kind))) continue;
    members.push_back({std::string(name), json::Quote(kind)});
    return;
  }
  Refuse(node, "has an unknown sh:nodeKind: " + Describe(*value));
}

void ShapeCompiler::AddCount(const RdfTerm& node, std::string_view name, Members& members) {
  const auto value = OneValue(node, name);
  if (!value) return;
  const auto number = value->is_literal() && value->datatype == vocabulary::kInteger
                          ? elm::ReadInteger(elm::Datatype::kNonNegativeInteger, value->text)
                          : std::nullopt;
  if (!number || number->integer.size() > 18) {
    Refuse(node, "has an sh:" + std::string(name) + " that is no count: " + Describe(*value));
  }
  members.push_back({std::string(name), number->IsZero() ? "0" : std::string(number->integer)});
}

void ShapeCompiler::AddBound(const RdfTerm& node, std::string_view name, Members& members) {
  const auto value = OneValue(node, name);
  if (!value) return;
  if (!value->is_literal() ||
      !elm::ReadLiteralValue(elm::DatatypeOf(value->datatype), value->text)) {
    Refuse(node, "has an sh:" + std::string(name) + " without an order: " + Describe(*value));
  }
  members.push_back({std::string(name), QuotedTerm(node, name, *value)});
}

void ShapeCompiler::AddPattern(const RdfTerm& node, std::string_view name, Members& members) {
  const auto pattern = OneValue(node, name);
  const auto flags = OneValue(node, "flags");
  if (!pattern) return;
  if (!pattern->is_literal() || (flags && !flags->is_literal())) {
    Refuse(node, "has an sh:pattern or sh:flags that is no text");
  }
  try {
    members.push_back({std::string(name),
                       json::Quote(TranslatePattern(pattern->text, flags ? flags->text : ""))});
  } catch (const Error& refused) {
    Refuse(node, "cannot be compiled. " + refused.message());
  }
}

void ShapeCompiler::AddLanguages(const RdfTerm& node, std::string_view name, Members& members) {
  const auto head = OneValue(node, name);
  if (!head) return;
  std::vector<std::string> ranges;
  for (const RdfTerm& range : graph_.List(*head)) {
    if (!range.is_literal()) Refuse(node, "has an sh:languageIn with " + Describe(range));
    ranges.push_back(json::Quote(range.text));
  }
  members.push_back({std::string(name), Bracketed(ranges)});
}

void ShapeCompiler::AddShapes(const RdfTerm& node, std::string_view name, Members& members) {
  CompiledShape::Shapes shapes;
  for (const RdfTerm& value : Values(node, name)) {
    shapes.push_back(CompileInner(node, name, value));
  }
  if (!shapes.empty()) members.push_back({std::string(name), std::move(shapes)});
}

void ShapeCompiler::AddShapeLists(const RdfTerm& node, std::string_view name, Members& members) {
  std::vector<CompiledShape::Shapes> lists;
  for (const RdfTerm& head : Values(node, name)) {
    CompiledShape::Shapes& list = lists.emplace_back();
    for (const RdfTerm& value : graph_.List(head)) {
      list.push_back(CompileInner(node, name, value));
    }
  }
  if (!lists.empty()) members.push_back({std::string(name), std::move(lists)});
}

void ShapeCompiler::AddClosed(const RdfTerm& node, std::string_view name, Members& members) {
  const auto ignored = OneValue(node, "ignoredProperties");
  if (!IsTrue(node, name)) return;
  std::vector<std::string> iris;
  if (ignored) {
    for (const RdfTerm& value : graph_.List(*ignored)) {
      iris.push_back(QuotedIri(node, "ignoredProperties", value));
    }
  }
  members.push_back({std::string(name), Bracketed(iris)});
}

void ShapeCompiler::AddIn(const RdfTerm& node, std::string_view name, Members& members) {
  const auto head = OneValue(node, name);
  if (head) members.push_back({std::string(name), QuotedTerms(node, name, graph_.List(*head))});
}

}  // namespace signet::provisioning
