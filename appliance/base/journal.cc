#include "appliance/base/journal.h"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <cstdlib>
#include <memory>
#include <string>

namespace signet::journal {
namespace {

// systemd sets it for a process whose standard error goes to its journal (systemd.exec(5)); that
// journal stamps time, program and process itself and reads `<level>` (sd-daemon(3)).
bool UnderSystemd() {
  static const bool under = std::getenv("JOURNAL_STREAM") != nullptr;
  return under;
}

spdlog::logger& Logger() {
  static const auto logger = [] {
    auto made = std::make_unique<spdlog::logger>("signet",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return *logger;
}

// A line break in a value would let its author write events of his own.
std::string OneLine(std::string_view event) {
  std::string out;
  out.reserve(event.size());
  for (const char c : event) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x20U || octet == 0x7FU) {
      out += fmt::format("\\x{:02x}", octet);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

void Write(spdlog::level::level_enum level, std::string_view systemd_level,
           std::string_view event) {
  const std::string line = OneLine(event);
  Logger().log(level, "{}{}", UnderSystemd() ? systemd_level : std::string_view(), line);
}

}  // namespace

void Open(std::string_view process) {
  if (UnderSystemd()) {
    Logger().set_pattern("%v");
  } else {
    Logger().set_pattern("%Y-%m-%dT%H:%M:%S.%eZ " + std::string(process) + "[%P] %l: %v",
                         spdlog::pattern_time_type::utc);
  }
}

void Info(std::string_view event) { Write(spdlog::level::info, "<6>", event); }
void Warning(std::string_view event) { Write(spdlog::level::warn, "<4>", event); }
void Failure(std::string_view event) { Write(spdlog::level::err, "<3>", event); }

}  // namespace signet::journal
