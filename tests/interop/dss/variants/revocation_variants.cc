// What revocation data say, and what they can be wrong in.

#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

using seal::TestRoot;
using seal::TestSealCa;
using test::KeyKind;
using test::OcspOptions;

constexpr int kKeyCompromise = 1;
constexpr int kOnHold = 6;

OcspOptions Ocsp(const LongTermSeal& s) {
  OcspOptions out;
  out.answers = {Good(s.signer, TestSealCa().certificate)};
  out.this_update = out.produced_at = At(kRevocationTime);
  out.next_update = out.this_update + std::chrono::days(7);
  return out;
}

Change Answer(const std::function<void(OcspOptions&)>& change) {
  return [=](LongTermSeal& s) {
    OcspOptions options = Ocsp(s);
    change(options);
    s.values.ocsps = {test::MakeOcspResponse(Responder(), options)};
  };
}

Change SignerRevoked(const char* at, int reason) {
  return Answer([=](OcspOptions& o) {
    o.answers[0].revoked_at = At(at);
    o.answers[0].reason = reason;
  });
}

Make AnswerBy(const std::function<test::Authority()>& responder) {
  return Before([=](LongTermSeal& s) {
    const test::Authority by = responder();
    s.values.ocsps = {test::MakeOcspResponse(by, Ocsp(s))};
    s.values.certificates[1] = Der(by.certificate);
  });
}

test::Authority ResponderWith(const std::function<void(test::CertificateOptions&)>& change,
                              const test::Authority& issuer) {
  test::CertificateOptions options = test::OcspResponderOptions();
  options.ocsp_no_check = "NULL";
  change(options);
  return test::MakeSubordinate(issuer, options, test::TestKey(KeyKind::kP256, 65));
}

// A CRL of the root of other times than a sound one.
Make RootCrlOf(const char* this_update, const char* next_update) {
  return Before([=](LongTermSeal& s) {
    test::CrlOptions options;
    options.this_update = At(this_update);
    if (next_update != nullptr) options.next_update = At(next_update);
    s.values.crls = {test::MakeCrl(TestRoot(), options)};
  });
}

void ChangeRootCrl(LongTermSeal& s, const std::function<void(test::CrlOptions&)>& change) {
  test::CrlOptions options = WeekFrom(kRevocationTime);
  change(options);
  s.values.crls = {test::MakeCrl(TestRoot(), options)};
}

std::string OnlyB(const Change& change, LongTermSeal& s) {
  change(s);
  s.Sign();
  s.AddValues();
  return s.Write();
}

const Variant kRevoked[] = {
    {"revoked.signer-before-sealing", Before(SignerRevoked("2025-02-01T00:00:00Z", kNoReason))},
    {"revoked.signer-after-stamping", Before(SignerRevoked("2025-03-01T12:00:06Z", kNoReason))},
    {"revoked.signer-compromised-after-stamping",
     Before(SignerRevoked("2025-03-01T12:00:06Z", kKeyCompromise))},
    {"revoked.signer-between-claim-and-stamp",
     Before(SignerRevoked("2025-03-01T12:00:03Z", kNoReason))},
    {"revoked.signer-on-hold", Before(SignerRevoked("2025-02-01T00:00:00Z", kOnHold))},
    {"revoked.signer-no-stamp",
     [](LongTermSeal& s) { return OnlyB(SignerRevoked("2025-03-01T12:00:06Z", kNoReason), s); }},
    {"revoked.seal-ca", Before([](LongTermSeal& s) {
       s.values.crls = {RootCrl(
           kRevocationTime,
           {Revoked(TestSealCa().certificate, TestRoot().certificate, "2025-02-01T00:00:00Z")})};
     })},
};

