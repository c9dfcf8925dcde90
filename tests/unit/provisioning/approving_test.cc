#include "provisioning/commands/approving.h"

#include <gtest/gtest.h>

#include "appliance/base/json_writer.h"
#include "appliance/registry/proposal.h"
#include "appliance/sealer/administration/registry_json.h"
#include "tests/support/error_matcher.h"

namespace signet::provisioning {
namespace {

registry::Proposal Proposal() {
  registry::Proposal proposal;
  proposal.id = "6f1c2f0a-6c0e-4b53-9d55-3f4c7f0d2a11";
  proposal.kind = registry::ProposalKind::kOrganisationChange;
  proposal.subject = "artes";
  proposal.content =
      R"({"country":"ES","identifier":"","legalName":"Artes","name":"artes","names":["a","b"]})";
  proposal.digest = registry::DigestOf(proposal.kind, proposal.subject, proposal.content);
  proposal.proposer = "ada";
  proposal.proposed = *ParseTime("2026-11-26T21:39:48Z");
  proposal.expires = proposal.proposed + std::chrono::days(7);
  return proposal;
}

json::Document Shown(const registry::Proposal& proposal, Time now) {
  return json::Document::Parse(sealer::ToJson(proposal, now).Write(), {});
}

TEST(Approving, NamesTheDigestOfWhatIsShown) {
  const registry::Proposal proposal = Proposal();
  EXPECT_EQ(DigestOfShown(Shown(proposal, proposal.proposed).root()), proposal.digest);
}

TEST(Approving, IsRefusedWhereTheBoxShowsSomethingElse) {
  registry::Proposal proposal = Proposal();
  proposal.content.replace(proposal.content.find("Artes"), 5, "Other");
  EXPECT_EQ(test::CodeOf([&] { DigestOfShown(Shown(proposal, proposal.proposed).root()); }),
            Code::kProposalDiffers);
  proposal = Proposal();
  proposal.subject = "other";
  EXPECT_EQ(test::CodeOf([&] { DigestOfShown(Shown(proposal, proposal.proposed).root()); }),
            Code::kProposalDiffers);
}

TEST(Approving, IsForOpenProposalsOnly) {
  registry::Proposal proposal = Proposal();
  EXPECT_EQ(test::CodeOf([&] { DigestOfShown(Shown(proposal, proposal.expires).root()); }),
            Code::kProposalClosed);
  proposal.status = registry::ProposalStatus::kRejected;
  EXPECT_EQ(test::CodeOf([&] { DigestOfShown(Shown(proposal, proposal.proposed).root()); }),
            Code::kProposalClosed);
}

}  // namespace
}  // namespace signet::provisioning
