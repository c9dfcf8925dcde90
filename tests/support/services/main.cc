#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <string>

#include "appliance/base/config.h"
#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/journal.h"
#include "tests/support/services/test_services.h"

namespace signet::test {
namespace {

void Serve(const std::filesystem::path& file) {
  ConfigReader config(file);
  const auto port = static_cast<std::uint16_t>(config.IntegerOr("listen.port", 0, 0, 65'535));
  const auto folder = config.Path("authorities.folder");
  const auto pid_file = config.Path("process.pid_file");
  config.RefuseUnknown();

  // Before any thread, so that only this one takes the signal.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  const TestServices services(ReadHierarchy(folder), port, SystemNow);
  WriteFile(pid_file, std::to_string(getpid()) + "\n", FileMode::kPublic);
  journal::Info("TEST services at " + services.Url("/"));
  int signal = 0;
  sigwait(&ends, &signal);
}

}  // namespace
}  // namespace signet::test

int main(int argc, char** argv) {
  using namespace signet;
  CLI::App app{
      "signet-test-services: TEST time-stamp authorities, OCSP responder and CRLs on 127.0.0.1, "
      "for the demo and for tests. Never for a real box."};
  std::filesystem::path config;
  app.add_option("--config", config, "services.toml")->required();
  CLI11_PARSE(app, argc, argv);
  journal::Open("signet-test-services");
  try {
    test::Serve(config);
    return 0;
  } catch (const Error& error) {
    std::cerr << "signet-test-services: " << error.message() << " " << error.cause() << "\n";
    return 2;
  }
}