const Variant kOcsp[] = {
    {"ocsp.absent", Before([](LongTermSeal& s) { s.values.ocsps.clear(); })},
    {"ocsp.status-unknown", Before(Answer([](OcspOptions& o) { o.answers[0].unknown = true; }))},
    {"ocsp.of-another-certificate", Before(Answer([](OcspOptions& o) {
       o.answers[0].certificate = IssueSigner(test::TestKey(KeyKind::kP256, 7));
     }))},
    {"ocsp.stale", Before(Answer([](OcspOptions& o) {
       o.this_update = o.produced_at = At("2025-01-01T00:00:00Z");
       o.next_update = At("2025-01-08T00:00:00Z");
     }))},
    {"ocsp.before-the-stamp", Before(Answer([](OcspOptions& o) {
       o.this_update = o.produced_at = At("2025-03-01T11:00:00Z");
       o.next_update = At("2025-03-08T00:00:00Z");
     }))},
    {"ocsp.of-the-future", Before(Answer([](OcspOptions& o) {
       o.this_update = o.produced_at = At("2025-04-01T00:00:00Z");
       o.next_update = At("2025-04-08T00:00:00Z");
     }))},
    {"ocsp.no-next-update", Before(Answer([](OcspOptions& o) { o.next_update.reset(); }))},
    {"ocsp.without-responder-certificate", Before([](LongTermSeal& s) {
       Answer([](OcspOptions& o) { o.with_certificate = false; })(s);
       s.values.certificates.erase(s.values.certificates.begin() + 1);
     })},
    {"ocsp.bit-of-its-signature", Before([](LongTermSeal& s) {
       OcspOptions options = Ocsp(s);
       options.with_certificate = false;
       Bytes response = test::MakeOcspResponse(Responder(), options);
       response[response.size() - 5] ^= 1U;
       s.values.ocsps = {response};
     })},
    {"ocsp.error-status",
     Before([](LongTermSeal& s) { s.values.ocsps = {test::MakeOcspError(3)}; })},
    {"ocsp.responder-without-its-usage", AnswerBy([] {
       return ResponderWith([](auto& o) { o.extended_key_usage = ""; }, TestSealCa());
     })},
    {"ocsp.responder-of-another-ca",
     AnswerBy([] { return ResponderWith([](auto&) {}, TestRoot()); })},
    {"ocsp.responder-not-exempt",
     AnswerBy([] { return ResponderWith([](auto& o) { o.ocsp_no_check = ""; }, TestSealCa()); })},
    {"ocsp.responder-expired", AnswerBy([] {
       return ResponderWith([](auto& o) { o.not_after = At("2025-01-01T00:00:00Z"); },
                            TestSealCa());
     })},
    {"ocsp.responder-expired-when-judged", AnswerBy([] {
       return ResponderWith([](auto& o) { o.not_after = At("2025-03-01T12:30:00Z"); },
                            TestSealCa());
     })},
};

const Variant kCrl[] = {
    {"crl.absent", Before([](LongTermSeal& s) { s.values.crls.clear(); })},
    {"crl.none-at-all", Before([](LongTermSeal& s) {
       s.values.crls.clear();
       s.values.ocsps.clear();
     })},
    {"crl.stale", RootCrlOf("2025-01-01T00:00:00Z", "2025-01-08T00:00:00Z")},
    {"crl.before-the-stamp", RootCrlOf("2025-03-01T00:00:00Z", "2025-03-08T00:00:00Z")},
    {"crl.no-next-update", RootCrlOf(kRevocationTime, nullptr)},
    {"crl.of-the-future", RootCrlOf("2025-04-01T00:00:00Z", "2025-04-08T00:00:00Z")},
    {"crl.bit-of-its-signature",
     Before([](LongTermSeal& s) { s.values.crls[0][s.values.crls[0].size() - 5] ^= 1U; })},
    {"crl.of-another-key", Before([](LongTermSeal& s) {
       const test::Authority other =
           test::MakeRoot(test::AuthorityOptions("TEST root"), test::TestKey(KeyKind::kP256, 63));
       s.values.crls = {test::MakeCrl(other, WeekFrom(kRevocationTime))};
     })},
    {"crl.critical-extension-unknown", Before([](LongTermSeal& s) {
       ChangeRootCrl(s, [](auto& o) { o.unknown_critical_extension = true; });
     })},
    {"crl.delta-only",
     Before([](LongTermSeal& s) { ChangeRootCrl(s, [](auto& o) { o.delta = true; }); })},
    {"crl.only-of-users", Before([](LongTermSeal& s) {
       ChangeRootCrl(s, [](auto& o) { o.issuing_distribution_point = "critical,onlyuser:TRUE"; });
     })},
};

}  // namespace

std::vector<Variant> RevocationVariants() {
  std::vector<Variant> out(std::begin(kRevoked), std::end(kRevoked));
  out.insert(out.end(), std::begin(kOcsp), std::end(kOcsp));
  out.insert(out.end(), std::begin(kCrl), std::end(kCrl));
  return out;
}

}  // namespace signet::interop
