#include "appliance/seal/qualification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/seal/trust_fixture.h"

namespace signet::seal {
namespace {

using test::ListedServiceOptions;
using test::ListedState;

const std::vector<std::string> kSeal = {"0.4.0.1862.1.1", "0.4.0.1862.1.6=0.4.0.1862.1.6.2"};
const std::vector<std::string> kSealQscd = {"0.4.0.1862.1.1", "0.4.0.1862.1.4",
                                            "0.4.0.1862.1.6=0.4.0.1862.1.6.2"};

test::Authority Ca() {
  return test::MakeRoot(test::AuthorityOptions("TEST qualified CA"),
                        test::TestKey(test::KeyKind::kP256, 220));
}

// A certificate of 2020 with these statements and the policy 1.2.3.
Certificate Signer(const std::vector<std::string>& statements,
                   Time not_before = At("2020-01-01T00:00:00Z")) {
  auto options = test::SealCertificateOptions();
  options.not_before = not_before;
  options.certificate_policies = test::PoliciesValue({"1.2.3"});
  if (!statements.empty()) options.qc_statements = test::QcStatementsValue(statements);
  return test::IssueCertificate(Ca(), options, test::TestKey(test::KeyKind::kP256, 221));
}

ListedServiceOptions Service(const std::vector<std::string>& additional,
                             const std::vector<std::string>& qualifiers = {}) {
  ListedServiceOptions out;
  out.now.certificates = {Ca().certificate};
  out.now.additional = additional;
  if (!qualifiers.empty()) out.now.qualifications = test::QualificationFor(qualifiers, {"1.2.3"});
  return out;
}

Qualification QualifyWith(const std::vector<ListedServiceOptions>& services,
                          const Certificate& signer,
                          Conclusion conclusion = Conclusion::kTotalPassed) {
  return Qualify(signer, {signer, Ca().certificate}, TrustedLists({NationalList(services)}),
                 At("2026-01-01T00:00:00Z"), conclusion);
}

struct Case {
  const char* what;
  std::vector<ListedServiceOptions> services;
  std::vector<std::string> statements;
  const char* result;
};

std::vector<ListedServiceOptions> ForSeals(const std::vector<std::string>& qualifiers) {
  return {Service({"ForeSeals"}, qualifiers)};
}

// TS 119 615 4.4: qualified, and for what.
std::vector<Case> ByCertificate() {
  return {
      {"a qualified seal certificate", ForSeals({}), kSeal, "AdESeal-QC"},
      {"with its key in a QSCD", ForSeals({}), kSealQscd, "QESeal"},
      {"that claims nothing", ForSeals({}), {}, "AdES?"},
      {"that claims a type only", ForSeals({}), {"0.4.0.1862.1.6=0.4.0.1862.1.6.2"}, "AdESeal"},
      {"of a law outside the EU",
       ForSeals({}),
       {"0.4.0.1862.1.1", "0.4.0.1862.1.6=0.4.0.1862.1.6.2", "0.4.0.1862.1.7=CH"},
       "AdESeal"},
      {"compliance without a type is for signatures",
       {Service({"ForeSignatures"})},
       {"0.4.0.1862.1.1"},
       "AdESig-QC"},
      {"a signature certificate of a CA for seals",
       ForSeals({}),
       {"0.4.0.1862.1.1", "0.4.0.1862.1.6=0.4.0.1862.1.6.1"},
       "AdESig"},
      {"a seal certificate of a CA for signatures",
       {Service({"ForeSignatures"})},
       kSeal,
       "AdESeal"},
      {"two types at once",
       ForSeals({}),
       {"0.4.0.1862.1.1", "0.4.0.1862.1.6=0.4.0.1862.1.6.1", "0.4.0.1862.1.6=0.4.0.1862.1.6.2"},
       "AdES?-QC"},
      {"a web certificate",
       {Service({"ForWebSiteAuthentication"})},
       {"0.4.0.1862.1.1", "0.4.0.1862.1.6=0.4.0.1862.1.6.3"},
       "Not AdES"},
  };
}

// 4.3: the service.
std::vector<Case> ByService() {
  ListedServiceOptions withdrawn = Service({"ForeSeals"});
  withdrawn.now.status = "withdrawn";
  ListedServiceOptions pkc = Service({"ForeSeals"});
  pkc.now.type = "http://uri.etsi.org/TrstSvc/Svctype/CA/PKC";
  ListedServiceOptions unreadable = Service({"ForeSeals"});
  unreadable.now.qualifications =
      "<q:QualificationElement><q:Qualifiers></q:Qualifiers>"
      "<q:CriteriaList assert=\"all\"><q:Horoscope></q:Horoscope></q:CriteriaList>"
      "</q:QualificationElement>";
  return {
      {"of a withdrawn service", {withdrawn}, kSeal, "AdESeal"},
      {"of a service that issues no qualified certificates", {pkc}, kSeal, "AdESeal"},
      {"of a service in no list", {}, kSeal, "N/A"},
      {"entries that contradict each other", {withdrawn, Service({"ForeSeals"})}, kSeal, "N/A"},
      {"entries that agree",
       {Service({"ForeSeals"}), Service({"ForeSeals", "ForeSignatures"})},
       kSeal,
       "AdESeal-QC"},
      {"a second entry for another use does not contradict",
       {Service({"ForeSeals"}), Service({"ForeSignatures"}, {"NotQualified"})},
       kSeal,
       "AdESeal-QC"},
      {"criteria that cannot be read", {unreadable}, kSeal, "N/A"},
  };
}

// 4.4 and 4.5: what the list says instead.
std::vector<Case> ByQualifiers() {
  return {
      {"NotQualified", ForSeals({"NotQualified"}), kSealQscd, "AdESeal"},
      {"NotQualified beside QCStatement", ForSeals({"NotQualified", "QCStatement"}), kSeal,
       "AdESeal"},
      {"QCStatement", ForSeals({"QCStatement", "QCForESeal"}), {}, "AdESeal-QC"},
      {"QCForESeal for two types",
       ForSeals({"QCForESeal"}),
       {"0.4.0.1862.1.1", "0.4.0.1862.1.6=0.4.0.1862.1.6.1", "0.4.0.1862.1.6=0.4.0.1862.1.6.2"},
       "AdESeal-QC"},
      {"QCForESeal and QCForESig", ForSeals({"QCForESeal", "QCForESig"}), kSeal, "AdES?-QC"},
      {"QCWithQSCD", ForSeals({"QCWithQSCD"}), kSeal, "QESeal"},
      {"QCQSCDManagedOnBehalf", ForSeals({"QCQSCDManagedOnBehalf"}), kSeal, "QESeal"},
      {"QCNoQSCD", ForSeals({"QCNoQSCD"}), kSealQscd, "AdESeal-QC"},
      {"QCQSCDStatusAsInCert, and it says so", ForSeals({"QCQSCDStatusAsInCert"}), kSealQscd,
       "QESeal"},
      {"QCQSCDStatusAsInCert, and it does not", ForSeals({"QCQSCDStatusAsInCert"}), kSeal,
       "AdESeal-QC"},
      {"QCWithQSCD beside QCNoQSCD", ForSeals({"QCWithQSCD", "QCNoQSCD"}), kSealQscd, "AdESeal-QC"},
      {"the SSCD names of before the regulation alone", ForSeals({"QCWithSSCD"}), kSealQscd,
       "AdESeal-QC"},
      {"the same that denies it", ForSeals({"QCNoSSCD"}), kSealQscd, "AdESeal-QC"},
      {"the SSCD names beside the present ones", ForSeals({"QCWithSSCD", "QCWithQSCD"}), kSeal,
       "QESeal"},
      {"a use that the service does not have", ForSeals({"QCForESig"}), kSealQscd, "QES?"},
      {"a use that it has, too",
       {Service({"ForeSeals", "ForeSignatures"}, {"QCForESig"})},
       kSealQscd,
       "QESig"},
      {"e-seals, by a service for signatures",
       {Service({"ForeSignatures"}, {"QCForESeal"})},
       {"0.4.0.1862.1.1", "0.4.0.1862.1.6=0.4.0.1862.1.6.1"},
       "AdES?-QC"},
      {"QCWithQSCD for what is not qualified",
       ForSeals({"QCWithQSCD"}),
       {"0.4.0.1862.1.6=0.4.0.1862.1.6.2"},
       "AdESeal"},
  };
}

TEST(Qualification, IsWhatCertificateAndListSayTogether) {
  for (const auto& cases : {ByCertificate(), ByService(), ByQualifiers()}) {
    for (const Case& one : cases) {
      const auto found = QualifyWith(one.services, Signer(one.statements));
      EXPECT_EQ(NameOf(found.result), one.result) << one.what << ": " << TextOf(found.certificate);
    }
  }
}

struct Row {
  std::vector<std::string> statements;
  bool listed;
  const char* passed;
  const char* indeterminate;
  const char* failed;
};

// TS 119 615 4.6.
TEST(Qualification, OfASealFollowsItsConclusion) {
  const Row kRows[] = {
      {kSealQscd, true, "QESeal", "Indeterminate QESeal", "Not AdES but QC with QSCD"},
      {kSeal, true, "AdESeal-QC", "Indeterminate AdESeal-QC", "Not AdES but QC"},
      {{"0.4.0.1862.1.6=0.4.0.1862.1.6.2"}, true, "AdESeal", "Indeterminate AdESeal", "Not AdES"},
      {kSealQscd, false, "N/A", "N/A", "Not AdES"},
  };
  for (const Row& row : kRows) {
    std::vector<ListedServiceOptions> services;
    if (row.listed) services.push_back(Service({"ForeSeals"}));
    const auto result = [&](Conclusion conclusion) {
      return NameOf(QualifyWith(services, Signer(row.statements), conclusion).result);
    };
    EXPECT_EQ(result(Conclusion::kTotalPassed), row.passed);
    EXPECT_EQ(result(Conclusion::kIndeterminate), row.indeterminate);
    EXPECT_EQ(result(Conclusion::kTotalFailed), row.failed);
  }
}

TEST(Qualification, IsNotApplicableWithoutAPath) {
  const Certificate signer = Signer(kSealQscd);
  const TrustedLists lists({NationalList({Service({"ForeSeals"})})});
  EXPECT_EQ(
      Qualify(signer, {}, lists, At("2026-01-01T00:00:00Z"), Conclusion::kIndeterminate).result,
      SignatureQualification::kNotApplicable);
}

// TS 119 615 4.3.4: not the nearest service alone.
TEST(Qualification, IsNotApplicableWhereServicesOnThePathContradictEachOther) {
  const test::Authority root = test::MakeRoot(test::AuthorityOptions("TEST root above"),
                                              test::TestKey(test::KeyKind::kP256, 222));
  const test::Authority ca = test::MakeSubordinate(root, test::AuthorityOptions("TEST CA below"),
                                                   test::TestKey(test::KeyKind::kP256, 223));
  auto options = test::SealCertificateOptions();
  options.qc_statements = test::QcStatementsValue(kSealQscd);
  const Certificate signer =
      test::IssueCertificate(ca, options, test::TestKey(test::KeyKind::kP256, 221));
  const auto result = [&](const char* status_of_root) {
    ListedServiceOptions below = Service({"ForeSeals"});
    below.now.certificates = {ca.certificate};
    ListedServiceOptions above = below;
    above.now.certificates = {root.certificate};
    above.now.status = status_of_root;
    return NameOf(Qualify(signer, {signer, ca.certificate},
                          TrustedLists({NationalList({below, above})}), At("2026-01-01T00:00:00Z"),
                          Conclusion::kTotalPassed)
                      .result);
  };
  EXPECT_EQ(result("granted"), "QESeal");
  EXPECT_EQ(result("withdrawn"), "N/A");
}

// The service's state before 2023, and since.
struct TwoTimes {
  const char* what;
  ListedServiceOptions before;
  ListedServiceOptions since;
  std::vector<std::string> statements;
  const char* result;
  const char* reason;
};

// TS 119 615 4.4.4: qualified at both times, one use at both, QSCD as at the signature.
TEST(Qualification, NeedsIssuanceAndSignature) {
  ListedServiceOptions withdrawn = Service({"ForeSeals"});
  withdrawn.now.status = "withdrawn";
  const TwoTimes kCases[] = {
      {"withdrawn before the signature", Service({"ForeSeals"}), withdrawn, kSealQscd, "AdESeal",
       "not granted then"},
      {"granted after the issuance", withdrawn, Service({"ForeSeals"}), kSealQscd, "AdESeal",
       "when it was issued"},
      {"another use later", Service({"ForeSeals"}), Service({"ForeSeals"}, {"QCForESig"}), kSeal,
       "AdES?-QC", ""},
      {"no QSCD any more", Service({"ForeSeals"}), Service({"ForeSeals"}, {"QCNoQSCD"}), kSealQscd,
       "AdESeal-QC", ""},
      {"a QSCD since", Service({"ForeSeals"}, {"QCNoQSCD"}), Service({"ForeSeals"}), kSealQscd,
       "QESeal", ""},
  };
  for (const TwoTimes& one : kCases) {
    ListedServiceOptions service = one.since;
    service.now.from = "2023-01-01T00:00:00Z";
    service.history = {one.before.now};
    const auto found = QualifyWith({service}, Signer(one.statements));
    EXPECT_EQ(NameOf(found.result), one.result) << one.what;
    EXPECT_THAT(TextOf(found.certificate), testing::HasSubstr(one.reason)) << one.what;
  }
}

// Before 2016-06-30T22:00Z there were no uses, and nothing but signatures.
TEST(Qualification, OfACertificateFromBeforeTheRegulationIsForSignatures) {
  ListedServiceOptions service = Service({}, {"QCWithQSCD"});
  service.history = {ListedState{
      .status = "accredited", .from = "2010-01-01T00:00:00Z", .certificates = {Ca().certificate}}};
  const Certificate signer = Signer({"0.4.0.1862.1.1"}, At("2015-06-01T00:00:00Z"));
  EXPECT_EQ(NameOf(QualifyWith({service}, signer).result), "QESig");
}

}  // namespace
}  // namespace signet::seal
