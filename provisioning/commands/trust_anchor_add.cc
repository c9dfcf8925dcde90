#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/registry/trust.h"
#include "provisioning/box.h"
#include "provisioning/commands/commands.h"

namespace signet::provisioning {
namespace {

constexpr const char* kFooter = R"(
For tests and closed circles: a CA whose seals, or a time-stamp authority whose time-stamps, this box
trusts although no trusted list names it. Such trust is shown apart, stands in the log, and makes
nothing qualified. An anchor cannot be taken away again, only the box made anew. The sealer must be
stopped meanwhile.

Example:
  signetctl --box /srv/signet trust anchor add --name test-ca --purpose seal-issuer \
            --certificate test-ca.pem)";

struct Options {
  std::string name;
  std::string purpose;
  std::filesystem::path certificate;
};

Outcome AddAnchor(const Invocation& invocation, const Options& options) {
  const auto certificates = Certificate::FromPem(ReadFile(options.certificate));
  if (certificates.size() != 1) {
    throw Error(Code::kParameterInvalid, "The file " + options.certificate.string() +
                                             " holds several certificates: an anchor is one.");
  }
  const registry::TrustAnchor anchor{options.name, registry::AnchorPurposeFromName(options.purpose),
                                     certificates.front(), SystemNow()};
  Box box(invocation.Box());
  box.Record(
      [&](SQLite::Database& database) { registry::AddTrustAnchor(database, anchor); },
      {audit::TrustAnchorAdded{anchor.name, options.purpose, anchor.certificate.fingerprint()}});
  if (!invocation.json) {
    fmt::print("The box trusts {} as {} now. Nothing becomes qualified by that.\n",
               anchor.certificate.SubjectText(), options.purpose);
  }
  return Outcome::kGood;
}

}  // namespace

void AddTrustAnchorAdd(CLI::App& anchor, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = anchor.add_subcommand("add", "Trust a CA by the box's own decision");
  command->footer(kFooter);
  command->add_option("--name", options->name, "Its name at this box")->required();
  command->add_option("--purpose", options->purpose, "What it is trusted for")
      ->required()
      ->check(CLI::IsMember({"seal-issuer", "tsa"}));
  command->add_option("--certificate", options->certificate, "Its certificate, PEM")
      ->required()
      ->type_name("FILE");
  command->callback(
      [options, &invocation] { invocation.outcome = AddAnchor(invocation, *options); });
}

}  // namespace signet::provisioning
