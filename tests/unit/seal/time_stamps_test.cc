#include "appliance/seal/time_stamps.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "appliance/base/encoding.h"
#include "appliance/base/json_writer.h"
#include "tests/support/test_time_stamp.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

using test::KeyKind;
using test::TimeStampAuthority;

TimeStampAuthority AuthorityWith(const std::string& usage,
                                 const char* until = "2040-01-01T00:00:00Z") {
  test::CertificateOptions options = test::SealCertificateOptions();
  options.subject.common_name = "TEST time-stamp authority";
  options.key_usage = "critical,digitalSignature";
  options.extended_key_usage = usage;
  options.not_after = *ParseTime(until);
  EVP_PKEY* const key = test::TestKey(KeyKind::kP256, 50);
  return {test::IssueCertificate(TestRoot(), options, key), key};
}

TimeStampAuthority SoundAuthority() { return AuthorityWith("critical,timeStamping"); }

std::string Entry(const std::string& json) { return EncodeBase64Url(AsBytes(json)); }

std::string TokenJson(const Bytes& token) {
  return R"({"tstTokens":[{"val":")" + EncodeBase64(token) + R"("}]})";
}

std::string CertificateValues(const Bytes& der) {
  return Entry(R"({"xVals":[{"x509Cert":{"val":")" + EncodeBase64(der) + R"("}}]})");
}

// A seal with sigTst, xVals and arcTst, each step of which can be made wrong.
struct StampedSeal {
  SealBuilder seal = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT);
  TimeStampAuthority authority = SoundAuthority();
  Time signature_time = *ParseTime("2026-01-31T12:00:05Z");
  Time archive_time = *ParseTime("2026-01-31T12:00:10Z");
  const char* hash = "SHA256";

  std::string signature = {};
  std::vector<std::string> etsi_u = {};

  void Sign() { signature = EncodeBase64Url(seal.Signature()); }
  Bytes SignatureToken() {
    return test::TimeStampOver(authority, AsBytes(signature), signature_time, hash);
  }
  void Stamp() { etsi_u.push_back(Entry(R"({"sigTst":)" + TokenJson(SignatureToken()) + "}")); }
  void AddValues() {
    const ByteView der = TestRoot().certificate.der();
    etsi_u.push_back(CertificateValues({der.begin(), der.end()}));
  }
  // TS 119 182-1 5.3.6.3: payload "." protected "." signature "." all entries before.
  void Archive() {
    std::string covered = seal.payload + "." + seal.Protected() + "." + signature + ".";
    for (const std::string& entry : etsi_u) covered += entry;
    const Bytes token = test::TimeStampOver(authority, AsBytes(covered), archive_time, hash);
    etsi_u.push_back(Entry(R"({"arcTst":)" + TokenJson(token) + "}"));
  }
  void All() {
    Sign();
    Stamp();
    AddValues();
    Archive();
  }
  std::string Write() {
    seal.etsi_u = etsi_u;
    return seal.Write(seal.Protected(), signature);
  }
};

TEST(TimeStamps, WholeOnesHold) {
  for (const char* hash : {"SHA256", "SHA384", "SHA512"}) {
    StampedSeal s;
    s.hash = hash;
    s.All();
    s.Archive();  // a renewal covers the first arcTst too
    const Judgement judgement = JudgeText(s.Write());
    EXPECT_EQ(Verdict(judgement), "TOTAL-PASSED") << hash << Explained(judgement);
    EXPECT_TRUE(judgement.accepted) << hash << Explained(judgement);
    const SignatureJudgement& signature = judgement.signatures[0];
    ASSERT_EQ(signature.time_stamps.size(), 3U);
    for (const TimeStampJudgement& time_stamp : signature.time_stamps) {
      EXPECT_EQ(time_stamp.conclusion, Conclusion::kTotalPassed);
      EXPECT_EQ(time_stamp.path.back(), TestRoot().certificate);
    }
    EXPECT_EQ(signature.best_signature_time, s.signature_time);
    // Without revocation data there is no more.
    EXPECT_EQ(signature.level, Level::kT);
    EXPECT_EQ(signature.format, Format::kNotEtsi);
  }
}

