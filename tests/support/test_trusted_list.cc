#include "tests/support/test_trusted_list.h"

#include <openssl/ecdsa.h>
#include <openssl/rsa.h>

#include <stdexcept>

#include "appliance/base/encoding.h"

namespace signet::test {
namespace {

constexpr const char* kTsl = "http://uri.etsi.org/02231/v2#";
constexpr const char* kDsig = "http://www.w3.org/2000/09/xmldsig#";
constexpr const char* kXades = "http://uri.etsi.org/01903/v1.3.2#";
constexpr const char* kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
constexpr const char* kInclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
constexpr const char* kEnd = "</TrustServiceStatusList>";

std::string Element(const std::string& name, const std::string& content) {
  return "<" + name + ">" + content + "</" + name.substr(0, name.find(' ')) + ">";
}

std::string Uri(const std::string& uri) { return Element("URI xml:lang=\"en\"", uri); }
std::string Name(const std::string& name) { return Element("Name xml:lang=\"en\"", name); }

std::string Identity(const std::vector<Certificate>& certificates) {
  std::string out;
  for (const Certificate& one : certificates) {
    out += Element("DigitalId", Element("X509Certificate", EncodeBase64(one.der())));
  }
  return Element("ServiceDigitalIdentity", out);
}

std::string Extensions(const ListedState& state) {
  std::string out;
  for (const std::string& additional : state.additional) {
    out +=
        Element("Extension Critical=\"true\"",
                Element("AdditionalServiceInformation",
                        Uri("http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/" + additional)));
  }
  if (!state.qualifications.empty()) {
    out += Element("Extension Critical=\"true\"",
                   Element("q:Qualifications xmlns:q=\"http://uri.etsi.org/TrstSvc/SvcInfoExt/"
                           "eSigDir-1999-93-EC-TrustedList/#\"",
                           state.qualifications));
  }
  return out.empty() ? out : Element("ServiceInformationExtensions", out);
}

std::string State(const std::string& element, const ListedState& state) {
  return Element(element,
                 Element("ServiceTypeIdentifier", state.type) +
                     Element("ServiceName", Name("TEST service")) + Identity(state.certificates) +
                     Element("ServiceStatus",
                             "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/" + state.status) +
                     Element("StatusStartingTime", state.from) + Extensions(state));
}

std::string Service(const ListedServiceOptions& service) {
  std::string history;
  for (const ListedState& past : service.history) history += State("ServiceHistoryInstance", past);
  return Element("TSPService", State("ServiceInformation", service.now) +
                                   (history.empty() ? "" : Element("ServiceHistory", history)));
}

std::string ListType(const std::string& type) {
  return Element("TSLType", "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/" + type);
}

std::string Pointer(const ListPointerOptions& pointer) {
  const auto other = [](const std::string& content) {
    return Element("OtherInformation", content);
  };
  std::string identities;
  for (const Certificate& signer : pointer.signers) identities += Identity({signer});
  const std::string location = pointer.location.empty()
                                   ? "https://lists.example/" + pointer.territory + ".xml"
                                   : pointer.location;
  return Element("OtherTSLPointer",
                 Element("ServiceDigitalIdentities", identities) +
                     Element("TSLLocation", location) +
                     Element("AdditionalInformation",
                             other(ListType(pointer.type)) +
                                 other(Element("SchemeTerritory", pointer.territory)) +
                                 other(Element("t:MimeType xmlns:t=\"http://uri.etsi.org/02231/v2/"
                                               "additionaltypes#\"",
                                               pointer.mime))));
}

std::string Address() {
  return Element("PostalAddresses",
                 Element("PostalAddress xml:lang=\"en\"",
                         Element("StreetAddress", "1 Example Street") +
                             Element("Locality", "Example") + Element("CountryName", "XX"))) +
         Element("ElectronicAddress", Uri("mailto:test@lists.example"));
}

std::string Pointers(const TrustedListOptions& list) {
  std::string pointers;
  for (const ListPointerOptions& pointer : list.pointers) pointers += Pointer(pointer);
  return pointers.empty() ? "" : Element("PointersToOtherTSL", pointers);
}

std::string SchemeInformation(const TrustedListOptions& list) {
  std::string uris = Uri("https://lists.example/about.html");
  for (const std::string& uri : list.uris) uris += Uri(uri);
  return Element("SchemeInformation",
                 Element("TSLVersionIdentifier", list.version) +
                     Element("TSLSequenceNumber", list.sequence) + ListType(list.type) +
                     Element("SchemeOperatorName", Name("TEST operator")) +
                     Element("SchemeOperatorAddress", Address()) +
                     Element("SchemeName", Name(list.territory + ":TEST scheme")) +
                     Element("SchemeInformationURI", uris) +
                     Element("StatusDeterminationApproach",
                             "http://uri.etsi.org/TrstSvc/TrustedList/StatusDetn/EUappropriate") +
                     Element("SchemeTerritory", list.territory) +
                     Element("HistoricalInformationPeriod", "65535") + Pointers(list) +
                     Element("ListIssueDateTime", list.issued) +
                     Element("NextUpdate", Element("dateTime", list.next_update)));
}

std::string Providers(const TrustedListOptions& list) {
  std::string services;
  for (const ListedServiceOptions& service : list.services) services += Service(service);
  if (services.empty()) return "";
  const std::string about = Element("TSPName", Name("TEST provider")) +
                            Element("TSPAddress", Address()) +
                            Element("TSPInformationURI", Uri("https://lists.example/provider"));
  return Element("TrustServiceProviderList",
                 Element("TrustServiceProvider",
                         Element("TSPInformation", about) + Element("TSPServices", services)));
}

Bytes Digest(const std::string& algorithm, std::string_view octets) {
  const char* name = "SHA256";
  if (algorithm.ends_with("sha512")) name = "SHA512";
  if (algorithm.ends_with("sha384")) name = "SHA384";
  if (algorithm.ends_with("sha1")) name = "SHA1";
  Bytes out(EVP_MAX_MD_SIZE);
  std::size_t size = 0;
  EVP_Q_digest(nullptr, name, nullptr, octets.data(), octets.size(), out.data(), &size);
  out.resize(size);
  return out;
}

Bytes RawEcdsa(const Bytes& der, int key_bits) {
  const unsigned char* at = der.data();
  const openssl::Handle<ECDSA_SIG> pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  const int width = (key_bits + 7) / 8;
  Bytes out(2 * static_cast<std::size_t>(width));
  BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out.data(), width);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out.data() + width, width);
  return out;
}

