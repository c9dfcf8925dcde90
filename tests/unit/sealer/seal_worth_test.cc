#include "appliance/sealer/seal_worth.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/seal/long_term_seal.h"
#include "tests/unit/seal/trust_fixture.h"

namespace signet::sealer {
namespace {

using seal::At;
using seal::Conclusion;
using test::ListedServiceOptions;

const std::vector<std::string> kQualified = {"0.4.0.1862.1.1", "0.4.0.1862.1.6=0.4.0.1862.1.6.2"};
const std::vector<std::string> kInQscd = {"0.4.0.1862.1.1", "0.4.0.1862.1.4",
                                          "0.4.0.1862.1.6=0.4.0.1862.1.6.2"};
const std::vector<std::string> kTypeOnly = {"0.4.0.1862.1.6=0.4.0.1862.1.6.2"};

// Granted since the regulation began, and withdrawn from `withdrawn` on if that is not empty.
ListedServiceOptions Service(const Certificate& ca, const std::string& type,
                             const std::string& withdrawn) {
  ListedServiceOptions out;
  out.now.type = "http://uri.etsi.org/TrstSvc/Svctype/" + type;
  out.now.certificates = {ca};
  if (type == "CA/QC") out.now.additional = {"ForeSeals"};
  if (withdrawn.empty()) return out;
  out.history = {out.now};
  out.now.status = "withdrawn";
  out.now.from = withdrawn;
  return out;
}
ListedServiceOptions SealService(const std::string& withdrawn = {}) {
  return Service(seal::TestSealCa().certificate, "CA/QC", withdrawn);
}
ListedServiceOptions StampService(const std::string& withdrawn = {}) {
  return Service(seal::LongTermSeal().issuers.time_stamp_ca.certificate, "TSA/QTST", withdrawn);
}

struct Judged {
  seal::Judgement judgement;
  SealWorth worth;
};

Judged Weigh(const std::string& text, const JudgementTrust& trust, const char* at) {
  const UntrustedText sealed(text);
  Judged out{seal::Judge(sealed, {.anchors = trust.anchors(), .at = At(at)}), {}};
  out.worth = WeighSeals(sealed, out.judgement, trust, At(at), seal::Level::kLta).at(0);
  return out;
}

std::vector<Certificate> OwnRoot() { return {seal::TestRoot().certificate}; }

JudgementTrust TrustIn(const std::vector<ListedServiceOptions>& services,
                       std::vector<Certificate> own = {}) {
  return {std::move(own), seal::TrustedLists({seal::NationalList(services)})};
}

std::string SealWith(const std::vector<std::string>& statements) {
  seal::IssuerChanges changes;
  changes.signer_qc_statements = test::QcStatementsValue(statements);
  return seal::LongTermSeal(changes).Make().Write();
}

std::string Revoked() {
  seal::IssuerChanges changes;
  changes.signer_qc_statements = test::QcStatementsValue(kInQscd);
  seal::LongTermSeal seal(changes);
  seal.signer_revoked_at = At("2026-01-31T11:00:00Z");
  return seal.Make().Write();
}

std::string Changed() {
  std::string text = SealWith(kInQscd);
  return text.replace(text.find("kurs"), 4, "kurz");
}

std::string OverNoCredential() {
  seal::IssuerChanges changes;
  changes.signer_qc_statements = test::QcStatementsValue(kInQscd);
  seal::LongTermSeal seal(changes);
  seal.seal.payload = "[1]";
  return seal.Make().Write();
}

struct Case {
  const char* what;
  std::function<std::string()> sealed;
  std::vector<ListedServiceOptions> services;
  const char* at;
  const char* result;
};

std::vector<Case> Cases() {
  const auto seal = [](const std::vector<std::string>& statements) {
    return [statements] { return SealWith(statements); };
  };
  const char* const soon = "2026-01-31T13:00:00Z";
  const char* const later = "2026-02-03T00:00:00Z";
  return {
      {"key in a QSCD", seal(kInQscd), {SealService(), StampService()}, soon, "QESeal"},
      {"key elsewhere", seal(kQualified), {SealService(), StampService()}, soon, "AdESeal-QC"},
      {"no compliance", seal(kTypeOnly), {SealService(), StampService()}, soon, "AdESeal"},
      {"service withdrawn before the seal",
       seal(kInQscd),
       {SealService("2026-01-01T00:00:00Z"), StampService()},
       soon,
       "AdESeal"},
      {"service withdrawn after a proven seal",
       seal(kInQscd),
       {SealService("2026-02-01T00:00:00Z"), StampService()},
       later,
       "QESeal"},
      {"service withdrawn, and no list has who proves the time",
       seal(kInQscd),
       {SealService("2026-02-01T00:00:00Z")},
       later,
       "AdESeal"},
      {"time-stamps of a withdrawn authority prove all the same",
       seal(kInQscd),
       {SealService("2026-02-01T00:00:00Z"), StampService("2026-01-01T00:00:00Z")},
       later,
       "QESeal"},
      {"revoked", Revoked, {SealService(), StampService()}, soon, "Indeterminate QESeal"},
      {"changed", Changed, {SealService(), StampService()}, soon, "Not AdES but QC with QSCD"},
      {"sound, over what is no credential",
       OverNoCredential,
       {SealService(), StampService()},
       soon,
       "Not AdES but QC with QSCD"},
      {"a CA in no list", seal(kInQscd), {StampService()}, soon, "N/A"},
  };
}

TEST(SealWorth, IsWhatTheListsMakeOfTheSeal) {
  for (const Case& one : Cases()) {
    const Judged judged = Weigh(one.sealed(), TrustIn(one.services), one.at);
    EXPECT_EQ(NameOf(judged.worth.qualification.result), one.result) << one.what;
  }
}

// A private anchor can make a seal accepted. It never makes it worth more, or less, in law.
TEST(SealWorth, IsTheSameWithPrivateAnchorsBesideTheLists) {
  for (const Case& one : Cases()) {
    const Judged judged = Weigh(one.sealed(), TrustIn(one.services, OwnRoot()), one.at);
    EXPECT_EQ(NameOf(judged.worth.qualification.result), one.result) << one.what;
  }
}

TEST(SealWorth, OfPrivateTrustIsNone) {
  const std::string sealed = SealWith(kInQscd);
  const Judged alone = Weigh(sealed, JudgementTrust(OwnRoot()), "2026-01-31T13:00:00Z");
  EXPECT_TRUE(alone.judgement.accepted);
  EXPECT_EQ(alone.worth.trust, TrustKind::kPrivate);
  EXPECT_EQ(NameOf(alone.worth.qualification.result), "N/A");
  EXPECT_EQ(alone.worth.time_stamps.at(0).qualified, std::nullopt);
  const Judged beside = Weigh(sealed, TrustIn({}, OwnRoot()), "2026-01-31T13:00:00Z");
  EXPECT_TRUE(beside.judgement.accepted);
  EXPECT_EQ(beside.worth.trust, TrustKind::kPrivate);
  EXPECT_EQ(NameOf(beside.worth.qualification.result), "N/A");
  EXPECT_EQ(beside.worth.time_stamps.at(0).qualified, false);
  EXPECT_THAT(beside.worth.reason, testing::HasSubstr("by the trusted lists alone"));
}

// A level may be enough that asks for no revocation data. What the seal is worth asks for them.
TEST(SealWorth, NeedsRevocationDataWhateverLevelIsEnough) {
  seal::IssuerChanges changes;
  changes.signer_qc_statements = test::QcStatementsValue(kInQscd);
  seal::LongTermSeal seal(changes);
  seal.Sign();
  seal.AddSignatureTimeStamp();
  const UntrustedText sealed(seal.Write());
  const JudgementTrust trust = TrustIn({SealService(), StampService()});
  const Time at = At("2026-01-31T13:00:00Z");
  for (const seal::Level enough : {seal::Level::kB, seal::Level::kT}) {
    const auto judgement =
        seal::Judge(sealed, {.anchors = trust.anchors(), .at = at, .required = enough});
    EXPECT_TRUE(judgement.accepted);
    const SealWorth worth = WeighSeals(sealed, judgement, trust, at, enough).at(0);
    EXPECT_EQ(NameOf(worth.qualification.result), "Indeterminate QESeal");
    EXPECT_THAT(worth.reason, testing::HasSubstr("INDETERMINATE"));
  }
}

TEST(SealWorth, SaysWhatEachPathRestsOn) {
  const std::string sealed = SealWith(kInQscd);
  const char* const at = "2026-01-31T13:00:00Z";
  const Judged listed = Weigh(sealed, TrustIn({SealService(), StampService()}), at);
  EXPECT_TRUE(listed.judgement.accepted);
  EXPECT_EQ(listed.worth.trust, TrustKind::kTrustedList);
  EXPECT_EQ(listed.worth.time_stamps.at(0).trust, TrustKind::kTrustedList);
  const Judged mixed = Weigh(sealed, TrustIn({SealService()}, OwnRoot()), at);
  EXPECT_TRUE(mixed.judgement.accepted);
  EXPECT_EQ(mixed.worth.trust, TrustKind::kTrustedList);
  EXPECT_EQ(mixed.worth.time_stamps.at(0).trust, TrustKind::kPrivate);
  const Judged nobody = Weigh(sealed, TrustIn({}), at);
  EXPECT_EQ(nobody.worth.trust, TrustKind::kNone);
}

struct StampCase {
  const char* withdrawn;
  bool signature_stamp;
  bool archive_stamp;
};

// At genTime and when the time-stamp is proven: sigTst by arcTst at 12:00:20, arcTst now.
TEST(SealWorth, QualifiesTimeStampsAtBothTimes) {
  const StampCase kCases[] = {
      {"", true, true},
      {"2026-01-01T00:00:00Z", false, false},
      {"2026-01-31T12:00:10Z", false, false},
      {"2026-02-01T00:00:00Z", true, false},
  };
  const std::string sealed = SealWith(kInQscd);
  for (const StampCase& one : kCases) {
    const Judged judged = Weigh(sealed, TrustIn({SealService(), StampService(one.withdrawn)}),
                                "2026-02-03T00:00:00Z");
    ASSERT_EQ(judged.worth.time_stamps.size(), 2U);
    EXPECT_EQ(judged.worth.time_stamps[0].qualified, one.signature_stamp) << one.withdrawn;
    EXPECT_EQ(judged.worth.time_stamps[1].qualified, one.archive_stamp) << one.withdrawn;
  }
}

}  // namespace
}  // namespace signet::sealer
