// What each step of a seal costs by itself on a 100 KB credential, beside the floor it stands on:
// reading, preparing, hashing, writing, judging.

#include <benchmark/benchmark.h>

#include "appliance/base/digest.h"
#include "appliance/base/encoding.h"
#include "appliance/elm/preparation.h"
#include "appliance/seal/jades.h"
#include "tests/bench/seal_rate.h"
#include "tests/unit/seal/long_term_seal.h"

namespace signet::bench {
namespace {

const std::string& Credential() {
  static const std::string text = CredentialOfSize(100'000);
  return text;
}

const std::string& Header() {
  static const std::string header = EncodeBase64Url(AsBytes(std::string(2000, 'h')));
  return header;
}

void HashOnce(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(HashSha256(Credential()));
}
BENCHMARK(HashOnce)->Unit(benchmark::kMicrosecond);

void ReadCredential(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(elm::CredentialText::Read(UntrustedText(Credential()), {}));
  }
}
BENCHMARK(ReadCredential)->Unit(benchmark::kMicrosecond);

void PrepareAsEdc(benchmark::State& state) {
  const auto credential = elm::CredentialText::Read(UntrustedText(Credential()), {});
  const CertificateSubject subject{"TEST University", "VATEE-100000000", "TEST seal", "EE"};
  for (auto _ : state) {
    benchmark::DoNotOptimize(elm::Prepare(elm::Preparation::kEdc, credential, subject,
                                          {Time{}, "00000000-0000-4000-8000-000000000000"}));
  }
}
BENCHMARK(PrepareAsEdc)->Unit(benchmark::kMicrosecond);

void DigestSigningInput(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        seal::DigestSigningInput(seal::Algorithm::kEs256, Header(), Credential()));
  }
}
BENCHMARK(DigestSigningInput)->Unit(benchmark::kMicrosecond);

void WriteSealedFile(benchmark::State& state) {
  const Bytes signature(64, 1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(seal::WriteContainer(Credential(), Header(), signature));
  }
}
BENCHMARK(WriteSealedFile)->Unit(benchmark::kMicrosecond);

// A sealed file of 150 KB at B-LTA: payload, certificates, OCSP, CRLs and two time-stamps. The CAs
// are trusted, as a trusted list has them.
void JudgeLongTermSeal(benchmark::State& state) {
  seal::LongTermSeal long_term;
  long_term.seal.payload = CredentialOfSize(130'000);
  const UntrustedText sealed(long_term.Make().Write());
  seal::JudgementSettings settings = seal::LongTermSettings();
  settings.anchors = {seal::TestSealCa().certificate, long_term.issuers.time_stamp_ca.certificate};
  if (!seal::Judge(sealed, settings).accepted) state.SkipWithError("the seal is not accepted");
  for (auto _ : state) benchmark::DoNotOptimize(seal::Judge(sealed, settings));
}
BENCHMARK(JudgeLongTermSeal)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace signet::bench
