#include "tests/interop/dss/variants/long_term_seal.h"

#include <stdexcept>

#include "appliance/base/encoding.h"
#include "appliance/base/json_writer.h"

namespace signet::interop {
namespace {

using seal::TestRoot;
using seal::TestSealCa;
using test::KeyKind;

// Its issuer is the owner of the seal's certificate.
constexpr std::string_view kPayload =
    R"({"id":"urn:credential:1","issuer":{"id":"urn:issuer:1","type":"Organisation",)"
    R"("legalName":{"en":["TEST University of Examples"]},"eIDASIdentifier":{"id":"urn:id:1",)"
    R"("type":"LegalIdentifier","notation":"VATXX-00000000"}},)"
    R"("title":{"pl":["Świadectwo / \"kurs\""]},"n":1.10})";

std::string ValuesJson(const std::vector<Bytes>& values) {
  std::string out;
  for (const Bytes& der : values) {
    out += (out.empty() ? "" : ",") + (R"({"val":")" + EncodeBase64(der) + R"("})");
  }
  return "[" + out + "]";
}

}  // namespace

Time At(const char* time) { return ParseTime(time).value(); }

test::Authority Responder() {
  test::CertificateOptions options = test::OcspResponderOptions();
  options.ocsp_no_check = "NULL";
  static const test::Authority responder =
      test::MakeSubordinate(TestSealCa(), options, test::TestKey(KeyKind::kP256, 61));
  return responder;
}

test::TimeStampAuthority SoundStampAuthority() {
  static const test::TimeStampAuthority authority = StampAuthority([](auto&) {});
  return authority;
}

test::TimeStampAuthority Successor() {
  static const test::TimeStampAuthority successor = StampAuthority(
      [](auto& o) { o.subject.common_name = "TEST second time-stamp authority"; }, 66);
  return successor;
}

test::TimeStampAuthority StampAuthority(
    const std::function<void(test::CertificateOptions&)>& change, int key_number) {
  test::CertificateOptions options = test::SealCertificateOptions();
  options.subject.common_name = "TEST time-stamp authority";
  options.key_usage = "critical,digitalSignature";
  options.extended_key_usage = "critical,timeStamping";
  change(options);
  EVP_PKEY* const key = test::TestKey(KeyKind::kP256, key_number);
  return {test::IssueCertificate(TestRoot(), options, key), key};
}

Certificate IssueSigner(EVP_PKEY* key,
                        const std::function<void(test::CertificateOptions&)>& change) {
  test::CertificateOptions options = test::SealCertificateOptions();
  if (change) change(options);
  return test::IssueCertificate(TestSealCa(), options, key);
}

std::string Values::CertificateJson() const {
  std::string out;
  for (const Bytes& der : certificates) {
    out += (out.empty() ? "" : ",") + (R"({"x509Cert":{"val":")" + EncodeBase64(der) + R"("}})");
  }
  return "[" + out + "]";
}

std::string Values::RevocationJson() const {
  std::string out;
  if (!crls.empty()) out += R"("crlVals":)" + ValuesJson(crls);
  if (!ocsps.empty()) out += (out.empty() ? "" : ",") + (R"("ocspVals":)" + ValuesJson(ocsps));
  return "{" + out + "}";
}

Bytes Der(const Certificate& certificate) {
  return {certificate.der().begin(), certificate.der().end()};
}

test::RevocationOf Good(const Certificate& certificate, const Certificate& issuer) {
  return {certificate, issuer, std::nullopt, kNoReason, false};
}

test::RevocationOf Revoked(const Certificate& certificate, const Certificate& issuer,
                           const char* at, int reason) {
  return {certificate, issuer, At(at), reason, false};
}

test::CrlOptions WeekFrom(const char* this_update) {
  test::CrlOptions options;
  options.this_update = At(this_update);
  options.next_update = options.this_update + std::chrono::days(7);
  return options;
}

Bytes RootCrl(const char* this_update, const std::vector<test::RevocationOf>& revoked) {
  test::CrlOptions options = WeekFrom(this_update);
  options.revoked = revoked;
  return test::MakeCrl(TestRoot(), options);
}

