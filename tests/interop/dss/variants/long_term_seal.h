#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/interop/dss/variants/token.h"
#include "tests/support/test_revocation.h"
#include "tests/support/test_time_stamp.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::interop {

/// The moments of a variant, unless it is about time. A seal with sigT of before 2025-07-15 is
/// baseline to both generations of DSS.
inline constexpr const char* kClaimedTime = "2025-03-01T12:00:00Z";
inline constexpr const char* kSignatureStampTime = "2025-03-01T12:00:05Z";
inline constexpr const char* kRevocationTime = "2025-03-01T12:00:07Z";
inline constexpr const char* kArchiveStampTime = "2025-03-01T12:00:10Z";
inline constexpr const char* kSoonAfter = "2025-03-01T13:00:00Z";

Time At(const char* time);

/// Below seal::TestRoot(), the anchor: seal::TestSealCa() with its OCSP responder, and a time-stamp
/// authority.
test::Authority Responder();
test::TimeStampAuthority SoundStampAuthority();
/// A second one, of another key.
test::TimeStampAuthority Successor();
/// One with a certificate of other contents.
test::TimeStampAuthority StampAuthority(
    const std::function<void(test::CertificateOptions&)>& change, int key_number = 60);
Certificate IssueSigner(EVP_PKEY* key,
                        const std::function<void(test::CertificateOptions&)>& change = {});

/// Validation data as xVals and rVals carry it: DER.
struct Values {
  std::vector<Bytes> certificates;
  std::vector<Bytes> crls;
  std::vector<Bytes> ocsps;

  std::string CertificateJson() const;  ///< value of xVals
  std::string RevocationJson() const;   ///< value of rVals
};
Bytes Der(const Certificate& certificate);
constexpr int kNoReason = -1;  ///< CRLReason left out
test::RevocationOf Good(const Certificate& certificate, const Certificate& issuer);
test::RevocationOf Revoked(const Certificate& certificate, const Certificate& issuer,
                           const char* at, int reason = kNoReason);
/// Options of a list without entries, good for a week.
test::CrlOptions WeekFrom(const char* this_update);
/// What the root says of those below it, good for a week.
Bytes RootCrl(const char* this_update, const std::vector<test::RevocationOf>& revoked = {});
/// That a certificate is good, good for a week.
Bytes OcspBy(const test::Authority& responder, const Certificate& certificate,
             const Certificate& issuer, const char* this_update);
Bytes SignerOcsp(const Certificate& signer, const char* this_update);

/// An etsiU entry as it is stored.
std::string Entry(const std::string& json);
std::string EntryJson(const std::string& entry);
std::string TokenJson(const Bytes& token);  ///< tstContainer

/// A B-LTA seal whose steps are taken one by one, each of which can be made wrong. Steps use what
/// the members say at that moment.
struct LongTermSeal {
  seal::SealBuilder seal;
  Certificate signer;
  test::TimeStampAuthority signature_tsa = SoundStampAuthority();
  test::TimeStampAuthority archive_tsa = SoundStampAuthority();
  Time signature_time = At(kSignatureStampTime);
  Time archive_time = At(kArchiveStampTime);
  const char* hash = "SHA256";
  Values values = {};
  std::string signature = {};  ///< as written
  std::vector<std::string> etsi_u = {};

  /// Takes other certificates for the seal, signer first, with an OCSP response for the signer.
  void SetChain(const std::vector<Certificate>& chain);
  /// Another authority for both time-stamps.
  void SetTsa(const test::TimeStampAuthority& tsa);
  void SetClaimedTime(const char* time);

  void Sign();
  void Stamp();
  void Stamp(const Bytes& token);
  void AddValues();
  /// The octets of TS 119 182-1 5.3.6.3: payload "." protected "." signature "." entries before.
  std::string Covered() const;
  void Archive();
  void Archive(const Bytes& token);
  void All();
  std::string Write();
};

/// A sound one: signer and CA in x5c, OCSP for the signer, a CRL of the root for the others.
LongTermSeal SoundLongTermSeal(seal::Algorithm algorithm = seal::Algorithm::kEs256);

/// One whose signer ended before its archive time-stamp was made, and whose first time-stamp
/// authority ended after that, in 2027.
LongTermSeal AgedLongTermSeal();
inline constexpr const char* kAfterBothEnded = "2028-01-01T00:00:00Z";

}  // namespace signet::interop
