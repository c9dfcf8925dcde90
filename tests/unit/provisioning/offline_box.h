#pragma once

#include <string>
#include <vector>

#include "appliance/base/certificate.h"
#include "tests/support/running_box.h"
#include "tests/support/temporary_folder.h"

namespace signet::test {

/// A box that nobody started, made by `signetctl init` with a SoftHSM token of its own.
class OfflineBox {
 public:
  OfflineBox();

  std::filesystem::path folder() const { return folder_ / "box"; }
  std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }
  /// `signetctl --box FOLDER` with these arguments.
  CommandResult Run(std::vector<std::string> arguments) const;
  /// The same, which must end with 0; its output.
  std::string Good(std::vector<std::string> arguments) const;
  void GenerateKey(const std::string& name, const std::string& algorithm) const;
  /// The types of the log's entries.
  std::vector<std::string> LoggedTypes() const;

 private:
  TemporaryFolder folder_;
};

CommandResult Signetctl(std::vector<std::string> arguments);

/// A file beside the box with a client certificate for the test key of this number.
std::string ClientCertificate(const OfflineBox& box, int number, Time not_after);
std::string ClientCertificate(const OfflineBox& box, int number);
/// Adds the administrator `name`, whose TLS key is also its signing key.
void AddAdministrator(const OfflineBox& box, const std::string& name, int number);

}  // namespace signet::test
