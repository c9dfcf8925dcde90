#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>

#include "appliance/audit/log.h"
#include "appliance/audit/log_source.h"
#include "appliance/audit/offline.h"
#include "appliance/base/database.h"
#include "appliance/base/file.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_log.h"

namespace {

namespace audit = signet::audit;
namespace test = signet::test;

// One export in `folder`/NAME, its key in `folder`/NAME.vkey.
void MakeExport(const std::filesystem::path& folder, const std::string& name, test::KeyKind kind,
                std::size_t size) {
  const test::LogSigner signer("signet.example/" + name, test::TestKey(kind));
  const auto file = folder / (name + ".db");
  SQLite::Database database = signet::OpenDatabase(file);
  audit::Log::CreateTables(database);
  const std::unique_ptr<audit::Log> log = audit::Log::Open(database);
  test::AppendEntries(database, *log, test::SampleEntries(size, signer.key()));
  test::StoreSignedNote(database, *log, signer);
  audit::StoredLog source(*log);
  audit::ExportLog(source, folder / name, {});
  signet::WriteFile(folder / (name + ".vkey"), signer.key().Vkey() + "\n",
                    signet::FileMode::kPublic);
  audit::LogFolder exported(folder / name);
  const bool good = audit::VerifyLog(exported, signer.key(), {}).Good();
  fmt::print("{}: {} entries, {} by our own check\n", name, size, good ? "good" : "NOT GOOD");
}

}  // namespace

// make_test_log DIR: exports of several sizes, signed with Ed25519 and with ECDSA P-256.
int main(int count, char** arguments) {
  if (count != 2) return EXIT_FAILURE;
  try {
    const std::filesystem::path folder = arguments[1];
    std::filesystem::create_directories(folder);
    MakeExport(folder, "ed25519-one", test::KeyKind::kEd25519, 1);
    MakeExport(folder, "ed25519-tile", test::KeyKind::kEd25519, 256);
    MakeExport(folder, "ed25519-large", test::KeyKind::kEd25519, 66'000);
    MakeExport(folder, "ecdsa-partial", test::KeyKind::kP256, 700);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "{}\n", failure.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
