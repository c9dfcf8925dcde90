#include "appliance/seal/certificate_validation.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "appliance/seal/cryptographic_suite.h"

namespace signet::seal {
namespace {

// How far clocks of an authority and of a responder may lie apart.
constexpr std::chrono::minutes kClockTolerance(5);

std::string Day(Time time) { return FormatTimeSeconds(time).substr(0, 10); }

// EN 319 102-1 5.2.5: knowledge of the time in question, or announced as good until after it.
bool IsFresh(const RevocationStatus& status, Time at) {
  return status.this_update + kClockTolerance >= at ||
         (status.next_update && *status.next_update > at);
}

class Validation {
 public:
  Validation(const CertificateQuestion& question, const Evidence& evidence,
             RevocationSource& revocations, const Proofs& proofs)
      : question_(question), evidence_(evidence), revocations_(revocations), proofs_(proofs) {}

  // From the anchor down: what an issuer signed counts only if it existed while the issuer was good
  // (5.6.2.3.4, control-time).
  CertificateAnswer Run() {
    const auto& path = question_.path;
    for (std::size_t i = path.size() - 1; i-- > 0;) Judge(i);
    // The asked one may be an anchor: then only its own dates are left to ask.
    if (path.size() == 1) JudgeValidity(0, std::nullopt);
    return std::move(out_);
  }

 private:
  std::string Whose(std::size_t i) const {
    return i == 0 ? "The certificate of " + question_.whose
                  : "A CA certificate above that of " + question_.whose;
  }

  void Fail(SubIndication indication, const char* rule, std::string text) {
    out_.findings.Fail(indication, rule, std::move(text));
  }

  Time ProofOf(const Certificate& certificate) const {
    const auto place = evidence_.PlaceOf(certificate);
    return place ? proofs_.Of(*place) : proofs_.now();
  }

  void Judge(std::size_t i) {
    const Certificate& certificate = question_.path[i];
    const Certificate& issuer = question_.path[i + 1];
    const bool by_anchor = i + 2 == question_.path.size();
    const Time existed = ProofOf(certificate);
    if (!by_anchor && existed > issuer_good_until_) {
      Fail(SubIndication::kOutOfBoundsNoPoe, "chain.proof",
           Whose(i) + " is not proven to exist before its issuer ended.");
    }
    if (const auto weakness = WeaknessOfCertificate(certificate, issuer, existed)) {
      const std::string text = Whose(i) + " has a signature that " + weakness->text + ".";
      if (weakness->indication == SubIndication::kNone) {
        out_.findings.Warn("strength.chain", text);
      } else {
        Fail(weakness->indication, "strength.chain", text);
      }
    }
    const auto revocation = Revocation(i, certificate, issuer, by_anchor);
    JudgeValidity(i, revocation);
    issuer_good_until_ = std::min(issuer_good_until_, certificate.not_after());
  }

  // RFC 5280 6.1.3 (a) (2), at the time when what was signed is proven to exist.
  void JudgeValidity(std::size_t i, const std::optional<RevocationAnswer>& good) {
    const Certificate& certificate = question_.path[i];
    if (question_.signed_at < certificate.not_before()) {
      Fail(i == 0 ? SubIndication::kNotYetValid : SubIndication::kOutOfBoundsNoPoe,
           "chain.validity",
           Whose(i) + " became valid only later, on " + Day(certificate.not_before()) + ".");
    }
    if (question_.signed_at <= certificate.not_after()) return;
    const bool known_good =
        i == 0 && good && good->status.state == RevocationState::kGood &&
        (!good->delegated || proofs_.Of(good->place) <= good->signer.not_after());
    Fail(known_good ? SubIndication::kOutOfBoundsNotRevoked : SubIndication::kOutOfBoundsNoPoe,
         "chain.validity",
         Whose(i) + " expired on " + Day(certificate.not_after()) +
             ", and no time-stamp that holds proves that it was used before.");
  }

  // Whether the answer counts; sets `too_late` if only a proof of its age is missing.
  bool Counts(const RevocationAnswer& answer, const Certificate& certificate,
              const Certificate& issuer, bool by_anchor, bool& too_late) {
    const RevocationStatus& status = answer.status;
    // Those who keep the expired on their lists say so; others forget them (RFC 6960 4.4.4).
    const bool remembers =
        status.this_update <= certificate.not_after() ||
        (status.covers_expired_since && *status.covers_expired_since <= certificate.not_after());
    if (status.state == RevocationState::kUnknown || !remembers ||
        status.this_update > proofs_.now() + kClockTolerance ||
        status.produced_at > proofs_.now() + kClockTolerance ||
        status.this_update + kClockTolerance < certificate.not_before()) {
      return false;
    }
    const Time existed = proofs_.Of(answer.place);
    Time good_until = by_anchor ? Time::max() : std::min(issuer_good_until_, issuer.not_after());
    if (answer.delegated) good_until = std::min(good_until, answer.signer.not_after());
    too_late = existed > good_until;
    return true;
  }

