// Feeds a kept corpus to a fuzz target without a fuzzer: every file, and of the short ones every
// beginning, as if the sender had broken off there. `replay FOLDER`.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <vector>

#include "appliance/base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kShort = 2048;

void Feed(std::string_view input) {
  // A copy of exactly this size, so that a sanitizer sees reading beyond the end.
  const std::vector<std::uint8_t> octets(input.begin(), input.end());
  LLVMFuzzerTestOneInput(octets.data(), octets.size());
}

std::size_t Replay(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const auto& file : files) {
    std::printf("%s\n", file.filename().c_str());
    const std::string content = signet::ReadFile(file);
    const std::size_t first = content.size() > kShort ? content.size() : 0;
    for (std::size_t size = first; size <= content.size(); ++size) {
      Feed(std::string_view(content).substr(0, size));
    }
  }
  return files.size();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  try {
    const std::size_t files = Replay(argv[1]);
    std::printf("%zu files\n", files);
    return files == 0 ? 1 : 0;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "Broken: %s\n", failure.what());
    return 1;
  }
}