Bytes SignatureOver(std::string_view octets, const ListSignatureOptions& how) {
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  const char* const digest = how.method.find("512") != std::string::npos   ? "SHA512"
                             : how.method.find("384") != std::string::npos ? "SHA384"
                                                                           : "SHA256";
  EVP_DigestSignInit_ex(context.get(), &key_context, digest, nullptr, nullptr, how.key, nullptr);
  if (how.method.ends_with("MGF1")) {
    EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_DIGEST);
  }
  const ByteView text = AsBytes(octets);
  std::size_t size = 0;
  EVP_DigestSign(context.get(), nullptr, &size, text.data(), text.size());
  Bytes out(size);
  if (EVP_DigestSign(context.get(), out.data(), &size, text.data(), text.size()) != 1) {
    throw std::runtime_error("A test list could not be signed.");
  }
  out.resize(size);
  return EVP_PKEY_get_base_id(how.key) == EVP_PKEY_EC ? RawEcdsa(out, EVP_PKEY_get_bits(how.key))
                                                      : out;
}

// The namespaces of an element at the top of what is canonicalised: the exclusive form declares
// what the element uses, the inclusive one all that are in scope.
std::string TopNamespaces(const ListSignatureOptions& how, bool properties) {
  const std::string ds = std::string(" xmlns:ds=\"") + kDsig + "\"";
  const std::string xades = std::string(" xmlns:xades=\"") + kXades + "\"";
  if (how.exclusive) return properties ? xades : ds;
  return std::string(" xmlns=\"") + kTsl + "\"" + ds + (properties ? xades : "");
}

std::string DigestElements(const std::string& algorithm, const Bytes& value,
                           const std::string& ns) {
  return Element("ds:DigestMethod" + ns + " Algorithm=\"" + algorithm + "\"", "") +
         Element("ds:DigestValue" + ns, EncodeBase64(value));
}

