#include "appliance/seal/list_reader/list_signature.h"

#include <algorithm>
#include <array>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/seal/list_reader/canonical_xml.h"
#include "appliance/seal/list_reader/signature_method.h"

namespace signet::list_reader {
namespace {

constexpr std::size_t kMostCertificates = 16;
constexpr std::size_t kMostReferences = 8;
constexpr std::string_view kEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
constexpr std::string_view kXPath = "http://www.w3.org/TR/1999/REC-xpath-19991116";
constexpr std::string_view kXPathFilter = "http://www.w3.org/2002/06/xmldsig-filter2";
constexpr std::string_view kSignedProperties = "http://uri.etsi.org/01903#SignedProperties";

// The parts of a signature, each from its one place.
struct Parts {
  const xmlNode* root;
  const xmlNode* signature;
  const xmlNode* signed_info;
  const xmlNode* key_info;
  const xmlNode* signed_properties;
};

std::optional<Certificate> ReadCertificate(const xmlNode* node) {
  try {
    const auto der = DecodeBase64(Base64Text(node));
    if (der) return Certificate::FromDer(*der);
  } catch (const Error&) {
    // One that OpenSSL cannot read is as good as none.
  }
  return std::nullopt;
}

std::vector<Certificate> CertificatesIn(const xmlNode* key_info) {
  std::vector<Certificate> out;
  for (const xmlNode* data : Children(key_info, kDsig, "X509Data")) {
    for (const xmlNode* node : Children(data, kDsig, "X509Certificate")) {
      const auto certificate = ReadCertificate(node);
      if (certificate && out.size() < kMostCertificates) out.push_back(*certificate);
    }
  }
  return out;
}

// XAdES 5.2.2: the first reference of SigningCertificate or SigningCertificateV2 is the signer's.
const xmlNode* SigningCertificateDigest(const Parts& parts) {
  const xmlNode* const properties =
      Child(parts.signed_properties, kXades, "SignedSignatureProperties");
  const xmlNode* list = Child(properties, kXades, "SigningCertificateV2");
  if (list == nullptr) list = Child(properties, kXades, "SigningCertificate");
  return Child(Child(list, kXades, "Cert"), kXades, "CertDigest");
}

bool IsNamed(const xmlNode* digest, const Certificate& certificate) {
  const char* const name = CertificateDigestNameOf(
      Attribute(Child(digest, kDsig, "DigestMethod"), "Algorithm").value_or(""));
  const auto value = DecodeBase64(Base64Text(Child(digest, kDsig, "DigestValue")));
  return name != nullptr && value && DigestOf(name, AsText(certificate.der())) == *value;
}

// What stands between `before` and `after`, if the text is all of that; empty otherwise.
std::string Between(const std::string& text, std::string_view before, std::string_view after) {
  if (text.size() < before.size() + after.size() || !text.starts_with(before) ||
      !text.ends_with(after)) {
    return {};
  }
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

// Whether an XPath says "all but the signature", in the spellings that signing software writes.
// There is only one signature here, so no reading of it can leave out more.
bool LeavesOutSignature(const xmlNode* transform, std::string_view algorithm) {
  const bool filter = algorithm == kXPathFilter;
  const xmlNode* const xpath = Child(transform, filter ? kXPathFilter : kDsig, "XPath");
  if (xpath == nullptr || ChildElements(transform).size() != 1) return false;
  if (filter && Attribute(xpath, "Filter") != "subtract") return false;
  const std::string prefix = filter ? Between(Text(xpath), "/descendant::", ":Signature")
                                    : Between(Text(xpath), "not(ancestor-or-self::", ":Signature)");
  if (prefix.empty()) return false;
  const xmlNs* const space = xmlSearchNs(xpath->doc, const_cast<xmlNode*>(xpath),
                                         reinterpret_cast<const xmlChar*>(prefix.c_str()));
  return space != nullptr && reinterpret_cast<const char*>(space->href) == kDsig;
}

bool IsEnveloped(const xmlNode* transform) {
  const std::string algorithm = Attribute(transform, "Algorithm").value_or("");
  if (algorithm == kEnveloped) return ChildElements(transform).empty();
  if (algorithm != kXPath && algorithm != kXPathFilter) return false;
  return LeavesOutSignature(transform, algorithm);
}

// The transforms of a reference: those of the envelope first, then a canonicalisation or none
// (which is Canonical XML 1.0, XMLDSig 4.4.3.2). nullopt for any other sequence.
std::optional<Canonicalisation> ReadTransforms(const xmlNode* reference, bool enveloped) {
  auto transforms = Children(Child(reference, kDsig, "Transforms"), kDsig, "Transform");
  if (enveloped) {
    if (transforms.empty() || !IsEnveloped(transforms.front())) return std::nullopt;
    transforms.erase(transforms.begin());
  }
  if (transforms.empty()) return Canonicalisation();
  if (transforms.size() > 1) return std::nullopt;
  return ReadCanonicalisation(transforms.front());
}

bool NamesWholeList(const xmlNode* reference, const Parts& parts) {
  const auto uri = Attribute(reference, "URI");
  const auto id = Attribute(parts.root, "Id");
  return uri && (uri->empty() || (id && !id->empty() && *uri == "#" + *id));
}

bool NamesSignedProperties(const xmlNode* reference, const Parts& parts) {
  const auto id = Attribute(parts.signed_properties, "Id");
  return id && !id->empty() && Attribute(reference, "URI") == "#" + *id &&
         Attribute(reference, "Type") == kSignedProperties;
}

bool NamesKeyInfo(const xmlNode* reference, const Parts& parts) {
  const auto id = Attribute(parts.key_info, "Id");
  return id && !id->empty() && Attribute(reference, "URI") == "#" + *id;
}

// Empty if the reference's digest is that of what it names; else what is wrong.
std::string JudgeReference(const xmlNode* reference, const Parts& parts) {
  const bool whole = NamesWholeList(reference, parts);
  const xmlNode* target = whole ? parts.root : nullptr;
  if (!whole && NamesSignedProperties(reference, parts)) target = parts.signed_properties;
  if (!whole && target == nullptr && NamesKeyInfo(reference, parts)) target = parts.key_info;
  if (target == nullptr) return "it signs something that is no part of a trusted list's signature";
  auto how = ReadTransforms(reference, whole);
  if (!how) return "it transforms what it signs in a way that a trusted list must not";
  how->with_comments = false;  // XMLDSig 4.4.3.3
  const char* const digest =
      DigestNameOf(Attribute(Child(reference, kDsig, "DigestMethod"), "Algorithm").value_or(""));
  if (digest == nullptr) return "its hash function is unknown or too weak";
  const auto octets =
      whole ? CanonicalDocumentWithout(parts.signature, *how) : CanonicalElement(target, *how);
  const auto value = DecodeBase64(Base64Text(Child(reference, kDsig, "DigestValue")));
  if (octets && value && DigestOf(digest, *octets) == *value) return {};
  return whole ? "the list was changed after it was signed"
               : "what the signature says of itself was changed after it was made";
}

std::string JudgeReferences(const std::vector<const xmlNode*>& references, const Parts& parts) {
  if (references.size() > kMostReferences) return "it signs more than a trusted list has";
  for (const xmlNode* reference : references) {
    std::string problem = JudgeReference(reference, parts);
    if (!problem.empty()) return problem;
  }
  return {};
}

bool CoversList(const std::vector<const xmlNode*>& references, const Parts& parts) {
  const auto whole = [&](const xmlNode* one) { return NamesWholeList(one, parts); };
  const auto properties = [&](const xmlNode* one) { return NamesSignedProperties(one, parts); };
  return std::ranges::count_if(references, whole) == 1 &&
         std::ranges::count_if(references, properties) == 1;
}

std::string JudgeValue(const Parts& parts, const Certificate& signer, std::string& algorithm) {
  algorithm =
      Attribute(Child(parts.signed_info, kDsig, "SignatureMethod"), "Algorithm").value_or("");
  if (!IsSignatureMethod(algorithm)) return "its algorithm is unknown or too weak: " + algorithm;
  const auto how = ReadCanonicalisation(Child(parts.signed_info, kDsig, "CanonicalizationMethod"));
  const auto octets = how ? CanonicalElement(parts.signed_info, *how) : std::nullopt;
  if (!octets) return "its canonicalisation is unknown";
  const auto value = DecodeBase64(Base64Text(Child(parts.signature, kDsig, "SignatureValue")));
  if (value && VerifyValue(algorithm, signer, *octets, *value)) return {};
  return "its value does not verify with the certificate it brings";
}

std::optional<Parts> FindParts(const xmlNode* root, const xmlNode* signature) {
  const xmlNode* qualifying = nullptr;
  for (const xmlNode* object : Children(signature, kDsig, "Object")) {
    for (const xmlNode* found : Children(object, kXades, "QualifyingProperties")) {
      if (qualifying != nullptr) return std::nullopt;
      qualifying = found;
    }
  }
  return Parts{root, signature, Child(signature, kDsig, "SignedInfo"),
               Child(signature, kDsig, "KeyInfo"), Child(qualifying, kXades, "SignedProperties")};
}

// From the certificates that the signature brings, the one it names; the first if it names none.
Certificate ChooseSigner(const std::vector<Certificate>& brought, const xmlNode* digest) {
  const auto named = std::ranges::find_if(
      brought, [&](const Certificate& certificate) { return IsNamed(digest, certificate); });
  return named == brought.end() ? brought.front() : *named;
}

ListSignature Refuse(SignatureVerdict verdict, std::string reason,
                     std::optional<Certificate> signer = std::nullopt) {
  return {verdict, std::move(reason), {}, std::move(signer)};
}

ListSignature JudgeParts(const Parts& parts) {
  using enum SignatureVerdict;
  const std::vector<Certificate> brought = CertificatesIn(parts.key_info);
  if (brought.empty()) return Refuse(kNoCertificate, "the signature brings no certificate");
  const auto references = Children(parts.signed_info, kDsig, "Reference");
  const xmlNode* const digest = SigningCertificateDigest(parts);
  const Certificate signer = ChooseSigner(brought, digest);
  if (!CoversList(references, parts)) {
    return Refuse(kDoesNotCoverIt,
                  "the signature does not cover the whole list and its own signed properties",
                  signer);
  }
  ListSignature out{kInvalid, {}, {}, signer};
  out.reason = JudgeReferences(references, parts);
  if (out.reason.empty()) out.reason = JudgeValue(parts, signer, out.algorithm);
  if (out.reason.empty() && !IsNamed(digest, signer)) {
    out.reason = "it does not name its certificate by digest (XAdES SigningCertificate)";
  }
  if (out.reason.empty()) out.verdict = kValid;
  return out;
}

}  // namespace

std::string_view NameOf(SignatureVerdict verdict) {
  switch (verdict) {
    case SignatureVerdict::kNone:
      return "none";
    case SignatureVerdict::kSeveral:
      return "several";
    case SignatureVerdict::kNotEnveloped:
      return "not enveloped";
    case SignatureVerdict::kNoCertificate:
      return "no certificate";
    case SignatureVerdict::kDoesNotCoverIt:
      return "does not cover the list";
    case SignatureVerdict::kInvalid:
      return "invalid";
    case SignatureVerdict::kValid:
      return "valid";
  }
  return "invalid";
}

ListSignature JudgeListSignature(const xmlDoc& document) {
  using enum SignatureVerdict;
  const xmlNode* const root = xmlDocGetRootElement(&document);
  const auto signatures = Descendants(root, kDsig, "Signature");
  if (signatures.empty()) return Refuse(kNone, "the list is not signed");
  if (signatures.size() > 1) return Refuse(kSeveral, "the list has more than one signature");
  if (signatures.front()->parent != root) {
    return Refuse(kNotEnveloped, "the signature does not stand in the list itself");
  }
  const auto parts = FindParts(root, signatures.front());
  if (!parts) return Refuse(kInvalid, "the signature has two sets of qualifying properties");
  return JudgeParts(*parts);
}

}  // namespace signet::list_reader
