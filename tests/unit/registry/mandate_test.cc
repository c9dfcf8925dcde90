#include "appliance/registry/mandate.h"

#include <SQLiteCpp/Exception.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/error_matcher.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Time kNow = *ParseTime("2026-12-01T08:00:00Z");

constexpr MandateStatus kStatuses[] = {MandateStatus::kDraft, MandateStatus::kProposed,
                                       MandateStatus::kApproved, MandateStatus::kSuspended,
                                       MandateStatus::kEnded};

class MandateTest : public RegistryTest {
 protected:
  MandateTest() { AddParties(); }

  // By legal steps, with a document.
  void MakeMandate(const std::string& name, MandateStatus status) {
    AddMandate(database_, name, TestTerms(), kNow);
    SetMandateDocument(database_, name, "application/pdf", TestDocument());
    std::vector<MandateStatus> steps;
    if (status != MandateStatus::kDraft && status != MandateStatus::kEnded) {
      steps.push_back(MandateStatus::kProposed);
    }
    if (status == MandateStatus::kApproved || status == MandateStatus::kSuspended) {
      steps.push_back(MandateStatus::kApproved);
    }
    if (status == MandateStatus::kSuspended || status == MandateStatus::kEnded) {
      steps.push_back(status);
    }
    for (const MandateStatus step : steps) SetMandateStatus(database_, name, step);
  }

  std::vector<std::string> NamesOf(const std::vector<Mandate>& mandates) {
    std::vector<std::string> names;
    for (const auto& mandate : mandates) names.push_back(mandate.name);
    return names;
  }
};

MandateTerms Demonstration() {
  MandateTerms terms = TestTerms();
  terms.issuing.clear();
  terms.clients.clear();
  terms.demonstration = true;
  return terms;
}

TEST_F(MandateTest, ItStartsAsADraftWithTheDigestOfItsTerms) {
  AddMandate(database_, "artes-2027", TestTerms(), kNow);
  const auto mandate = FindMandate(database_, "artes-2027");
  ASSERT_TRUE(mandate);
  EXPECT_EQ(mandate->name, "artes-2027");
  EXPECT_EQ(mandate->status, MandateStatus::kDraft);
  EXPECT_EQ(mandate->created, kNow);
  EXPECT_EQ(mandate->digest, HashSha256(WriteMandateTerms(TestTerms())));
  EXPECT_EQ(WriteMandateTerms(mandate->terms), WriteMandateTerms(TestTerms()));
  EXPECT_FALSE(FindMandate(database_, "artes-2028"));
  EXPECT_THAT(ReadMandateDocument(database_, "artes-2027"), IsEmpty());
}

TEST_F(MandateTest, TheDocumentIsPartOfWhatIsApproved) {
  AddMandate(database_, "m", TestTerms(), kNow);
  const Sha256 before = FindMandate(database_, "m")->digest;
  SetMandateDocument(database_, "m", "application/pdf", TestDocument());
  const Mandate mandate = *FindMandate(database_, "m");
  ASSERT_TRUE(mandate.terms.document);
  EXPECT_EQ(mandate.terms.document->sha256, HashSha256(TestDocument()));
  EXPECT_EQ(mandate.terms.document->media_type, "application/pdf");
  EXPECT_EQ(mandate.terms.document->octets, TestDocument().size());
  EXPECT_NE(mandate.digest, before);
  EXPECT_EQ(mandate.digest, HashSha256(WriteMandateTerms(mandate.terms)));
  EXPECT_EQ(ReadMandateDocument(database_, "m"), TestDocument());
}

TEST_F(MandateTest, ADraftTakesAnotherDocumentInItsPlace) {
  MakeMandate("m", MandateStatus::kDraft);
  const Bytes next = ToBytes("\xFF\xD8\xFFscan");
  SetMandateDocument(database_, "m", "image/jpeg", next);
  EXPECT_EQ(ReadMandateDocument(database_, "m"), next);
  EXPECT_EQ(FindMandate(database_, "m")->terms.document->media_type, "image/jpeg");
  EXPECT_EQ(test::CodeOf([&] { SetMandateDocument(database_, "m", "image/png", next); }),
            Code::kRegistryMalformed);
}

TEST_F(MandateTest, OnlyADraftTakesADocument) {
  for (const MandateStatus status : kStatuses) {
    if (status == MandateStatus::kDraft) continue;
    const std::string name(NameOf(status));
    MakeMandate(name, status);
    EXPECT_EQ(test::CodeOf(
                  [&] { SetMandateDocument(database_, name, "application/pdf", TestDocument()); }),
              Code::kChangeForbidden)
        << name;
  }
}

