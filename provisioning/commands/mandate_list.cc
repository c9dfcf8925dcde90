#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/file.h"
#include "provisioning/commands/answer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kListFooter = R"(
Name, phase, issuing organisation, end, and what was sealed under it. Reads only; at the box the
sealer may run.

Example:
  signetctl --profile auditor.toml mandate list)";

constexpr const char* kShowFooter = R"(
The terms in words, with their digest; --json has them as they are.

Example:
  signetctl --profile auditor.toml mandate show artes-2026)";

constexpr const char* kDocumentFooter = R"(
The paper that both sides signed, as it was handed in.

Example:
  signetctl --profile auditor.toml mandate document artes-2026 --out artes-2026.pdf)";

Outcome List(const Invocation& invocation) {
  PrintList(invocation, OpenRegistry(invocation)->List(Collection::kMandates), "mandates",
            MandateLine, "No mandates yet. Make one: signetctl mandate new --help");
  return Outcome::kGood;
}

Outcome Show(const Invocation& invocation, const std::string& name) {
  PrintAnswer(invocation, OpenRegistry(invocation)->Show(Collection::kMandates, name),
              DescribeMandate);
  return Outcome::kGood;
}

Outcome WriteDocument(const Invocation& invocation, const std::string& name,
                      const std::filesystem::path& out) {
  const Bytes document = OpenRegistry(invocation)->MandateDocument(name);
  WriteFile(out, AsText(document), FileMode::kPublic);
  const std::string digest = HashSha256(ByteView(document)).hex();
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter()
                           .Text("file", out.string())
                           .Text("sha256", digest)
                           .Integer("octets", static_cast<std::int64_t>(document.size()))
                           .WriteIndented());
  } else {
    fmt::print("{} holds the document of \"{}\", SHA-256 {}.\n", out.string(), name, digest);
  }
  return Outcome::kGood;
}

}  // namespace

void AddMandateList(CLI::App& mandate, Invocation& invocation) {
  CLI::App* const command = mandate.add_subcommand("list", "Show the mandates");
  command->footer(kListFooter);
  command->callback([&invocation] { invocation.outcome = List(invocation); });
}

void AddMandateShow(CLI::App& mandate, Invocation& invocation) {
  auto name = std::make_shared<std::string>();
  CLI::App* const command = mandate.add_subcommand("show", "What a mandate says, in words");
  command->footer(kShowFooter);
  command->add_option("NAME", *name, "The mandate")->required();
  command->callback([name, &invocation] { invocation.outcome = Show(invocation, *name); });
}

void AddMandateDocument(CLI::App& mandate, Invocation& invocation) {
  auto name = std::make_shared<std::string>();
  auto out = std::make_shared<std::filesystem::path>();
  CLI::App* const command = mandate.add_subcommand("document", "Fetch the signed document");
  command->footer(kDocumentFooter);
  command->add_option("NAME", *name, "The mandate")->required();
  command->add_option("--out", *out, "Where to")->required()->type_name("FILE");
  command->callback(
      [name, out, &invocation] { invocation.outcome = WriteDocument(invocation, *name, *out); });
}

}  // namespace signet::provisioning
