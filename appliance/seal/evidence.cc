#include "appliance/seal/evidence.h"

#include <algorithm>
#include <utility>

#include "appliance/base/error.h"

namespace signet::seal {
namespace {

// A file may not make a judgement costly: real ones bring up to a dozen. What is beyond is left
// out, and so leads nowhere.
constexpr std::size_t kMostCertificates = 256;

}  // namespace

void Evidence::Add(const Certificate& certificate, Place place) {
  if (certificates_.size() >= kMostCertificates && !places_.contains(certificate.fingerprint())) {
    return;
  }
  const auto [it, is_new] = places_.emplace(certificate.fingerprint(), place);
  if (is_new) {
    certificates_.push_back(certificate);
  } else {
    it->second = std::min(it->second, place);
  }
}

bool Evidence::AddCertificate(ByteView der, Place place) {
  const auto known = places_.find(HashSha256(der));
  if (known != places_.end()) {
    known->second = std::min(known->second, place);
    return true;
  }
  try {
    Add(Certificate::FromDer(der), place);
    return true;
  } catch (const Error&) {
    return false;
  }
}

void Evidence::Add(OcspResponse response, Place place) {
  for (const Certificate& certificate : response.certificates()) Add(certificate, place);
  ocsp_.push_back({std::move(response), place});
}

void Evidence::Add(Crl crl, Place place) { crls_.push_back({std::move(crl), place}); }

std::optional<Place> Evidence::PlaceOf(const Certificate& certificate) const {
  const auto known = places_.find(certificate.fingerprint());
  if (known == places_.end()) return std::nullopt;
  return known->second;
}

}  // namespace signet::seal
