#include "tests/support/running_box.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "appliance/base/file.h"
#include "provisioning/profile.h"

namespace signet::test {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kReadyLimit{30};
constexpr std::chrono::milliseconds kPollPause{10};

void Kill(pid_t& pid) {
  if (pid <= 0) return;
  kill(pid, SIGKILL);
  Wait(pid);
  pid = -1;
}

void Stop(pid_t& pid, const char* what) {
  if (pid <= 0) return;
  kill(pid, SIGTERM);
  const int status = Wait(pid);
  pid = -1;
  if (status != 0) {
    throw std::runtime_error(std::string(what) + " ended with " + std::to_string(status));
  }
}

std::string Program(const char* name) { return std::string(SIGNET_BIN_DIR) + "/" + name; }

// Children of `parent`, read from /proc; none if it just ended.
std::vector<pid_t> Children(pid_t parent) {
  std::vector<pid_t> out;
  std::error_code gone;
  fs::directory_iterator task("/proc/" + std::to_string(parent) + "/task", gone);
  for (; !gone && task != fs::directory_iterator(); task.increment(gone)) {
    std::ifstream file(task->path() / "children");
    for (pid_t child = 0; file >> child;) out.push_back(child);
  }
  return out;
}

}  // namespace

fs::path CorpusFolder() {
  const char* const named = std::getenv("SIGNET_CORPUS");
  const fs::path folder = named != nullptr ? named : SIGNET_SOURCE_DIR "/../shared/corpus";
  return fs::is_directory(folder) ? folder : fs::path();
}

RunningBox::RunningBox() {
  std::string pattern = (fs::temp_directory_path() / "signet-box-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = fs::path(pattern) / "demo";
  const auto made = RunCommand(
      {SIGNET_SOURCE_DIR "/provisioning/demo/run", "--dir", folder_.string(), "--make-only"},
      {{"SIGNET_BIN", SIGNET_BIN_DIR}});
  if (made.status != 0) throw std::runtime_error("the demo box was not made:\n" + made.output);
  StartServices();
}

RunningBox::~RunningBox() {
  Kill(gateway_);
  Kill(sealer_);
  Kill(services_);
  std::error_code ignored;
  fs::remove_all(folder_.parent_path(), ignored);
}

pid_t RunningBox::Start(const std::string& program, const std::string& config) {
  const FileDescriptor journal(
      open((folder_ / "journal").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  return Spawn({Program(program.c_str()), "--config", (folder_ / config).string()}, {},
               journal.get());
}

void RunningBox::StartSealer() { sealer_ = Start("signet-sealer", "sealer.toml"); }
void RunningBox::StartGateway() { gateway_ = Start("signet-gateway", "gateway.toml"); }
void RunningBox::StopSealer() { Stop(sealer_, "signet-sealer"); }
void RunningBox::StopGateway() { Stop(gateway_, "signet-gateway"); }
void RunningBox::KillSealer() { Kill(sealer_); }
void RunningBox::KillGateway() { Kill(gateway_); }
void RunningBox::KillServices() { Kill(services_); }

void RunningBox::StartServices() {
  const auto pid_file = folder_ / "run" / "services.pid";
  fs::remove(pid_file);
  services_ = Start("signet-test-services", "services.toml");
  const auto limit = std::chrono::steady_clock::now() + kReadyLimit;
  while (!fs::exists(pid_file)) {
    if (std::chrono::steady_clock::now() > limit) {
      throw std::runtime_error("the test services do not start:\n" + Journal());
    }
    std::this_thread::sleep_for(kPollPause);
  }
}

std::string RunningBox::ServicesUrl() const {
  const std::string text = ReadFile(folder_ / "services.toml");
  const auto port = text.substr(text.find("port = ") + 7);
  return "http://127.0.0.1:" + port.substr(0, port.find('\n'));
}

void RunningBox::SetService(const std::string& path, const std::string& behaviour) const {
  const std::string url = ServicesUrl();
  boost::asio::ip::tcp::iostream http("127.0.0.1", url.substr(url.rfind(':') + 1));
  http << "PUT /behaviour" << path << " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
       << "Content-Length: " << behaviour.size() << "\r\n\r\n"
       << behaviour << std::flush;
  std::string version;
  unsigned status = 0;
  http >> version >> status;
  if (status != 204) throw std::runtime_error("no test service does " + behaviour + " at " + path);
}

std::vector<pid_t> RunningBox::Workers() const { return Children(sealer_); }

bool RunningBox::KillWorker(unsigned which) {
  const auto workers = Workers();
  if (workers.empty()) return false;
  return kill(workers[which % workers.size()], SIGKILL) == 0;
}

bool RunningBox::IsReady() {
  try {
    return HttpsClient(Client("")).Get("/v1/health/ready").status == 200;
  } catch (const std::runtime_error&) {
    return false;
  }
}

void RunningBox::AwaitReady() {
  const auto limit = std::chrono::steady_clock::now() + kReadyLimit;
  while (!IsReady()) {
    if (std::chrono::steady_clock::now() > limit) {
      const std::string journal = Journal();
      throw std::runtime_error(
          "the box does not get ready:\n" +
          journal.substr(journal.size() - std::min<std::size_t>(journal.size(), 4000)));
    }
    std::this_thread::sleep_for(kPollPause);
  }
}

ClientFiles RunningBox::Client(const std::string& name) const {
  const auto profile =
      provisioning::Profile::Read(folder_ / ((name.empty() ? "submitter" : name) + ".toml"));
  ClientFiles files{profile.host, profile.port, profile.ca.string(), "", ""};
  if (!name.empty()) {
    files.certificate = profile.certificate.string();
    files.key = profile.key.string();
  }
  return files;
}

CommandResult RunningBox::Signetctl(const std::vector<std::string>& arguments) const {
  std::vector<std::string> command{Program("signetctl")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return RunCommand(command);
}

CommandResult RunningBox::Box(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {"--box", folder_.string()});
  return Signetctl(arguments);
}

CommandResult RunningBox::As(const std::string& profile, std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {"--profile", (folder_ / (profile + ".toml")).string()});
  return Signetctl(arguments);
}

std::string RunningBox::LogOnceItHas(const std::string& what) const {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  for (;;) {
    std::string log = As("auditor", {"audit", "show", "--json", "--last", "100"}).output;
    if (log.find(what) != std::string::npos || std::chrono::steady_clock::now() > limit) return log;
  }
}

void RunningBox::EditSealerConfig(const std::string& from, const std::string& to) const {
  Edit("sealer.toml", from, to);
}

void RunningBox::Edit(const std::string& name, const std::string& from,
                      const std::string& to) const {
  const auto file = folder_ / name;
  std::string text = ReadFile(file);
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error(name + " does not have " + from);
  WriteFile(file, text.replace(at, from.size(), to), FileMode::kPrivate);
}

std::string RunningBox::Journal() const {
  const auto file = folder_ / "journal";
  return fs::exists(file) ? ReadFile(file, 256U << 20U) : "";
}

}  // namespace signet::test
