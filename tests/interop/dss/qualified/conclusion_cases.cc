// What the seal itself proves, and so what is left of its certificate's worth (TS 119 615 4.6).

#include "tests/interop/dss/qualified/qualified_case.h"

namespace signet::interop {
namespace {

// The seal's signature is that of another payload.
std::string WithChangedPayload(LongTermSeal& s) {
  s.All();
  const std::string protected_text = s.seal.Protected();
  s.seal.payload.replace(s.seal.payload.find("kurs"), 4, "kurz");
  s.seal.etsi_u = s.etsi_u;
  return s.seal.Write(protected_text, s.signature);
}

std::string Revoked(LongTermSeal& s, const char* at) {
  test::OcspOptions options;
  options.answers = {interop::Revoked(s.signer, seal::TestSealCa().certificate, at)};
  options.this_update = options.produced_at = At(kRevocationTime);
  options.next_update = options.this_update + std::chrono::days(7);
  s.values.ocsps = {test::MakeOcspResponse(Responder(), options)};
  s.All();
  return s.Write();
}

std::string WithoutRevocationData(LongTermSeal& s) {
  s.Sign();
  s.Stamp();
  return s.Write();
}

}  // namespace

std::vector<QualifiedCase> ConclusionCases() {
  const auto listed = std::vector{SealService()};
  const auto changed = WithChangedPayload;
  const char* const from = "2020-01-01T00:00:00Z";
  return {
      {"changed.qscd", QualifiedSealInQscd(), listed, from, changed},
      {"changed.qualified", QualifiedSeal(), listed, from, changed},
      {"changed.not-qualified", {kForSeals}, listed, from, changed},
      {"changed.in-no-list", QualifiedSealInQscd(), {}, from, changed},
      {"revoked.qscd", QualifiedSealInQscd(), listed, from,
       [](auto& s) { return Revoked(s, "2025-03-01T11:00:00Z"); }},
      {"revoked.after-the-seal", QualifiedSealInQscd(), listed, from,
       [](auto& s) { return Revoked(s, "2025-03-01T12:00:06Z"); }},
      {"open.qscd", QualifiedSealInQscd(), listed, from, WithoutRevocationData},
      {"open.qualified", QualifiedSeal(), listed, from, WithoutRevocationData},
      {"open.not-qualified", {kForSeals}, listed, from, WithoutRevocationData},
      {"open.states-nothing", {}, listed, from, WithoutRevocationData},
      {"open.two-types", {kCompliance, kForBoth}, listed, from, WithoutRevocationData},
      {"open.two-types-in-qscd",
       {kCompliance, kInQscd, kForBoth},
       listed,
       from,
       WithoutRevocationData},
      {"open.for-signatures",
       {kCompliance, kInQscd, kForSignatures},
       {SealServiceFor({"ForeSignatures"})},
       from,
       WithoutRevocationData},
  };
}

}  // namespace signet::interop
