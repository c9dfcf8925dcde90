#include "appliance/seal/certificate_usage.h"

#include <gtest/gtest.h>

#include <optional>

#include "tests/unit/seal/long_term_seal.h"

namespace signet::seal {
namespace {

using Severity = Finding::Severity;

Certificate Issued(const test::CertificateOptions& options) {
  return test::IssueCertificate(TestSealCa(), options, test::TestKey(test::KeyKind::kP256));
}

struct Row {
  const char* name;
  const char* key_usage;
  const char* extended_key_usage;
  std::optional<Severity> severity;  ///< of the one finding; none without
  const char* rule;
};

constexpr const char* kSeal = "critical,nonRepudiation";
constexpr const char* kKeyUsage = "certificate.key-usage";
constexpr const char* kExtended = "certificate.extended-key-usage";

// RFC 5280 4.2.1.3, 4.2.1.12; RFC 9336.
const Row kRows[] = {
    {"for seals", kSeal, "", std::nullopt, ""},
    {"for seals and digital signatures", "critical,digitalSignature,nonRepudiation", "",
     std::nullopt, ""},
    {"for digital signatures", "critical,digitalSignature", "", Severity::kWarning, kKeyUsage},
    {"not said", "", "", Severity::kWarning, kKeyUsage},
    {"for encipherment", "critical,keyEncipherment", "", Severity::kRefusal, kKeyUsage},
    {"for encipherment, not critical", "keyEncipherment", "", Severity::kRefusal, kKeyUsage},
    {"for certificates", "critical,keyCertSign,cRLSign", "", Severity::kRefusal, kKeyUsage},
    {"any purpose", kSeal, "critical,2.5.29.37.0", std::nullopt, ""},
    {"documents (RFC 9336)", kSeal, "critical,1.3.6.1.5.5.7.3.36", std::nullopt, ""},
    {"documents, Microsoft's", kSeal, "critical,1.3.6.1.4.1.311.10.3.12", std::nullopt, ""},
    {"documents, Adobe's", kSeal, "critical,1.2.840.113583.1.1.5", std::nullopt, ""},
    {"mail", kSeal, "critical,emailProtection", std::nullopt, ""},
    {"clients and mail", kSeal, "critical,clientAuth,emailProtection", std::nullopt, ""},
    {"time-stamps", kSeal, "critical,timeStamping", Severity::kRefusal, kExtended},
    {"code", kSeal, "critical,codeSigning", Severity::kRefusal, kExtended},
    {"web servers", kSeal, "critical,serverAuth,clientAuth", Severity::kRefusal, kExtended},
    {"web clients, not critical", kSeal, "clientAuth", Severity::kWarning, kExtended},
};

TEST(CertificateUsage, AKeyThatMayNotSignDocumentsIsRefused) {
  for (const Row& row : kRows) {
    test::CertificateOptions options = test::SealCertificateOptions();
    options.key_usage = row.key_usage;
    options.extended_key_usage = row.extended_key_usage;
    Findings findings;
    JudgeUsage(Issued(options), findings);
    ASSERT_EQ(findings.all().size(), row.severity ? 1U : 0U) << row.name;
    if (!row.severity) continue;
    EXPECT_EQ(findings.all()[0].severity, *row.severity) << row.name;
    EXPECT_EQ(findings.all()[0].rule, row.rule) << row.name;
  }
}

TEST(CertificateUsage, ACasCertificateIsWarnedOf) {
  test::CertificateOptions options = test::SealCertificateOptions();
  options.basic_constraints = "critical,CA:TRUE";
  options.key_usage = "critical,keyCertSign,nonRepudiation";
  Findings findings;
  JudgeUsage(Issued(options), findings);
  ASSERT_EQ(findings.all().size(), 1U);
  EXPECT_EQ(findings.all()[0].severity, Severity::kWarning);
  EXPECT_EQ(findings.all()[0].rule, "certificate.ca");
}

// The conclusion is EN 319 102-1's, and acceptance is ours.
TEST(CertificateUsage, ASealByAForbiddenKeyIsNotAccepted) {
  SealBuilder seal = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT);
  test::CertificateOptions options = test::SealCertificateOptions();
  options.extended_key_usage = "critical,timeStamping";
  seal.SetChain({Issued(options), TestSealCa().certificate});
  const Judgement judgement = JudgeText(seal.Write());
  EXPECT_EQ(Verdict(judgement), kPassed) << Explained(judgement);
  EXPECT_FALSE(judgement.accepted);
  EXPECT_TRUE(HasRule(judgement, kExtended));
}

}  // namespace
}  // namespace signet::seal
