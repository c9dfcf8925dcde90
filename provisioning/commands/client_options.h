#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "provisioning/new_client.h"

namespace signet::provisioning {

/// How a certificate is handed in on the command line.
struct CertificateOptions {
  std::filesystem::path certificate;
  std::filesystem::path issuer;
  std::string match = "public-key";

  HandedCertificate Read() const;
};
void AddCertificateOptions(CLI::App& command, CertificateOptions& options);

/// What may be changed of a client.
struct ClientLimits {
  bool signatures_required = false;
  std::vector<std::string> organisations;
  std::uint32_t seals_per_minute = 0;  ///< 0: not given
  std::uint32_t burst = 0;

  /// Throws Error(kParameterInvalid) for a rate without burst and the other way round.
  template <typename AnyClient>
  void ApplyTo(AnyClient& client) const {
    client.signatures_required = signatures_required;
    client.organisations = organisations;
    client.rate = Rate();
  }

  std::optional<registry::Rate> Rate() const;
};
void AddClientLimits(CLI::App& command, ClientLimits& limits);

}  // namespace signet::provisioning
