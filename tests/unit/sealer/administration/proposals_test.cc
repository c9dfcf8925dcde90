// Two people (DESIGN 7): one administrator proposes, another one approves what the digest names.

#include "appliance/sealer/administration/proposals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "appliance/base/encoding.h"
#include "appliance/base/json_writer.h"
#include "appliance/registry/client_certificate.h"
#include "appliance/registry/seal_key.h"
#include "appliance/registry/seal_record.h"
#include "tests/support/error_matcher.h"
#include "tests/support/moment.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificates.h"

namespace signet::sealer {
namespace {

using registry::Client;
using registry::MandateStatus;
using registry::ProposalKind;
using registry::Role;
using test::At;
using test::KeyKind;

const Time kNow = At("2026-11-26T12:00:00Z");
constexpr std::chrono::hours kLasts(24);

Certificate MakeCertificate(int number, const char* organisation = "TEST University",
                            const char* issuer = "TEST CA") {
  auto* const key = test::TestKey(KeyKind::kP256, number);
  auto options = test::SealCertificateOptions();
  options.subject.organisation = organisation;
  return test::IssueCertificate(test::MakeRoot(test::AuthorityOptions(issuer), key), options, key);
}

Client Administrator(const std::string& name, int number) {
  const Certificate certificate = MakeCertificate(number);
  return {.name = name,
          .role = Role::kAdministrator,
          .certificates = {registry::EntryFor(certificate, registry::CertificateMatch::kPublicKey,
                                              nullptr)},
          .signing_keys = {{name, registry::PublicKeyOf(certificate)}}};
}

std::string PublicKeyPem(int number) {
  const Bytes der = registry::PublicKeyOf(MakeCertificate(number));
  std::string text = EncodeBase64(der);
  for (std::size_t at = 64; at < text.size(); at += 65) text.insert(at, "\n");
  return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
}

// As an administrator sends it.
std::string AdministratorJson(const std::string& name, int number) {
  json::ObjectWriter certificate;
  certificate.Text("certificate", MakeCertificate(number).Pem());
  json::ObjectWriter key;
  key.Text("id", name).Text("publicKey", PublicKeyPem(number));
  std::vector<json::ObjectWriter> certificates;
  certificates.push_back(std::move(certificate));
  std::vector<json::ObjectWriter> keys;
  keys.push_back(std::move(key));
  json::ObjectWriter out;
  out.Text("name", name)
      .Text("role", "administrator")
      .Objects("certificates", std::move(certificates))
      .Objects("signingKeys", std::move(keys));
  return out.Write();
}

class Proposals : public testing::Test {
 protected:
  Proposals() : database_(OpenDatabase(folder_ / "box.db")) {
    registry::CreateRegistryTables(database_);
    registry::AddOrganisation(database_, {.name = "velo",
                                          .legal_name = "Velo",
                                          .identifier = "",
                                          .country = "EE",
                                          .is_sealing_organisation = true});
    registry::AddOrganisation(
        database_, {.name = "artes", .legal_name = "Artes", .identifier = "", .country = "ES"});
    registry::AddClient(database_, Administrator("ada", 1));
    registry::AddClient(database_, Administrator("bob", 2));
    registry::AddClient(
        database_, {.name = "campus",
                    .certificates = {registry::EntryFor(
                        MakeCertificate(3), registry::CertificateMatch::kPublicKey, nullptr)}});
    AddKey("seal-key", MakeCertificate(4));
    AddDraft("artes-2026", "artes");
  }

  void AddKey(const std::string& name, const Certificate& certificate) {
    registry::AddSealKey(database_,
                         {.name = name, .algorithm = "ES256", .time_header = "sigT", .chain = {}});
    registry::SetSealKeyChain(database_, name, {certificate});
  }

