// Long-term seals that are wrong in one place, made with real certificates, OCSP responses, CRLs
// and time-stamps, and what EN 319 102-1 says of each.

#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/seal/long_term_seal.h"

namespace signet::seal {
namespace {

using test::KeyKind;

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

}  // namespace
}  // namespace signet::seal
