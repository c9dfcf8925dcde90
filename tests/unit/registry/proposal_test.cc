#include "appliance/registry/proposal.h"

#include <SQLiteCpp/Exception.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/support/error_matcher.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const Time kNow = *ParseTime("2026-12-01T08:00:00Z");
const Time kLater = kNow + std::chrono::hours(1);

using ProposalTest = RegistryTest;

Proposal Approval(const std::string& id, const std::string& mandate) {
  Proposal proposal;
  proposal.id = id;
  proposal.kind = ProposalKind::kMandateApproval;
  proposal.subject = mandate;
  proposal.content = R"({"a":1})";
  proposal.proposer = "alice";
  proposal.proposed = kNow;
  proposal.expires = kNow + std::chrono::days(7);
  return proposal;
}

Sha256 DigestOf(const Proposal& proposal) {
  return DigestOf(proposal.kind, proposal.subject, proposal.content);
}

TEST_F(ProposalTest, AnOpenOneIsFoundAsItWasMade) {
  AddProposal(database_, Approval("id", "m"));
  const auto found = FindProposal(database_, "id");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, ProposalKind::kMandateApproval);
  EXPECT_EQ(found->subject, "m");
  EXPECT_EQ(found->content, R"({"a":1})");
  EXPECT_EQ(found->digest, DigestOf(Approval("id", "m")));
  EXPECT_EQ(found->proposer, "alice");
  EXPECT_EQ(found->proposed, kNow);
  EXPECT_EQ(found->expires, kNow + std::chrono::days(7));
  EXPECT_EQ(found->status, ProposalStatus::kOpen);
  EXPECT_THAT(found->decided_by, IsEmpty());
  EXPECT_FALSE(found->decided);
  EXPECT_FALSE(FindProposal(database_, "other"));
}

TEST_F(ProposalTest, NamesReadBack) {
  std::set<std::string_view> names;
  for (const ProposalKind kind :
       {ProposalKind::kMandateApproval, ProposalKind::kMandateResumption,
        ProposalKind::kOrganisationChange, ProposalKind::kAdministratorAddition,
        ProposalKind::kAdministratorRemoval, ProposalKind::kAdministratorCertificate,
        ProposalKind::kKeyActivation}) {
    EXPECT_EQ(ProposalKindFromName(NameOf(kind)), kind);
    names.insert(NameOf(kind));
  }
  EXPECT_EQ(names.size(), 7U);
  EXPECT_EQ(test::CodeOf([] { ProposalKindFromName("anything"); }), Code::kParameterInvalid);
}

// Moving a character from one part to the next gives another digest.
TEST_F(ProposalTest, NoTwoProposalsHaveOneDigest) {
  const auto kind = ProposalKind::kMandateApproval;
  const std::set<Sha256> digests = {
      DigestOf(kind, "ab", "c"),
      DigestOf(kind, "a", "bc"),
      DigestOf(kind, "abc", ""),
      DigestOf(kind, "", "abc"),
      DigestOf(kind, "a;1:b", "c"),
      DigestOf(kind, "a", "b;1:c"),
      DigestOf(ProposalKind::kMandateResumption, "ab", "c"),
  };
  EXPECT_EQ(digests.size(), 7U);
  EXPECT_EQ(DigestOf(kind, "m", "{}"), HashSha256("16:mandate-approval;1:m;2:{};"));
}

TEST_F(ProposalTest, OneIsOpenOfAKindAndSubject) {
  AddProposal(database_, Approval("1", "m"));
  EXPECT_EQ(test::CodeOf([&] { AddProposal(database_, Approval("2", "m")); }),
            Code::kRegistryTaken);
  AddProposal(database_, Approval("3", "n"));
  Proposal resumption = Approval("4", "m");
  resumption.kind = ProposalKind::kMandateResumption;
  AddProposal(database_, resumption);
  DecideProposal(database_, "1", ProposalStatus::kRejected, "bob", kLater);
  AddProposal(database_, Approval("5", "m"));
}

TEST_F(ProposalTest, AnExpiredOneIsInNobodysWay) {
  AddProposal(database_, Approval("1", "m"));
  Proposal again = Approval("2", "m");
  again.proposed = FindProposal(database_, "1")->expires;
  AddProposal(database_, again);
}

TEST_F(ProposalTest, TheNewestComeFirst) {
  for (const char* const id : {"1", "2", "3"}) {
    AddProposal(database_, Approval(id, "m" + std::string(id)));
  }
  const auto listed = ListProposals(database_, 2);
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].id, "3");
  EXPECT_EQ(listed[1].id, "2");
}