Bytes OcspBy(const test::Authority& responder, const Certificate& certificate,
             const Certificate& issuer, const char* this_update) {
  test::OcspOptions options;
  options.answers = {Good(certificate, issuer)};
  options.this_update = options.produced_at = At(this_update);
  options.next_update = options.this_update + std::chrono::days(7);
  return test::MakeOcspResponse(responder, options);
}

Bytes SignerOcsp(const Certificate& signer, const char* this_update) {
  return OcspBy(Responder(), signer, TestSealCa().certificate, this_update);
}

std::string Entry(const std::string& json) { return EncodeBase64Url(AsBytes(json)); }

std::string EntryJson(const std::string& entry) { return ToString(DecodeBase64Url(entry).value()); }

std::string TokenJson(const Bytes& token) {
  return R"({"tstTokens":[{"val":")" + EncodeBase64(token) + R"("}]})";
}

void LongTermSeal::SetChain(const std::vector<Certificate>& chain) {
  seal.SetChain(chain);
  signer = chain.front();
  values.ocsps = {SignerOcsp(signer, kRevocationTime)};
}

void LongTermSeal::SetTsa(const test::TimeStampAuthority& tsa) {
  signature_tsa = archive_tsa = tsa;
  values.certificates.back() = Der(tsa.certificate);
}

void LongTermSeal::SetClaimedTime(const char* time) { seal.Set("sigT", json::Quote(time)); }

void LongTermSeal::Sign() { signature = EncodeBase64Url(seal.Signature()); }

void LongTermSeal::Stamp() {
  Stamp(TokenBy(signature_tsa, AsBytes(signature), signature_time, hash));
}

void LongTermSeal::Stamp(const Bytes& token) {
  etsi_u.push_back(Entry(R"({"sigTst":)" + TokenJson(token) + "}"));
}

void LongTermSeal::AddValues() {
  if (!values.certificates.empty()) {
    etsi_u.push_back(Entry(R"({"xVals":)" + values.CertificateJson() + "}"));
  }
  if (!values.crls.empty() || !values.ocsps.empty()) {
    etsi_u.push_back(Entry(R"({"rVals":)" + values.RevocationJson() + "}"));
  }
}

std::string LongTermSeal::Covered() const {
  std::string out = seal.payload + "." + seal.Protected() + "." + signature + ".";
  for (const std::string& entry : etsi_u) out += entry;
  return out;
}

void LongTermSeal::Archive() {
  Archive(TokenBy(archive_tsa, AsBytes(Covered()), archive_time, hash));
}

void LongTermSeal::Archive(const Bytes& token) {
  etsi_u.push_back(Entry(R"({"arcTst":)" + TokenJson(token) + "}"));
}

void LongTermSeal::All() {
  Sign();
  Stamp();
  AddValues();
  Archive();
}

std::string LongTermSeal::Write() {
  seal.etsi_u = etsi_u;
  return seal.Write(seal.Protected(), signature);
}

LongTermSeal SoundLongTermSeal(seal::Algorithm algorithm) {
  LongTermSeal out{.seal = seal::SoundSeal(algorithm, seal::TimeHeader::kSigT),
                   .signer = seal::TestSigner(algorithm)};
  out.seal.payload = kPayload;
  out.SetClaimedTime(kClaimedTime);
  out.values.certificates = {Der(TestSealCa().certificate), Der(Responder().certificate),
                             Der(out.signature_tsa.certificate)};
  out.values.crls = {RootCrl(kRevocationTime)};
  out.SetChain({out.signer, TestSealCa().certificate});
  return out;
}

LongTermSeal AgedLongTermSeal() {
  LongTermSeal out = SoundLongTermSeal();
  out.SetChain(
      {IssueSigner(out.seal.key, [](auto& o) { o.not_after = At("2026-01-01T00:00:00Z"); }),
       TestSealCa().certificate});
  out.SetTsa(StampAuthority([](auto& o) { o.not_after = At("2027-01-01T00:00:00Z"); }));
  out.archive_tsa = Successor();
  out.archive_time = At("2026-06-01T00:00:00Z");
  out.values.certificates.insert(out.values.certificates.begin(), Der(out.archive_tsa.certificate));
  return out;
}

}  // namespace signet::interop
