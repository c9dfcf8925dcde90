#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/support/moment.h"
#include "tests/support/test_revocation.h"
#include "tests/support/test_time_stamp.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {

std::string EncodedEntry(const std::string& json);
/// {"tstTokens":[{"val":…}]}
std::string TokenContainer(const Bytes& token);
std::string CertificateEntry(const std::vector<Certificate>& certificates);

/// Who stands behind a long-term seal of the tests: below TestRoot() the seal CA with an OCSP
/// responder, and a time-stamp CA with two authorities.
struct LongTermIssuers {
  Certificate signer;
  test::Authority responder;
  test::TimeStampAuthority authority;
  test::TimeStampAuthority archive_authority;
  test::Authority time_stamp_ca;
};
/// Changes to certificates before they are issued.
struct IssuerChanges {
  Time signer_not_before = *ParseTime("2020-01-01T00:00:00Z");
  Time signer_not_after = *ParseTime("2040-01-01T00:00:00Z");
  std::string signer_qc_statements;  ///< test::QcStatementsValue()
  Time responder_not_after = *ParseTime("2040-01-01T00:00:00Z");
  Time authority_not_after = *ParseTime("2040-01-01T00:00:00Z");
  Time archive_authority_not_after = *ParseTime("2040-01-01T00:00:00Z");
  bool responder_no_check = true;
  test::KeyKind seal_ca_key = test::KeyKind::kP256;
  std::string authority_usage = "critical,timeStamping";
};
LongTermIssuers MakeIssuers(const IssuerChanges& changes);

/// A sound B-LTA seal of 2026-01-31T12:00:00Z, each part of which can be made otherwise before
/// Write(): sigTst, xVals, rVals (OCSP for the signer, CRLs for the rest), arcTst.
struct LongTermSeal {
  explicit LongTermSeal(const IssuerChanges& changes = {});

  LongTermIssuers issuers;
  SealBuilder seal;
  Time signature_time = *ParseTime("2026-01-31T12:00:05Z");
  Time archive_time = *ParseTime("2026-01-31T12:00:20Z");
  const char* imprint_hash = "SHA256";
  bool authority_is_unfit = false;  ///< its certificate may not stamp, and it stamps all the same

  /// What revocation data says; the time of all of it.
  Time revocation_time = *ParseTime("2026-01-31T12:00:10Z");
  std::optional<Time> next_update = *ParseTime("2026-02-07T12:00:00Z");
  std::optional<Time> signer_revoked_at;
  int signer_revocation_reason = -1;
  std::optional<Time> ca_revoked_at;
  std::optional<Time> authority_revoked_at;
  bool signer_unknown = false;
  bool with_ocsp = true;
  bool with_ca_crl = true;
  bool with_time_stamp_crl = true;
  std::vector<std::string> etsi_u;

  /// Makes the signature and all entries.
  LongTermSeal& Make();
  /// The single steps of it.
  void Sign();
  void AddSignatureTimeStamp();
  void AddValues();
  void AddArchiveTimeStamp(const test::TimeStampAuthority& authority, Time time);
  /// Puts a time-stamp of the credential into the header; before Sign().
  void AddContentTimeStamp(Time time);
  /// tstVD with the archive authority's CRL, before a renewal.
  void AddRenewalValues(Time time);

  std::string Write() const;
  std::string signature() const { return signature_; }
  std::string RevocationEntry() const;

 private:
  std::string Covered() const;
  std::string signature_;
};

/// The root as anchor, an hour after the seal, B-LTA wanted.
JudgementSettings LongTermSettings(const char* at = "2026-01-31T13:00:00Z");
Judgement JudgeAt(const LongTermSeal& seal, const char* at);

using test::At;
inline constexpr const char* kPassed = "TOTAL-PASSED";
inline constexpr const char* kSoon = "2026-01-31T13:00:00Z";

}  // namespace signet::seal