// TS 119 182-1 5.2.6: over the payload.
TEST(TimeStamps, AdoTstCoversThePayload) {
  const struct {
    std::string_view content;
    const char* time;
    const char* verdict;
    bool accepted;
  } cases[] = {
      {kCredential, "2026-01-31T11:59:59Z", "TOTAL-PASSED", true},
      {"another text", "2026-01-31T11:59:59Z", "TOTAL-PASSED", false},
      {kCredential, "2026-01-31T12:06:00Z", "INDETERMINATE TIMESTAMP_ORDER_FAILURE", false},
  };
  for (const auto& c : cases) {
    SealBuilder seal = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT);
    const Bytes token =
        test::TimeStampOver(SoundAuthority(), AsBytes(c.content), *ParseTime(c.time));
    seal.Set("adoTst", TokenJson(token)).Set("crit", R"(["b64","sigT","adoTst"])");
    const Judgement judgement = JudgeText(seal.Write());
    EXPECT_EQ(Verdict(judgement), c.verdict) << c.time << Explained(judgement);
    EXPECT_EQ(judgement.accepted, c.accepted) << c.time << Explained(judgement);
  }
}

struct Damage {
  const char* name;
  std::function<void(StampedSeal&)> make;
  const char* rule;
};

using Change = std::function<void(StampedSeal&)>;

// A whole one, then damaged.
Change Sound(const Change& damage) {
  return [=](StampedSeal& s) {
    s.All();
    damage(s);
  };
}

// This as the token of sigTst.
Change FirstWith(const std::function<Bytes(StampedSeal&)>& token) {
  return [=](StampedSeal& s) {
    s.Sign();
    s.etsi_u = {Entry(R"({"sigTst":)" + TokenJson(token(s)) + "}")};
  };
}

// Another setting for all steps.
Change BeforeAll(const Change& change) {
  return [=](StampedSeal& s) {
    change(s);
    s.All();
  };
}

const Damage kDamages[] = {
    {"first entry removed", Sound([](StampedSeal& s) { s.etsi_u.erase(s.etsi_u.begin()); }),
     "etsiu.time-stamp"},
    {"entries swapped", Sound([](StampedSeal& s) { std::swap(s.etsi_u[0], s.etsi_u[1]); }),
     "etsiu.time-stamp"},
    {"entry written again with a space", Sound([](StampedSeal& s) {
       const Bytes json = *DecodeBase64Url(s.etsi_u[1]);
       s.etsi_u[1] = Entry(" " + ToString(json));
     }),
     "etsiu.time-stamp"},
    {"entries of another seal", Sound([](StampedSeal& s) {
       StampedSeal other;
       other.seal.payload = "{}";
       other.All();
       s.etsi_u = other.etsi_u;
     }),
     "etsiu.time-stamp"},
    {"a bit of the token's signature", FirstWith([](StampedSeal& s) {
       Bytes token = s.SignatureToken();
       token[token.size() - 5] ^= 1U;
       return token;
     }),
     "etsiu.time-stamp"},
    {"something after the token", FirstWith([](StampedSeal& s) {
       Bytes token = s.SignatureToken();
       token.push_back(0);
       return token;
     }),
     "etsiu.time-stamp"},
    {"no token at all", FirstWith([](StampedSeal&) {
       return Bytes{0x30, 0x00};
     }),
     "etsiu.time-stamp"},
    {"over the octets of the signature, not its text (5.3.4)", FirstWith([](StampedSeal& s) {
       return test::TimeStampOver(s.authority, *DecodeBase64Url(s.signature), s.signature_time);
     }),
     "etsiu.time-stamp"},
    {"SHA-1", BeforeAll([](StampedSeal& s) { s.hash = "SHA1"; }), "etsiu.time-stamp"},
    {"authority not valid at that time", BeforeAll([](StampedSeal& s) {
       s.authority = AuthorityWith("critical,timeStamping", "2026-01-31T11:00:00Z");
     }),
     "etsiu.time-stamp"},
    {"earlier than the claimed time",
     BeforeAll([](StampedSeal& s) { s.signature_time = *ParseTime("2026-01-31T11:54:00Z"); }),
     "time-stamp.order"},
    {"archive before signature",
     BeforeAll([](StampedSeal& s) { s.archive_time = *ParseTime("2026-01-31T12:00:04Z"); }),
     "time-stamp.order"},
    {"after the seal's certificate", BeforeAll([](StampedSeal& s) {
       test::CertificateOptions options = test::SealCertificateOptions();
       options.not_after = *ParseTime("2026-01-31T12:00:04Z");
       s.seal.SetChain(
           {test::IssueCertificate(TestSealCa(), options, s.seal.key), TestSealCa().certificate});
     }),
     "chain.validity"},
    {"two tokens in sigTst",
     [](StampedSeal& s) {
       s.Sign();
       const std::string token = EncodeBase64(s.SignatureToken());
       s.etsi_u = {Entry(R"({"sigTst":{"tstTokens":[{"val":")" + token + R"("},{"val":")" + token +
                         R"("}]}})")};
     },
     "etsiu.time-stamp"},
    {"canonAlg (5.4.3)",
     [](StampedSeal& s) {
       s.Sign();
       s.etsi_u = {Entry(R"({"sigTst":{"canonAlg":"x","tstTokens":[{"val":")" +
                         EncodeBase64(s.SignatureToken()) + R"("}]}})")};
     },
     "etsiu.time-stamp"},
    {"token in base64url",
     [](StampedSeal& s) {
       s.Sign();
       s.etsi_u = {Entry(R"({"sigTst":{"tstTokens":[{"val":")" +
                         EncodeBase64Url(s.SignatureToken()) + R"(_"}]}})")};
     },
     "etsiu.time-stamp"},
    {"certificate value damaged",
     [](StampedSeal& s) {
       s.Sign();
       s.etsi_u = {CertificateValues({0x30, 0x00})};
     },
     "etsiu.values"},
    {"CRL damaged",
     [](StampedSeal& s) {
       s.Sign();
       s.etsi_u = {Entry(R"({"rVals":{"crlVals":[{"val":"MAA="}]}})")};
     },
     "etsiu.values"},
    {"OCSP response damaged",
     [](StampedSeal& s) {
       s.Sign();
       s.etsi_u = {Entry(R"({"tstVD":{"rVals":{"ocspVals":[{"val":"MAMKAQY="}]}}})")};
     },
     "etsiu.values"},
    {"value not an object",
     [](StampedSeal& s) {
       s.Sign();
       s.etsi_u = {Entry(R"({"xVals":[1]})")};
     },
     "etsiu.values"},
    {"values not a list",
     [](StampedSeal& s) {
       s.Sign();
       s.etsi_u = {Entry(R"({"xVals":{}})")};
     },
     "etsiu.values"},
};

