// Long-term seals that are wrong in one place, made with real certificates, OCSP responses, CRLs
// and time-stamps, and what EN 319 102-1 says of each.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>

#include "appliance/base/encoding.h"
#include "tests/unit/seal/long_term_seal.h"

namespace signet::seal {
namespace {

using test::KeyKind;

Time At(const char* text) { return *ParseTime(text); }

constexpr const char* kPassed = "TOTAL-PASSED";
constexpr const char* kSoon = "2026-01-31T13:00:00Z";

Judgement JudgeAt(const LongTermSeal& seal, const char* at) {
  return Judge(UntrustedText(seal.Write()), LongTermSettings(at));
}

TEST(LongTerm, ASoundSealIsAcceptedAndReachesItsLevel) {
  LongTermSeal seal;
  const Judgement judgement = JudgeAt(seal.Make(), kSoon);
  EXPECT_EQ(Verdict(judgement), kPassed) << Explained(judgement);
  EXPECT_TRUE(judgement.accepted) << Explained(judgement);
  ASSERT_EQ(judgement.signatures.size(), 1U);
  const SignatureJudgement& signature = judgement.signatures[0];
  EXPECT_EQ(signature.level, Level::kLta);
  EXPECT_EQ(signature.format, Format::kBaselineLta);
  EXPECT_EQ(signature.best_signature_time, seal.signature_time);
  EXPECT_EQ(signature.path.size(), 3U);
  EXPECT_EQ(signature.path.back(), TestRoot().certificate);
  ASSERT_EQ(signature.time_stamps.size(), 2U);
  EXPECT_EQ(signature.time_stamps[0].kind, TimeStampKind::kSignature);
  EXPECT_EQ(signature.time_stamps[0].entry, 0U);
  EXPECT_EQ(signature.time_stamps[1].kind, TimeStampKind::kArchive);
  EXPECT_EQ(signature.time_stamps[1].time, seal.archive_time);
}

// A level is what holds, with everything below it; a format is what is there.
TEST(LongTerm, EachLevelNeedsItsElements) {
  const struct {
    std::size_t entries;
    Level level;
    Format format;
  } cases[] = {{0, Level::kB, Format::kBaselineB},
               {1, Level::kT, Format::kBaselineT},
               {2, Level::kT, Format::kBaselineT},
               {3, Level::kLt, Format::kBaselineLt},
               {4, Level::kLta, Format::kBaselineLta}};
  LongTermSeal seal;
  seal.Make();
  const std::vector<std::string> all = seal.etsi_u;
  for (const auto& c : cases) {
    seal.etsi_u.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(c.entries));
    for (const Level required : {Level::kB, Level::kT, Level::kLt, Level::kLta}) {
      JudgementSettings settings = LongTermSettings();
      settings.required = required;
      const Judgement judgement = Judge(UntrustedText(seal.Write()), settings);
      EXPECT_EQ(judgement.signatures[0].level, c.level) << c.entries << Explained(judgement);
      EXPECT_EQ(judgement.signatures[0].format, c.format) << c.entries;
      EXPECT_EQ(judgement.accepted, c.level >= required) << c.entries << Explained(judgement);
    }
  }
}

struct Row {
  const char* name;
  IssuerChanges issuers;
  std::function<void(LongTermSeal&)> change;  ///< before it is made
  const char* at;
  const char* verdict;
  bool accepted;
};

using Seal = LongTermSeal;

const auto kNothing = [](Seal&) {};

IssuerChanges With(const std::function<void(IssuerChanges&)>& change) {
  IssuerChanges out;
  change(out);
  return out;
}

IssuerChanges SignerUntil(const char* time) {
  return With([&](IssuerChanges& c) { c.signer_not_after = At(time); });
}

constexpr const char* kLater = "2027-06-01T00:00:00Z";

// EN 319 102-1 5.2.6, 5.5 and 5.6.
const Row kRows[] = {
    {"all in date, a year later", {}, kNothing, kLater, kPassed, true},
    {"signer expired since, proven older", SignerUntil("2026-12-31T00:00:00Z"), kNothing, kLater,
     kPassed, true},
    {"signer and sigTst's authority expired since, arcTst proves both", With([](auto& c) {
       c.signer_not_after = At("2026-12-31T00:00:00Z");
       c.authority_not_after = At("2026-12-31T00:00:00Z");
     }),
     kNothing, kLater, kPassed, true},
    {"everybody expired since, nothing proves anything", With([](auto& c) {
       c.signer_not_after = At("2026-12-31T00:00:00Z");
       c.authority_not_after = At("2026-12-31T00:00:00Z");
       c.archive_authority_not_after = At("2026-12-31T00:00:00Z");
     }),
     kNothing, kLater, "INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED", false},
    {"the same, and the OCSP responder too", With([](auto& c) {
       c.signer_not_after = At("2026-12-31T00:00:00Z");
       c.responder_not_after = At("2026-12-31T00:00:00Z");
       c.authority_not_after = At("2026-12-31T00:00:00Z");
       c.archive_authority_not_after = At("2026-12-31T00:00:00Z");
     }),
     kNothing, kLater, "INDETERMINATE OUT_OF_BOUNDS_NO_POE", false},
    {"only the OCSP responder expired since, arcTst proves its answer",
     With([](auto& c) { c.responder_not_after = At("2026-12-31T00:00:00Z"); }), kNothing, kLater,
     kPassed, true},
    {"responder and archive authority expired since", With([](auto& c) {
       c.responder_not_after = At("2026-12-31T00:00:00Z");
       c.archive_authority_not_after = At("2026-12-31T00:00:00Z");
     }),
     kNothing, kLater, "INDETERMINATE REVOCATION_OUT_OF_BOUNDS_NO_POE", false},
    {"sealed after the certificate expired", SignerUntil("2026-01-31T12:00:01Z"),
     [](Seal& s) { s.revocation_time = At("2026-01-31T12:00:00Z"); }, kSoon,
     "INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED", false},
    {"adoTst after the certificate expired: EXPIRED", SignerUntil("2026-01-31T12:00:01Z"),
     [](Seal& s) { s.AddContentTimeStamp(At("2026-01-31T12:00:03Z")); }, kSoon,
     "TOTAL-FAILED EXPIRED", false},
    {"sealed before the certificate began",
     With([](auto& c) { c.signer_not_before = At("2026-01-31T12:00:30Z"); }), kNothing, kSoon,
     "TOTAL-FAILED NOT_YET_VALID", false},
    {"revoked after sigTst",
     {},
     [](Seal& s) {
       s.signer_revoked_at = At("2026-01-31T12:00:08Z");
       s.signer_revocation_reason = 4;
     },
     kSoon,
     kPassed,
     true},
    {"revoked before sigTst",
     {},
     [](Seal& s) {
       s.signer_revoked_at = At("2026-01-31T11:00:00Z");
       s.signer_revocation_reason = 1;
     },
     kSoon,
     "INDETERMINATE REVOKED_NO_POE",
     false},
    {"revoked before adoTst: REVOKED",
     {},
     [](Seal& s) {
       s.AddContentTimeStamp(At("2026-01-31T11:59:59Z"));
       s.signer_revoked_at = At("2026-01-31T11:00:00Z");
       s.signer_revocation_reason = 1;
     },
     kSoon,
     "TOTAL-FAILED REVOKED",
     false},
    {"suspended",
     {},
     [](Seal& s) {
       s.signer_revoked_at = At("2026-01-31T11:00:00Z");
       s.signer_revocation_reason = 6;
     },
     kSoon,
     "INDETERMINATE TRY_LATER",
     false},
    {"its CA revoked",
     {},
     [](Seal& s) { s.ca_revoked_at = At("2026-01-31T11:00:00Z"); },
     kSoon,
     "INDETERMINATE REVOKED_CA_NO_POE",
     false},
    {"its CA revoked after everything was proven",
     {},
     [](Seal& s) {
       s.ca_revoked_at = At("2026-01-31T12:30:00Z");
       s.revocation_time = At("2026-01-31T12:40:00Z");
       s.archive_time = At("2026-01-31T12:20:00Z");
     },
     kSoon,
     kPassed,
     true},
    {"no OCSP response",
     {},
     [](Seal& s) { s.with_ocsp = false; },
     kSoon,
     "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE",
     false},
    {"no CRL for the CA",
     {},
     [](Seal& s) { s.with_ca_crl = false; },
     kSoon,
     "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE",
     false},
    {"OCSP says unknown",
     {},
     [](Seal& s) { s.signer_unknown = true; },
     kSoon,
     "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE",
     false},
    {"nothing about the responder, and no nocheck",
     With([](auto& c) { c.responder_no_check = false; }), kNothing, kSoon,
     "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE", false},
    {"revocation data too old",
     {},
     [](Seal& s) {
       s.revocation_time = At("2026-01-01T00:00:00Z");
       s.next_update = At("2026-01-08T00:00:00Z");
     },
     kSoon,
     "INDETERMINATE TRY_LATER",
     false},
    {"older than the seal, announced beyond it",
     {},
     [](Seal& s) {
       s.revocation_time = At("2026-01-31T00:00:00Z");
       s.next_update = At("2026-02-01T00:00:00Z");
     },
     kSoon,
     kPassed,
     true},
    {"without nextUpdate, made for the seal",
     {},
     [](Seal& s) { s.next_update.reset(); },
     kSoon,
     kPassed,
     true},
    {"revocation data of days to come",
     {},
     [](Seal& s) { s.revocation_time = At("2026-03-01T00:00:00Z"); },
     kSoon,
     "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE",
     false},
    {"nothing about sigTst's authority: no more than B-T",
     {},
     [](Seal& s) { s.with_time_stamp_crl = false; },
     kSoon,
     kPassed,
     false},
    {"sigTst's authority revoked before: sigTst proves nothing",
     {},
     [](Seal& s) { s.authority_revoked_at = At("2026-01-31T11:00:00Z"); },
     kSoon,
     kPassed,
     false},
    {"sigTst's authority is for other things too (RFC 3161 2.3)",
     With([](auto& c) { c.authority_usage = "critical,timeStamping,OCSPSigning"; }),
     [](Seal& s) { s.authority_is_unfit = true; }, kSoon, kPassed, false},
    {"extended key usage of sigTst's authority is not critical",
     With([](auto& c) { c.authority_usage = "timeStamping"; }),
     [](Seal& s) { s.authority_is_unfit = true; }, kSoon, kPassed, false},
    {"sigTst's authority is fit, for all that its token was made by hand",
     {},
     [](Seal& s) { s.authority_is_unfit = true; },
     kSoon,
     kPassed,
     true},
    {"weak CA key (TS 119 312)", With([](auto& c) { c.seal_ca_key = KeyKind::kRsa1024; }),
     [](Seal& s) { s.with_ocsp = false; }, kSoon, "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE",
     false},
    {"sigTst before the claimed time",
     {},
     [](Seal& s) { s.signature_time = At("2026-01-31T11:50:00Z"); },
     kSoon,
     "INDETERMINATE TIMESTAMP_ORDER_FAILURE",
     false},
    {"adoTst after the claimed time",
     {},
     [](Seal& s) { s.AddContentTimeStamp(At("2026-01-31T12:30:00Z")); },
     kSoon,
     "INDETERMINATE TIMESTAMP_ORDER_FAILURE",
     false},
    {"arcTst before sigTst",
     {},
     [](Seal& s) { s.archive_time = At("2026-01-31T12:00:04Z"); },
     kSoon,
     "INDETERMINATE TIMESTAMP_ORDER_FAILURE",
     false},
    {"time-stamps of days to come",
     {},
     [](Seal& s) {
       s.signature_time = At("2026-03-01T00:00:00Z");
       s.archive_time = At("2026-03-01T00:00:01Z");
     },
     kSoon,
     kPassed,
     false},
};

TEST(LongTerm, EachFaultHasItsSubIndication) {
  for (const Row& row : kRows) {
    LongTermSeal seal(row.issuers);
    row.change(seal);
    const Judgement judgement = JudgeAt(seal.Make(), row.at);
    EXPECT_EQ(Verdict(judgement), row.verdict) << row.name << "\n" << Explained(judgement);
    EXPECT_EQ(judgement.accepted, row.accepted) << row.name << "\n" << Explained(judgement);
    EXPECT_TRUE(row.accepted || HasObjection(judgement)) << row.name;
  }
}

// EN 319 102-1 5.6.3.4: from the newest archive time-stamp back to the first, each proves the one
// before it.
TEST(LongTerm, RenewalKeepsASealAliveWhenEverybodyOfOldHasExpired) {
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

// A time-stamp by nobody who is trusted proves nothing.
TEST(LongTerm, AnUntrustedTimeStampLowersTheLevelAndIsNoDamage) {
  LongTermSeal seal;
  test::CertificateOptions options = test::SealCertificateOptions();
  options.extended_key_usage = "critical,timeStamping";
  EVP_PKEY* const key = test::TestKey(KeyKind::kP256, 107);
  seal.issuers.authority = {test::MakeRoot(options, key).certificate, key};
  const Judgement judgement = JudgeAt(seal.Make(), kSoon);
  EXPECT_EQ(Verdict(judgement), kPassed) << Explained(judgement);
  EXPECT_EQ(judgement.signatures[0].level, Level::kB);
  EXPECT_EQ(judgement.signatures[0].time_stamps[0].sub_indication,
            SubIndication::kNoCertificateChainFound);
  EXPECT_FALSE(judgement.accepted);
}

// What of etsiU can be changed by whom, and what is said then.
TEST(LongTerm, NoChangeOfEtsiUIsAccepted) {
  LongTermSeal sound;
  sound.Make();
  LongTermSeal other;
  other.seal.payload = R"({"id":"urn:credential:2"})";
  other.Make();
  const auto respelt = [](const std::string& entry) {
    std::string json = ToString(*DecodeBase64Url(entry));
    return EncodedEntry(json.insert(1, " "));
  };
  const auto padded_token = [](const std::string& entry) {
    std::string json = ToString(*DecodeBase64Url(entry));
    return EncodedEntry(json.insert(json.find("\"}]}"), "AAAA"));
  };
  using Entries = std::vector<std::string>;
  const struct {
    const char* name;
    std::function<void(Entries&)> change;
    const char* rule;
  } cases[] = {
      {"sigTst removed", [](Entries& e) { e.erase(e.begin()); }, "etsiu.time-stamp"},
      {"xVals removed", [](Entries& e) { e.erase(e.begin() + 1); }, "etsiu.time-stamp"},
      {"rVals removed", [](Entries& e) { e.erase(e.begin() + 2); }, "etsiu.time-stamp"},
      {"arcTst removed", [](Entries& e) { e.pop_back(); }, "level"},
      {"all removed", [](Entries& e) { e.clear(); }, "level"},
      {"swapped", [](Entries& e) { std::swap(e[1], e[2]); }, "etsiu.time-stamp"},
      {"doubled", [](Entries& e) { e.insert(e.begin(), e[0]); }, "etsiu.time-stamp"},
      {"all of another seal", [&](Entries& e) { e = other.etsi_u; }, "etsiu.time-stamp"},
      {"sigTst of another seal", [&](Entries& e) { e[0] = other.etsi_u[0]; }, "etsiu.time-stamp"},
      {"arcTst of another seal", [&](Entries& e) { e[3] = other.etsi_u[3]; }, "etsiu.time-stamp"},
      {"written with a space", [&](Entries& e) { e[1] = respelt(e[1]); }, "etsiu.time-stamp"},
      {"arcTst's token padded", [&](Entries& e) { e[3] = padded_token(e[3]); }, "etsiu.time-stamp"},
      {"xVals after arcTst", [](Entries& e) { e.push_back(e[1]); }, "etsiu.uncovered"},
      {"junk after arcTst", [](Entries& e) { e.push_back(EncodedEntry(R"({"x":1})")); },
       "etsiu.uncovered"},
      {"junk before arcTst",
       [](Entries& e) { e.insert(e.begin() + 3, EncodedEntry(R"({"x":1})")); }, "etsiu.unknown"},
      {"a member repeated",
       [](Entries& e) { e.push_back(EncodedEntry(R"({"xVals":[],"xVals":[]})")); },
       "container.etsiu"},
      {"no base64url", [](Entries& e) { e[1] += "="; }, "container.base64url"},
  };
  for (const auto& c : cases) {
    LongTermSeal changed = sound;
    c.change(changed.etsi_u);
    const Judgement judgement = JudgeAt(changed, kSoon);
    EXPECT_FALSE(judgement.accepted) << c.name;
    EXPECT_TRUE(HasRule(judgement, c.rule)) << c.name << Explained(judgement);
  }
}

// A hash that does not fit any more says less than the time-stamps that still do.
TEST(LongTerm, SaysWhatWasChangedWhereATimeStampShowsIt) {
  LongTermSeal seal;
  seal.AddContentTimeStamp(At("2026-01-31T11:59:59Z"));
  seal.Make();
  seal.seal.payload += " ";
  const Judgement payload = JudgeAt(seal, kSoon);
  EXPECT_EQ(Verdict(payload), "TOTAL-FAILED HASH_FAILURE");
  EXPECT_THAT(Explained(payload), testing::HasSubstr("credential or the header that was changed"));
  EXPECT_FALSE(payload.signatures[0].level);
}

}  // namespace
}  // namespace signet::seal
