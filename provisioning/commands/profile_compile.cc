#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/json_writer.h"
#include "appliance/elm/profile/profile.h"
#include "provisioning/commands/commands.h"
#include "provisioning/profile_compiler/profile_compiler.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFooter = R"(
Makes one file of what a box needs to know to check credentials: from the SHACL shapes (Turtle) that
the publisher of an application profile gives out, and from the JSON-LD contexts that its credentials
name. Each file of shapes is one profile, by the IRI of its owl:Ontology, together with what it
imports. Needs no box and no network. The same files always give the same result.

What Signet does not implement (paths of several steps, qualified shapes, SPARQL) is refused with its
file and shape: a rule that is passed over would let invalid credentials be sealed.

Examples:
  signetctl profile compile --name "European Digital Credentials" --version 1.2.0 \
    --shapes elm-ap-1.2 \
    --context https://www.w3.org/2018/credentials/v1=credentials-v1.jsonld \
    --context http://data.europa.eu/snb/model/context/edc-ap=elm-ap-1.2/edc-ap-context.jsonld \
    --root VerifiableCredential EuropeanDigitalCredential --out edc-ap-1.2.json
  signetctl profile compile --name LOQ --version 1.1.0 --shapes LOQ-constraints.ttl \
    --not-shapes http://purl.org/dc/terms/ … --out loq.json)";

struct Options {
  ProfileOrder order;
  std::vector<std::string> contexts;
  std::vector<std::string> draft;
  bool without_messages = false;
  fs::path out;
};

// IRI=FILE: an IRI may have "=" in it, a file's name seldom does.
std::pair<std::string, fs::path> SplitContext(const std::string& text) {
  const auto at = text.rfind('=');
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) {
    throw Error(Code::kUsage, "--context must look like IRI=FILE, and \"" + text + "\" does not.");
  }
  return {text.substr(0, at), text.substr(at + 1)};
}

std::pair<std::string, std::string> SplitDraft(const std::string& text) {
  const auto at = text.find('=');
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) {
    throw Error(Code::kUsage, "--draft must look like SHAPE=PATH, and \"" + text + "\" does not.");
  }
  return {text.substr(0, at), text.substr(at + 1)};
}

Outcome Compile(const Invocation& invocation, const Options& options) {
  ProfileOrder order = options.order;
  for (const std::string& context : options.contexts) {
    order.contexts.push_back(SplitContext(context));
  }
  for (const std::string& draft : options.draft) {
    const auto [shape, path] = SplitDraft(draft);
    order.draft[shape].push_back(path);
  }
  order.messages = options.without_messages ? Messages::kLeaveOut : Messages::kKeep;
  const std::string text = CompileProfile(order);
  WriteFile(options.out, text, FileMode::kPublic);
  const elm::ProfileSet set = elm::ProfileSet::Read(text);
  if (invocation.json) {
    std::vector<std::string> iris;
    for (const elm::Profile& profile : set.profiles()) iris.push_back(profile.iri);
    fmt::print("{}\n", json::ObjectWriter()
                           .Text("file", options.out.string())
                           .Texts("profiles", iris)
                           .WriteIndented());
    return Outcome::kGood;
  }
  fmt::print("{} {} is in {}:\n", set.name(), set.version(), options.out.string());
  for (const elm::Profile& profile : set.profiles()) {
    fmt::print("  {}  {} shapes\n", profile.iri, profile.shapes.size());
  }
  return Outcome::kGood;
}

}  // namespace

void AddProfileCompile(CLI::App& profile, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      profile.add_subcommand("compile", "Make a compiled profile from SHACL shapes and contexts");
  command->footer(kFooter);
  command->add_option("--name", options->order.name, "What people call these profiles")->required();
  command->add_option("--version", options->order.version, "Their version")->required();
  command
      ->add_option("--shapes", options->order.shapes, "Shapes: Turtle files, or folders of *.ttl")
      ->required()
      ->type_name("FILE|DIR");
  command
      ->add_option("--context", options->contexts,
                   "A context that credentials name, and the file that has it; in their order")
      ->type_name("IRI=FILE");
  command
      ->add_option("--root", options->order.root,
                   "Types that every credential has (names of the contexts, or IRIs)")
      ->type_name("CLASS");
  command
      ->add_option("--draft", options->draft,
                   "What preparation writes, so a draft may lack it: IRIs of a shape and a path")
      ->type_name("SHAPE=PATH");
  command
      ->add_option("--not-shapes", options->order.not_shapes,
                   "Imports that are vocabularies: they have no shapes and are not followed")
      ->type_name("IRI");
  command->add_flag("--without-messages", options->without_messages,
                    "Leave out the publisher's own messages (sh:message)");
  command->add_option("--out", options->out, "Where the compiled profile goes")
      ->required()
      ->type_name("FILE");
  command->callback([options, &invocation] { invocation.outcome = Compile(invocation, *options); });
}

}  // namespace signet::provisioning
