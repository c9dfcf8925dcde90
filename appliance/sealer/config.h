#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/sealer/revocation_service.h"
#include "appliance/sealer/time_stamper.h"
#include "hsm/token_pool.h"

namespace signet::sealer {

/// sealer.toml, read once. Paths are relative to the file.
struct SealerConfig {
  std::filesystem::path database;
  std::filesystem::path lock;

  std::filesystem::path socket;          ///< for the gateway
  std::filesystem::path control_socket;  ///< for people at the box: unlock, lock, state

  hsm::TokenSettings token;
  std::optional<std::filesystem::path> pin_file;  ///< unlocks at the start; absent: attended

  std::string log_key;             ///< CKA_LABEL of the key that signs checkpoints
  std::filesystem::path log_vkey;  ///< its public key, C2SP vkey
  std::chrono::milliseconds checkpoint_interval{};

  std::vector<AuthoritySettings> authorities;  ///< in the order in which they are asked
  std::vector<Certificate> anchors;            ///< of the seal certificates' paths
  RevocationSettings revocation;
  std::chrono::milliseconds clock_tolerance{};       ///< to the time of a time-stamp
  std::chrono::milliseconds clock_check_interval{};  ///< while the clock is in doubt

  std::chrono::milliseconds keep_repeats{};        ///< what a repeated request needs
  std::chrono::milliseconds retention_interval{};  ///< between two looks at what is over
  std::chrono::milliseconds proposals_last{};      ///< until a proposal expires

  unsigned threads = 2;
  std::optional<std::filesystem::path> pid_file;
  std::uint64_t least_free_octets = 0;  ///< on the database's disk; below it sealing stops

  /// Throws Error(kConfigurationInvalid).
  static SealerConfig Read(const std::filesystem::path& file);
};

}  // namespace signet::sealer
