#include <sys/prctl.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <thread>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/base/journal.h"
#include "appliance/sealer/box.h"
#include "appliance/sealer/checkpointer.h"
#include "appliance/sealer/clock_watch.h"
#include "appliance/sealer/retention.h"
#include "appliance/sealer/server.h"
#include "appliance/sealer/version.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;

// Memory that holds a PIN must not reach a core file, nor a debugger of the same user.
void ForbidDumps() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}

asio::awaitable<void> UnlockAtStart(Box& box) {
  const auto& pin_file = box.config().pin_file;
  if (!pin_file) co_return;
  try {
    co_await box.Unlock(ReadSecretFile(*pin_file), "pin-file");
  } catch (const Error& error) {
    journal::Failure("unlock-failed problem=" + std::string(InfoOf(error.code()).name) +
                     " detail=\"" + error.message() + "\"");
  }
}

void RunThreads(asio::io_context& context, unsigned count) {
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < count; ++i) threads.emplace_back([&context] { context.run(); });
  context.run();
}

void Serve(const std::filesystem::path& config_file) {
  asio::io_context context;
  Box box(SealerConfig::Read(config_file), context.get_executor(), SystemNow);
  Server gateway(box, Origin::kGateway, box.config().socket);
  Server control(box, Origin::kControl, box.config().control_socket);
  asio::co_spawn(context, UnlockAtStart(box), asio::detached);
  asio::co_spawn(context, KeepCheckpoints(box), asio::detached);
  asio::co_spawn(context, KeepClockWatched(box), asio::detached);
  asio::co_spawn(context, KeepRetention(box), asio::detached);
  asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code&, int) { context.stop(); });
  if (box.config().pid_file) {
    WriteFile(*box.config().pid_file, std::to_string(getpid()) + "\n", FileMode::kPublic);
  }
  sd_notify(0, "READY=1");
  journal::Info("started version=" + std::string(kVersion));
  RunThreads(context, box.config().threads);
  box.Stop();
  journal::Info("stopped");
}

}  // namespace
}  // namespace signet::sealer

int main(int argc, char** argv) {
  using namespace signet;
  CLI::App app{
      "signet-sealer: checks, seals and logs. It has no network; the gateway speaks to it."};
  std::filesystem::path config;
  app.add_option("--config", config, "The box's sealer.toml")->required();
  app.set_version_flag("--version", std::string(sealer::kVersion));
  CLI11_PARSE(app, argc, argv);
  journal::Open("signet-sealer");
  sealer::ForbidDumps();
  try {
    sealer::Serve(config);
    return 0;
  } catch (const Error& error) {
    std::cerr << "signet-sealer: " << error.message() << "\n";
    if (!error.cause().empty()) std::cerr << "  (" << error.cause() << ")\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "signet-sealer: " << error.what() << "\n";
    return 2;
  }
}