TEST_F(MandateTest, WhatIsNotThereIsUnknown) {
  EXPECT_EQ(test::CodeOf([&] { ReadMandateDocument(database_, "m"); }), Code::kMandateUnknown);
  EXPECT_EQ(test::CodeOf([&] { SetMandateStatus(database_, "m", MandateStatus::kEnded); }),
            Code::kMandateUnknown);
  EXPECT_EQ(
      test::CodeOf([&] { SetMandateDocument(database_, "m", "application/pdf", TestDocument()); }),
      Code::kMandateUnknown);
}

TEST_F(MandateTest, WhatCannotBeADraftIsRefused) {
  const struct {
    const char* rule;
    const char* name;
    void (*change)(MandateTerms&);
    Code code;
  } cases[] = {
      {"name", "two words", [](MandateTerms&) {}, Code::kRegistryMalformed},
      {"no issuing organisation", "m", [](MandateTerms& t) { t.issuing = ""; },
       Code::kRegistryMalformed},
      {"unknown organisation", "m", [](MandateTerms& t) { t.issuing = "x"; },
       Code::kRegistryUnknown},
      {"unknown delivering organisation", "m", [](MandateTerms& t) { t.delivering = {"x"}; },
       Code::kRegistryUnknown},
      {"unknown client", "m",
       [](MandateTerms& t) {
         t.clients = {"campus", "x"};
       },
       Code::kRegistryUnknown},
      {"document without its octets", "m",
       [](MandateTerms& t) {
         t.document = MandateDocument{{}, "image/png", 1};
       },
       Code::kRegistryMalformed},
      {"notation that is no UTF-8", "m", [](MandateTerms& t) { t.learning = {"\xC3("}; },
       Code::kNotUtf8},
      {"more than a mebibyte", "m",
       [](MandateTerms& t) {
         for (int i = 0; i < 600; ++i)
           t.learning.push_back(std::to_string(i) + std::string(1900, 'x'));
       },
       Code::kTooLarge},
  };
  for (const auto& c : cases) {
    MandateTerms terms = TestTerms();
    c.change(terms);
    EXPECT_EQ(test::CodeOf([&] { AddMandate(database_, c.name, terms, kNow); }), c.code) << c.rule;
  }
  EXPECT_THAT(ListMandates(database_, "", 10), IsEmpty());
}

TEST_F(MandateTest, ANameIsNeverUsedAgain) {
  MakeMandate("m", MandateStatus::kEnded);
  EXPECT_EQ(test::CodeOf([&] { AddMandate(database_, "m", TestTerms(), kNow); }),
            Code::kRegistryTaken);
}

TEST_F(MandateTest, ItsLifeHasTheseStepsAndNoOthers) {
  const std::vector<std::pair<MandateStatus, MandateStatus>> legal = {
      {MandateStatus::kDraft, MandateStatus::kProposed},
      {MandateStatus::kDraft, MandateStatus::kEnded},
      {MandateStatus::kProposed, MandateStatus::kDraft},
      {MandateStatus::kProposed, MandateStatus::kApproved},
      {MandateStatus::kProposed, MandateStatus::kEnded},
      {MandateStatus::kApproved, MandateStatus::kSuspended},
      {MandateStatus::kApproved, MandateStatus::kEnded},
      {MandateStatus::kSuspended, MandateStatus::kApproved},
      {MandateStatus::kSuspended, MandateStatus::kEnded},
  };
  for (const MandateStatus from : kStatuses) {
    for (const MandateStatus to : kStatuses) {
      const std::string name = std::string(NameOf(from)) + "-" + std::string(NameOf(to));
      MakeMandate(name, from);
      const auto step = [&] { SetMandateStatus(database_, name, to); };
      if (std::ranges::find(legal, std::pair(from, to)) != legal.end()) {
        EXPECT_NO_THROW(step()) << name;
        EXPECT_EQ(FindMandate(database_, name)->status, to) << name;
      } else {
        EXPECT_EQ(test::CodeOf(step), Code::kChangeForbidden) << name;
        EXPECT_EQ(FindMandate(database_, name)->status, from) << name;
      }
    }
  }
}

TEST_F(MandateTest, WithoutASignedDocumentNothingIsProposedButADemonstration) {
  AddMandate(database_, "m", TestTerms(), kNow);
  const auto error =
      test::ErrorOf([&] { SetMandateStatus(database_, "m", MandateStatus::kProposed); });
  EXPECT_EQ(error->code(), Code::kChangeForbidden);
  EXPECT_THAT(error->message(), HasSubstr("no signed document"));
  AddMandate(database_, "demo", Demonstration(), kNow);
  SetMandateStatus(database_, "demo", MandateStatus::kProposed);
  SetMandateStatus(database_, "demo", MandateStatus::kApproved);
}