  void AddDraft(const std::string& name, const std::string& issuing) {
    registry::MandateTerms terms;
    terms.issuing = issuing;
    terms.clients = {"campus"};
    terms.valid_from = At("2026-01-01T00:00:00Z");
    terms.valid_until = At("2027-01-01T00:00:00Z");
    if (issuing.empty()) {
      terms.clients = {};
      terms.demonstration = true;
    }
    registry::AddMandate(database_, name, terms, kNow);
    if (issuing.empty()) return;
    registry::SetMandateDocument(database_, name, "application/pdf", AsBytes("%PDF-1.4\n"));
  }

  RegistryChange ProposeAs(const std::string& who, ProposalKind kind, const std::string& subject,
                           const std::string& content = "") {
    return Propose(database_, {who, kNow}, {kind, subject, content}, NextId(), kLasts);
  }

  RegistryChange ApproveAs(const std::string& who, Time now = kNow) {
    const auto proposal = registry::FindProposal(database_, id_);
    return Approve(database_, {who, now}, id_, proposal->digest);
  }

  // One proposes, the other one approves; what the log says of the approval.
  std::vector<audit::Event> Agree(ProposalKind kind, const std::string& subject,
                                  const std::string& content = "") {
    ProposeAs("ada", kind, subject, content);
    return ApproveAs("bob").events;
  }

  std::string NextId() {
    id_ = "00000000-0000-4000-8000-00000000000" + std::to_string(next_++);
    return id_;
  }

  MandateStatus StatusOf(const std::string& mandate) {
    return registry::FindMandate(database_, mandate)->status;
  }

