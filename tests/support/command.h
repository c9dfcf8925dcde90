#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace signet::test {

/// What a finished command printed and how it ended.
struct CommandResult {
  int status = -1;     ///< exit code; 128 + signal
  std::string output;  ///< standard output and error together
};
CommandResult RunCommand(const std::vector<std::string>& command,
                         const std::map<std::string, std::string>& environment = {});

/// Starts a command that reads nothing and writes to `output`; `environment` is what differs from
/// this process's. Throws if it does not start.
pid_t Spawn(std::vector<std::string> command, const std::map<std::string, std::string>& environment,
            int output);

/// Until it has ended; gives its exit code, 128 + signal.
int Wait(pid_t pid);

}  // namespace signet::test
