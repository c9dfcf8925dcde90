#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "appliance/base/json_writer.h"
#include "provisioning/commands/commands.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/known_parties.h"
#include "provisioning/mandate_answers.h"
#include "provisioning/mandate_files.h"
#include "provisioning/mandate_paper.h"
#include "provisioning/mandate_words.h"
#include "provisioning/terminal.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
Asks what a mandate has to say, unless the options say it (--name, --issuing, --client and
--valid-until are enough), and writes into OUTDIR
  NAME.mandate.pdf    the document that both sides sign
  NAME.mandate.md     the same as Markdown, for those who want other words or another layout
  NAME.mandate.json   the terms that the box will hold credentials against
The box is only read: organisations and clients must be known to it.

Next: have the PDF signed, scan it if it was signed by hand, and hand both in with `mandate propose`.
The terms' digest stands in the document's annex, so the terms must not be changed after signing.

--evidence says what each credential tells of the mandate, by language: en="…", pt="…"; en alone
takes the usual sentence. Without --evidence the credentials say nothing.

Examples:
  signetctl --profile admin.toml mandate new
  signetctl --profile admin.toml mandate new --name artes-2026 --issuing artes --client campus \
            --valid-from 2026-10-01 --valid-until 2028-09-30 --total 5000 --evidence en \
            --issued-by-mandate --out mandates)";

void Report(const Invocation& invocation, const MandateFiles& written,
            const registry::MandateTerms& terms) {
  if (invocation.json) {
    fmt::print("{}\n", json::ObjectWriter()
                           .Text("terms", written.terms.string())
                           .Text("markdown", written.markdown.string())
                           .Text("pdf", written.pdf.string())
                           .Text("sha256", DigestOnPaper(terms).hex())
                           .WriteIndented());
    return;
  }
  fmt::print(
      "{} is the document to sign, {} has its text, {} the terms.\n"
      "Next, when both sides have signed:\n"
      "  signetctl --profile ADMIN.toml mandate propose {} --document SIGNED.pdf\n",
      written.pdf.string(), written.markdown.string(), written.terms.string(),
      written.terms.string());
}

Outcome MakeMandate(const Invocation& invocation, MandateAnswers answers,
                    const std::filesystem::path& out) {
  const KnownParties known = ReadKnownParties(*OpenRegistry(invocation));
  if (!answers.IsComplete()) {
    AskForAnswers(answers, AskLine, known.OrganisationNames(), known.submitters);
  }
  const MandateParties parties = known.PartiesOf(answers);
  const auto terms =
      ToTerms(answers, parties.issuing.legal_name, parties.sealing.legal_name, SystemNow());
  const MandateFiles written =
      WriteMandateFiles(out, answers.name, terms, MandatePaper(answers.name, terms, parties));
  Report(invocation, written, terms);
  return Outcome::kGood;
}

void AddScope(CLI::App& command, MandateAnswers& answers) {
  const auto list = [&command](const char* name, std::vector<std::string>& to, const char* about) {
    command.add_option(name, to, about)->allow_extra_args(false);
  };
  list("--delivering", answers.delivering, "Who teaches and assesses for it (repeatable)");
  command.add_flag("--check-delivering", answers.check_delivering,
                   "Refuse credentials that name others for that");
  list("--client", answers.clients, "A client that may submit (repeatable)");
  list("--credential-profile", answers.profiles,
       "Only this application profile: IRI or edc-generic-full (repeatable)");
  list("--kind", answers.kinds,
       "Only this kind of credential: IRI of credentialProfiles "
       "(repeatable)");
  list("--learning", answers.learning,
       "Only for this learning opportunity or qualification: IRI or notation (repeatable)");
  list("--evidence", answers.evidence, "en, or LANGUAGE=TEXT (repeatable)");
}

void AddLimits(CLI::App& command, MandateAnswers& answers) {
  command.add_option("--valid-from", answers.valid_from, "First day (default: today)")
      ->type_name("DATE");
  command.add_option("--valid-until", answers.valid_until, "Last day")->type_name("DATE");
  command.add_option("--total", answers.total, "Seals at most in total");
  CLI::Option* const per_period =
      command.add_option("--per-period", answers.per_period, "Seals at most in each period");
  CLI::Option* const days =
      command.add_option("--period-days", answers.period_days, "Days of a period");
  per_period->needs(days);
  days->needs(per_period);
}

}  // namespace

void AddMandateNew(CLI::App& mandate, Invocation& invocation) {
  auto answers = std::make_shared<MandateAnswers>();
  auto out = std::make_shared<std::filesystem::path>(".");
  CLI::App* const command =
      mandate.add_subcommand("new", "Write a mandate that both sides can sign");
  command->footer(kFooter);
  command->add_option("--name", answers->name, "The mandate's name at this box");
  command->add_option("--issuing", answers->issuing, "The organisation in whose name is sealed");
  AddScope(*command, *answers);
  AddLimits(*command, *answers);
  command->add_flag("--issued-by-mandate", answers->issued_by_mandate,
                    "The credential's profile becomes edc-issued-by-mandate");
  command->add_flag("--embed-document", answers->embed_document,
                    "Each credential carries the signed document");
  command->add_option("--out", *out, "Folder to write into (default: here)")->type_name("OUTDIR");
  command->callback([answers, out, &invocation] {
    invocation.outcome = MakeMandate(invocation, *answers, *out);
  });
}

}  // namespace signet::provisioning
