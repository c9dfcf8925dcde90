#include "tests/unit/seal/long_term_seal.h"

#include "appliance/base/encoding.h"

namespace signet::seal {
namespace {

using test::KeyKind;

const test::Authority& TimeStampCa() {
  static const test::Authority ca = test::MakeSubordinate(
      TestRoot(), test::AuthorityOptions("TEST time-stamp CA"), test::TestKey(KeyKind::kP256, 102));
  return ca;
}

test::TimeStampAuthority AuthorityNamed(const std::string& name, int key, Time not_after,
                                        const std::string& usage) {
  test::CertificateOptions options = test::SealCertificateOptions();
  options.subject.common_name = name;
  options.key_usage = "critical,digitalSignature";
  options.extended_key_usage = usage;
  options.not_after = not_after;
  EVP_PKEY* const own = test::TestKey(KeyKind::kP256, key);
  return {test::IssueCertificate(TimeStampCa(), options, own), own, {TimeStampCa().certificate}};
}

// The seal CA with another key where a test wants it.
test::Authority SealCaWith(KeyKind key) {
  if (key == KeyKind::kP256) return TestSealCa();
  return test::MakeSubordinate(TestRoot(), test::AuthorityOptions("TEST weak seal CA"),
                               test::TestKey(key, 103));
}

std::string Values(const char* name, const std::vector<Bytes>& values) {
  std::string out;
  for (const Bytes& value : values) {
    out += (out.empty() ? "" : ",") + (R"({"val":")" + EncodeBase64(value) + "\"}");
  }
  return "\"" + std::string(name) + "\":[" + out + "]";
}

}  // namespace

std::string EncodedEntry(const std::string& json) { return EncodeBase64Url(AsBytes(json)); }

std::string TokenContainer(const Bytes& token) {
  return R"({"tstTokens":[{"val":")" + EncodeBase64(token) + R"("}]})";
}

std::string CertificateEntry(const std::vector<Certificate>& certificates) {
  std::string out;
  for (const Certificate& certificate : certificates) {
    out += (out.empty() ? "" : ",") +
           (R"({"x509Cert":{"val":")" + EncodeBase64(certificate.der()) + "\"}}");
  }
  return EncodedEntry(R"({"xVals":[)" + out + "]}");
}

LongTermIssuers MakeIssuers(const IssuerChanges& changes) {
  const test::Authority seal_ca = SealCaWith(changes.seal_ca_key);
  test::CertificateOptions signer = test::SealCertificateOptions();
  signer.not_before = changes.signer_not_before;
  signer.not_after = changes.signer_not_after;
  signer.qc_statements = changes.signer_qc_statements;
  test::CertificateOptions responder = test::OcspResponderOptions();
  responder.not_after = changes.responder_not_after;
  if (changes.responder_no_check) responder.ocsp_no_check = "NULL";
  EVP_PKEY* const responder_key = test::TestKey(KeyKind::kP256, 104);
  return {.signer = test::IssueCertificate(seal_ca, signer, test::TestKey(KeyKind::kP256)),
          .responder = {test::IssueCertificate(seal_ca, responder, responder_key), responder_key},
          .authority = AuthorityNamed("TEST time-stamps", 105, changes.authority_not_after,
                                      changes.authority_usage),
          .archive_authority = AuthorityNamed(
              "TEST archive", 106, changes.archive_authority_not_after, "critical,timeStamping"),
          .time_stamp_ca = TimeStampCa()};
}

LongTermSeal::LongTermSeal(const IssuerChanges& changes)
    : issuers(MakeIssuers(changes)), seal(SoundSeal(Algorithm::kEs256, TimeHeader::kIat)) {
  seal.SetChain({issuers.signer, SealCaWith(changes.seal_ca_key).certificate});
}

LongTermSeal& LongTermSeal::Make() {
  Sign();
  AddSignatureTimeStamp();
  AddValues();
  AddArchiveTimeStamp(issuers.archive_authority, archive_time);
  return *this;
}

void LongTermSeal::Sign() { signature_ = EncodeBase64Url(seal.Signature()); }

