// The real lists of 2017 to 2019 and damaged copies of them, against what an independent reading
// (xmlsec1 and lxml) says of each.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "appliance/base/file.h"
#include "appliance/seal/trust_judgement.h"
#include "appliance/seal/trusted_lists.h"
#include "tests/unit/seal/check_jades.h"

namespace signet::seal {
namespace {

namespace fs = std::filesystem;

using Row = std::vector<std::string>;

fs::path Folder() { return CorpusFolder() / "trusted-lists"; }

ListFile Open(const std::string& name) { return {name, UntrustedText(ReadFile(Folder() / name))}; }

std::vector<Row> ExpectedRows() {
  std::istringstream file(ReadFile(Folder() / "expected.tsv"));
  std::vector<Row> out;
  std::string line;
  std::getline(file, line);  // the names of the columns
  while (std::getline(file, line)) {
    Row row;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
    out.push_back(row);
  }
  return out;
}

std::vector<JudgedFile> JudgeCorpus() {
  TrustSources sources{
      .official_journal = Certificate::FromPem(ReadFile(Folder() / "official-journal.pem")),
      .list_of_lists = Open("tl_pivot_247_mp.xml"),
      .pivot = {},
      .lists = {}};
  sources.pivot = [](const Pivot& pivot) -> std::optional<ListFile> {
    return Open("tl_pivot_" + std::to_string(pivot.number) + "_mp.xml");
  };
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(Folder())) {
    const std::string name = entry.path().filename().string();
    const bool pivot = name.starts_with("tl_") && name.ends_with("_mp.xml");
    if (name.ends_with(".xml") && !pivot) names.push_back(name);
  }
  for (const std::string& name : names) sources.lists.push_back(Open(name));
  return JudgeTrust(std::move(sources), {.program = SIGNET_BIN_DIR "/signet-list-reader"},
                    *ParseTime("2019-09-10T00:00:00Z"));
}

Row RowOf(const JudgedFile& file) {
  const ListJudgement& judgement = file.judgement;
  Row out = {file.file.name, judgement.read.verdict, judgement.signer_authorised ? "yes" : "no"};
  if (!judgement.read.list) return {file.file.name, judgement.read.verdict};
  const TrustedList& list = *judgement.read.list;
  const auto number = [](const auto& value) { return value ? std::to_string(*value) : ""; };
  const auto time = [](const auto& value) { return value ? FormatTimeSeconds(*value) : ""; };
  out.insert(out.end(),
             {list.territory, number(list.version), number(list.sequence), time(list.issued),
              time(list.next_update), std::to_string(list.services.size()),
              std::to_string(CountSealIssuers(list)), std::to_string(CountTimeStampers(list))});
  return out;
}

class TrustCorpus : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(Folder() / "expected.tsv")) {
      GTEST_SKIP() << "left out: there are no real trusted lists in " << Folder()
                   << " (SIGNET_CORPUS)";
    }
  }
};

TEST_F(TrustCorpus, IsJudgedAsTheIndependentReadingDoes) {
  std::multimap<std::string, Row> ours;
  for (const JudgedFile& file : JudgeCorpus()) ours.emplace(file.file.name, RowOf(file));
  const std::vector<Row> expected = ExpectedRows();
  EXPECT_EQ(ours.size(), expected.size());
  for (Row row : expected) {
    // Two parsers have two ways of saying where a text stops being XML.
    if (row[1].starts_with("not XML")) row[1] = "not XML";
    const auto found = ours.find(row.front());
    ASSERT_NE(found, ours.end()) << row.front();
    EXPECT_EQ(found->second, row);
    ours.erase(found);
  }
}

TEST_F(TrustCorpus, IsUsedOnlyWhereEverythingHolds) {
  for (const JudgedFile& file : JudgeCorpus()) {
    const Row row = RowOf(file);
    EXPECT_EQ(file.good(), row.size() > 2 && row[1] == "valid" && row[2] == "yes") << row.front();
    EXPECT_EQ(file.good(), file.judgement.reason.empty()) << row.front();
  }
}

// Every service of the lists is found again by its certificates, and answers as its state says.
TEST_F(TrustCorpus, AnswersForItsServices) {
  std::vector<AuthorisedList> lists;
  for (const JudgedFile& file : JudgeCorpus()) {
    if (file.good()) lists.push_back(*file.judgement.authorised);
  }
  const TrustedLists trust(lists);
  const Time at = *ParseTime("2019-09-10T00:00:00Z");
  std::size_t issuers = 0;
  std::size_t stampers = 0;
  for (const AuthorisedList& list : lists) {
    for (const TrustService& service : list->services) {
      for (const Certificate& certificate : service.states.front().certificates) {
        EXPECT_FALSE(trust.ServicesOf(certificate).empty());
        issuers += trust.IsSealIssuer(certificate, at) ? 1U : 0U;
        stampers += trust.IsQualifiedTimeStamper({certificate}, at) ? 1U : 0U;
      }
    }
  }
  EXPECT_GT(issuers, 40U);
  EXPECT_GT(stampers, 60U);
  EXPECT_GT(trust.Anchors(uri::kQualifiedCa).size(), 150U);
}

// A LOTL whose pivots are not at hand is judged by the signers that are known, and says which
// pivots it lacks.
TEST_F(TrustCorpus, NamesThePivotsThatAreMissing) {
  TrustSources sources{
      .official_journal = Certificate::FromPem(ReadFile(Folder() / "official-journal.pem")),
      .list_of_lists = Open("tl_pivot_247_mp.xml"),
      .pivot = [](const Pivot&) { return std::nullopt; },
      .lists = {}};
  sources.lists.push_back(Open("AT.xml"));
  const auto judged =
      JudgeTrust(std::move(sources), {.program = SIGNET_BIN_DIR "/signet-list-reader"},
                 *ParseTime("2019-09-10T00:00:00Z"));
  ASSERT_EQ(judged.size(), 6U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(judged[i].judgement.read.verdict, "missing");
    EXPECT_THAT(judged[i].judgement.reason, testing::HasSubstr("tl-pivot-"));
  }
  EXPECT_FALSE(judged[4].good()) << "its signer came with a pivot";
  EXPECT_FALSE(judged[5].good()) << "nobody names who may sign it";
}

}  // namespace
}  // namespace signet::seal
