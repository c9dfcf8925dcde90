#include "appliance/seal/qualification.h"

#include <algorithm>
#include <array>
#include <optional>

#include "appliance/seal/qc_statements.h"
#include "appliance/seal/service_qualifiers.h"

namespace signet::seal {
namespace {

// A service that the path reached, in its state at the time that is asked for.
struct ReachedService {
  const ServiceState* state;
  Qualifiers qualifiers;
};

CertificateUse UseInCertificate(const QcStatements& claims) {
  const int types =
      (claims.for_signatures ? 1 : 0) + (claims.for_seals ? 1 : 0) + (claims.for_web ? 1 : 0);
  if (types == 0) {
    return claims.compliance ? CertificateUse::kSignature : CertificateUse::kUnknown;
  }
  if (types > 1) return CertificateUse::kUnknown;
  if (claims.for_signatures) return CertificateUse::kSignature;
  return claims.for_seals ? CertificateUse::kSeal : CertificateUse::kWebAuthentication;
}

// The use that the list gives instead; nullopt if it gives none, kUnknown if it gives several.
std::optional<CertificateUse> UseInList(const Qualifiers& qualifiers) {
  std::vector<CertificateUse> uses;
  if (qualifiers.has("QCForESig")) uses.push_back(CertificateUse::kSignature);
  if (qualifiers.has("QCForESeal")) uses.push_back(CertificateUse::kSeal);
  if (qualifiers.has("QCForWSA")) uses.push_back(CertificateUse::kWebAuthentication);
  if (uses.empty()) return std::nullopt;
  return uses.size() == 1 ? uses.front() : CertificateUse::kUnknown;
}

bool HasAdditional(const ServiceState& state, CertificateUse use) {
  const auto has = [&](std::string_view name) {
    return std::ranges::count(state.additional, name) > 0;
  };
  switch (use) {
    case CertificateUse::kSignature:
      return has(uri::kForSignatures);
    case CertificateUse::kSeal:
      return has(uri::kForSeals);
    case CertificateUse::kWebAuthentication:
      return has(uri::kForWebAuthentication);
    case CertificateUse::kUnknown:
      return true;
  }
  return false;
}

// TS 119 615 4.4.4: a service counts for certificates of the uses that it carries, or that it
// names for them itself. Certificates from before the regulation have no use.
bool ServesUse(const ReachedService& service, const Certificate& signer, CertificateUse claimed) {
  if (signer.not_before() < kRegulationBegins) return true;
  const auto overruled = UseInList(service.qualifiers);
  return HasAdditional(*service.state, claimed) ||
         (overruled && *overruled != CertificateUse::kUnknown &&
          HasAdditional(*service.state, *overruled));
}

bool IsQscd(const QcStatements& claims, const Qualifiers& qualifiers, Time at) {
  const bool regulated = at >= kRegulationBegins;
  const auto has = [&](const char* now, const char* before) {
    return qualifiers.has(regulated ? now : before);
  };
  const bool with =
      has("QCWithQSCD", "QCWithSSCD") || (regulated && qualifiers.has("QCQSCDManagedOnBehalf"));
  const bool without = has("QCNoQSCD", "QCNoSSCD");
  const bool as_claimed = has("QCQSCDStatusAsInCert", "QCSSCDStatusAsInCert");
  // TS 119 615 4.5.4: a list that says two things, or says since the regulation only what the
  // directive called it, says nothing that could make a QSCD.
  if ((with ? 1 : 0) + (without ? 1 : 0) + (as_claimed ? 1 : 0) > 1) return false;
  if (regulated && qualifiers.has("QCWithSSCD") && !qualifiers.has("QCWithQSCD")) return false;
  if (regulated && qualifiers.has("QCNoSSCD") && !without) return false;
  if (with) return true;
  return !without && claims.sscd;
}

CertificateQualification ByService(const ReachedService& service, const QcStatements& claims,
                                   Time at) {
  CertificateQualification out{.applicable = true,
                               .qualified = false,
                               .use = UseInCertificate(claims),
                               .qscd = false,
                               .reason = {}};
  const Qualifiers& qualifiers = service.qualifiers;
  if (!IsApproved(*service.state, at)) {
    out.reason = "the service that issued it was not granted then";
    return out;
  }
  if (qualifiers.has("NotQualified")) {
    out.reason = "the trusted list says that it is not qualified";
    return out;
  }
  const bool claimed = claims.compliance && claims.legislation.empty();
  out.qualified = claimed || qualifiers.has("QCStatement");
  if (!out.qualified) {
    out.reason = claims.malformed ? "its qualified statements cannot be read"
                                  : "it does not say that it is a qualified certificate of the EU";
    return out;
  }
  if (at < kRegulationBegins) {
    out.use = CertificateUse::kSignature;
  } else if (const auto use = UseInList(qualifiers)) {
    // 4.4.4: a use that the service was not approved for contradicts it.
    out.use = HasAdditional(*service.state, *use) ? *use : CertificateUse::kUnknown;
  }
  out.qscd = IsQscd(claims, qualifiers, at);
  return out;
}

std::vector<ReachedService> ReachedServices(const std::vector<ListedService>& found,
                                            const Certificate& signer, Time at) {
  std::vector<ReachedService> out;
  for (const ListedService& one : found) {
    const ServiceState* const state = one.service->StateAt(at);
    if (state == nullptr || state->type != uri::kQualifiedCa) continue;
    out.push_back({state, QualifiersFor(*state, signer)});
  }
  return out;
}

CertificateQualification NotApplicable(std::string reason) {
  return {.applicable = false,
          .qualified = false,
          .use = CertificateUse::kUnknown,
          .qscd = false,
          .reason = std::move(reason)};
}

CertificateQualification QualifyAt(const Certificate& signer,
                                   const std::vector<ListedService>& found, Time at) {
  if (found.empty()) return NotApplicable("no trusted list names the CA that issued it");
  const QcStatements claims = ReadQcStatements(signer);
  const CertificateUse claimed = UseInCertificate(claims);
  std::vector<ReachedService> services = ReachedServices(found, signer, at);
  if (std::ranges::any_of(services, [](const auto& one) { return one.qualifiers.undecided; })) {
    return NotApplicable("a trusted list makes it depend on something that cannot be read");
  }
  std::erase_if(services,
                [&](const auto& service) { return !ServesUse(service, signer, claimed); });
  CertificateQualification out{.applicable = true,
                               .qualified = false,
                               .use = claimed,
                               .qscd = false,
                               .reason =
                                   "the CA that issued it was no issuer of qualified "
                                   "certificates for this use then"};
  for (std::size_t i = 0; i < services.size(); ++i) {
    const CertificateQualification next = ByService(services[i], claims, at);
    if (i > 0 && next != out) {
      return NotApplicable("entries in the trusted lists contradict each other about it");
    }
    out = next;
  }
  return out;
}

CertificateQualification Both(const CertificateQualification& at_issuance,
                              const CertificateQualification& at_signature) {
  if (!at_issuance.applicable) return at_issuance;
  if (!at_signature.applicable) return at_signature;
  CertificateQualification out = at_signature;
  out.qualified = at_issuance.qualified && at_signature.qualified;
  if (at_issuance.use != at_signature.use) out.use = CertificateUse::kUnknown;
  out.qscd = out.qualified && at_signature.qscd;
  if (!at_issuance.qualified) out.reason = at_issuance.reason + " (when it was issued)";
  return out;
}

// How the last letters are chosen: not qualified, qualified, qualified with QSCD.
int Grade(const CertificateQualification& of) { return of.qualified ? (of.qscd ? 2 : 1) : 0; }

SignatureQualification Adequate(const CertificateQualification& of, bool passed) {
  using enum SignatureQualification;
  using Row = std::array<SignatureQualification, 3>;
  constexpr Row kSignature = {kAdesig, kAdesigQc, kQesig};
  constexpr Row kSeal = {kAdeseal, kAdesealQc, kQeseal};
  constexpr Row kUnknown = {kAdesUnknown, kAdesQcUnknown, kQesUnknown};
  constexpr Row kOpenSignature = {kIndeterminateAdesig, kIndeterminateAdesigQc,
                                  kIndeterminateQesig};
  constexpr Row kOpenSeal = {kIndeterminateAdeseal, kIndeterminateAdesealQc, kIndeterminateQeseal};
  constexpr Row kOpenUnknown = {kIndeterminateAdesUnknown, kIndeterminateAdesQcUnknown,
                                kIndeterminateQesUnknown};
  const auto grade = static_cast<std::size_t>(Grade(of));
  switch (of.use) {
    case CertificateUse::kSignature:
      return (passed ? kSignature : kOpenSignature)[grade];
    case CertificateUse::kSeal:
      return (passed ? kSeal : kOpenSeal)[grade];
    case CertificateUse::kUnknown:
      return (passed ? kUnknown : kOpenUnknown)[grade];
    case CertificateUse::kWebAuthentication:
      break;
  }
  return kNotAdes;
}

SignatureQualification ResultOf(const CertificateQualification& of, Conclusion conclusion) {
  using enum SignatureQualification;
  if (conclusion != Conclusion::kTotalFailed) {
    return of.applicable ? Adequate(of, conclusion == Conclusion::kTotalPassed) : kNotApplicable;
  }
  if (!of.applicable || of.use == CertificateUse::kWebAuthentication) return kNotAdes;
  constexpr std::array kFailed = {kNotAdes, kNotAdesQc, kNotAdesQcQscd};
  return kFailed[static_cast<std::size_t>(Grade(of))];
}

}  // namespace

Qualification Qualify(const Certificate& signer, const std::vector<Certificate>& path,
                      const TrustedLists& lists, Time best_signature_time, Conclusion conclusion) {
  const std::vector<ListedService> found = lists.ServicesOnPath(path);
  Qualification out;
  out.at_issuance = QualifyAt(signer, found, signer.not_before());
  out.at_signature = QualifyAt(signer, found, best_signature_time);
  out.certificate = Both(out.at_issuance, out.at_signature);
  out.result = ResultOf(out.certificate, conclusion);
  return out;
}

}  // namespace signet::seal
