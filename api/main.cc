#include <google/protobuf/stubs/logging.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "api/gateway.h"
#include "api/settings.h"
#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/journal.h"

namespace signet::api {
namespace {

// The memory holds the TLS key.
void ForbidCoreDumps() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}

// Blocked before there are threads, so that only the main thread gets them, by waiting.
sigset_t BlockStopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// Bodies come and go all the time: what they took is kept for the next one instead of going back to
// the kernel, which would have to clear it again.
void KeepFreedMemory() {
  constexpr int kKept = 16 << 20;
  mallopt(M_TRIM_THRESHOLD, kKept);
  mallopt(M_MMAP_THRESHOLD, kKept);
  mallopt(M_TOP_PAD, 1 << 20);
}

void Run(const std::filesystem::path& config) {
  ForbidCoreDumps();
  KeepFreedMemory();
  // What does not parse is reported by wire/; protobuf's own lines would not be in journal form.
  google::protobuf::SetLogHandler(nullptr);
  const sigset_t signals = BlockStopSignals();
  const Settings settings = ReadSettings(config);
  Gateway gateway(settings);
  if (settings.pid_file) {
    WriteFile(*settings.pid_file, std::to_string(getpid()) + "\n", FileMode::kPublic);
  }
  journal::Info("started port=" + std::to_string(gateway.port()));
  sd_notify(0, "READY=1");

  int received = 0;
  sigwait(&signals, &received);
  sd_notify(0, "STOPPING=1");
  journal::Info("stopping");
  if (!gateway.Stop()) journal::Warning("stopped with connections cut off");
  std::error_code ignored;
  if (settings.pid_file) std::filesystem::remove(*settings.pid_file, ignored);
  if (settings.port_file) std::filesystem::remove(*settings.port_file, ignored);
  journal::Info("stopped");
}

}  // namespace
}  // namespace signet::api

int main(int argc, char** argv) {
  CLI::App app("The gateway of a Signet box: HTTPS in front, the sealer behind.", "signet-gateway");
  std::filesystem::path config;
  app.add_option("--config", config, "gateway.toml of the box")->required();
  CLI11_PARSE(app, argc, argv);
  signet::journal::Open("signet-gateway");
  try {
    signet::api::Run(config);
    return EXIT_SUCCESS;
  } catch (const signet::Error& error) {
    std::cerr << "signet-gateway: " << error.message() << '\n';
    if (!error.cause().empty()) std::cerr << "  cause: " << error.cause() << '\n';
  } catch (const std::exception& error) {
    std::cerr << "signet-gateway: " << error.what() << '\n';
  }
  return EXIT_FAILURE;
}
