#pragma once

#include <chrono>
#include <filesystem>

#include "appliance/base/bytes.h"
#include "appliance/seal/trusted_list.h"

namespace signet::seal {

/// The largest national list of 2025 has some 8 MiB; what is larger than this is not read.
inline constexpr std::size_t kMaxListOctets = 32U << 20U;

/// How to have a list read.
struct ListReaderSettings {
  std::filesystem::path program;  ///< signet-list-reader
  std::chrono::milliseconds time_limit{30'000};
};

/// Where signet-list-reader lies beside the running program.
ListReaderSettings ListReaderBesideThisProgram();

/// Has one list read by a signet-list-reader of its own: a process with an empty environment and
/// nothing open but the list, its answer and a way to complain. Blocks until it has answered; safe
/// to call from several threads. Throws Error(kFileUnusable) if the program cannot be started and
/// Error(kTimedOut), Error(kTooLarge) or one of ReadListAnswer if it does not answer as it should:
/// then nothing is known about the list.
ReadList ReadTrustedList(const ListReaderSettings& settings, const UntrustedText& xml);

}  // namespace signet::seal