TEST_F(MandateTest, TheClockDoesTheRest) {
  const auto from = TestTerms().valid_from;
  const auto until = TestTerms().valid_until;
  const Time::duration tick(1);
  const struct {
    MandateStatus status;
    Time now;
    std::string_view phase;
  } cases[] = {
      {MandateStatus::kDraft, from, "draft"},
      {MandateStatus::kProposed, from, "proposed"},
      {MandateStatus::kApproved, from - tick, "approved"},
      {MandateStatus::kApproved, from, "active"},
      {MandateStatus::kApproved, until - tick, "active"},
      {MandateStatus::kApproved, until, "ended"},
      {MandateStatus::kSuspended, from, "suspended"},
      {MandateStatus::kSuspended, until, "ended"},
      {MandateStatus::kDraft, until, "ended"},
      {MandateStatus::kEnded, from, "ended"},
  };
  for (const auto& c : cases) {
    Mandate mandate;
    mandate.terms = TestTerms();
    mandate.status = c.status;
    EXPECT_EQ(NameOf(PhaseOf(mandate, c.now)), c.phase)
        << NameOf(c.status) << " at " << FormatTime(c.now);
  }
}

TEST_F(MandateTest, TheyAreListedByNameAPageAtATime) {
  for (const char* const name : {"c", "a", "d", "b"}) {
    AddMandate(database_, name, TestTerms(), kNow);
  }
  EXPECT_THAT(NamesOf(ListMandates(database_, "", 2)), ElementsAre("a", "b"));
  EXPECT_THAT(NamesOf(ListMandates(database_, "b", 2)), ElementsAre("c", "d"));
  EXPECT_THAT(NamesOf(ListMandates(database_, "d", 2)), IsEmpty());
}

TEST_F(MandateTest, ThoseOnceApprovedAreKnownToTheEnd) {
  for (const MandateStatus status : kStatuses) MakeMandate(std::string(NameOf(status)), status);
  MakeMandate("was-approved", MandateStatus::kApproved);
  SetMandateStatus(database_, "was-approved", MandateStatus::kEnded);
  EXPECT_THAT(NamesOf(ListMandatesEverApproved(database_)),
              ElementsAre("approved", "suspended", "was-approved"));
}

TEST_F(MandateTest, TheDatabaseItselfLetsNobodyChangeOrTakeAwayWhatWasApproved) {
  MakeMandate("m", MandateStatus::kApproved);
  MakeMandate("proposed", MandateStatus::kProposed);
  MakeMandate("ended", MandateStatus::kEnded);
  AddMandate(database_, "demo", Demonstration(), kNow);
  SetMandateStatus(database_, "demo", MandateStatus::kProposed);
  for (const char* const statement :
       {"DELETE FROM mandate", "DELETE FROM mandate WHERE status = 'ended'",
        "DELETE FROM mandate_document", "UPDATE mandate SET terms = '{}' WHERE name = 'm'",
        "UPDATE mandate SET terms = '{}' WHERE name = 'proposed'",
        "UPDATE mandate SET digest = x'00' WHERE name = 'm'",
        "UPDATE mandate SET name = 'n' WHERE name = 'm'", "UPDATE mandate SET created = 0",
        "UPDATE mandate SET ever_approved = 0 WHERE name = 'm'",
        "UPDATE mandate SET status = 'draft' WHERE name = 'ended'",
        "UPDATE mandate_document SET content = x'00' WHERE mandate = 'proposed'",
        "UPDATE mandate_document SET mandate = 'demo' WHERE mandate = 'm'",
        "INSERT INTO mandate_document VALUES ('demo', x'00')",
        "INSERT OR REPLACE INTO mandate_document VALUES ('m', x'00')",
        "INSERT OR REPLACE INTO mandate VALUES ('m', '{}', x'00', 'draft', 0, 0)"}) {
    EXPECT_THROW(database_.exec(statement), SQLite::Exception) << statement;
  }
  EXPECT_EQ(ReadMandateDocument(database_, "m"), TestDocument());
  EXPECT_EQ(FindMandate(database_, "m")->status, MandateStatus::kApproved);
}

TEST_F(MandateTest, TermsThatAreNotThoseThatWereRegisteredAreNotRead) {
  MakeMandate("m", MandateStatus::kApproved);
  database_.exec(
      "DROP TRIGGER mandate_terms_stay;"
      "UPDATE mandate SET terms = replace(terms, '2029-01-01', '2099-01-01')");
  EXPECT_EQ(test::CodeOf([&] { FindMandate(database_, "m"); }), Code::kDatabaseFailed);
}

}  // namespace
}  // namespace signet::registry