// EN 319 102-1 5.5.4: one that does not hold proves nothing, and the conclusion stands without it.
// The file is not accepted all the same.
TEST(TimeStamps, DamagedOnesAreNeverAccepted) {
  for (const Damage& damage : kDamages) {
    StampedSeal s;
    damage.make(s);
    const Judgement judgement = JudgeText(s.Write());
    EXPECT_FALSE(judgement.accepted) << damage.name;
    EXPECT_TRUE(HasObjection(judgement)) << damage.name;
    EXPECT_TRUE(HasRule(judgement, damage.rule)) << damage.name << Explained(judgement);
  }
}

TEST(TimeStamps, UnknownEntriesAreNotAccepted) {
  SealBuilder seal = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT);
  seal.etsi_u = {Entry(R"({"x":{}})")};
  const Judgement judgement = JudgeText(seal.Write());
  EXPECT_EQ(Verdict(judgement), "TOTAL-PASSED") << Explained(judgement);
  EXPECT_TRUE(HasRule(judgement, "etsiu.unknown"));
  EXPECT_FALSE(judgement.accepted);
}

// A certificate in xVals may lie on the way to an anchor, and only that.
TEST(TimeStamps, EmbeddedCertificatesHelpToFindThePath) {
  SealBuilder seal = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT);
  seal.SetChain({TestSigner(Algorithm::kEs256)});
  EXPECT_EQ(Verdict(JudgeText(seal.Write())), "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND");
  const ByteView der = TestSealCa().certificate.der();
  seal.etsi_u = {CertificateValues({der.begin(), der.end()})};
  EXPECT_EQ(Verdict(JudgeText(seal.Write())), "TOTAL-PASSED");
  JudgementSettings nothing_trusted = TestSettings();
  nothing_trusted.anchors.clear();
  EXPECT_EQ(Verdict(Judge(UntrustedText(seal.Write()), nothing_trusted)),
            "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND");
}

}  // namespace
}  // namespace signet::seal
