#include "appliance/seal/level_judgement.h"

#include <openssl/x509.h>

#include <algorithm>

#include "appliance/seal/certificate_validation.h"

namespace signet::seal {
namespace {

bool Holds(const TimeStampJudgement& judgement) {
  return judgement.conclusion == Conclusion::kTotalPassed;
}

bool HasKind(const LevelQuestion& question, TimeStampKind kind) {
  return std::ranges::any_of(question.time_stamps,
                             [&](const TimeStamp& t) { return t.kind == kind; });
}

// There is one, and all of them hold.
bool AllHold(const LevelQuestion& question, TimeStampKind kind) {
  return HasKind(question, kind) &&
         std::ranges::all_of(question.judgements, [&](const TimeStampJudgement& judgement) {
           return judgement.kind != kind || Holds(judgement);
         });
}

// Where the last archive time-stamp that holds stands: the one whose authority's values a renewal
// adds (5.3.6.1), so that they do not count yet.
Place LastHoldingArchive(const LevelQuestion& question) {
  Place last = kSignedPlace;
  for (std::size_t i = 0; i < question.time_stamps.size(); ++i) {
    const TimeStamp& time_stamp = question.time_stamps[i];
    if (time_stamp.kind == TimeStampKind::kArchive && Holds(question.judgements[i])) {
      last = std::max(last, time_stamp.place);
    }
  }
  return last;
}

bool CarriesRevocationData(const Materials& materials) {
  return !materials.evidence.ocsp().empty() || !materials.evidence.crls().empty();
}

// 6.3, B-LT: everything that is needed to judge signer and time-stamps without a network. An
// archive time-stamp that does not hold needs nothing: it keeps the file from B-LTA.
bool ValuesAreComplete(const LevelQuestion& question, Materials& materials) {
  if (question.has_references || !CarriesRevocationData(materials) ||
      !IsComplete(question.path, materials.evidence, materials.revocations)) {
    return false;
  }
  const Place last = LastHoldingArchive(question);
  for (std::size_t i = 0; i < question.judgements.size(); ++i) {
    const TimeStamp& time_stamp = question.time_stamps[i];
    const bool archive = time_stamp.kind == TimeStampKind::kArchive;
    if (archive && (!Holds(question.judgements[i]) || time_stamp.place == last)) continue;
    const auto fresh_at = archive ? question.judgements[i].time : std::nullopt;
    if (!IsComplete(question.judgements[i].path, materials.evidence, materials.revocations,
                    fresh_at)) {
      return false;
    }
  }
  return true;
}

// Which archive time-stamp keeps it from B-LTA.
std::string MissingArchive(const LevelQuestion& question) {
  for (std::size_t i = 0; i < question.time_stamps.size(); ++i) {
    if (question.time_stamps[i].kind == TimeStampKind::kArchive && !Holds(question.judgements[i])) {
      return "Its archive time-stamp, " + Describe(question.time_stamps[i]) + ", does not hold.";
    }
  }
  return "It has no archive time-stamp (arcTst).";
}

// A responder that is not exempt (RFC 6960 4.2.2.2.1) needs values too.
bool ShowsResponder(const Certificate& certificate, const Certificate& issuer,
                    Materials& materials) {
  const auto& answers = materials.revocations.AnswersFor(certificate, issuer);
  return answers.empty() || !answers.front().delegated || HasOcspNoCheck(answers.front().signer) ||
         materials.revocations.Mentions(answers.front().signer, issuer);
}

// Upwards by names and keys, as far as the file goes or to the first anchor.
bool ShowsRevocationUpwards(Certificate certificate, Materials& materials) {
  for (int depth = 0; depth < 16; ++depth) {
    X509* const x = certificate.x509();
    const bool self_issued = X509_NAME_cmp(X509_get_subject_name(x), X509_get_issuer_name(x)) == 0;
    if (materials.paths.IsAnchor(certificate) || self_issued) return true;
    const auto issuer = materials.paths.IssuerOf(certificate);
    if (!issuer || !materials.revocations.Mentions(certificate, *issuer) ||
        !ShowsResponder(certificate, *issuer, materials)) {
      return false;
    }
    certificate = *issuer;
  }
  return false;
}

// The last archive time-stamp that is whole, whoever made it: only the structure counts here.
bool IsLastWholeArchive(const LevelQuestion& question, std::size_t i) {
  const TimeStamp* const last = LastArchive(question.time_stamps);
  return last != nullptr && question.time_stamps[i].kind == TimeStampKind::kArchive &&
         question.time_stamps[i].place == last->place;
}

bool ShowsAllValues(const LevelQuestion& question, Materials& materials) {
  if (question.has_references || !CarriesRevocationData(materials) ||
      !ShowsRevocationUpwards(question.header.chain.front(), materials)) {
    return false;
  }
  for (std::size_t i = 0; i < question.time_stamps.size(); ++i) {
    const auto& signer = question.time_stamps[i].signer;
    if (!IsLastWholeArchive(question, i) && signer && !ShowsRevocationUpwards(*signer, materials)) {
      return false;
    }
  }
  return true;
}

}  // namespace

LevelAnswer JudgeLevel(const LevelQuestion& question, Materials& materials) {
  if (!question.sound) {
    return {std::nullopt, "The seal itself is not sound, so it has no level."};
  }
  const bool crowded = std::ranges::any_of(question.time_stamps, &TimeStamp::crowded);
  if (crowded || !AllHold(question, TimeStampKind::kSignature)) {
    return {Level::kB, HasKind(question, TimeStampKind::kSignature)
                           ? "Its time-stamp of the signature (sigTst) does not hold."
                           : "It has no time-stamp of the signature (sigTst)."};
  }
  if (!ValuesAreComplete(question, materials)) {
    return {Level::kT,
            "It does not carry all certificates and revocation data that its signer and its "
            "time-stamps need up to the trusted CAs (xVals, rVals)."};
  }
  if (!AllHold(question, TimeStampKind::kArchive)) {
    return {Level::kLt, MissingArchive(question)};
  }
  return {Level::kLta, {}};
}

Format JudgeFormat(const LevelQuestion& question, Materials& materials) {
  const auto stamped = [&](const TimeStamp& t) {
    return t.kind == TimeStampKind::kSignature && t.token && !t.crowded &&
           t.token->time() <= question.header.chain.front().not_after();
  };
  if (!question.header.is_baseline || question.header.chain.empty()) return Format::kNotEtsi;
  if (!std::ranges::any_of(question.time_stamps, stamped)) return Format::kBaselineB;
  if (!ShowsAllValues(question, materials)) return Format::kBaselineT;
  const bool archived = std::ranges::any_of(question.time_stamps, [](const TimeStamp& t) {
    return t.kind == TimeStampKind::kArchive && t.token;
  });
  return archived ? Format::kBaselineLta : Format::kBaselineLt;
}

}  // namespace signet::seal
