#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace signet::provisioning {

/// How one client reaches its box: a TOML file with `url`, `ca`, `certificate`, `key` and
/// optionally `log_key`, paths relative to the file. With `signing_key` and `signing_key_id` every
/// request is signed; `log_key` says then for which box.
struct Profile {
  std::string host;
  std::uint16_t port = 443;
  std::filesystem::path ca;                      ///< PEM: who may issue the box's TLS certificate
  std::filesystem::path certificate;             ///< PEM: the client's own, its issuers after it
  std::filesystem::path key;                     ///< PEM
  std::optional<std::filesystem::path> log_key;  ///< a vkey file
  std::optional<std::filesystem::path> signing_key;  ///< PEM; may be the same as `key`
  std::string signing_key_id{};                      ///< as the box has it registered

  std::string Url() const;

  /// Throws Error(kConfigurationInvalid) naming file and key.
  static Profile Read(const std::filesystem::path& file);
};

}  // namespace signet::provisioning