// RFC 4514's spelling of the issuer and the number in decimal, as XML signatures have them.
std::string IssuerSerial(const Certificate& certificate, const std::string& ns) {
  const openssl::Handle<BIO> name(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(name.get(), X509_get_issuer_name(certificate.x509()), 0, XN_FLAG_RFC2253);
  const char* text = nullptr;
  const long size = BIO_get_mem_data(name.get(), &text);
  const long serial = ASN1_INTEGER_get(X509_get0_serialNumber(certificate.x509()));
  return Element("xades:IssuerSerial",
                 Element("ds:X509IssuerName" + ns, {text, static_cast<std::size_t>(size)}) +
                     Element("ds:X509SerialNumber" + ns, std::to_string(serial)));
}

std::string SignedProperties(const ListSignatureOptions& how) {
  const Certificate& named = how.named ? *how.named : *how.signer;
  const std::string ns = how.exclusive ? std::string(" xmlns:ds=\"") + kDsig + "\"" : "";
  std::string certificate = Element(
      "xades:CertDigest", DigestElements(how.certificate_digest,
                                         Digest(how.certificate_digest, AsText(named.der())), ns));
  if (how.old_signing_certificate) certificate += IssuerSerial(named, ns);
  const std::string list =
      how.old_signing_certificate ? "xades:SigningCertificate" : "xades:SigningCertificateV2";
  return Element("xades:SignedProperties" + TopNamespaces(how, true) + " Id=\"properties\"",
                 Element("xades:SignedSignatureProperties",
                         Element("xades:SigningTime", "2026-01-01T00:00:00Z") +
                             Element(list, Element("xades:Cert", certificate))));
}

std::string Transform(const std::string& algorithm) {
  return Element("ds:Transform Algorithm=\"" + algorithm + "\"", "");
}

std::string Reference(const std::string& attributes, const std::string& transforms,
                      const std::string& digest, std::string_view octets) {
  return Element(
      "ds:Reference" + attributes,
      Element("ds:Transforms", transforms) + DigestElements(digest, Digest(digest, octets), ""));
}

std::string SignedInfo(const std::string& list, const std::string& properties,
                       const ListSignatureOptions& how) {
  const std::string c14n = how.exclusive ? kExclusive : kInclusive;
  const std::string whole =
      how.whole_transforms.empty()
          ? Transform(std::string(kDsig) + "enveloped-signature") + Transform(c14n)
          : how.whole_transforms;
  return Element(
      "ds:SignedInfo" + TopNamespaces(how, false),
      Element("ds:CanonicalizationMethod Algorithm=\"" + c14n + "\"", "") +
          Element("ds:SignatureMethod Algorithm=\"" + how.method + "\"", "") +
          Reference(how.names_root_by_id ? " URI=\"#list\"" : " URI=\"\"", whole, how.digest,
                    list) +
          Reference(" Type=\"http://uri.etsi.org/01903#SignedProperties\" URI=\"#properties\"",
                    Transform(c14n), how.digest, properties) +
          how.more_references);
}

}  // namespace

std::string QualificationFor(const std::vector<std::string>& qualifiers,
                             const std::vector<std::string>& policies) {
  std::string names;
  for (const std::string& qualifier : qualifiers) {
    names += Element(
        "q:Qualifier uri=\"http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/" + qualifier + "\"",
        "");
  }
  std::string criteria;
  for (const std::string& policy : policies) {
    criteria +=
        Element("q:PolicySet",
                Element("q:PolicyIdentifier",
                        Element(std::string("x:Identifier xmlns:x=\"") + kXades + "\"", policy)));
  }
  return Element(
      "q:QualificationElement",
      Element("q:Qualifiers", names) + Element("q:CriteriaList assert=\"atLeastOne\"", criteria));
}

std::string WriteTrustedList(const TrustedListOptions& list) {
  return std::string("<TrustServiceStatusList xmlns=\"") + kTsl +
         "\" Id=\"list\" TSLTag=\"http://uri.etsi.org/19612/TSLTag\">" + SchemeInformation(list) +
         Providers(list) + kEnd;
}

std::string SignTrustedList(const std::string& list, const ListSignatureOptions& how) {
  const std::string properties = SignedProperties(how);
  const std::string info = SignedInfo(list, properties, how);
  std::string certificates = Element("ds:X509Certificate", EncodeBase64(how.signer->der()));
  for (const Certificate& more : how.more_certificates) {
    certificates += Element("ds:X509Certificate", EncodeBase64(more.der()));
  }
  const std::string signature = Element(
      std::string("ds:Signature xmlns:ds=\"") + kDsig + "\" Id=\"signature\"",
      info + Element("ds:SignatureValue", EncodeBase64(SignatureOver(info, how))) +
          Element("ds:KeyInfo", Element("ds:X509Data", certificates)) +
          Element("ds:Object", Element(std::string("xades:QualifyingProperties xmlns:xades=\"") +
                                           kXades + "\" Target=\"#signature\"",
                                       properties)));
  std::string out = list;
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
         out.insert(out.size() - std::string_view(kEnd).size(), signature);
}

}  // namespace signet::test
