#include "appliance/seal/revocation_urls.h"

#include <openssl/x509v3.h>

#include <memory>

#include "appliance/base/bytes.h"
#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

struct FreePoints {
  void operator()(CRL_DIST_POINTS* p) const { CRL_DIST_POINTS_free(p); }
  void operator()(AUTHORITY_INFO_ACCESS* p) const { AUTHORITY_INFO_ACCESS_free(p); }
};
template <typename T>
using PointsHandle = std::unique_ptr<T, FreePoints>;

template <typename T>
PointsHandle<T> Extension(const Certificate& certificate, int nid) {
  PointsHandle<T> out(static_cast<T*>(X509_get_ext_d2i(certificate.x509(), nid, nullptr, nullptr)));
  openssl::TakeErrors();
  return out;
}

void AddUrl(const GENERAL_NAME* name, std::vector<std::string>& out) {
  if (name->type != GEN_URI) return;
  const ASN1_IA5STRING* const text = name->d.uniformResourceIdentifier;
  std::string url =
      ToString({ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))});
  if (url.starts_with("http://") || url.starts_with("https://")) out.push_back(std::move(url));
}

}  // namespace

std::vector<std::string> OcspUrls(const Certificate& certificate) {
  std::vector<std::string> out;
  const auto access = Extension<AUTHORITY_INFO_ACCESS>(certificate, NID_info_access);
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
    const ACCESS_DESCRIPTION* const one = sk_ACCESS_DESCRIPTION_value(access.get(), i);
    if (OBJ_obj2nid(one->method) == NID_ad_OCSP) AddUrl(one->location, out);
  }
  return out;
}

std::vector<std::string> CrlUrls(const Certificate& certificate) {
  std::vector<std::string> out;
  const auto points = Extension<CRL_DIST_POINTS>(certificate, NID_crl_distribution_points);
  for (int i = 0; i < sk_DIST_POINT_num(points.get()); ++i) {
    const DIST_POINT* const point = sk_DIST_POINT_value(points.get(), i);
    const bool whole = point->reasons == nullptr && point->CRLissuer == nullptr &&
                       point->distpoint != nullptr && point->distpoint->type == 0;
    if (!whole) continue;
    const GENERAL_NAMES* const names = point->distpoint->name.fullname;
    for (int k = 0; k < sk_GENERAL_NAME_num(names); ++k) {
      AddUrl(sk_GENERAL_NAME_value(names, k), out);
    }
  }
  return out;
}

}  // namespace signet::seal
