#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_trusted_list.h"
#include "tests/unit/provisioning/offline_box.h"

namespace signet::provisioning {
namespace {

using test::CommandResult;
using testing::HasSubstr;

// An Official Journal, a list of lists with one pivot, and a national list of XX.
class TrustCommands : public testing::Test {
 protected:
  TrustCommands() {
    test::TrustedListOptions lotl;
    lotl.type = "EUlistofthelists";
    lotl.territory = "EU";
    lotl.sequence = "12";
    lotl.uris = {"https://lists.example/eu-lotl-pivot-11.xml"};
    lotl.pointers = {
        {.territory = "EU", .signers = {second_}, .type = "EUlistofthelists"},
        {.territory = "XX", .signers = {national_}},
    };
    WriteFile(folder_ / "lotl.xml", Sign(lotl, second_, 2), FileMode::kPublic);
    lotl.sequence = "11";
    lotl.uris.clear();
    WriteFile(folder_ / "eu-lotl-pivot-11.xml", Sign(lotl, first_, 1), FileMode::kPublic);
    WriteFile(folder_ / "oj.pem", first_.Pem(), FileMode::kPublic);
    WriteNational("XX.xml", "7", national_);
    WriteNational("forged.xml", "8", first_);
  }

  static Certificate Signer(int number) {
    return test::MakeRoot(test::AuthorityOptions("TEST signer " + std::to_string(number)),
                          Key(number))
        .certificate;
  }
  static EVP_PKEY* Key(int number) { return test::TestKey(test::KeyKind::kP256, number); }

  static std::string Sign(const test::TrustedListOptions& list, const Certificate& signer,
                          int number) {
    test::ListSignatureOptions how;
    how.signer = signer;
    how.key = Key(number);
    return test::SignTrustedList(test::WriteTrustedList(list), how);
  }

  void WriteNational(const std::string& name, const std::string& sequence,
                     const Certificate& signer) const {
    test::TrustedListOptions list;
    list.sequence = sequence;
    list.services.emplace_back();
    list.services.back().now.additional = {"ForeSeals"};
    WriteFile(folder_ / name, Sign(list, signer, signer == first_ ? 1 : 3), FileMode::kPublic);
  }

  std::vector<std::string> Arguments(const char* command,
                                     const std::vector<std::string>& lists) const {
    std::vector<std::string> out = {
        "trust", command, "--oj", folder_ / "oj.pem", "--lotl", folder_ / "lotl.xml"};
    for (const std::string& list : lists) out.push_back(folder_ / list);
    return out;
  }

  CommandResult Check(const std::vector<std::string>& lists,
                      const std::vector<std::string>& more = {}) const {
    auto arguments = Arguments("check", lists);
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::Signetctl(arguments);
  }

  test::TemporaryFolder folder_;
  const Certificate first_ = Signer(1);
  const Certificate second_ = Signer(2);
  const Certificate national_ = Signer(3);
};

TEST_F(TrustCommands, CheckShowsARowAListAndEndsAsItsHelpSays) {
  const CommandResult good = Check({"XX.xml"}, {"--json", "--time", "2026-03-01T00:00:00Z"});
  EXPECT_EQ(good.status, 0) << good.output;
  const auto document = json::Document::Parse(good.output, {});
  const auto rows = *document.root().Find("lists");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows.First()->Find("kind")->AsString(), "pivot");
  const auto row = *rows.First()->Next()->Next();
  EXPECT_EQ(row.Find("file")->AsString(), "XX.xml");
  EXPECT_EQ(row.Find("signature")->AsString(), "valid");
  EXPECT_EQ(row.Find("authorised")->kind(), json::Kind::kTrue);
  EXPECT_EQ(row.Find("territory")->AsString(), "XX");
  EXPECT_EQ(row.Find("sequence")->AsInteger(), 7);
  EXPECT_EQ(row.Find("issued")->AsString(), "2026-01-01T00:00:00Z");
  EXPECT_EQ(row.Find("nextUpdate")->AsString(), "2026-07-01T00:00:00Z");
  EXPECT_EQ(row.Find("services")->AsInteger(), 1);
  EXPECT_EQ(row.Find("sealIssuers")->AsInteger(), 1);
  EXPECT_EQ(row.Find("timeStampers")->AsInteger(), 0);
  EXPECT_EQ(row.Find("reason")->AsString(), "");

