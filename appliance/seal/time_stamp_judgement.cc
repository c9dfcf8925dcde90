#include "appliance/seal/time_stamp_judgement.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <string>

#include "appliance/seal/certificate_validation.h"
#include "appliance/seal/cryptographic_suite.h"

namespace signet::seal {
namespace {

// How far clocks of a box and of an authority may lie apart.
constexpr std::chrono::minutes kClockTolerance(5);

void JudgeStrength(const TimeStamp& time_stamp, Time existed, Findings& findings) {
  const TimeStampToken& token = *time_stamp.token;
  for (const auto& weakness :
       {WeaknessOfHash(token.imprint_hash(), existed),
        WeaknessOfSignature(token.signature_hash(), *time_stamp.signer, existed)}) {
    if (!weakness) continue;
    const std::string text = "What the time-stamp is made with " + weakness->text + ".";
    if (weakness->indication == SubIndication::kNone) {
      findings.Warn("strength.time-stamp", text);
    } else {
      findings.Fail(weakness->indication, "strength.time-stamp", text);
    }
  }
}

// EN 319 102-1 5.4, and 5.6.2.4 with what is proven so far. Revocation data of an authority may be
// missing, since it is added later (TS 119 182-1 5.3.6.1), and that of an arcTst may be older than
// it. Whether it is the last one makes no difference: anybody can append another. The level says
// what is complete.
std::vector<Certificate> JudgeAuthority(const TimeStamp& time_stamp, Materials& materials,
                                        Findings& findings) {
  const std::string whose = "the authority of " + std::string(NameOf(time_stamp.kind));
  const CertificatePath& path = materials.paths.PathOf(*time_stamp.signer, whose);
  findings.Add(path.findings);
  if (path.certificates.size() < 2) return path.certificates;
  const CertificateQuestion question{.path = path.certificates,
                                     .whose = whose,
                                     .signed_at = materials.proofs.Of(time_stamp.place),
                                     .fresh_at = time_stamp.token->time(),
                                     .needs_revocation = false,
                                     .needs_fresh = time_stamp.kind != TimeStampKind::kArchive};
  findings.Add(
      ValidateCertificate(question, materials.evidence, materials.revocations, materials.proofs)
          .findings);
  return path.certificates;
}

TimeStampJudgement JudgeOne(const TimeStamp& time_stamp, Materials& materials) {
  TimeStampJudgement out{.kind = time_stamp.kind,
                         .entry = std::nullopt,
                         .conclusion = Conclusion::kTotalFailed,
                         .sub_indication = SubIndication::kFormatFailure,
                         .time = std::nullopt,
                         .proven = materials.proofs.Of(time_stamp.place),
                         .path = {},
                         .token = time_stamp.der,
                         .findings = {}};
  if (time_stamp.place != kSignedPlace) out.entry = time_stamp.place - 1;
  if (!time_stamp.token) return out;
  Findings findings;
  out.time = time_stamp.token->time();
  for (const TokenFault& fault : time_stamp.faults) {
    findings.Fail(fault.indication, "time-stamp.token",
                  "The token is not sound: " + fault.text + ".");
  }
  if (*out.time > materials.proofs.now() + kClockTolerance) {
    findings.Fail(SubIndication::kSigConstraintsFailure, "time-stamp.future",
                  "The time-stamp is of a time that is still to come.");
  }
  if (time_stamp.signer) {
    out.path = JudgeAuthority(time_stamp, materials, findings);
    JudgeStrength(time_stamp, materials.proofs.Of(time_stamp.place), findings);
  }
  out.conclusion = ConclusionOf(findings.first());
  out.sub_indication = findings.first();
  out.findings = findings.all();
  return out;
}

// Archive time-stamps before those of the signature before those of the content, the last first.
std::vector<std::size_t> OrderOfJudgement(const std::vector<TimeStamp>& time_stamps) {
  std::vector<std::size_t> out(time_stamps.size());
  std::iota(out.begin(), out.end(), std::size_t{0});
  std::ranges::stable_sort(out, [&](std::size_t a, std::size_t b) {
    const TimeStamp& x = time_stamps[a];
    const TimeStamp& y = time_stamps[b];
    return x.kind != y.kind ? x.kind > y.kind : x.place > y.place;
  });
  return out;
}

bool ComesBefore(const TimeStamp& a, const TimeStamp& b) {
  return a.kind < b.kind ||
         (a.kind == TimeStampKind::kArchive && b.kind == a.kind && a.place < b.place);
}

bool IsEarlier(const TimeStamp& a, const TimeStamp& b) {
  return a.token->time() + a.token->accuracy() < b.token->time() - b.token->accuracy();
}

void AddProof(const TimeStamp& time_stamp, Proofs& proofs) {
  const Time time = time_stamp.token->time();
  if (time_stamp.kind == TimeStampKind::kArchive) proofs.Add(time_stamp.place, time);
  // The signature was made over header and credential, so these existed too.
  if (time_stamp.kind == TimeStampKind::kSignature) proofs.Add(kSignedPlace + 1, time);
}

}  // namespace

const TimeStamp* LastArchive(const std::vector<TimeStamp>& time_stamps) {
  const TimeStamp* last = nullptr;
  for (const TimeStamp& time_stamp : time_stamps) {
    if (time_stamp.kind == TimeStampKind::kArchive && time_stamp.whole()) last = &time_stamp;
  }
  return last;
}

std::vector<TimeStampJudgement> JudgeTimeStamps(const std::vector<TimeStamp>& time_stamps,
                                                Materials& materials) {
  std::vector<TimeStampJudgement> out(time_stamps.size());
  for (const std::size_t i : OrderOfJudgement(time_stamps)) {
    out[i] = JudgeOne(time_stamps[i], materials);
    if (out[i].conclusion == Conclusion::kTotalPassed) AddProof(time_stamps[i], materials.proofs);
  }
  return out;
}

void JudgeOrder(const std::vector<TimeStamp>& time_stamps,
                const std::vector<TimeStampJudgement>& judgements, std::optional<Time> claimed,
                Findings& findings) {
  const auto fail = [&](const TimeStamp& time_stamp, const std::string& what) {
    findings.Fail(SubIndication::kTimestampOrderFailure, "time-stamp.order",
                  "The time-stamp " + Describe(time_stamp) + " is " + what + ".");
  };
  for (std::size_t i = 0; i < time_stamps.size(); ++i) {
    const TimeStamp& one = time_stamps[i];
    if (judgements[i].conclusion != Conclusion::kTotalPassed) continue;
    const Time time = one.token->time();
    if (one.kind == TimeStampKind::kContent && claimed && time > *claimed + kClockTolerance) {
      fail(one, "later than the claimed signing time");
    }
    if (one.kind != TimeStampKind::kContent && claimed && time < *claimed - kClockTolerance) {
      fail(one, "earlier than the claimed signing time");
    }
    for (std::size_t j = 0; j < time_stamps.size(); ++j) {
      const bool holds = judgements[j].conclusion == Conclusion::kTotalPassed;
      if (holds && ComesBefore(one, time_stamps[j]) && IsEarlier(time_stamps[j], one)) {
        fail(time_stamps[j], "earlier than " + Describe(one) + ", which it follows");
      }
    }
  }
}

}  // namespace signet::seal
