#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/error.h"
#include "provisioning/commands/answer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/mandate_from.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/mandate_files.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
TERMS is what `mandate new` wrote (NAME.mandate.json; the mandate is called NAME at the box), and
--document the paper that both sides signed, as PDF, PNG or JPEG of 1 MiB at most. Both go to the
box and are proposed; another administrator approves them with `mandate approve NAME`.

A mandate that is a draft at the box already, after a rejection or from --from, is proposed with its
own terms: name NAME in place of TERMS.

--from CREDENTIAL starts from the other end: it says for each awarding body of a credential which
organisation of the box that is, and makes a draft of a mandate for each that needs one. Drafts
cover nothing; they wait for their paper. --client names who will submit. Organisations that the box
does not know are named with the command that adds them; --add-organisations adds them.

At the box (--box, sealer stopped) it works only until the box has two administrators, and the
mandate is then approved at once.

Examples:
  signetctl --profile admin.toml mandate propose artes-2026.mandate.json --document signed.pdf
  signetctl --profile admin.toml mandate propose artes-2026 --document signed.pdf
  signetctl --profile admin.toml mandate propose --from diploma.jsonld --client campus)";

struct Options {
  std::string terms;
  std::filesystem::path document;
  MandateFromOptions from;
};

void PrintResult(const Invocation& invocation, const Proposed& proposed, const std::string& name) {
  PrintAnswer(invocation, proposed.answer, proposed.in_force ? DescribeMandate : DescribeProposal);
  if (invocation.json) return;
  if (proposed.in_force) {
    fmt::print("Approved at once: the box has fewer than two administrators.\n");
  } else {
    fmt::print(
        "Proposed. Nothing may be sealed under it yet. Next, another administrator:\n"
        "  signetctl --profile ADMIN.toml mandate approve {}\n",
        name);
  }
}

Outcome ProposeMandate(const Invocation& invocation, const Options& options) {
  if (!options.from.credential.empty()) {
    if (!options.terms.empty() || !options.document.empty()) {
      throw Error(Code::kUsage, "--from makes drafts: give neither TERMS nor --document with it.");
    }
    return DraftFromCredential(invocation, options.from);
  }
  if (options.terms.empty()) {
    throw Error(Code::kUsage,
                "Name the terms (NAME.mandate.json) or a draft of the box, or start "
                "with --from CREDENTIAL.");
  }
  const MandateInHand mandate = ReadMandateInHand(options.terms);
  const auto document = ReadSignedDocument(options.document);
  if (mandate.terms && !document) {
    throw Error(Code::kUsage,
                "Name the paper that both sides signed with --document: a mandate is not approved "
                "without it.");
  }
  PrintResult(invocation,
              OpenRegistry(invocation)->ProposeMandate(mandate.name, mandate.terms, document),
              mandate.name);
  return Outcome::kGood;
}

}  // namespace

void AddMandatePropose(CLI::App& mandate, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command =
      mandate.add_subcommand("propose", "Hand in signed terms, or start from a credential");
  command->footer(kFooter);
  command->add_option("TERMS", options->terms, "NAME.mandate.json, or the name of a draft");
  command->add_option("--document", options->document, "What both sides signed: PDF, PNG, JPEG")
      ->type_name("FILE");
  AddMandateFromOptions(*command, options->from);
  command->callback(
      [options, &invocation] { invocation.outcome = ProposeMandate(invocation, *options); });
}

}  // namespace signet::provisioning
