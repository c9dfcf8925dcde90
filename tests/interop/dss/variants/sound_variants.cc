// What a seal may be: nothing here is wrong.

#include "appliance/base/encoding.h"
#include "appliance/base/json_writer.h"
#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

using seal::Algorithm;

// Made anew with this algorithm.
Make With(Algorithm algorithm) {
  return [=](LongTermSeal&) {
    LongTermSeal s = SoundLongTermSeal(algorithm);
    s.All();
    return s.Write();
  };
}

// All moments a year later, when DSS 6.1 and newer want iat.
void MoveTo2026(LongTermSeal& s) {
  s.SetClaimedTime("2026-03-01T12:00:00Z");
  s.signature_time = At("2026-03-01T12:00:05Z");
  s.archive_time = At("2026-03-01T12:00:10Z");
  s.values.crls = {RootCrl("2026-03-01T12:00:07Z")};
  s.values.ocsps = {SignerOcsp(s.signer, "2026-03-01T12:00:07Z")};
}
constexpr const char* kSoonAfter2026 = "2026-03-01T13:00:00Z";

void UseIat(LongTermSeal& s, const char* seconds, const char* crit) {
  s.seal.Without("sigT").Set("iat", seconds).Set("crit", crit);
}

void AddAdoTst(LongTermSeal& s) {
  const Bytes token = TokenBy(s.signature_tsa, AsBytes(s.seal.payload), At("2025-03-01T12:00:00Z"));
  s.seal.Set("adoTst", TokenJson(token)).Set("crit", R"(["b64","sigT","adoTst"])");
}

std::string StopAfter(LongTermSeal& s, int steps) {
  s.Sign();
  if (steps > 0) s.Stamp();
  if (steps > 1) s.AddValues();
  return s.Write();
}

const Variant kSound[] = {
    {"sound.lta", Before([](auto&) {})},
    {"sound.lta-iat", Before([](auto& s) { UseIat(s, "1740830400", R"(["b64"])"); })},
    {"sound.lta-2026", Before(MoveTo2026), kSoonAfter2026},
    {"sound.lta-2026-iat", Before([](auto& s) {
       MoveTo2026(s);
       UseIat(s, "1772366400", R"(["b64"])");
     }),
     kSoonAfter2026},
    {"sound.lta-2026-iat-in-crit", Before([](auto& s) {
       MoveTo2026(s);
       UseIat(s, "1772366400", R"(["b64","iat"])");
     }),
     kSoonAfter2026},
    {"sound.b", [](LongTermSeal& s) { return StopAfter(s, 0); }},
    {"sound.t", [](LongTermSeal& s) { return StopAfter(s, 1); }},
    {"sound.lt", [](LongTermSeal& s) { return StopAfter(s, 2); }},
    {"sound.es384", With(Algorithm::kEs384)},
    {"sound.es512", With(Algorithm::kEs512)},
    {"sound.rs256-3072", With(Algorithm::kRs256)},
    {"sound.ps256-3072", With(Algorithm::kPs256)},
    {"sound.ps512-3072", With(Algorithm::kPs512)},
    {"sound.adotst", Before(AddAdoTst)},
    {"sound.imprints-sha512", Before([](auto& s) { s.hash = "SHA512"; })},
    {"sound.crl-of-the-seal-ca", Before([](auto& s) {
       s.values.ocsps.clear();
       s.values.crls.push_back(test::MakeCrl(seal::TestSealCa(), WeekFrom(kRevocationTime)));
     })},
    {"sound.ocsp-of-the-seal-ca-itself", Before([](auto& s) {
       test::OcspOptions options;
       options.answers = {Good(s.signer, seal::TestSealCa().certificate)};
       options.this_update = options.produced_at = At(kRevocationTime);
       s.values.ocsps = {test::MakeOcspResponse(seal::TestSealCa(), options)};
     })},
    {"sound.one-certificate-in-x5c", Before([](auto& s) { s.SetChain({s.signer}); })},
    {"sound.anchor-in-x5c", Before([](auto& s) {
       s.SetChain({s.signer, seal::TestSealCa().certificate, seal::TestRoot().certificate});
     })},
    {"sound.no-kid", Before([](auto& s) { s.seal.Without("kid"); })},
    {"sound.no-typ", Before([](auto& s) { s.seal.Without("typ"); })},
    {"sound.cty-octet-stream", Before([](auto& s) { s.seal.Set("cty", "\"octet-stream\""); })},
    {"sound.srcms", Before([](auto& s) {
       s.seal
           .Set("srCms",
                R"([{"commId":{"id":"http://uri.etsi.org/01903/v1.2.2#ProofOfApproval"}}])")
           .Set("crit", R"(["b64","sigT","srCms"])");
     })},
    {"sound.sigpl", Before([](auto& s) {
       s.seal.Set("sigPl", R"({"addressCountry":"XX","addressLocality":"Example"})")
           .Set("crit", R"(["b64","sigT","sigPl"])");
     })},
    {"sound.anyvaldata",
     [](LongTermSeal& s) {
       s.Sign();
       s.Stamp();
       s.etsi_u.push_back(Entry(R"({"anyValData":{"xVals":)" + s.values.CertificateJson() +
                                R"(,"rVals":)" + s.values.RevocationJson() + "}}"));
       s.Archive();
       return s.Write();
     }},
    {"sound.services-are-anchors", Before([](auto&) {}), kSoonAfter, Anchors::kServices},
};

}  // namespace

std::vector<Variant> SoundVariants() { return {std::begin(kSound), std::end(kSound)}; }

}  // namespace signet::interop
