#include "appliance/seal/judgement.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <tuple>
#include <vector>

#include "appliance/base/encoding.h"
#include "appliance/base/json_writer.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

using test::KeyKind;

constexpr Algorithm kOurs[] = {Algorithm::kEs256, Algorithm::kEs384, Algorithm::kPs256,
                               Algorithm::kRs256};

TEST(Judge, PassesWhatIsWrittenHereInEveryAlgorithmAndTimeHeader) {
  for (const Algorithm algorithm : kOurs) {
    for (const TimeHeader time_header : {TimeHeader::kSigT, TimeHeader::kIat}) {
      const Certificate signer = TestSigner(algorithm);
      const Time time = *ParseTime("2026-01-31T12:00:00Z");
      const std::string header =
          EncodeProtectedHeader({.algorithm = algorithm,
                                 .time_header = time_header,
                                 .signing_time = time,
                                 .chain = {signer, TestSealCa().certificate}});
      const Bytes signature = SignWith(test::TestKey(KeyKindOf(algorithm)), algorithm,
                                       header + "." + std::string(kCredential));
      EXPECT_TRUE(VerifySeal(algorithm, signer, header, kCredential, signature));

      const Judgement judgement = JudgeText(WriteContainer(kCredential, header, signature));
      EXPECT_EQ(Verdict(judgement), "TOTAL-PASSED") << NameOf(algorithm) << Explained(judgement);
      EXPECT_EQ(judgement.payload, kCredential);
      ASSERT_EQ(judgement.signatures.size(), 1U);
      EXPECT_EQ(judgement.signatures[0].algorithm, algorithm);
      EXPECT_EQ(judgement.signatures[0].claimed_time, time);
      EXPECT_EQ(judgement.signatures[0].chain,
                (std::vector<Certificate>{signer, TestSealCa().certificate}));
    }
  }
}

TEST(Judge, ReadsTheAlgorithmsThatOthersSealWith) {
  for (const Algorithm algorithm : {Algorithm::kEs512, Algorithm::kPs384, Algorithm::kPs512,
                                    Algorithm::kRs384, Algorithm::kRs512}) {
    const Judgement judgement = JudgeText(SoundSeal(algorithm, TimeHeader::kSigT).Write());
    EXPECT_EQ(Verdict(judgement), "TOTAL-PASSED") << NameOf(algorithm) << Explained(judgement);
  }
}

// B-B carries no revocation data: where it is enough its absence is said, where it is not it fails.
TEST(Judge, AsksForRevocationDataWhereTheLevelHasIt) {
  const UntrustedText seal(SoundSeal(Algorithm::kEs256, TimeHeader::kIat).Write());
  for (const Level level : {Level::kB, Level::kT, Level::kLt, Level::kLta}) {
    JudgementSettings settings = TestSettings();
    settings.required = level;
    const Judgement judgement = Judge(seal, settings);
    EXPECT_TRUE(HasRule(judgement, "revocation.absent"));
    EXPECT_EQ(Verdict(judgement), level < Level::kLt
                                      ? "TOTAL-PASSED"
                                      : "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE");
    EXPECT_EQ(judgement.accepted, level == Level::kB);
    EXPECT_EQ(HasRule(judgement, "level"), level != Level::kB);
    EXPECT_EQ(judgement.signatures[0].level, Level::kB);
    EXPECT_EQ(judgement.signatures[0].format, Format::kBaselineB);
  }
}

TEST(Judge, ReadsAPayloadInBase64Url) {
  SealBuilder seal = SoundSeal(Algorithm::kEs256, TimeHeader::kIat);
  seal.Without("b64").Without("crit");
  seal.payload = EncodeBase64Url(AsBytes(kCredential));
  const Judgement judgement = JudgeText(seal.Write());
  EXPECT_EQ(Verdict(judgement), "TOTAL-PASSED") << Explained(judgement);
  EXPECT_EQ(judgement.payload, kCredential);
}

// RFC 8259 7: another spelling of the same string is the same payload.
TEST(Judge, TakesThePayloadAfterUnescaping) {
  std::string text = SoundSeal(Algorithm::kEs256, TimeHeader::kIat).Write();
  const std::string before = "Świadectwo / ";
  text.replace(text.find(before), before.size(), R"(\u015awiadectwo \/ )");
  const Judgement judgement = JudgeText(text);
  EXPECT_EQ(Verdict(judgement), "TOTAL-PASSED") << Explained(judgement);
  EXPECT_EQ(judgement.payload, kCredential);
}

