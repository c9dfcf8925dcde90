#include "appliance/seal/crl.h"

#include <openssl/x509v3.h>

#include <utility>

#include "appliance/base/asn1_time.h"
#include "appliance/base/openssl.h"
#include "appliance/seal/asn1_value.h"

namespace signet::seal {
namespace {

struct FreeCrl {
  void operator()(X509_CRL* p) const { X509_CRL_free(p); }
  void operator()(ISSUING_DIST_POINT* p) const { ISSUING_DIST_POINT_free(p); }
  void operator()(CRL_DIST_POINTS* p) const { CRL_DIST_POINTS_free(p); }
  void operator()(ASN1_OBJECT* p) const { ASN1_OBJECT_free(p); }
  // Enumerations and times too are of this type.
  void operator()(ASN1_STRING* p) const { ASN1_STRING_free(p); }
};
template <typename T>
using CrlHandle = std::unique_ptr<T, FreeCrl>;

// 5.2: the issuing distribution point is the only critical extension that is understood.
bool HasOnlyKnownCritical(const X509_CRL* crl) {
  for (int i = 0; i < X509_CRL_get_ext_count(crl); ++i) {
    X509_EXTENSION* const extension = X509_CRL_get_ext(crl, i);
    if (X509_EXTENSION_get_critical(extension) == 1 &&
        OBJ_obj2nid(X509_EXTENSION_get_object(extension)) != NID_issuing_distribution_point) {
      return false;
    }
  }
  return X509_CRL_get_ext_by_NID(crl, NID_delta_crl, -1) < 0;
}

// 5.3: the one critical extension of entries, certificateIssuer, is for indirect CRLs.
bool HasCriticalEntry(X509_CRL* crl) {
  const STACK_OF(X509_REVOKED)* const entries = X509_CRL_get_REVOKED(crl);
  for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
    const X509_REVOKED* const entry = sk_X509_REVOKED_value(entries, i);
    if (X509_REVOKED_get0_extensions(entry) != nullptr &&
        X509_REVOKED_get_ext_by_critical(entry, 1, -1) >= 0) {
      return true;
    }
  }
  return false;
}

bool Shares(const GENERAL_NAMES* a, const GENERAL_NAMES* b) {
  for (int i = 0; i < sk_GENERAL_NAME_num(a); ++i) {
    for (int j = 0; j < sk_GENERAL_NAME_num(b); ++j) {
      if (GENERAL_NAME_cmp(sk_GENERAL_NAME_value(a, i), sk_GENERAL_NAME_value(b, j)) == 0) {
        return true;
      }
    }
  }
  return false;
}

// 6.3.3 (b) (2) (i): a list of one distribution point speaks for certificates that name it. A point
// named relatively to the issuer (nameRelativeToCRLIssuer) is not understood.
bool NamesPoint(const X509* certificate, const DIST_POINT_NAME* point) {
  const CrlHandle<CRL_DIST_POINTS> points(static_cast<CRL_DIST_POINTS*>(
      X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
  if (point->type != 0 || !points) return false;
  for (int i = 0; i < sk_DIST_POINT_num(points.get()); ++i) {
    const DIST_POINT_NAME* const own = sk_DIST_POINT_value(points.get(), i)->distpoint;
    if (own != nullptr && own->type == 0 && Shares(own->name.fullname, point->name.fullname)) {
      return true;
    }
  }
  return false;
}

// X.509 9.5.2.12, 2.5.29.60: GeneralizedTime. OpenSSL 3.0 does not know it.
std::optional<Time> ExpiredCertsSince(const X509_CRL* crl) {
  const CrlHandle<ASN1_OBJECT> name(OBJ_txt2obj("2.5.29.60", 1));
  const int index = X509_CRL_get_ext_by_OBJ(crl, name.get(), -1);
  if (index < 0) return std::nullopt;
  const ByteView der = ViewOf(X509_EXTENSION_get_data(X509_CRL_get_ext(crl, index)));
  const unsigned char* at = der.data();
  const CrlHandle<ASN1_STRING> time(
      d2i_ASN1_GENERALIZEDTIME(nullptr, &at, static_cast<long>(der.size())));
  return TimeFromAsn1(time.get());
}

RevocationReason ReasonOf(const X509_REVOKED* entry) {
  const CrlHandle<ASN1_ENUMERATED> reason(static_cast<ASN1_ENUMERATED*>(
      X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)));
  return reason ? ReasonFromNumber(ASN1_ENUMERATED_get(reason.get()))
                : RevocationReason::kUnspecified;
}

}  // namespace

struct Crl::Content {
  Bytes der;
  CrlHandle<X509_CRL> crl;
  CrlHandle<ISSUING_DIST_POINT> point;  ///< null if the list has none
  Time this_update;
  std::optional<Time> next_update;
  std::optional<Time> covers_expired_since;
};

Crl::Crl(std::shared_ptr<const Content> content) : content_(std::move(content)) {}

std::optional<Crl> Crl::Read(ByteView der) {
  auto content = std::make_shared<Content>();
  content->der.assign(der.begin(), der.end());
  const unsigned char* at = content->der.data();
  content->crl.reset(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  X509_CRL* const crl = content->crl.get();
  openssl::TakeErrors();
  if (crl == nullptr || at != content->der.data() + der.size() || !HasOnlyKnownCritical(crl) ||
      HasCriticalEntry(crl)) {
    return std::nullopt;
  }
  int present = -1;
  content->point.reset(static_cast<ISSUING_DIST_POINT*>(
      X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, &present, nullptr)));
  openssl::TakeErrors();
  const ISSUING_DIST_POINT* const point = content->point.get();
  // -1 is "there is none": all else is one that cannot be read or is repeated.
  if (point == nullptr && present != -1) return std::nullopt;
  if (point != nullptr &&
      (point->indirectCRL != 0 || point->onlyattr != 0 || point->onlysomereasons != nullptr)) {
    return std::nullopt;
  }
  const ASN1_TIME* const next = X509_CRL_get0_nextUpdate(crl);
  const auto this_update = TimeFromAsn1(X509_CRL_get0_lastUpdate(crl));
  content->next_update = TimeFromAsn1(next);
  openssl::TakeErrors();
  if (!this_update || (next != nullptr && !content->next_update)) return std::nullopt;
  content->this_update = *this_update;
  content->covers_expired_since = ExpiredCertsSince(crl);
  openssl::TakeErrors();
  return Crl(std::move(content));
}

ByteView Crl::der() const { return content_->der; }
Time Crl::this_update() const { return content_->this_update; }
std::optional<Time> Crl::next_update() const { return content_->next_update; }

std::optional<RevocationStatus> Crl::StatusOf(const Certificate& certificate) const {
  X509_CRL* const crl = content_->crl.get();
  X509* const x = certificate.x509();
  if (X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_issuer_name(x)) != 0) return std::nullopt;
  if (const ISSUING_DIST_POINT* const point = content_->point.get()) {
    const bool ca = (X509_get_extension_flags(x) & EXFLAG_CA) != 0;
    const bool left_out = (point->onlyuser != 0 && ca) || (point->onlyCA != 0 && !ca) ||
                          (point->distpoint != nullptr && !NamesPoint(x, point->distpoint));
    openssl::TakeErrors();
    if (left_out) return std::nullopt;
  }
  RevocationStatus out{.state = RevocationState::kGood,
                       .this_update = content_->this_update,
                       .next_update = content_->next_update,
                       .produced_at = content_->this_update,
                       .revoked_at = std::nullopt,
                       .covers_expired_since = content_->covers_expired_since};
  X509_REVOKED* entry = nullptr;
  if (X509_CRL_get0_by_cert(crl, &entry, x) != 0 && entry != nullptr) {
    out.state = RevocationState::kRevoked;
    out.revoked_at = TimeFromAsn1(X509_REVOKED_get0_revocationDate(entry));
    out.reason = ReasonOf(entry);
    // A date that cannot be read is taken for the worst.
    if (!out.revoked_at) out.revoked_at = certificate.not_before();
  }
  openssl::TakeErrors();
  return out;
}

bool Crl::IsSignedBy(const Certificate& issuer, VerifiedSignatures* memory) const {
  X509_CRL* const crl = content_->crl.get();
  X509* const x = issuer.x509();
  const bool may_sign = (X509_get_extension_flags(x) & EXFLAG_KUSAGE) == 0 ||
                        (X509_get_key_usage(x) & KU_CRL_SIGN) != 0;
  const bool good =
      may_sign && X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_subject_name(x)) == 0 &&
      VerifiedSignatures::Check(memory, der(), issuer,
                                [&] { return X509_CRL_verify(crl, issuer.public_key()) == 1; });
  openssl::TakeErrors();
  return good;
}

int Crl::signature_hash() const {
  int hash = NID_undef;
  OBJ_find_sigid_algs(X509_CRL_get_signature_nid(content_->crl.get()), &hash, nullptr);
  return hash;
}

}  // namespace signet::seal
