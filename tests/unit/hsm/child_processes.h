#pragma once

#include <sys/types.h>

#include <filesystem>
#include <fstream>
#include <vector>

namespace signet::test {

/// The children of this process, whichever of its threads started them (proc(5), children).
inline std::vector<pid_t> ChildProcesses() {
  std::vector<pid_t> children;
  std::error_code gone;  // threads come and go
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task", gone)) {
    std::ifstream list(thread.path() / "children");
    for (pid_t child = 0; list >> child;) children.push_back(child);
  }
  return children;
}

}  // namespace signet::test