std::string TwoSignatures(const SealBuilder& a, const SealBuilder& b) {
  const auto entry = [](const SealBuilder& seal) {
    json::ObjectWriter out;
    out.Text("protected", seal.Protected()).Text("signature", EncodeBase64Url(seal.Signature()));
    return out;
  };
  std::vector<json::ObjectWriter> signatures;
  signatures.push_back(entry(a));
  signatures.push_back(entry(b));
  json::ObjectWriter container;
  container.Text("payload", a.payload).Objects("signatures", std::move(signatures));
  return container.Write();
}

TEST(Judge, OfSeveralSignaturesTheWorstCounts) {
  const SealBuilder good = SoundSeal(Algorithm::kEs256, TimeHeader::kIat);
  const SealBuilder other = SoundSeal(Algorithm::kEs384, TimeHeader::kSigT);
  const Judgement both = JudgeText(TwoSignatures(good, other));
  EXPECT_EQ(Verdict(both), "TOTAL-PASSED") << Explained(both);
  EXPECT_EQ(both.signatures.size(), 2U);

  SealBuilder bad = other;
  bad.payload += " ";
  const Judgement one = JudgeText(TwoSignatures(good, bad));
  EXPECT_EQ(Verdict(one), "TOTAL-FAILED HASH_FAILURE");
  EXPECT_EQ(one.signatures[0].conclusion, Conclusion::kTotalPassed);
  EXPECT_EQ(one.signatures[1].conclusion, Conclusion::kTotalFailed);

  SealBuilder untimed = other;
  untimed.Without("sigT").Set("crit", R"(["b64"])");
  EXPECT_EQ(Verdict(JudgeText(TwoSignatures(good, untimed))),
            "INDETERMINATE SIG_CONSTRAINTS_FAILURE");
}

// RFC 7515 7.2.1 with RFC 7797: one payload cannot be two texts.
TEST(Judge, RefusesSignaturesThatDisagreeOnB64) {
  const SealBuilder good = SoundSeal(Algorithm::kEs256, TimeHeader::kIat);
  SealBuilder other = SoundSeal(Algorithm::kEs384, TimeHeader::kIat);
  other.Without("b64").Without("crit");
  const Judgement judgement = JudgeText(TwoSignatures(good, other));
  EXPECT_EQ(Verdict(judgement), "TOTAL-FAILED FORMAT_FAILURE");
  EXPECT_TRUE(HasRule(judgement, "payload.b64"));
}

TEST(Judge, WithoutAnchorNothingIsTrusted) {
  // The root in x5c makes no difference: a file cannot vouch for itself.
  SealBuilder seal = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT);
  seal.SetChain({TestSigner(Algorithm::kEs256), TestSealCa().certificate, TestRoot().certificate});
  for (const std::string& text :
       {seal.Write(), SoundSeal(Algorithm::kEs256, TimeHeader::kSigT).Write()}) {
    const Judgement judgement =
        Judge(UntrustedText(text), {.anchors = {}, .at = TestSettings().at});
    EXPECT_EQ(Verdict(judgement), "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND");
    EXPECT_TRUE(HasRule(judgement, "chain.anchor"));
  }
}

// EN 319 102-1 5.5.4: without a time-stamp the best signature time is that of the judgement.
TEST(Judge, OutsideTheCertificatesValidityNothingIsProved) {
  const std::string text = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT).Write();
  const struct {
    const char* at;
    const char* verdict;
  } cases[] = {{"2040-01-02T00:00:00Z", "INDETERMINATE OUT_OF_BOUNDS_NO_POE"},
               {"2019-12-31T00:00:00Z", "TOTAL-FAILED NOT_YET_VALID"}};
  for (const auto& c : cases) {
    JudgementSettings settings = TestSettings();
    settings.at = *ParseTime(c.at);
    EXPECT_EQ(Verdict(Judge(UntrustedText(text), settings)), c.verdict) << c.at;
  }
}