  const CommandResult refused = Check({"XX.xml", "forged.xml"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.output, HasSubstr("refused: its signer is not among those"));
  EXPECT_EQ(Check({"absent.xml"}).status, 2);
  EXPECT_EQ(Check({"XX.xml"}, {"--time", "tomorrow"}).status, 2);
}

TEST_F(TrustCommands, CheckNamesAPivotThatIsMissing) {
  std::filesystem::remove(folder_ / "eu-lotl-pivot-11.xml");
  const CommandResult result = Check({"XX.xml"});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, HasSubstr("https://lists.example/eu-lotl-pivot-11.xml"));
}

TEST_F(TrustCommands, ImportKeepsWhatHoldsAndLogsIt) {
  const test::OfflineBox box;
  EXPECT_THAT(box.Good({"trust", "list"}), HasSubstr("No trusted lists yet"));
  const CommandResult first = box.Run(Arguments("import", {"XX.xml", "forged.xml"}));
  EXPECT_EQ(first.status, 1) << "one was refused";
  EXPECT_THAT(first.output, HasSubstr("3 added"));
  EXPECT_EQ(box.Run(Arguments("import", {"XX.xml"})).status, 0) << "the same again is no harm";
  const std::string listed = box.Good({"trust", "list", "--json"});
  const auto document = json::Document::Parse(listed, {});
  EXPECT_EQ(document.root().Find("lists")->size(), 3U);
  std::vector<std::string> expected = {"box.initialised",     "organisation.added",
                                       "trust.origin-added",  "trust.list-imported",
                                       "trust.list-imported", "trust.list-imported"};
  EXPECT_EQ(box.LoggedTypes(), expected);

  // Later the Official Journal and the pivots need not be given again; older lists are refused.
  std::filesystem::remove(folder_ / "eu-lotl-pivot-11.xml");
  WriteNational("newer.xml", "8", national_);
  WriteNational("older.xml", "6", national_);
  box.Good({"trust", "import", "--lotl", folder_ / "lotl.xml", folder_ / "newer.xml"});
  const CommandResult older =
      box.Run({"trust", "import", "--lotl", folder_ / "lotl.xml", folder_ / "older.xml"});
  EXPECT_EQ(older.status, 1);
  EXPECT_THAT(older.output, HasSubstr("has number 6"));
  EXPECT_THAT(box.Good({"trust", "list"}), HasSubstr("XX               8"));
}

TEST_F(TrustCommands, ImportTakesNothingOverABrokenWay) {
  const test::OfflineBox box;
  EXPECT_EQ(box.Run({"trust", "import", "--lotl", folder_ / "lotl.xml"}).status, 2) << "no --oj";
  std::filesystem::remove(folder_ / "eu-lotl-pivot-11.xml");
  const CommandResult broken = box.Run(Arguments("import", {"XX.xml"}));
  EXPECT_EQ(broken.status, 1);
  EXPECT_THAT(broken.output, HasSubstr("Nothing was taken"));
  EXPECT_THAT(box.Good({"trust", "list"}), HasSubstr("No trusted lists yet"));
}

TEST_F(TrustCommands, AnchorsOfTheBoxAreShownApartAndLogged) {
  const test::OfflineBox box;
  box.Good({"trust", "anchor", "add", "--name", "circle", "--purpose", "tsa", "--certificate",
            folder_ / "oj.pem"});
  const std::string shown = box.Good({"trust", "list"});
  EXPECT_THAT(shown, HasSubstr("never qualified"));
  EXPECT_THAT(shown, HasSubstr("circle"));
  EXPECT_THAT(box.Good({"trust", "anchor", "list", "--json"}), HasSubstr("\"purpose\": \"tsa\""));
  EXPECT_EQ(box.LoggedTypes().back(), "trust.anchor-added");
  EXPECT_EQ(box.Run({"trust", "anchor", "add", "--name", "x", "--purpose", "god", "--certificate",
                     folder_ / "oj.pem"})
                .status,
            2);
}

}  // namespace
}  // namespace signet::provisioning