  test::TemporaryFolder folder_;
  SQLite::Database database_;
  std::string id_;
  int next_ = 0;
};

TEST_F(Proposals, AMandateIsApprovedByTwo) {
  ProposeAs("ada", ProposalKind::kMandateApproval, "artes-2026");
  EXPECT_EQ(StatusOf("artes-2026"), MandateStatus::kProposed);
  const auto change = ApproveAs("bob");
  EXPECT_EQ(StatusOf("artes-2026"), MandateStatus::kApproved);
  EXPECT_EQ(change.touched.mandate, "artes-2026");
  const auto& event = std::get<audit::MandateApproved>(change.events.back());
  EXPECT_EQ(event.proposed_by, "ada");
  EXPECT_EQ(event.by, "bob");
  EXPECT_EQ(event.content, registry::FindMandate(database_, "artes-2026")->digest);
}

TEST_F(Proposals, ASuspendedMandateIsResumedByTwo) {
  Agree(ProposalKind::kMandateApproval, "artes-2026");
  StopMandate(database_, {"ada", kNow}, "artes-2026", MandateStatus::kSuspended);
  Agree(ProposalKind::kMandateResumption, "artes-2026");
  EXPECT_EQ(StatusOf("artes-2026"), MandateStatus::kApproved);
}

TEST_F(Proposals, AnOrganisationIsChangedByTwo) {
  Agree(ProposalKind::kOrganisationChange, "artes",
        R"({"name": "artes", "legalName": "Artes", "country": "ES", "names": ["Arts"]})");
  EXPECT_THAT(registry::FindOrganisation(database_, "artes")->names, testing::ElementsAre("Arts"));
}

TEST_F(Proposals, AnAdministratorComesAndGoesByTwo) {
  Agree(ProposalKind::kAdministratorAddition, "cyd", AdministratorJson("cyd", 5));
  EXPECT_EQ(registry::CountAdministrators(database_), 3U);
  Agree(ProposalKind::kAdministratorRemoval, "cyd");
  EXPECT_EQ(registry::FindClient(database_, "cyd")->status, registry::ClientStatus::kSuspended);
}

TEST_F(Proposals, AnAdministratorGetsAnotherCertificateAndKeyByTwo) {
  json::ObjectWriter key;
  key.Text("id", "new").Text("publicKey", PublicKeyPem(6));
  json::ObjectWriter content;
  content.Text("certificate", MakeCertificate(6).Pem()).Object("signingKey", std::move(key));
  Agree(ProposalKind::kAdministratorCertificate, "ada", content.Write());
  const auto ada = registry::FindClient(database_, "ada");
  EXPECT_EQ(ada->certificates.size(), 2U);
  EXPECT_EQ(ada->signing_keys.back().id, "new");
}

TEST_F(Proposals, AKeyIsActivatedByTwo) {
  const auto events = Agree(ProposalKind::kKeyActivation, "seal-key");
  const auto key = registry::ListSealKeys(database_).front();
  EXPECT_EQ(key.activated, key.chain.front().fingerprint());
  EXPECT_EQ(std::get<audit::KeyActivated>(events.back()).key, "seal-key");
}

TEST_F(Proposals, RejectionPutsAMandateBackToItsDraft) {
  ProposeAs("ada", ProposalKind::kMandateApproval, "artes-2026");
  Reject(database_, {"ada", kNow}, id_);  // also by whoever proposed it
  EXPECT_EQ(StatusOf("artes-2026"), MandateStatus::kDraft);
  EXPECT_EQ(test::CodeOf([&] { ApproveAs("bob"); }), Code::kProposalClosed);
}

TEST_F(Proposals, AnExpiredOneIsProposedAgain) {
  ProposeAs("ada", ProposalKind::kMandateApproval, "artes-2026");
  EXPECT_EQ(test::CodeOf([&] { ApproveAs("bob", kNow + kLasts); }), Code::kProposalClosed);
  Propose(database_, {"ada", kNow + kLasts}, {ProposalKind::kMandateApproval, "artes-2026", ""},
          NextId(), kLasts);
  ApproveAs("bob", kNow + kLasts);
  EXPECT_EQ(StatusOf("artes-2026"), MandateStatus::kApproved);
}

TEST_F(Proposals, WhatWasProposedByOneWhoIsNoAdministratorAnyMoreIsClosed) {
  Agree(ProposalKind::kAdministratorAddition, "cyd", AdministratorJson("cyd", 5));
  ProposeAs("cyd", ProposalKind::kMandateApproval, "artes-2026");
  const std::string waiting = id_;
  Agree(ProposalKind::kAdministratorRemoval, "cyd");
  id_ = waiting;
  EXPECT_EQ(test::CodeOf([&] { ApproveAs("bob"); }), Code::kProposalClosed);
}

TEST_F(Proposals, WhatChangedMeanwhileIsNotApproved) {
  ProposeAs("ada", ProposalKind::kKeyActivation, "seal-key");
  registry::SetSealKeyChain(database_, "seal-key", {MakeCertificate(7)});
  EXPECT_EQ(test::CodeOf([&] { ApproveAs("bob"); }), Code::kProposalDiffers);
}

TEST_F(Proposals, WhatIsRefusedHasItsOwnProblem) {
  const auto code = [&](auto action) { return test::CodeOf(action); };
  EXPECT_EQ(code([&] {
              ProposeAs("ada", ProposalKind::kMandateApproval, "artes-2026");
              ApproveAs("ada");
            }),
            Code::kSecondPersonNeeded)
      << "the proposer";
  EXPECT_EQ(code([&] {
              Approve(database_, {"bob", kNow}, id_, HashSha256("another"));
            }),
            Code::kProposalDiffers)
      << "another digest";
  EXPECT_EQ(code([&] { ProposeAs("bob", ProposalKind::kMandateApproval, "artes-2026"); }),
            Code::kRegistryTaken)
      << "a second one for the same";
  EXPECT_EQ(code([&] {
              Approve(database_, {"bob", kNow}, "unknown", Sha256{});
            }),
            Code::kProposalUnknown);
  EXPECT_EQ(code([&] { ProposeAs("ada", ProposalKind::kAdministratorRemoval, "bob"); }),
            Code::kTooFewAdministrators)
      << "one of the last two";
  EXPECT_EQ(code([&] { ProposeAs("ada", ProposalKind::kMandateApproval, "none"); }),
            Code::kMandateUnknown);
  EXPECT_EQ(code([&] { ProposeAs("ada", ProposalKind::kMandateResumption, "artes-2026"); }),
            Code::kChangeForbidden)
      << "it is not suspended";
  EXPECT_EQ(code([&] { ProposeAs("ada", ProposalKind::kKeyActivation, "none"); }),
            Code::kKeyUnknown);
  EXPECT_EQ(code([&] { ProposeAs("ada", ProposalKind::kAdministratorRemoval, "campus"); }),
            Code::kRegistryUnknown)
      << "no administrator";
  EXPECT_EQ(code([&] {
              ProposeAs("ada", ProposalKind::kOrganisationChange, "artes",
                        R"({"name": "velo", "legalName": "V", "country": "EE"})");
            }),
            Code::kRegistryMalformed)
      << "another organisation than the subject";
  EXPECT_EQ(code([&] { ProposeAs("ada", ProposalKind::kOrganisationChange, "artes"); }),
            Code::kRegistryMalformed)
      << "no content";
}

TEST_F(Proposals, OneAloneChangesNoAdministrator) {
  const Editor ada{"ada", kNow};
  const auto entry =
      registry::EntryFor(MakeCertificate(8), registry::CertificateMatch::kPublicKey, nullptr);
  const std::function<void()> changes[] = {
      [&] { CreateClient(database_, ada, Administrator("cyd", 5)); },
      [&] { SetClientStatus(database_, ada, "bob", registry::ClientStatus::kSuspended); },
      [&] { AddClientCertificate(database_, ada, "bob", entry); },
      [&] { RemoveClientCertificate(database_, ada, "bob", "any"); },
      [&] {
        AddSigningKey(database_, ada, "bob", {"k", registry::PublicKeyOf(MakeCertificate(8))});
      },
      [&] { RemoveSigningKey(database_, ada, "bob", "bob"); },
      [&] { ChangeClient(database_, ada, *registry::FindClient(database_, "bob")); },
  };
  for (const auto& change : changes) EXPECT_EQ(test::CodeOf(change), Code::kApprovalNeeded);
  EXPECT_EQ(registry::CountAdministrators(database_), 2U);
}

TEST_F(Proposals, ADemonstrationMandateAndARealCertificateExcludeEachOther) {
  AddDraft("demo", "");
  AddKey("real", MakeCertificate(9, "Real University", "Real CA"));
  EXPECT_EQ(test::CodeOf([&] { ProposeAs("ada", ProposalKind::kMandateApproval, "demo"); }),
            Code::kDemonstrationRefused);
  registry::SetSealKeyChain(database_, "real", {MakeCertificate(4)});
  Agree(ProposalKind::kMandateApproval, "demo");
  registry::SetSealKeyChain(database_, "real", {MakeCertificate(9, "Real University", "Real CA")});
  EXPECT_EQ(test::CodeOf([&] { ProposeAs("ada", ProposalKind::kKeyActivation, "real"); }),
            Code::kDemonstrationRefused);
  StopMandate(database_, {"ada", kNow}, "demo", MandateStatus::kEnded);
  Agree(ProposalKind::kKeyActivation, "real");
}

TEST(DemoCertificate, SaysTestOnBothSidesAndClaimsNothing) {
  EXPECT_TRUE(IsDemoCertificate(MakeCertificate(1)));
  EXPECT_FALSE(IsDemoCertificate(MakeCertificate(1, "Real University")));
  EXPECT_FALSE(IsDemoCertificate(MakeCertificate(1, "TEST University", "Real CA")));
  EXPECT_FALSE(IsDemoCertificate(MakeCertificate(1, "TESTUNIVERSITY")));
  auto* const key = test::TestKey(KeyKind::kP256, 1);
  auto options = test::SealCertificateOptions();
  options.subject.organisation = "TEST University";
  options.qc_statements = test::QcStatementsValue({"0.4.0.1862.1.1"});
  EXPECT_FALSE(IsDemoCertificate(
      test::IssueCertificate(test::MakeRoot(test::AuthorityOptions("TEST CA"), key), options, key)))
      << "qualified, it says";
}

}  // namespace
}  // namespace signet::sealer
