// What each step of a seal costs by itself on a 100 KB credential, beside the floor it stands on:
// reading, preparing, hashing, writing, judging.

#include <benchmark/benchmark.h>

#include "appliance/base/digest.h"
#include "appliance/base/encoding.h"
#include "appliance/elm/preparation.h"
#include "appliance/seal/jades.h"
#include "appliance/seal/levels.h"
#include "appliance/seal/ocsp_request.h"
#include "appliance/seal/time_stamp_response.h"
#include "tests/bench/seal_rate.h"
#include "tests/support/services/made_hierarchy.h"
#include "tests/support/services/service_answers.h"
#include "tests/support/test_certificates.h"
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

// What B-LTA costs beyond the answers from outside: two requests, the checks of both time-stamps,
// validation data that is kept, all entries and the file. Aim: at most 1 ms of CPU.
class AnsweredLta {
 public:
  AnsweredLta() {
    signature_ = Bytes(64, 1);
    signature_text_ = EncodeBase64Url(signature_);
    const auto about = [&](const Certificate& certificate, const Certificate& issuer,
                           const char* path) {
      const bool ocsp = std::string_view(path) == "/ocsp";
      const Bytes request = ocsp ? seal::MakeOcspRequest(certificate, issuer) : Bytes();
      const std::string answer =
          services_.Answer(path, AsText(request), test::Behaviour::kGood).body;
      const seal::FreshnessRules rules{now_, std::chrono::hours(24), std::chrono::seconds(60)};
      auto read = ocsp ? seal::ReadOcspAnswer(AsBytes(answer), certificate, issuer, rules)
                       : seal::ReadCrlAnswer(AsBytes(answer), certificate, issuer, rules);
      kept_.push_back(std::get<seal::RevocationValue>(std::move(read)));
    };
    const auto& h = hierarchy_;
    about(seal_, h.issuer.certificate, "/ocsp");
    about(h.responder.certificate, h.issuer.certificate, "/crl/seal-ca.crl");
    about(h.tsa[0].certificate, h.tsa_issuer.certificate, "/crl/tsa-ca.crl");
  }

  std::string Build(benchmark::State& state) {
    std::vector<std::string> entries;
    const auto first = Stamp(state, signature_text_, "");
    entries.push_back(seal::SignatureTimeStampEntry(first.token));
    seal::ValidationValues values;
    values.Add(seal_);
    values.Add(hierarchy_.responder.certificate);
    values.Add(first.path.front());
    for (const auto& value : kept_) values.Add(value);
    entries.push_back(values.CertificatesEntry());
    entries.push_back(values.RevocationEntry());
    const std::string archived = seal::ArchivedText(Header(), signature_text_, entries);
    entries.push_back(seal::ArchiveTimeStampEntry(Stamp(state, Credential(), archived).token));
    return seal::WriteContainer(Credential(), Header(), signature_, entries);
  }

 private:
  // The authority's own work is not counted.
  seal::TrustedTimeStamp Stamp(benchmark::State& state, std::string_view first,
                               std::string_view rest) {
    const auto request = seal::NewTimeStampRequest(
        HashFunction::kSha256, Hash(HashFunction::kSha256, {AsBytes(first), AsBytes(rest)}), "");
    const Bytes asked = request.Encode();
    state.PauseTiming();
    const std::string answer =
        services_.Answer("/tsa/1", AsText(asked), test::Behaviour::kGood).body;
    state.ResumeTiming();
    return std::get<seal::TrustedTimeStamp>(seal::ReadTimeStampResponse(
        AsBytes(answer), request,
        {{hierarchy_.tsa_issuer.certificate}, now_, now_, std::chrono::seconds(60)}));
  }

  const Time now_ = SystemNow();
  const test::ServiceHierarchy hierarchy_ = test::MakeHierarchy();
  test::ServiceAnswers services_{hierarchy_, [this] { return now_; }};
  const Certificate seal_ =
      test::IssueSealCertificate(hierarchy_, test::TestKey(test::KeyKind::kP256, 1));
  std::vector<seal::RevocationValue> kept_;
  Bytes signature_;
  std::string signature_text_;
};

void RaiseToLta(benchmark::State& state) {
  AnsweredLta answered;
  for (auto _ : state) benchmark::DoNotOptimize(answered.Build(state));
}
BENCHMARK(RaiseToLta)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace signet::bench
