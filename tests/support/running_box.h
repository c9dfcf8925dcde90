#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/support/command.h"
#include "tests/support/https_client.h"

namespace signet::test {

/// A demo box in a folder of its own, made as a newcomer makes it (provisioning/demo/run), with its
/// two processes as children of the test, so that the test can kill and start them. Everything goes
/// with the object.
class RunningBox {
 public:
  RunningBox();
  ~RunningBox();
  RunningBox(const RunningBox&) = delete;
  RunningBox& operator=(const RunningBox&) = delete;

  const std::filesystem::path& folder() const { return folder_; }

  /// Change sealer.toml or add clients and keys only between StopSealer() and StartSealer().
  void StartSealer();
  void StartGateway();
  void StopSealer();  ///< SIGTERM, then waits; fails the test unless it ends with 0
  void StopGateway();
  void KillSealer();  ///< SIGKILL, then waits
  void KillGateway();
  /// The demo's time-stamp authorities and OCSP responder run from the beginning.
  void KillServices();
  void StartServices();
  std::string ServicesUrl() const;  ///< "http://127.0.0.1:4711"
  /// Lets the service at this path ("/tsa/1") behave so from its next request on
  /// (tests/support/services/behaviour.h).
  void SetService(const std::string& path, const std::string& behaviour) const;
  /// SIGKILL to one of the sealer's token workers; false if it has none at the moment.
  bool KillWorker(unsigned which);
  std::vector<pid_t> Workers() const;
  pid_t sealer() const { return sealer_; }
  pid_t gateway() const { return gateway_; }

  /// Waits until the box is operational; throws std::runtime_error with the journal's end if that
  /// takes longer than half a minute.
  void AwaitReady();
  bool IsReady();

  /// `name`: submitter, operator, auditor, monitor; empty: no certificate.
  ClientFiles Client(const std::string& name) const;
  /// `signetctl` with these arguments.
  CommandResult Signetctl(const std::vector<std::string>& arguments) const;
  /// The same with `--box FOLDER` or `--profile FOLDER/name.toml` in front.
  CommandResult Box(std::vector<std::string> arguments) const;
  CommandResult As(const std::string& profile, std::vector<std::string> arguments) const;

  /// The log's last entries as JSON, as far as a checkpoint covers them, once `what` stands there;
  /// as they are after half a minute.
  std::string LogOnceItHas(const std::string& what) const;

  /// Replaces text in sealer.toml; throws if `from` is not there.
  void EditSealerConfig(const std::string& from, const std::string& to) const;
  /// The same in another of the box's files.
  void Edit(const std::string& name, const std::string& from, const std::string& to) const;
  std::string Journal() const;

 private:
  pid_t Start(const std::string& program, const std::string& config);

  std::filesystem::path folder_;
  pid_t sealer_ = -1;
  pid_t gateway_ = -1;
  pid_t services_ = -1;
};

/// The corpus of real credentials, where it lies beside the project; empty where it does not.
std::filesystem::path CorpusFolder();

}  // namespace signet::test
