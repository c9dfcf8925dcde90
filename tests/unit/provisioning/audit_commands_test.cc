#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "appliance/audit/checkpoint.h"
#include "appliance/audit/log.h"
#include "appliance/audit/log_source.h"
#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificates.h"
#include "tests/unit/provisioning/offline_box.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;
using test::CommandResult;
using testing::HasSubstr;

constexpr const char* kOrigin = "example.org/log";
const Time kBegin = *ParseTime("2026-06-01T00:00:00Z");

EVP_PKEY* SigningKey() { return test::TestKey(test::KeyKind::kEd25519); }

audit::LogKey PublicKey() {
  Bytes raw(32);
  std::size_t size = raw.size();
  EVP_PKEY_get_raw_public_key(SigningKey(), raw.data(), &size);
  return {kOrigin, audit::LogKey::Type::kEd25519, raw};
}

std::string Sign(const std::string& text) {
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  Bytes signature(64);
  std::size_t size = signature.size();
  EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, SigningKey());
  EVP_DigestSign(context.get(), signature.data(), &size, AsBytes(text).data(), text.size());
  return audit::SignedNote(text, PublicKey(), signature);
}

// A log with one seal in it, its export and the seal's receipt.
class AuditCommands : public testing::Test {
 protected:
  AuditCommands() {
    SQLite::Database database = OpenDatabase(folder_ / "box.db");
    audit::Log::CreateTables(database);
    const auto log = audit::Log::Open(database);
    DatabaseThread thread(database, log.get());
    thread.Run([&](SQLite::Database&) { AppendEntries(*log); });
    thread.Run([&](SQLite::Database&) {
      const std::string text = audit::CheckpointText({kOrigin, log->Head()});
      log->StoreNote(log->Head().size, Sign(text), kBegin);
    });
    thread.Run([&](SQLite::Database&) {
      audit::StoredLog source(*log);
      audit::ExportLog(source, folder_ / "export", {});
      WriteFile(folder_ / "seal.tlog-proof", log->Receipt(5), FileMode::kPublic);
    });
    WriteFile(folder_ / "log.vkey", PublicKey().Vkey() + "\n", FileMode::kPublic);
    WriteFile(folder_ / "sealed", kSealed, FileMode::kPublic);
  }

  static void AppendEntries(audit::Log& log) {
    const Sha256 digest = HashSha256(std::string_view("x"));
    log.Append(kBegin, audit::BoxInitialised{kOrigin, "0.1.0", PublicKey().Vkey()});
    log.Append(kBegin, audit::ClientAdded{"campus", "submitter", digest, "box", ""});
    log.Append(kBegin, audit::KeyGenerated{"p256", "ES256", "sigT", digest});
    log.Append(kBegin, audit::KeyCertified{"p256", digest, kBegin, kBegin + std::chrono::years(1)});
    log.Append(kBegin, audit::SealIntended{"seal-1", "campus", "p256", digest, "edc", "B-B", "own",
                                           digest, digest});
    log.Append(kBegin, audit::SealCompleted{"seal-1", 4, "B-B", digest, kBegin,
                                            HashSha256(std::string_view(kSealed))});
  }

  CommandResult Verify(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all{"audit", "verify"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    all.insert(all.end(), {"--log-key", folder_ / "log.vkey"});
    return test::Signetctl(all);
  }

  static constexpr const char* kSealed = "the sealed file";
  test::TemporaryFolder folder_;
};

TEST_F(AuditCommands, VerifyAnExportWithTheKeyAlone) {
  const CommandResult by_file = Verify({folder_ / "export"});
  EXPECT_EQ(by_file.status, 0) << by_file.output;
  EXPECT_THAT(by_file.output, HasSubstr("1 intended, 1 completed"));
  const CommandResult by_text =
      test::Signetctl({"audit", "verify", folder_ / "export", "--log-key", PublicKey().Vkey()});
  EXPECT_EQ(by_text.status, 0) << by_text.output;
  const std::string text = Verify({folder_ / "export", "--json"}).output;
  const auto document = json::Document::Parse(text, {});
  EXPECT_EQ(document.root().Find("good")->kind(), json::Kind::kTrue);
  EXPECT_EQ(document.root().Find("size")->AsInteger(), 6);
}

TEST_F(AuditCommands, NameThePlaceOfAChangedOctet) {
  const fs::path bundle = folder_ / "export" / "tile/entries/000.p/6";
  std::string content = ReadFile(bundle);
  content.replace(content.find("submitter"), 9, "submittor");
  WriteFile(bundle, content, FileMode::kPublic);
  const CommandResult result = Verify({folder_ / "export"});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, HasSubstr("entry 1"));
}

TEST_F(AuditCommands, RefuseAnExportOfAnotherKey) {
  audit::LogKey other(kOrigin, audit::LogKey::Type::kEd25519, Bytes(32, 7));
  const CommandResult result =
      test::Signetctl({"audit", "verify", folder_ / "export", "--log-key", other.Vkey()});
  EXPECT_EQ(result.status, 1) << result.output;
}

TEST_F(AuditCommands, VerifyAReceiptAndWhoseItIs) {
  const std::string receipt = folder_ / "seal.tlog-proof";
  EXPECT_EQ(Verify({"--receipt", receipt}).status, 0);
  const CommandResult with_file = Verify({"--receipt", receipt, "--sealed", folder_ / "sealed"});
  EXPECT_EQ(with_file.status, 0) << with_file.output;
  EXPECT_THAT(with_file.output, HasSubstr("entry 5 of the log \"example.org/log\""));
  WriteFile(folder_ / "sealed", "another file", FileMode::kPublic);
  EXPECT_EQ(Verify({"--receipt", receipt, "--sealed", folder_ / "sealed"}).status, 1);
  std::string text = ReadFile(receipt);
  text.replace(text.find("index 5"), 7, "index 4");
  WriteFile(receipt, text, FileMode::kPublic);
  EXPECT_EQ(Verify({"--receipt", receipt}).status, 1);
}

TEST_F(AuditCommands, SayWhatIsMissing) {
  EXPECT_EQ(test::Signetctl({"audit", "verify", folder_ / "export"}).status, 2);
  EXPECT_EQ(Verify({}).status, 2);
  EXPECT_EQ(Verify({folder_ / "absent"}).status, 2);
  EXPECT_EQ(Verify({"--sealed", folder_ / "sealed", folder_ / "export"}).status, 2);
  EXPECT_EQ(
      test::Signetctl({"audit", "verify", folder_ / "export", "--log-key", "not a key"}).status, 2);
}

TEST_F(AuditCommands, ShowTheLogToPeopleAndPrograms) {
  const CommandResult all = test::Signetctl({"audit", "show", folder_ / "export"});
  EXPECT_EQ(all.status, 0);
  EXPECT_EQ(std::ranges::count(all.output, '\n'), 6) << all.output;
  const CommandResult last =
      test::Signetctl({"audit", "show", folder_ / "export", "--last", "1", "--json"});
  const auto entry = json::Document::Parse(last.output, {});
  EXPECT_EQ(entry.root().Find("type")->AsString(), "seal.completed");
  const CommandResult middle =
      test::Signetctl({"audit", "show", folder_ / "export", "--from", "1", "--count", "2"});
  EXPECT_EQ(std::ranges::count(middle.output, '\n'), 2) << middle.output;
  EXPECT_THAT(middle.output, HasSubstr("campus"));
}

}  // namespace
}  // namespace signet::provisioning
