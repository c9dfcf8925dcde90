#include "appliance/seal/service_qualifiers.h"

#include <algorithm>
#include <array>
#include <memory>

#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

struct FreeExtension {
  void operator()(CERTIFICATEPOLICIES* p) const { CERTIFICATEPOLICIES_free(p); }
  void operator()(EXTENDED_KEY_USAGE* p) const { EXTENDED_KEY_USAGE_free(p); }
};
template <typename T>
using ExtensionHandle = std::unique_ptr<T, FreeExtension>;

template <typename T>
ExtensionHandle<T> Extension(const Certificate& certificate, int nid) {
  ExtensionHandle<T> out(
      static_cast<T*>(X509_get_ext_d2i(certificate.x509(), nid, nullptr, nullptr)));
  openssl::TakeErrors();
  return out;
}

std::string Dotted(const ASN1_OBJECT* object) {
  char text[128] = {};
  return OBJ_obj2txt(text, sizeof text, object, 1) > 0 ? std::string(text) : std::string();
}

std::set<std::string> PoliciesOf(const Certificate& certificate) {
  std::set<std::string> out;
  const auto policies = Extension<CERTIFICATEPOLICIES>(certificate, NID_certificate_policies);
  for (int i = 0; policies && i < sk_POLICYINFO_num(policies.get()); ++i) {
    out.insert(Dotted(sk_POLICYINFO_value(policies.get(), i)->policyid));
  }
  return out;
}

std::set<std::string> PurposesOf(const Certificate& certificate) {
  std::set<std::string> out;
  const auto purposes = Extension<EXTENDED_KEY_USAGE>(certificate, NID_ext_key_usage);
  for (int i = 0; purposes && i < sk_ASN1_OBJECT_num(purposes.get()); ++i) {
    out.insert(Dotted(sk_ASN1_OBJECT_value(purposes.get(), i)));
  }
  return out;
}

std::set<std::string> SubjectAttributesOf(const Certificate& certificate) {
  std::set<std::string> out;
  const X509_NAME* const name = X509_get_subject_name(certificate.x509());
  for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
    out.insert(Dotted(X509_NAME_ENTRY_get_object(X509_NAME_get_entry(name, i))));
  }
  return out;
}

constexpr auto kBits = std::to_array<std::pair<std::string_view, std::uint32_t>>({
    {"digitalSignature", KU_DIGITAL_SIGNATURE},
    {"nonRepudiation", KU_NON_REPUDIATION},
    {"keyEncipherment", KU_KEY_ENCIPHERMENT},
    {"dataEncipherment", KU_DATA_ENCIPHERMENT},
    {"keyAgreement", KU_KEY_AGREEMENT},
    {"keyCertSign", KU_KEY_CERT_SIGN},
    {"crlSign", KU_CRL_SIGN},
    {"encipherOnly", KU_ENCIPHER_ONLY},
    {"decipherOnly", KU_DECIPHER_ONLY},
});

std::optional<bool> HasBits(const Certificate& certificate,
                            const std::vector<std::pair<std::string, bool>>& bits) {
  const bool stated = (X509_get_extension_flags(certificate.x509()) & EXFLAG_KUSAGE) != 0;
  const std::uint32_t usage = stated ? X509_get_key_usage(certificate.x509()) : 0;
  bool all = true;
  for (const auto& [name, value] : bits) {
    const auto* const bit =
        std::ranges::find(kBits, name, &std::pair<std::string_view, std::uint32_t>::first);
    if (bit == kBits.end()) return std::nullopt;
    all = all && ((usage & bit->second) != 0) == value;
  }
  return all;
}

bool HasAll(const std::set<std::string>& present, const Criteria::Identifiers& wanted) {
  return std::ranges::all_of(wanted, [&](const auto& id) { return present.contains(id); });
}

// Each criterion by itself; nullopt for one that cannot be read.
std::vector<std::optional<bool>> Evaluate(const Criteria& criteria,
                                          const Certificate& certificate) {
  std::vector<std::optional<bool>> out;
  for (const auto& bits : criteria.key_usages) out.push_back(HasBits(certificate, bits));
  for (const auto& ids : criteria.policy_sets) {
    out.emplace_back(HasAll(PoliciesOf(certificate), ids));
  }
  for (const auto& ids : criteria.extended_key_usages) {
    out.emplace_back(HasAll(PurposesOf(certificate), ids));
  }
  for (const auto& ids : criteria.subject_attributes) {
    out.emplace_back(HasAll(SubjectAttributesOf(certificate), ids));
  }
  for (const Criteria& list : criteria.lists) out.push_back(Meets(list, certificate));
  if (criteria.unknown) out.emplace_back(std::nullopt);
  return out;
}

}  // namespace

std::optional<bool> Meets(const Criteria& criteria, const Certificate& certificate) {
  const auto each = Evaluate(criteria, certificate);
  const bool some_met = std::ranges::count(each, std::optional(true)) > 0;
  const bool some_not = std::ranges::count(each, std::optional(false)) > 0;
  const bool some_open = std::ranges::any_of(each, [](const auto& one) { return !one; });
  const auto unless_open = [&](bool value) {
    return some_open ? std::nullopt : std::optional(value);
  };
  switch (criteria.assertion) {
    case Criteria::Assert::kAll:
      return some_not ? std::optional(false) : unless_open(true);
    case Criteria::Assert::kAtLeastOne:
      return some_met ? std::optional(true) : unless_open(false);
    case Criteria::Assert::kNone:
      return some_met ? std::optional(false) : unless_open(true);
    case Criteria::Assert::kUnknown:
      break;
  }
  return std::nullopt;
}

Qualifiers QualifiersFor(const ServiceState& state, const Certificate& certificate) {
  Qualifiers out;
  for (const QualificationElement& element : state.qualifications) {
    const auto met = element.criteria ? Meets(*element.criteria, certificate) : std::nullopt;
    if (!met) out.undecided = true;
    if (!met || !*met) continue;
    for (const std::string& qualifier : element.qualifiers) {
      if (qualifier.starts_with(uri::kQualifier)) {
        out.names.insert(qualifier.substr(uri::kQualifier.size()));
      }
    }
  }
  return out;
}

}  // namespace signet::seal