void LongTermSeal::AddSignatureTimeStamp() {
  const Bytes token =
      authority_is_unfit
          ? test::TimeStampByUnfit(issuers.authority, AsBytes(signature_), signature_time)
          : test::TimeStampOver(issuers.authority, AsBytes(signature_), signature_time,
                                imprint_hash);
  etsi_u.push_back(EncodedEntry(R"({"sigTst":)" + TokenContainer(token) + "}"));
}

std::string LongTermSeal::RevocationEntry() const {
  const test::Authority& ca = TestSealCa();
  std::vector<Bytes> ocsp;
  if (with_ocsp) {
    ocsp.push_back(
        test::MakeOcspResponse(issuers.responder, {.answers = {{.certificate = issuers.signer,
                                                                .issuer = ca.certificate,
                                                                .revoked_at = signer_revoked_at,
                                                                .reason = signer_revocation_reason,
                                                                .unknown = signer_unknown}},
                                                   .this_update = revocation_time,
                                                   .next_update = next_update,
                                                   .produced_at = revocation_time,
                                                   .nonce = {}}));
  }
  std::vector<Bytes> crls;
  const auto list = [&](const test::Authority& issuer, const Certificate& subject,
                        std::optional<Time> revoked_at) {
    test::CrlOptions options{.revoked = {},
                             .this_update = revocation_time,
                             .next_update = next_update,
                             .issuing_distribution_point = {}};
    if (revoked_at) {
      options.revoked = {{.certificate = subject, .issuer = subject, .revoked_at = revoked_at}};
    }
    crls.push_back(test::MakeCrl(issuer, options));
  };
  if (with_ca_crl) list(TestRoot(), ca.certificate, ca_revoked_at);
  if (with_time_stamp_crl) {
    list(issuers.time_stamp_ca, issuers.authority.certificate, authority_revoked_at);
  }
  return EncodedEntry("{\"rVals\":{" + Values("crlVals", crls) + "," + Values("ocspVals", ocsp) +
                      "}}");
}

void LongTermSeal::AddValues() {
  etsi_u.push_back(CertificateEntry({issuers.responder.certificate, issuers.authority.certificate,
                                     issuers.time_stamp_ca.certificate}));
  etsi_u.push_back(RevocationEntry());
}

// TS 119 182-1 5.3.6.3.
std::string LongTermSeal::Covered() const {
  std::string out = seal.payload + "." + seal.Protected() + "." + signature_ + ".";
  for (const std::string& entry : etsi_u) out += entry;
  return out;
}

void LongTermSeal::AddArchiveTimeStamp(const test::TimeStampAuthority& authority, Time time) {
  const Bytes token = test::TimeStampOver(authority, AsBytes(Covered()), time, imprint_hash);
  etsi_u.push_back(EncodedEntry(R"({"arcTst":)" + TokenContainer(token) + "}"));
}

void LongTermSeal::AddContentTimeStamp(Time time) {
  const Bytes token = test::TimeStampOver(issuers.authority, AsBytes(seal.payload), time);
  seal.Set("adoTst", TokenContainer(token)).Set("crit", R"(["b64","adoTst"])");
}

void LongTermSeal::AddRenewalValues(Time time) {
  const Bytes crl = test::MakeCrl(issuers.time_stamp_ca, {.revoked = {},
                                                          .this_update = time,
                                                          .next_update = std::nullopt,
                                                          .issuing_distribution_point = {}});
  const Bytes root_crl = test::MakeCrl(TestRoot(), {.revoked = {},
                                                    .this_update = time,
                                                    .next_update = std::nullopt,
                                                    .issuing_distribution_point = {}});
  etsi_u.push_back(EncodedEntry("{\"tstVD\":{\"xVals\":[{\"x509Cert\":{\"val\":\"" +
                                EncodeBase64(issuers.archive_authority.certificate.der()) +
                                "\"}}],\"rVals\":{" + Values("crlVals", {crl, root_crl}) + "}}}"));
}

std::string LongTermSeal::Write() const {
  SealBuilder out = seal;
  out.etsi_u = etsi_u;
  return out.Write(out.Protected(), signature_);
}

JudgementSettings LongTermSettings(const char* at) {
  return {.anchors = {TestRoot().certificate}, .at = *ParseTime(at), .required = Level::kLta};
}

Judgement JudgeAt(const LongTermSeal& seal, const char* at) {
  return Judge(UntrustedText(seal.Write()), LongTermSettings(at));
}

}  // namespace signet::seal
