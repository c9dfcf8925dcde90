#include "tests/unit/provisioning/offline_box.h"

#include <gtest/gtest.h>

#include "appliance/audit/logged_entry.h"
#include "appliance/base/database.h"
#include "appliance/base/file.h"
#include "tests/support/test_certificates.h"

namespace signet::test {

CommandResult Signetctl(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), std::string(SIGNET_BIN_DIR) + "/signetctl");
  return RunCommand(arguments);
}

OfflineBox::OfflineBox() {
  Good({"init", "--organisation", "uni", "--legal-name", "TEST University", "--identifier",
        "NTREE-1", "--country", "EE", "--port", "0"});
}

CommandResult OfflineBox::Run(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {"--box", folder().string()});
  return Signetctl(std::move(arguments));
}

std::string OfflineBox::Good(std::vector<std::string> arguments) const {
  const std::string command = testing::PrintToString(arguments);
  const CommandResult result = Run(std::move(arguments));
  EXPECT_EQ(result.status, 0) << command << "\n" << result.output;
  return result.output;
}

void OfflineBox::GenerateKey(const std::string& name, const std::string& algorithm) const {
  Good({"key", "generate", "--name", name, "--algorithm", algorithm, "--time-header", "sigT"});
}

std::vector<std::string> OfflineBox::LoggedTypes() const {
  SQLite::Database database = OpenDatabaseReadOnly(folder() / "data" / "box.db");
  SQLite::Statement entries(database, "SELECT body FROM entry ORDER BY idx");
  std::vector<std::string> types;
  while (entries.executeStep()) {
    types.emplace_back(audit::LoggedEntry(entries.getColumn(0).getString()).type());
  }
  return types;
}

std::string ClientCertificate(const OfflineBox& box, int number, Time not_after) {
  auto options = SealCertificateOptions();
  options.not_after = not_after;
  EVP_PKEY* const key = TestKey(KeyKind::kP256, number);
  const auto root = MakeRoot(AuthorityOptions("TEST Client CA"), key);
  const auto file = box / ("client-" + std::to_string(number) + ".pem");
  WriteFile(file, IssueCertificate(root, options, key).Pem(), FileMode::kPublic);
  return file.string();
}

std::string ClientCertificate(const OfflineBox& box, int number) {
  return ClientCertificate(box, number, SystemNow() + std::chrono::hours(24));
}

void AddAdministrator(const OfflineBox& box, const std::string& name, int number) {
  const std::string file = ClientCertificate(box, number);
  box.Good({"client", "add", "--name", name, "--role", "administrator", "--certificate", file,
            "--signing-key", file});
}

}  // namespace signet::test