  // The newest answer that counts, if it says that all is well or by proof was at the time.
  std::optional<RevocationAnswer> Revocation(std::size_t i, const Certificate& certificate,
                                             const Certificate& issuer, bool by_anchor) {
    for (const RevocationAnswer& answer : revocations_.AnswersFor(certificate, issuer)) {
      bool too_late = false;
      if (!Counts(answer, certificate, issuer, by_anchor, too_late)) continue;
      if (too_late) {
        Fail(SubIndication::kRevocationOutOfBoundsNoPoe, "revocation.proof",
             Whose(i) +
                 ": who signed its revocation data has expired since, and no time-stamp proves "
                 "that it was made before.");
      }
      JudgeResponder(i, answer, issuer);
      JudgeStrength(i, answer);
      JudgeStatus(i, answer.status);
      return answer;
    }
    Missing("revocation.absent", Whose(i) +
                                     " may have been revoked: the file carries no revocation data "
                                     "for it that can be used.");
    return std::nullopt;
  }

  void Missing(const char* rule, std::string text) {
    if (question_.needs_revocation) {
      Fail(SubIndication::kCertificateChainGeneralFailure, rule, std::move(text));
    } else {
      out_.findings.Warn(rule, std::move(text));
    }
  }

  void JudgeStatus(std::size_t i, const RevocationStatus& status) {
    if (status.state == RevocationState::kRevoked && question_.signed_at >= *status.revoked_at) {
      const std::string since =
          FormatTimeSeconds(*status.revoked_at) + " (" + std::string(NameOf(status.reason)) + ")";
      if (status.reason == RevocationReason::kCertificateHold) {
        return Fail(SubIndication::kTryLater, "revocation.hold",
                    Whose(i) + " is suspended since " + since + ". Judge again when that is over.");
      }
      if (i == 0) out_.revoked_at = status.revoked_at;
      return Fail(i == 0 ? SubIndication::kRevokedNoPoe : SubIndication::kRevokedCaNoPoe,
                  "revocation.revoked",
                  Whose(i) + " is revoked since " + since +
                      ", and no time-stamp that holds proves that it was used before.");
    }
    if (status.state == RevocationState::kRevoked) {
      if (i > 0) issuer_good_until_ = std::min(issuer_good_until_, *status.revoked_at);
      return out_.findings.Warn(
          "revocation.later", Whose(i) + " was revoked later, on " + Day(*status.revoked_at) + ".");
    }
    if (IsFresh(status, question_.fresh_at)) return;
    const std::string text = Whose(i) + " was not revoked on " + Day(status.this_update) +
                             "; the file carries nothing newer.";
    if (question_.needs_fresh) {
      Fail(SubIndication::kTryLater, "revocation.old", text);
    } else {
      out_.findings.Warn("revocation.old", text);
    }
  }

  // RFC 6960 4.2.2.2.1: a responder is trusted as it is (nocheck) or has revocation data too.
  void JudgeResponder(std::size_t i, const RevocationAnswer& answer, const Certificate& issuer) {
    if (!answer.delegated || HasOcspNoCheck(answer.signer)) return;
    for (const RevocationAnswer& own : revocations_.AnswersFor(answer.signer, issuer)) {
      if (own.signer == answer.signer || own.status.state == RevocationState::kUnknown) continue;
      if (own.status.state == RevocationState::kGood ||
          proofs_.Of(answer.place) < *own.status.revoked_at) {
        return;
      }
      return Fail(SubIndication::kRevocationOutOfBoundsNoPoe, "revocation.responder",
                  Whose(i) + ": who signed its revocation data has been revoked itself.");
    }
    Missing("revocation.responder", Whose(i) +
                                        ": who signed its revocation data may have been revoked "
                                        "itself; the file does not say.");
  }

  void JudgeStrength(std::size_t i, const RevocationAnswer& answer) {
    const auto weakness =
        WeaknessOfSignature(answer.signature_hash, answer.signer, proofs_.Of(answer.place));
    if (!weakness) return;
    const std::string text =
        Whose(i) + " has revocation data whose signature " + weakness->text + ".";
    if (weakness->indication == SubIndication::kNone) {
      out_.findings.Warn("strength.revocation", text);
    } else {
      Fail(weakness->indication, "strength.revocation", text);
    }
  }

  const CertificateQuestion& question_;
  const Evidence& evidence_;
  RevocationSource& revocations_;
  const Proofs& proofs_;
  Time issuer_good_until_ = Time::max();
  CertificateAnswer out_;
};

bool Has(const std::vector<RevocationAnswer>& answers) {
  return std::ranges::any_of(answers, [](const RevocationAnswer& answer) {
    return answer.status.state != RevocationState::kUnknown;
  });
}

}  // namespace

CertificateAnswer ValidateCertificate(const CertificateQuestion& question, const Evidence& evidence,
                                      RevocationSource& revocations, const Proofs& proofs) {
  return Validation(question, evidence, revocations, proofs).Run();
}

bool IsComplete(const std::vector<Certificate>& path, const Evidence& evidence,
                RevocationSource& revocations, std::optional<Time> fresh_at) {
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const auto& answers = revocations.AnswersFor(path[i], path[i + 1]);
    if (!evidence.PlaceOf(path[i]) || !Has(answers)) return false;
    const RevocationAnswer& newest = answers.front();
    if (fresh_at && !IsFresh(newest.status, *fresh_at)) return false;
    if (newest.delegated && !HasOcspNoCheck(newest.signer) &&
        !Has(revocations.AnswersFor(newest.signer, path[i + 1]))) {
      return false;
    }
  }
  return !path.empty();
}

}  // namespace signet::seal
