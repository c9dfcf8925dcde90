#include "provisioning/profile_compiler/shacl_parameters.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "appliance/base/error.h"
#include "provisioning/profile_compiler/vocabulary.h"

namespace signet::provisioning {
namespace {

// SHACL Core as it is implemented (PROFILE.md).
constexpr std::string_view kImplemented[] = {"targetClass",
                                             "targetNode",
                                             "targetSubjectsOf",
                                             "targetObjectsOf",
                                             "path",
                                             "severity",
                                             "message",
                                             "deactivated",
                                             "class",
                                             "datatype",
                                             "nodeKind",
                                             "minCount",
                                             "maxCount",
                                             "minExclusive",
                                             "minInclusive",
                                             "maxExclusive",
                                             "maxInclusive",
                                             "minLength",
                                             "maxLength",
                                             "pattern",
                                             "flags",
                                             "languageIn",
                                             "uniqueLang",
                                             "equals",
                                             "disjoint",
                                             "lessThan",
                                             "lessThanOrEquals",
                                             "not",
                                             "and",
                                             "or",
                                             "xone",
                                             "node",
                                             "property",
                                             "closed",
                                             "ignoredProperties",
                                             "hasValue",
                                             "in"};

// They constrain nothing: for people and forms (SHACL 2.3.2), declarations for SPARQL that is not
// there (5.2.1), and validation reports (3.6), which test suites keep beside their shapes.
constexpr std::string_view kHarmless[] = {"name",
                                          "description",
                                          "order",
                                          "group",
                                          "defaultValue",
                                          "declare",
                                          "prefix",
                                          "namespace",
                                          "conforms",
                                          "result",
                                          "detail",
                                          "focusNode",
                                          "resultPath",
                                          "resultSeverity",
                                          "resultMessage",
                                          "value",
                                          "sourceShape",
                                          "sourceConstraint",
                                          "sourceConstraintComponent"};

// Written so in the official shapes of ELM; SHACL does not know it, and every engine passes it by.
constexpr std::string_view kMisspelt[] = {"nodekind"};

// Parts of a path. The shape that has such a path is refused (ShapeCompiler), which says more.
constexpr std::string_view kPathParts[] = {"alternativePath", "inversePath", "zeroOrMorePath",
                                           "oneOrMorePath", "zeroOrOnePath"};

/// "<IRI>", or "a blank node below <IRI>".
std::string DescribePlace(const TurtleDocument& document, const RdfTerm& node) {
  std::map<RdfTerm, RdfTerm> above;
  for (const RdfStatement& statement : document.statements) {
    if (statement.object.is_blank()) above.emplace(statement.object, statement.subject);
  }
  RdfTerm at = node;
  for (std::size_t step = 0; at.is_blank() && step < above.size(); ++step) {
    const auto found = above.find(at);
    if (found == above.end()) break;
    at = found->second;
  }
  return at == node ? Describe(node) : "a blank node below " + Describe(at);
}

template <std::size_t count>
bool Contains(const std::string_view (&names)[count], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

void RequireKnownParameters(const TurtleDocument& document) {
  for (const RdfStatement& statement : document.statements) {
    std::string_view name = statement.predicate;
    if (!name.starts_with(vocabulary::kShacl)) continue;
    name.remove_prefix(vocabulary::kShacl.size());
    if (Contains(kImplemented, name) || Contains(kHarmless, name) || Contains(kMisspelt, name) ||
        Contains(kPathParts, name)) {
      continue;
    }
    throw Error(Code::kProfileMalformed,
                document.name + ": " + DescribePlace(document, statement.subject) +
                    " uses sh:" + std::string(name) +
                    ", which Signet does not implement, so credentials would be let pass that the "
                    "profile forbids. Express it with SHACL Core on plain paths.");
  }
}

}  // namespace signet::provisioning
