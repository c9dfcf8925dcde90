#include "tests/interop/dss/variants/variant.h"

#include <stdexcept>
#include <string_view>

namespace signet::interop {

Make Before(const Change& change) {
  return [=](LongTermSeal& s) {
    change(s);
    s.All();
    return s.Write();
  };
}

Make After(const Change& change) {
  return [=](LongTermSeal& s) {
    s.All();
    change(s);
    return s.Write();
  };
}

Make Rewritten(const std::function<std::string(std::string)>& change) {
  return [=](LongTermSeal& s) {
    s.All();
    return change(s.Write());
  };
}

Make Replacing(const std::string& from, const std::string& to) {
  return Rewritten([=](std::string text) { return Replaced(std::move(text), from, to); });
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::logic_error("nothing to replace: " + from);
  return text.replace(at, from.size(), to);
}

namespace {

Variant AgedTwin(Variant variant) {
  variant.name = "aged." + variant.name;
  variant.aged = true;
  variant.at = kAfterBothEnded;
  return variant;
}

void AddWithTwins(std::vector<Variant>& all, const std::vector<Variant>& group) {
  for (const Variant& variant : group) {
    all.push_back(variant);
    if (variant.at == std::string_view(kSoonAfter)) all.push_back(AgedTwin(variant));
  }
}

}  // namespace

std::vector<Variant> AllVariants() {
  std::vector<Variant> all;
  for (const auto& group :
       {SoundVariants(), PayloadVariants(), HeaderVariants(), SignatureVariants(),
        CertificateVariants(), RevocationVariants(), TimeVariants(), DressVariants()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  for (const auto& group : {EtsiUVariants(), SignatureStampVariants(), ArchiveStampVariants(),
                            StampAuthorityVariants()}) {
    AddWithTwins(all, group);
  }
  return all;
}

}  // namespace signet::interop
