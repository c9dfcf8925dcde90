#include "provisioning/commands/client_options.h"

#include <CLI/CLI.hpp>

#include "appliance/base/error.h"

namespace signet::provisioning {

HandedCertificate CertificateOptions::Read() const {
  return ReadHandedCertificate(registry::CertificateMatchFromName(match), certificate, issuer);
}

void AddCertificateOptions(CLI::App& command, CertificateOptions& options) {
  command.add_option("--certificate", options.certificate, "Its TLS certificate, PEM")
      ->required()
      ->type_name("FILE");
  command
      .add_option("--match", options.match,
                  "What of it counts: public-key (default), certificate, issuer-and-subject")
      ->check(CLI::IsMember({"public-key", "certificate", "issuer-and-subject"}));
  command
      .add_option("--issuer", options.issuer, "With issuer-and-subject: the CA that issued it, PEM")
      ->type_name("FILE");
}

std::optional<registry::Rate> ClientLimits::Rate() const {
  if ((seals_per_minute == 0) != (burst == 0)) {
    throw Error(Code::kParameterInvalid,
                "--rate and --burst belong together: seals a minute, and how many at once.");
  }
  if (seals_per_minute == 0) return std::nullopt;
  return registry::Rate{seals_per_minute, burst};
}

void AddClientLimits(CLI::App& command, ClientLimits& limits) {
  command.add_flag("--signatures-required", limits.signatures_required,
                   "Whatever it asks must be signed with one of its keys");
  command
      .add_option("--organisation", limits.organisations,
                  "Submitters: only for this organisation (repeatable; default: all whose mandates "
                  "let it)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command
      .add_option("--rate", limits.seals_per_minute,
                  "Submitters: seals a minute (default: not limited)")
      ->check(CLI::Range(1, 1'000'000));
  command.add_option("--burst", limits.burst, "With --rate: how many at once")
      ->check(CLI::Range(1, 1'000'000));
}

}  // namespace signet::provisioning
