// Archive time-stamps: what a renewal proves, and what an arcTst that anybody can append does not
// change.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/seal/long_term_seal.h"

namespace signet::seal {
namespace {

using Seal = LongTermSeal;

// EN 319 102-1 5.6.3.4: from the newest archive time-stamp back to the first, each proves the one
// before it.
TEST(LongTermArchive, RenewalKeepsASealAliveWhenEverybodyOfOldHasExpired) {
  IssuerChanges changes;
  changes.signer_not_after = At("2027-01-01T00:00:00Z");
  changes.responder_not_after = At("2027-01-01T00:00:00Z");
  changes.authority_not_after = At("2027-01-01T00:00:00Z");
  changes.archive_authority_not_after = At("2028-01-01T00:00:00Z");
  LongTermSeal seal(changes);
  seal.Make();
  EXPECT_NE(Verdict(JudgeAt(seal, "2030-01-01T00:00:00Z")), kPassed);

  const LongTermIssuers newer = MakeIssuers({});
  seal.AddRenewalValues(At("2027-12-01T00:00:00Z"));
  seal.imprint_hash = "SHA512";
  seal.AddArchiveTimeStamp(newer.archive_authority, At("2027-12-01T00:00:10Z"));
  const Judgement renewed = JudgeAt(seal, "2030-01-01T00:00:00Z");
  EXPECT_EQ(Verdict(renewed), kPassed) << Explained(renewed);
  EXPECT_TRUE(renewed.accepted) << Explained(renewed);
  EXPECT_EQ(renewed.signatures[0].best_signature_time, seal.signature_time);
  EXPECT_TRUE(HasRule(renewed, "time.proven"));

  // Renewed too late: the archive time-stamp had expired before.
  LongTermSeal late(changes);
  late.Make();
  late.AddRenewalValues(At("2028-06-01T00:00:00Z"));
  late.AddArchiveTimeStamp(newer.archive_authority, At("2028-06-01T00:00:10Z"));
  EXPECT_NE(Verdict(JudgeAt(late, "2030-01-01T00:00:00Z")), kPassed);
}

// Signer and sigTst's authority have ended since, and revocation data about arcTst's authority is
// older than arcTst: everything hangs on an arcTst that needs the leave of a last one.
Seal AgedSeal() {
  IssuerChanges changes;
  changes.signer_not_after = At("2026-12-31T00:00:00Z");
  changes.authority_not_after = At("2026-12-31T00:00:00Z");
  Seal seal(changes);
  seal.archive_time = At("2026-03-01T00:00:00Z");
  seal.Make();
  return seal;
}

test::TimeStampAuthority UntrustedAuthority() {
  test::CertificateOptions options = test::SealCertificateOptions();
  options.extended_key_usage = "critical,timeStamping";
  EVP_PKEY* const key = test::TestKey(test::KeyKind::kP256, 107);
  return {test::MakeRoot(options, key).certificate, key};
}

// Anybody can append an arcTst. Whatever it is, the one before it proves what it proved.
TEST(LongTermArchive, OneThatIsAppendedLeavesTheConclusion) {
  constexpr const char* kLater = "2027-06-01T00:00:00Z";
  const Seal sound = AgedSeal();
  const Judgement before = JudgeAt(sound, kLater);
  ASSERT_EQ(Verdict(before), kPassed) << Explained(before);
  ASSERT_TRUE(before.accepted) << Explained(before);
  const struct {
    const char* name;
    std::function<void(Seal&)> append;
    const char* rule;
    const char* text;  ///< of a finding
  } cases[] = {
      {"the same again", [](Seal& s) { s.etsi_u.push_back(s.etsi_u.back()); }, "etsiu.time-stamp",
       "arcTst in entry 4 of etsiU does not hold"},
      {"of another seal",
       [](Seal& s) {
         Seal other;
         s.etsi_u.push_back(other.Make().etsi_u.back());
       },
       "etsiu.time-stamp", "arcTst in entry 4 of etsiU does not hold"},
      {"no token",
       [](Seal& s) {
         s.etsi_u.push_back(EncodedEntry(R"({"arcTst":)" + TokenContainer({0x30, 0x00}) + "}"));
       },
       "etsiu.time-stamp", "arcTst in entry 4 of etsiU is damaged"},
      {"by nobody who is trusted",
       [](Seal& s) { s.AddArchiveTimeStamp(UntrustedAuthority(), At("2027-05-01T00:00:00Z")); },
       "level", "arcTst in entry 4 of etsiU, does not hold"},
      {"by an authority that had ended",
       [](Seal& s) { s.AddArchiveTimeStamp(s.issuers.authority, At("2027-05-01T00:00:00Z")); },
       "etsiu.time-stamp", "arcTst in entry 4 of etsiU does not hold"},
      {"of days to come",
       [](Seal& s) {
         s.AddArchiveTimeStamp(s.issuers.archive_authority, At("2027-07-01T00:00:00Z"));
       },
       "level", "arcTst in entry 4 of etsiU, does not hold"},
      {"sound, without the values that a renewal adds",
       [](Seal& s) {
         s.AddArchiveTimeStamp(s.issuers.archive_authority, At("2027-05-01T00:00:00Z"));
       },
       "level", "does not carry all certificates and revocation data"},
  };
  for (const auto& c : cases) {
    Seal seal = sound;
    c.append(seal);
    const Judgement judgement = JudgeAt(seal, kLater);
    EXPECT_EQ(Verdict(judgement), kPassed) << c.name << "\n" << Explained(judgement);
    EXPECT_EQ(judgement.signatures[0].best_signature_time, sound.signature_time) << c.name;
    EXPECT_FALSE(judgement.accepted) << c.name;
    EXPECT_TRUE(HasRule(judgement, c.rule)) << c.name << Explained(judgement);
    EXPECT_THAT(Explained(judgement), testing::HasSubstr(c.text)) << c.name;
  }
}

}  // namespace
}  // namespace signet::seal
