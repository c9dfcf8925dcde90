#include "provisioning/commands/mandate_from.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/elm/attribution.h"
#include "appliance/elm/credential_text.h"
#include "provisioning/awarding_bodies.h"
#include "provisioning/commands/open_registry.h"
#include "provisioning/mandate_answers.h"
#include "provisioning/mandate_files.h"
#include "provisioning/mandate_paper.h"
#include "provisioning/terminal.h"

namespace signet::provisioning {
namespace {

class Drafting {
 public:
  Drafting(const Invocation& invocation, const MandateFromOptions& options)
      : invocation_(invocation),
        options_(options),
        registry_(OpenRegistry(invocation)),
        known_(ReadKnownParties(*registry_)) {}

  // False if nobody could be found to draft a mandate for.
  bool Take(const elm::NamedOrganisation& body) {
    const AwardingBody found = FindAwardingBody(body, known_);
    switch (found.kind) {
      case AwardingBody::Kind::kSealing:
        Say(fmt::format("{}: the sealing organisation itself; it needs no mandate.", found.shown));
        return true;
      case AwardingBody::Kind::kKnown:
        Say(fmt::format("{}: \"{}\" at this box.", found.shown, found.organisation.name));
        break;
      case AwardingBody::Kind::kAmbiguous:
        Say(fmt::format("{}: not clear who that is. {}", found.shown, found.found));
        return false;
      case AwardingBody::Kind::kUnknown:
        if (!AddUnknown(found)) return false;
        break;
    }
    Draft(found.organisation);
    return true;
  }

  void PrintJson() {
    if (!invocation_.json) return;
    fmt::print("{}\n", json::ObjectWriter().Objects("drafts", std::move(drafts_)).WriteIndented());
  }

 private:
  void Say(const std::string& text) const {
    if (!invocation_.json) fmt::print("{}\n", Printable(text));
  }

  bool AddUnknown(const AwardingBody& found) {
    Say(fmt::format("{}: unknown to this box. {}", found.shown, found.found));
    if (!options_.add_organisations) {
      Say("  Add it, then try again (or use --add-organisations):");
      Say("  " + CommandToAdd(found.organisation));
      return false;
    }
    registry_->AddOrganisation(found.organisation);
    Say(fmt::format("  Added as \"{}\".", found.organisation.name));
    return true;
  }

  void Draft(const registry::Organisation& organisation) {
    MandateAnswers answers;
    answers.name = organisation.name.substr(0, kLongestStem) + "-" +
                   FormatTimeSeconds(SystemNow()).substr(0, 10);
    answers.issuing = organisation.name;
    answers.clients = options_.clients.empty() ? known_.submitters : options_.clients;
    answers.valid_until = options_.valid_until.empty()
                              ? FormatTimeSeconds(SystemNow() + kYear).substr(0, 10)
                              : options_.valid_until;
    answers.evidence = {"en"};
    const MandateParties parties{
        .issuing = organisation, .sealing = known_.Sealing(), .delivering = {}};
    const auto terms =
        ToTerms(answers, organisation.legal_name, parties.sealing.legal_name, SystemNow());
    const MandateFiles files = WriteMandateFiles(options_.out, answers.name, terms,
                                                 MandatePaper(answers.name, terms, parties));
    registry_->DraftMandate(answers.name, terms);
    json::ObjectWriter draft;
    draft.Text("mandate", answers.name)
        .Text("issuing", organisation.name)
        .Text("terms", files.terms.string())
        .Text("pdf", files.pdf.string());
    drafts_.push_back(std::move(draft));
    Say(fmt::format("  Draft \"{}\" is at the box. Have {} signed, then:", answers.name,
                    files.pdf.string()));
    Say(fmt::format("  signetctl --profile ADMIN.toml mandate propose {} --document SIGNED.pdf",
                    answers.name));
  }

  static constexpr std::chrono::days kYear{365};
  static constexpr std::size_t kLongestStem = 50;  // names have 64 characters at most
  const Invocation& invocation_;
  const MandateFromOptions& options_;
  std::unique_ptr<RegistryAccess> registry_;
  KnownParties known_;
  std::vector<json::ObjectWriter> drafts_;
};

}  // namespace

void AddMandateFromOptions(CLI::App& command, MandateFromOptions& options) {
  CLI::Option* const from = command
                                .add_option("--from", options.credential,
                                            "Draft mandates for a credential's awarding bodies")
                                ->type_name("CREDENTIAL");
  command
      .add_option("--client", options.clients,
                  "With --from: who will submit (repeatable; default: every submitter)")
      ->allow_extra_args(false)
      ->needs(from);
  command
      .add_option("--valid-until", options.valid_until,
                  "With --from: last day (default: in a year)")
      ->type_name("DATE")
      ->needs(from);
  command
      .add_flag("--add-organisations", options.add_organisations,
                "With --from: add those that the box does not know")
      ->needs(from);
  command
      .add_option("--out", options.out,
                  "With --from: folder for terms and documents (default: here)")
      ->type_name("OUTDIR")
      ->needs(from);
}

Outcome DraftFromCredential(const Invocation& invocation, const MandateFromOptions& options) {
  const auto credential =
      elm::CredentialText::Read(UntrustedText(ReadFile(options.credential)), {});
  const elm::Attribution attribution = elm::ReadAttribution(credential.root());
  if (attribution.awarding_bodies.empty()) {
    throw Error(Code::kAwardingBodyUnknown,
                "The credential names no awarding body, so there is nobody to get a mandate from: "
                "add awardedBy.awardingBody to its claims.");
  }
  Drafting drafting(invocation, options);
  bool all = true;
  for (const elm::NamedOrganisation& body : attribution.awarding_bodies) {
    all = drafting.Take(body) && all;
  }
  drafting.PrintJson();
  return all ? Outcome::kGood : Outcome::kNotGood;
}

}  // namespace signet::provisioning
