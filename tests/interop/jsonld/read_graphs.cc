// read_graphs IRI=FILE… : reads JSON-LD contexts (in this order), then credentials named on
// standard input, one a line, and writes a line of JSON for each: {"file", "refusals": […],
// "triples": […]}.
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/json_writer.h"
#include "appliance/elm/jsonld/context.h"
#include "appliance/elm/jsonld/graph_reader.h"
#include "provisioning/profile_compiler/context_compiler.h"
#include "provisioning/profile_compiler/context_writer.h"
#include "tests/support/n_triples.h"

namespace signet {
namespace {

constexpr json::Limits kLimits{.max_octets = 64U << 20U, .max_depth = 100};

provisioning::CompiledContexts Compile(const std::vector<std::string_view>& arguments) {
  std::vector<provisioning::ContextDocument> documents;
  for (const std::string_view argument : arguments) {
    const std::size_t equals = argument.find('=');
    documents.push_back({std::string(argument.substr(0, equals)),
                         ReadFile(std::string(argument.substr(equals + 1)))});
  }
  return provisioning::CompileContexts(documents);
}

elm::Context ReadContext(const provisioning::CompiledContexts& compiled, elm::TermTable& terms) {
  json::ObjectWriter profile;
  profile.Object("terms", WriteTerms(compiled.terms, compiled.prefixes))
      .Object("scopes", WriteScopes(compiled, compiled.prefixes));
  const json::Document document = json::Document::Parse(profile.Write(), kLimits);
  elm::IriPrefixes prefixes;
  for (const auto& [name, start] : compiled.prefixes) prefixes.Add(name, start);
  const elm::ProfileValue root(document.root());
  return elm::Context::Read(elm::ProfileValue(document.root().Find("terms").value(), &root),
                            elm::ProfileValue(document.root().Find("scopes").value(), &root),
                            prefixes, terms);
}

std::string ReasonOf(const elm::Refusal& refusal) {
  return refusal.reason == elm::RefusalReason::kKeyword ? "keyword" : "invalid";
}

std::string Describe(const std::string& file, const elm::Context& context,
                     const elm::TermTable& terms) {
  json::ObjectWriter line;
  line.Text("file", file);
  std::vector<std::string> refusals;
  std::vector<std::string> triples;
  try {
    const json::Document document = json::Document::Parse(ReadFile(file), kLimits);
    const elm::GraphReading reading = elm::ReadGraph(document.root(), context, terms);
    for (const elm::Refusal& refusal : reading.refusals) refusals.push_back(ReasonOf(refusal));
    if (reading.graph) triples = test::NTriplesOf(*reading.graph);
  } catch (const Error& error) {
    refusals.emplace_back(error.what());
  }
  return line.Texts("refusals", refusals).Texts("triples", triples).Write();
}

int Run(const std::vector<std::string_view>& arguments) {
  elm::TermTable terms;
  const elm::Context context = ReadContext(Compile(arguments), terms);
  std::string file;
  while (std::getline(std::cin, file)) std::cout << Describe(file, context, terms) << '\n';
  return 0;
}

}  // namespace
}  // namespace signet

int main(int count, char** arguments) {
  try {
    return signet::Run({arguments + 1, arguments + count});
  } catch (const signet::Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
