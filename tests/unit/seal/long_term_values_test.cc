// Values that are damaged, references in place of values, and what the format makes of them.

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "appliance/base/encoding.h"
#include "tests/unit/seal/fault.h"
#include "tests/unit/seal/long_term_seal.h"

namespace signet::seal {
namespace {

using Seal = LongTermSeal;

// A seal whose values, before arcTst covers them, are written otherwise.
Seal With(const std::function<void(Seal&)>& change) {
  Seal seal;
  seal.Sign();
  seal.AddSignatureTimeStamp();
  seal.AddValues();
  change(seal);
  seal.AddArchiveTimeStamp(seal.issuers.archive_authority, seal.archive_time);
  return seal;
}

std::function<void(Seal&)> Replacing(std::size_t entry, const std::string& from,
                                     const std::string& to) {
  return [=](Seal& s) {
    s.etsi_u[entry] = EncodedEntry(Replaced(ToString(*DecodeBase64Url(s.etsi_u[entry])), from, to));
  };
}

// xVals and rVals as one tstVD.
void PutTogether(Seal& seal) {
  const auto inside = [&](std::size_t entry) {
    const std::string json = ToString(*DecodeBase64Url(seal.etsi_u[entry]));
    return json.substr(1, json.size() - 2);
  };
  seal.etsi_u = {seal.etsi_u[0], EncodedEntry("{\"tstVD\":{" + inside(1) + "," + inside(2) + "}}")};
}

// The damaged one comes first, where it can do most harm: all that is needed follows it.
TEST(LongTermValues, ADamagedOneCostsAcceptanceAndNothingElse) {
  const struct {
    const char* name;
    std::function<void(Seal&)> change;
  } cases[] = {
      {"CRL", Replacing(2, R"("crlVals":[)", R"("crlVals":[{"val":"MAA="},)")},
      {"CRL that is no base64", Replacing(2, R"("crlVals":[)", R"("crlVals":[{"val":"%"},)")},
      {"CRL that is no object", Replacing(2, R"("crlVals":[)", R"("crlVals":[1,)")},
      {"OCSP response", Replacing(2, R"("ocspVals":[)", R"("ocspVals":[{"val":"MAA="},)")},
      {"certificate", Replacing(1, R"("xVals":[)", R"("xVals":[{"x509Cert":{"val":"MAA="}},)")},
      {"certificate that is no object", Replacing(1, R"("xVals":[)", R"("xVals":[1,)")},
      {"certificate in tstVD, before its CRLs",
       [](Seal& s) {
         PutTogether(s);
         Replacing(1, R"("xVals":[)", R"("xVals":[{"x509Cert":{"val":"MAA="}},)")(s);
       }},
      {"CRL in tstVD",
       [](Seal& s) {
         PutTogether(s);
         Replacing(1, R"("crlVals":[)", R"("crlVals":[{"val":"MAA="},)")(s);
       }},
  };
  for (const auto& c : cases) {
    const Judgement judgement = JudgeAt(With(c.change), kSoon);
    EXPECT_EQ(Verdict(judgement), kPassed) << c.name << "\n" << Explained(judgement);
    EXPECT_EQ(judgement.signatures[0].level, Level::kLta) << c.name << Explained(judgement);
    EXPECT_EQ(judgement.signatures[0].format, Format::kBaselineLta) << c.name;
    EXPECT_FALSE(judgement.accepted) << c.name;
    EXPECT_TRUE(HasRule(judgement, "etsiu.values")) << c.name << Explained(judgement);
  }
}

// TS 119 182-1 6.3: B-LT and above carry values and no references to them.
TEST(LongTermValues, WithReferencesItIsNoMoreThanBaselineT) {
  for (const char* name : {"xRefs", "rRefs", "axRefs", "arRefs", "sigRTst", "rfsTst"}) {
    const Judgement judgement =
        JudgeAt(With([&](Seal& s) {
                  s.etsi_u.push_back(EncodedEntry(R"({")" + std::string(name) + R"(":[]})"));
                }),
                kSoon);
    EXPECT_EQ(Verdict(judgement), kPassed) << name << "\n" << Explained(judgement);
    EXPECT_EQ(judgement.signatures[0].level, Level::kT) << name;
    EXPECT_EQ(judgement.signatures[0].format, Format::kBaselineT) << name;
    EXPECT_FALSE(judgement.accepted) << name;
    EXPECT_TRUE(HasRule(judgement, "level")) << name;
  }
}

// What DSS calls the same structures.
TEST(LongTermValues, TheFormatIsWhatOthersSee) {
  const auto twice = [](Seal& s) {
    const std::string json = ToString(*DecodeBase64Url(s.etsi_u[0]));
    const std::size_t from = json.find("{\"val\"");
    const std::string token = json.substr(from, json.find(']') - from);
    s.etsi_u[0] = EncodedEntry(Replaced(json, token, token + "," + token));
  };
  EXPECT_EQ(JudgeAt(With(twice), kSoon).signatures[0].format, Format::kBaselineB);

  Seal no_token = With([](Seal&) {});
  no_token.etsi_u.back() = EncodedEntry(R"({"arcTst":)" + TokenContainer({0x30, 0x00}) + "}");
  EXPECT_EQ(JudgeAt(no_token, kSoon).signatures[0].format, Format::kBaselineLt);

  IssuerChanges changes;
  changes.responder_no_check = false;
  Seal not_exempt(changes);
  EXPECT_EQ(JudgeAt(not_exempt.Make(), kSoon).signatures[0].format, Format::kBaselineT);
}

}  // namespace
}  // namespace signet::seal
