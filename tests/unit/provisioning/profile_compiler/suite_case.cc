#include "tests/unit/provisioning/profile_compiler/suite_case.h"

#include <algorithm>

#include "appliance/base/file.h"
#include "provisioning/profile_compiler/turtle.h"
#include "provisioning/profile_compiler/vocabulary.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kManifest = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
constexpr std::string_view kSuite = "http://www.w3.org/ns/shacl-test#";

std::string Named(std::string_view vocabulary, std::string_view name) {
  return std::string(vocabulary).append(name);
}

std::string BaseOf(const fs::path& file) { return "file://" + fs::absolute(file).string(); }

TurtleDocument ReadFileAsTurtle(const fs::path& file) {
  return ReadTurtle(ReadFile(file), file.string(), BaseOf(file));
}

std::string Written(const RdfTerm& term) {
  if (term.is_blank()) return "_:";
  if (term.is_iri()) return "<" + term.text + ">";
  std::string text = "\"" + term.text + "\"";
  if (!term.language.empty()) return text + "@" + term.language;
  return text + "^^<" + term.datatype + ">";
}

fs::path FileOf(const RdfTerm& iri) { return iri.text.substr(std::string("file://").size()); }

std::string OneWritten(const RdfGraph& graph, const RdfTerm& node, std::string_view name) {
  const auto values = graph.Objects(node, Named(vocabulary::kShacl, name));
  return values.empty() ? "" : Written(values.front());
}

std::multiset<std::string> ReadResults(const RdfGraph& graph, const RdfTerm& report) {
  std::multiset<std::string> lines;
  for (const RdfTerm& result : graph.Objects(report, Named(vocabulary::kShacl, "result"))) {
    std::vector<std::string> parts;
    for (const char* const name : {"focusNode", "resultPath", "sourceConstraintComponent", "value",
                                   "resultSeverity", "sourceShape"}) {
      parts.push_back(OneWritten(graph, result, name));
    }
    lines.insert(ResultLine(parts));
  }
  return lines;
}

void ReadCases(const fs::path& folder, const fs::path& file, std::vector<SuiteCase>& cases) {
  RdfGraph graph;
  for (const RdfStatement& statement : ReadFileAsTurtle(file).statements) graph.Add(statement);
  for (const RdfTerm& test :
       graph.SubjectsWith(vocabulary::kType, Iri(Named(kSuite, "Validate")))) {
    const RdfTerm action = graph.Objects(test, Named(kManifest, "action")).at(0);
    const fs::path data = FileOf(graph.Objects(action, Named(kSuite, "dataGraph")).at(0));
    const fs::path shapes = FileOf(graph.Objects(action, Named(kSuite, "shapesGraph")).at(0));
    if (!fs::exists(data) || !fs::exists(shapes)) continue;
    const RdfTerm report = graph.Objects(test, Named(kManifest, "result")).at(0);
    const fs::path place = fs::relative(file, folder).replace_extension();
    cases.push_back({.name = place.string(),
                     .shapes = ReadFile(shapes),
                     .shapes_base = BaseOf(shapes),
                     .data = ReadFileAsTurtle(data).statements,
                     .results = ReadResults(graph, report)});
  }
}

}  // namespace

std::string ResultLine(const std::vector<std::string>& parts) {
  std::string line;
  for (const std::string& part : parts) line += (line.empty() ? "" : " | ") + part;
  return line;
}

std::vector<SuiteCase> ReadSuite(const fs::path& folder) {
  std::vector<SuiteCase> cases;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".ttl") ReadCases(folder, entry.path(), cases);
  }
  std::sort(cases.begin(), cases.end(),
            [](const SuiteCase& a, const SuiteCase& b) { return a.name < b.name; });
  return cases;
}

}  // namespace signet::provisioning
