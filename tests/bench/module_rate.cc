#include "tests/bench/module_rate.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "hsm/key.h"
#include "hsm/module.h"
#include "hsm/return_value.h"
#include "hsm/session.h"
#include "hsm/slot.h"
#include "hsm/token_mechanism.h"

namespace signet::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw Error(Code::kInternal, "No pipe can be made.");
    reading = FileDescriptor(ends[0]);
    writing = FileDescriptor(ends[1]);
  }
  FileDescriptor reading;
  FileDescriptor writing;
};

/// One session that signs until told to stop; counts its signatures.
class SigningThread {
 public:
  SigningThread(const hsm::Module& module, CK_SLOT_ID slot, const ModuleLoad& load)
      : session_(module, slot, hsm::Access::kReadOnly), load_(load) {
    session_.Login(CKU_USER, load.pin);
    key_ = hsm::FindPrivateKey(session_, load.key_label);
  }

  void Run(const std::atomic<bool>& stop) {
    hsm::TokenMechanism mechanism(load_.mechanism);
    Bytes input(load_.mechanism == hsm::Mechanism::kEcdsaP384 ? 48 : 32);
    std::array<CK_BYTE, 1024> signature{};
    while (!stop) {
      ++input[count_ % input.size()];
      Bytes octets = mechanism.InputFor(input);
      CK_ULONG size = signature.size();
      const auto& module = session_.module();
      hsm::Check(module->C_SignInit(session_.handle(), mechanism.get(), key_.handle), "C_SignInit");
      hsm::Check(
          module->C_Sign(session_.handle(), octets.data(), octets.size(), signature.data(), &size),
          "C_Sign");
      ++count_;
    }
  }
  std::uint64_t count() const { return count_; }

 private:
  hsm::Session session_;
  const ModuleLoad& load_;
  hsm::PrivateKey key_;
  std::uint64_t count_ = 0;
};

/// In the child: gets ready, says so, waits for the start, signs; the rate it reached.
double SignInThisProcess(const ModuleLoad& load, const Pipe& start, const Pipe& result) {
  for (const auto& [name, value] : load.environment) setenv(name.c_str(), value.c_str(), 1);
  const hsm::Module module(load.module);
  const auto token = hsm::FindToken(module, load.token_label);
  if (!token) throw Error(Code::kTokenUnavailable, "There is no token of this name.");
  std::vector<std::unique_ptr<SigningThread>> signers;
  for (unsigned i = 0; i < load.threads; ++i) {
    signers.push_back(std::make_unique<SigningThread>(module, token->slot, load));
  }

  const double ready = 0;
  char go = 0;
  if (write(result.writing.get(), &ready, sizeof ready) != sizeof ready ||
      read(start.reading.get(), &go, 1) != 1) {
    throw Error(Code::kInternal, "The measuring process is gone.");
  }
  std::atomic<bool> stop = false;
  const auto begin = SteadyClock::now();
  std::vector<std::future<void>> threads;
  for (const auto& signer : signers) {
    threads.push_back(std::async(std::launch::async, [&stop, &signer] { signer->Run(stop); }));
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(load.seconds));
  stop = true;
  for (std::future<void>& thread : threads) thread.get();
  const std::chrono::duration<double> elapsed = SteadyClock::now() - begin;
  std::uint64_t count = 0;
  for (const auto& signer : signers) count += signer->count();
  return static_cast<double>(count) / elapsed.count();
}

/// One process with the module in it, on the other side of two pipes.
class Child {
 public:
  explicit Child(const ModuleLoad& load) : pid_(fork()) {
    if (pid_ < 0) throw Error(Code::kInternal, "No process can be started.");
    if (pid_ > 0) {
      result_.writing = FileDescriptor();
      return;
    }
    start_.writing = FileDescriptor();
    int status = 1;
    try {
      const double rate = SignInThisProcess(load, start_, result_);
      status = write(result_.writing.get(), &rate, sizeof rate) == sizeof rate ? 0 : 1;
    } catch (const Error& error) {
      const std::string line = error.message() + "\n";
      if (write(STDERR_FILENO, line.data(), line.size()) < 0) status = 2;
    }
    _exit(status);
  }
  ~Child() {
    start_.writing = FileDescriptor();
    waitpid(pid_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void Start() const {
    if (write(start_.writing.get(), "g", 1) != 1) throw Error(Code::kInternal, "A child is gone.");
  }
  double Next() const {
    double value = 0;
    if (read(result_.reading.get(), &value, sizeof value) != sizeof value) {
      throw Error(Code::kTokenFailed, "The module could not be measured; see above.");
    }
    return value;
  }

 private:
  Pipe start_;
  Pipe result_;
  pid_t pid_;
};

}  // namespace

double MeasureModuleRate(const ModuleLoad& load) {
  std::vector<std::unique_ptr<Child>> children;
  for (unsigned i = 0; i < load.processes; ++i) {
    children.push_back(std::make_unique<Child>(load));
    children.back()->Next();  // ready: modules that start together disturb each other
  }
  for (const auto& child : children) child->Start();
  double rate = 0;
  for (const auto& child : children) rate += child->Next();
  return rate;
}

}  // namespace signet::bench
