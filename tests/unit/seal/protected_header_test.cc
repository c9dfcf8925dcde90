#include "appliance/seal/protected_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "appliance/base/encoding.h"
#include "tests/unit/seal/fault.h"

namespace signet::seal {
namespace {

using Make = std::function<std::string(SealBuilder&)>;

Make Set(const char* name, const char* json) {
  return [=](SealBuilder& s) { return s.Set(name, json).Write(); };
}
Make Without(const char* name) {
  return [=](SealBuilder& s) { return s.Without(name).Write(); };
}
Make Crit(const char* json) {
  return [=](SealBuilder& s) {
    return s.Without("iat").Set("sigT", R"("2026-01-31T12:00:00Z")").Set("crit", json).Write();
  };
}
Make SigT(const char* json) {
  return [=](SealBuilder& s) {
    return s.Without("iat").Set("crit", R"(["b64"])").Set("sigT", json).Write();
  };
}
Make Iat(const char* json) {
  return [=](SealBuilder& s) {
    return s.Without("sigT").Set("crit", R"(["b64"])").Set("iat", json).Write();
  };
}
Make Raw(const char* header) {
  return [=](SealBuilder& s) {
    return s.Write(EncodeBase64Url(AsBytes(header)), EncodeBase64Url(s.Signature()));
  };
}

// The signature is made over each of these headers, so nothing but the rule is broken.
const Fault kFaults[] = {
    {"not JSON", Raw("alg: ES256"), kFormat, "header.json"},
    {"an array", Raw("[]"), kFormat, "header.json"},
    {"repeated member",
     [](SealBuilder& s) {
       s.header.emplace_back("alg", "\"ES256\"");
       return s.Write();
     },
     kFormat, "header.json"},
    {"no alg (RFC 7515 4.1.1)", Without("alg"), kFormat, "header.alg"},
    {"alg a number", Set("alg", "256"), kFormat, "header.alg"},
    {"alg none", Set("alg", "\"none\""), kFormat, "header.alg"},
    {"alg HS256", Set("alg", "\"HS256\""), kFormat, "header.alg"},
    {"alg not for seals", Set("alg", "\"ES256K\""), kWeak, "header.alg"},
    {"alg of another key (5.1.2)", Set("alg", "\"RS256\""), kCrypto, "signature.algorithm"},
    {"alg of another curve", Set("alg", "\"ES384\""), kCrypto, "signature.algorithm"},
    {"b64 missing from crit (RFC 7797 6)", Crit(R"(["sigT"])"), kFormat, "header.crit"},
    {"no crit", Without("crit"), kFormat, "header.crit"},
    {"crit a string", Crit("\"b64\""), kFormat, "header.crit"},
    {"crit empty (RFC 7515 4.1.11)", Crit("[]"), kFormat, "header.crit"},
    {"crit with a number", Crit(R"(["b64","sigT",1])"), kFormat, "header.crit"},
    {"crit with a repeat", Crit(R"(["b64","sigT","b64"])"), kFormat, "header.crit"},
    {"crit with an absent name", Crit(R"(["b64","sigT","srCms"])"), kFormat, "header.crit"},
    {"crit with a name of RFC 7515", Crit(R"(["b64","sigT","alg"])"), kFormat, "header.crit"},
    {"crit with an unknown name",
     [](SealBuilder& s) { return s.Set("x", "1").Set("crit", R"(["b64","x"])").Write(); },
     kConstraints, "header.crit"},
    {"b64 a string", Set("b64", "\"false\""), kFormat, "header.b64"},
    {"b64 true with a text that is not base64url", Set("b64", "true"), kFormat,
     "payload.base64url"},
    {"no time (6.3)",
     [](SealBuilder& s) {
       return s.Without("sigT").Without("iat").Set("crit", R"(["b64"])").Write();
     },
     kConstraints, "header.time"},
    {"two times",
     [](SealBuilder& s) {
       return s.Set("sigT", R"("2026-01-31T12:00:00Z")").Set("iat", "1769860800").Write();
     },
     kConstraints, "header.time"},
    {"sigT with a fraction (5.2.1)", SigT(R"("2026-01-31T12:00:00.5Z")"), kFormat, "header.sigT"},
    {"sigT with an offset", SigT(R"("2026-01-31T12:00:00+01:00")"), kFormat, "header.sigT"},
    {"sigT of no day", SigT(R"("2026-02-30T12:00:00Z")"), kFormat, "header.sigT"},
    {"sigT a number", SigT("1769860800"), kFormat, "header.sigT"},
    {"iat with a fraction (5.1.11)", Iat("1769860800.5"), kFormat, "header.iat"},
    {"iat a string", Iat("\"1769860800\""), kFormat, "header.iat"},
    {"iat negative", Iat("-1"), kFormat, "header.iat"},
    {"iat beyond all dates", Iat("999999999999999"), kFormat, "header.iat"},
    {"claimed time before the certificate", SigT(R"("2019-12-31T23:59:59Z")"), kConstraints,
     "time.claimed"},
    {"claimed time after the certificate", Iat("2208988801"), kConstraints, "time.claimed"},
    {"no digest of the certificate (5.1.7)", Without("x5t#S256"), kConstraints, "header.x5t#S256"},
    {"two digests of the certificate", Set("x5t#o", R"({"digAlg":"S384","digVal":"AAAA"})"),
     kConstraints, "header.x5t#S256"},
    {"SHA-1 digest beside it", Set("x5t", R"("AAAA")"), kConstraints, "header.x5t"},
    {"digest of another certificate",
     Set("x5t#S256", R"("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")"), kUnidentified,
     "certificate.digest"},
    {"digest padded", Set("x5t#S256", R"("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")"), kFormat,
     "header.x5t#S256"},
    {"no x5c", Without("x5c"), kUnidentified, "header.x5c"},
    {"x5c empty", Set("x5c", "[]"), kFormat, "header.x5c"},
    {"x5c a string", Set("x5c", "\"AAAA\""), kFormat, "header.x5c"},
    {"x5c no certificate", Set("x5c", "[\"AAAA\"]"), kFormat, "header.x5c"},
    {"x5c in base64url (5.1.8)",
     [](SealBuilder& s) {
       const Certificate signer = TestSigner(Algorithm::kEs256);
       return s.SetChain({signer})
           .Set("x5c", "[\"" + EncodeBase64Url(signer.der()) + "\"]")
           .Write();
     },
     kFormat, "header.x5c"},
    {"x5c not in order (RFC 7515 4.1.6)",
     [](SealBuilder& s) {
       return s
           .SetChain(
               {TestSigner(Algorithm::kEs256), TestRoot().certificate, TestSealCa().certificate})
           .Write();
     },
     kConstraints, "certificate.order"},
    {"kid a number", Set("kid", "1"), kFormat, "header.kid"},
    {"typ a number", Set("typ", "1"), kFormat, "header.typ"},
    {"sigD (5.2.8)", Set("sigD", "{}"), kConstraints, "header.sigD"},
    {"adoTst without tokens (5.2.6)", Set("adoTst", R"({"tstTokens":[]})"), kFormat,
     "header.adoTst"},
    {"adoTst that is no time-stamp", Set("adoTst", R"({"tstTokens":[{"val":"AAAA"}]})"),
     kConstraints, "etsiu.time-stamp"},
};

TEST(ProtectedHeader, KeepsEveryRule) { ExpectFaults(kFaults); }

// TS 119 182-1 5.3.1: what it holds is unprotected.
TEST(ProtectedHeader, EtsiUInItIsRefused) {
  SealBuilder seal = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT);
  const Judgement judgement = JudgeText(seal.Set("etsiU", "[]").Write());
  EXPECT_EQ(Verdict(judgement), "TOTAL-PASSED") << Explained(judgement);
  EXPECT_FALSE(judgement.accepted);
  EXPECT_TRUE(HasRule(judgement, "header.etsiU"));
}

// A policy is named; what is no name is not repeated.
TEST(ProtectedHeader, SaysWhichPolicyIsNotJudged) {
  const struct {
    const char* policy;
    const char* text;
  } cases[] = {
      {R"({"id":{"id":"https://example.org/policy?v=1"}})",
       "policy, https://example.org/policy?v=1. Policies"},
      {R"({"id":{"id":"urn:oid:1.2.3"},"digAlg":"S256"})", "policy, urn:oid:1.2.3. Policies"},
      {R"({"id":{"id":"two\nlines"}})", "policy. Policies"},
      {R"({"id":{"id":""}})", "policy. Policies"},
      {R"({"id":"urn:p"})", "policy. Policies"},
      {R"("urn:p")", "policy. Policies"},
  };
  for (const auto& c : cases) {
    SealBuilder seal = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT);
    const Judgement judgement = JudgeText(seal.Set("sigPId", c.policy).Write());
    EXPECT_TRUE(judgement.accepted) << Explained(judgement);
    EXPECT_THAT(Explained(judgement), testing::HasSubstr(c.text));
  }
}

}  // namespace
}  // namespace signet::seal
