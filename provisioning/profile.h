#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace signet::provisioning {

/// How one client reaches its box: a TOML file with `url`, `ca`, `certificate`, `key` and
/// optionally `log_key`, paths relative to the file.
struct Profile {
  std::string host;
  std::uint16_t port = 443;
  std::filesystem::path ca;                      ///< PEM: who may issue the box's TLS certificate
  std::filesystem::path certificate;             ///< PEM: the client's own, its issuers after it
  std::filesystem::path key;                     ///< PEM
  std::optional<std::filesystem::path> log_key;  ///< a vkey file

  std::string Url() const;

  /// Throws Error(kConfigurationInvalid) naming file and key.
  static Profile Read(const std::filesystem::path& file);
};

}  // namespace signet::provisioning