TEST_F(ProposalTest, AnotherAdministratorMayApproveWhatWasProposedInTime) {
  AddProposal(database_, Approval("open", "m"));
  AddProposal(database_, Approval("rejected", "n"));
  DecideProposal(database_, "rejected", ProposalStatus::kRejected, "carol", kNow);
  const Time expires = Approval("open", "m").expires;
  const Time::duration tick(1);
  const struct {
    const char* rule;
    const char* id;
    Sha256 digest;
    const char* by;
    Time now;
    Code code;
  } refused[] = {
      {"no such", "none", DigestOf(Approval("", "m")), "bob", kLater, Code::kProposalUnknown},
      {"decided", "rejected", DigestOf(Approval("", "n")), "bob", kLater, Code::kProposalClosed},
      {"too late", "open", DigestOf(Approval("", "m")), "bob", expires, Code::kProposalClosed},
      {"another digest", "open", DigestOf(Approval("", "n")), "bob", kLater,
       Code::kProposalDiffers},
      {"oneself", "open", DigestOf(Approval("", "m")), "alice", kLater, Code::kSecondPersonNeeded},
  };
  for (const auto& c : refused) {
    EXPECT_EQ(test::CodeOf([&] { RequireApprovable(database_, c.id, c.digest, c.by, c.now); }),
              c.code)
        << c.rule;
  }
  const Proposal approvable =
      RequireApprovable(database_, "open", DigestOf(Approval("", "m")), "bob", expires - tick);
  EXPECT_EQ(approvable.id, "open");
  EXPECT_EQ(FindProposal(database_, "open")->status, ProposalStatus::kOpen) << "asked, not decided";
}

TEST_F(ProposalTest, ADecisionIsKeptAndFinal) {
  AddProposal(database_, Approval("1", "m"));
  AddProposal(database_, Approval("2", "n"));
  DecideProposal(database_, "1", ProposalStatus::kApproved, "bob", kLater);
  DecideProposal(database_, "2", ProposalStatus::kRejected, "alice", kLater);
  EXPECT_EQ(FindProposal(database_, "2")->status, ProposalStatus::kRejected) << "taken back";
  const auto approved = FindProposal(database_, "1");
  EXPECT_EQ(approved->status, ProposalStatus::kApproved);
  EXPECT_EQ(approved->decided_by, "bob");
  EXPECT_EQ(approved->decided, kLater);
  const auto error = test::ErrorOf(
      [&] { DecideProposal(database_, "1", ProposalStatus::kRejected, "carol", kLater); });
  EXPECT_EQ(error->code(), Code::kProposalClosed);
  EXPECT_THAT(error->message(), HasSubstr("approved already, by bob"));
}

TEST_F(ProposalTest, WhatCannotBeDecidedIsNot) {
  AddProposal(database_, Approval("1", "m"));
  EXPECT_EQ(test::CodeOf([&] {
              DecideProposal(database_, "1", ProposalStatus::kApproved, "alice", kLater);
            }),
            Code::kSecondPersonNeeded);
  EXPECT_EQ(
      test::CodeOf([&] { DecideProposal(database_, "1", ProposalStatus::kOpen, "bob", kLater); }),
      Code::kInternal);
  EXPECT_EQ(test::CodeOf(
                [&] { DecideProposal(database_, "2", ProposalStatus::kApproved, "bob", kLater); }),
            Code::kProposalUnknown);
  EXPECT_EQ(test::CodeOf([&] {
              DecideProposal(database_, "1", ProposalStatus::kApproved, "bob",
                             kNow + std::chrono::days(7));
            }),
            Code::kProposalClosed);
}

TEST_F(ProposalTest, TheDatabaseItselfKeepsThem) {
  AddProposal(database_, Approval("open", "m"));
  AddProposal(database_, Approval("done", "n"));
  DecideProposal(database_, "done", ProposalStatus::kApproved, "bob", kLater);
  for (const char* const statement :
       {"DELETE FROM proposal", "DELETE FROM proposal WHERE status = 'open'",
        "UPDATE proposal SET content = '{}'", "UPDATE proposal SET digest = x'00'",
        "UPDATE proposal SET subject = 'x'", "UPDATE proposal SET kind = 'key-activation'",
        "UPDATE proposal SET proposer = 'x'", "UPDATE proposal SET expires = expires + 1",
        "UPDATE proposal SET proposed = 0", "UPDATE proposal SET id = 'x' WHERE id = 'open'",
        "UPDATE proposal SET status = 'open' WHERE id = 'done'",
        "UPDATE proposal SET decided_by = 'carol' WHERE id = 'done'",
        "UPDATE proposal SET status = 'approved', decided_by = 'alice' WHERE id = 'open'",
        "INSERT OR REPLACE INTO proposal SELECT * FROM proposal WHERE id = 'open'"}) {
    EXPECT_THROW(database_.exec(statement), SQLite::Exception) << statement;
  }
}

TEST_F(ProposalTest, AStoredOneThatWasTamperedWithIsNotRead) {
  AddProposal(database_, Approval("1", "m"));
  database_.exec("DROP TRIGGER proposal_stays; UPDATE proposal SET content = '{\"a\":2}'");
  EXPECT_EQ(test::CodeOf([&] { FindProposal(database_, "1"); }), Code::kDatabaseFailed);
}

}  // namespace
}  // namespace signet::registry