TEST(Judge, AWarningLeavesThePass) {
  const struct {
    const char* name;
    std::function<void(SealBuilder&)> change;
    const char* rule;
  } cases[] = {
      {"kid of another certificate", [](SealBuilder& s) { s.Set("kid", R"("MAA=")"); },
       "certificate.kid"},
      {"kid that is no base64", [](SealBuilder& s) { s.Set("kid", R"("my key")"); },
       "certificate.kid"},
      {"another typ", [](SealBuilder& s) { s.Set("typ", R"("JWT")"); }, "header.typ"},
      {"another cty", [](SealBuilder& s) { s.Set("cty", R"("pdf")"); }, "header.cty"},
      {"sigT not in crit", [](SealBuilder& s) { s.Set("crit", R"(["b64"])"); }, "header.crit"},
      {"unknown parameter", [](SealBuilder& s) { s.Set("x", "{}"); }, "header.unknown"},
      {"policy", [](SealBuilder& s) { s.Set("sigPId", R"({"id":{"id":"urn:p"}})"); },
       "header.sigPId"},
      {"time to come", [](SealBuilder& s) { s.Set("sigT", R"("2026-02-01T00:00:00Z")"); },
       "time.future"},
      {"certificate for digital signatures",
       [](SealBuilder& s) {
         test::CertificateOptions options = test::SealCertificateOptions();
         options.key_usage = "critical,digitalSignature";
         s.SetChain(
             {test::IssueCertificate(TestSealCa(), options, s.key), TestSealCa().certificate});
       },
       "certificate.key-usage"},
      {"certificate without key usage",
       [](SealBuilder& s) {
         test::CertificateOptions options = test::SealCertificateOptions();
         options.key_usage = "";
         s.SetChain(
             {test::IssueCertificate(TestSealCa(), options, s.key), TestSealCa().certificate});
       },
       "certificate.key-usage"}};
  for (const auto& c : cases) {
    SealBuilder seal = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT);
    c.change(seal);
    const Judgement judgement = JudgeText(seal.Write());
    EXPECT_EQ(Verdict(judgement), "TOTAL-PASSED") << c.name << "\n" << Explained(judgement);
    EXPECT_TRUE(HasRule(judgement, c.rule)) << c.name << "\n" << Explained(judgement);
  }
}

// TS 119 182-1 5.2.2: the other ways to name a certificate by digest.
TEST(Judge, TakesEveryAllowedReferenceToTheCertificate) {
  const Certificate signer = TestSigner(Algorithm::kEs256);
  const Certificate& ca = TestSealCa().certificate;
  const auto digest = [](const char* name, HashFunction function, const Certificate& c) {
    return R"({"digAlg":")" + std::string(name) + R"(","digVal":")" +
           EncodeBase64Url(Hash(function, {c.der()})) + "\"}";
  };
  const std::string s384 = digest("S384", HashFunction::kSha384, signer);
  const std::string s512 = digest("S512", HashFunction::kSha512, signer);
  const std::string of_ca = digest("S256", HashFunction::kSha256, ca);
  const struct {
    const char* parameter;
    std::string value;
    const char* verdict;
  } cases[] = {
      {"x5t#o", s384, "TOTAL-PASSED"},
      {"x5t#o", s512, "TOTAL-PASSED"},
      {"sigX5ts", "[" + s512 + "," + of_ca + "]", "TOTAL-PASSED"},
      {"x5t#o", of_ca, "INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND"},
      {"sigX5ts", "[" + of_ca + "," + s512 + "]", "INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND"},
      {"sigX5ts",
       "[" + s512 + "," + digest("S384", HashFunction::kSha384, TestSigner(Algorithm::kEs384)) +
           "]",
       "INDETERMINATE SIG_CONSTRAINTS_FAILURE"},
      {"sigX5ts", "[" + s512 + "]", "TOTAL-FAILED FORMAT_FAILURE"},
      {"x5t#o", R"({"digAlg":"S384"})", "TOTAL-FAILED FORMAT_FAILURE"},
      {"x5t#o", R"({"digAlg":"S1","digVal":"AAAA"})", "INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE"},
  };
  for (const auto& c : cases) {
    SealBuilder seal = SoundSeal(Algorithm::kEs256, TimeHeader::kIat);
    seal.SetChain({signer, ca}).Without("x5t#S256").Set(c.parameter, c.value);
    const Judgement judgement = JudgeText(seal.Write());
    EXPECT_EQ(Verdict(judgement), c.verdict) << c.value << "\n" << Explained(judgement);
  }
}

}  // namespace
}  // namespace signet::seal
