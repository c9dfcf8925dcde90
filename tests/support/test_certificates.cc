#include "tests/support/test_certificates.h"

#include <openssl/pem.h>

#include <atomic>
#include <map>
#include <mutex>
#include <sstream>
#include <utility>

#include "appliance/base/encoding.h"

namespace signet::test {
namespace {

using openssl::Handle;

void Require(bool good, const char* what) {
  if (!good) throw openssl::Failure(what);
}

EVP_PKEY* Generate(KeyKind kind) {
  switch (kind) {
    case KeyKind::kP224:
      return EVP_EC_gen("P-224");
    case KeyKind::kP256:
      return EVP_EC_gen("P-256");
    case KeyKind::kP384:
      return EVP_EC_gen("P-384");
    case KeyKind::kP521:
      return EVP_EC_gen("P-521");
    case KeyKind::kEd25519:
      return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    case KeyKind::kRsa1024:
      return EVP_RSA_gen(1024U);
    case KeyKind::kRsa2048:
      return EVP_RSA_gen(2048U);
    case KeyKind::kRsa3072:
      return EVP_RSA_gen(3072U);
  }
  return nullptr;
}

void AddAttribute(X509_NAME* name, int nid, const std::string& value) {
  if (value.empty()) return;
  Require(X509_NAME_add_entry_by_NID(name, nid, MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char*>(value.data()),
                                     static_cast<int>(value.size()), -1, 0) == 1,
          "A test certificate's subject could not be written.");
}

void SetSubject(X509* certificate, const CertificateSubject& subject) {
  const Handle<X509_NAME> name(X509_NAME_new());
  AddAttribute(name.get(), NID_countryName, subject.country);
  AddAttribute(name.get(), NID_organizationName, subject.organisation);
  AddAttribute(name.get(), NID_organizationIdentifier, subject.organisation_identifier);
  AddAttribute(name.get(), NID_commonName, subject.common_name);
  Require(X509_set_subject_name(certificate, name.get()) == 1, "No subject.");
}

void AddExtension(X509V3_CTX* context, X509* certificate, int nid, const std::string& value) {
  if (value.empty()) return;
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, context, nid, value.c_str());
  Require(extension != nullptr, "A test certificate's extension is misspelt.");
  const int added = X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
  Require(added == 1, "A test certificate's extension could not be added.");
}

void SetTime(ASN1_TIME* field, Time time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  Require(ASN1_TIME_set(field, static_cast<std::time_t>(seconds)) != nullptr, "No such time.");
}

// `issuer` is null for a self-signed certificate.
Certificate Make(const CertificateOptions& options, EVP_PKEY* subject_key, X509* issuer,
                 EVP_PKEY* issuer_key) {
  static std::atomic<long> next_serial{1'000'001};
  const Handle<X509> made(X509_new());
  X509* const x = made.get();
  Require(x != nullptr && X509_set_version(x, X509_VERSION_3) == 1, "No certificate.");
  ASN1_INTEGER_set(X509_get_serialNumber(x), next_serial++);
  SetSubject(x, options.subject);
  X509* const issued_by = issuer == nullptr ? x : issuer;
  Require(X509_set_issuer_name(x, X509_get_subject_name(issued_by)) == 1, "No issuer.");
  SetTime(X509_getm_notBefore(x), options.not_before);
  SetTime(X509_getm_notAfter(x), options.not_after);
  Require(X509_set_pubkey(x, subject_key) == 1, "No key.");

  X509V3_CTX context;
  X509V3_set_ctx(&context, issued_by, x, nullptr, nullptr, X509V3_CTX_REPLACE);
  AddExtension(&context, x, NID_basic_constraints, options.basic_constraints);
  AddExtension(&context, x, NID_key_usage, options.key_usage);
  AddExtension(&context, x, NID_ext_key_usage, options.extended_key_usage);
  AddExtension(&context, x, NID_subject_alt_name, options.subject_alternative_name);
  AddExtension(&context, x, NID_info_access, options.authority_information_access);
  AddExtension(&context, x, NID_crl_distribution_points, options.crl_distribution_points);
  AddExtension(&context, x, NID_id_pkix_OCSP_noCheck, options.ocsp_no_check);
  AddExtension(&context, x, NID_certificate_policies, options.certificate_policies);
  AddExtension(&context, x, NID_qcStatements, options.qc_statements);
  AddExtension(&context, x, NID_subject_key_identifier, "hash");
  AddExtension(&context, x, NID_authority_key_identifier, "keyid:always");
  const bool hashless = EVP_PKEY_get_base_id(issuer_key) == EVP_PKEY_ED25519;
  Require(X509_sign(x, issuer_key, hashless ? nullptr : EVP_sha256()) > 0, "Not signed.");

  unsigned char* der = nullptr;
  const int size = i2d_X509(x, &der);
  Require(size > 0, "A test certificate could not be encoded.");
  Certificate out = Certificate::FromDer({der, static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return out;
}

Time Year(int year) { return Time(std::chrono::sys_days(std::chrono::year(year) / 1 / 1)); }

std::string Written(BIO* bio) {
  const char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace

EVP_PKEY* TestKey(KeyKind kind, int number) {
  static std::mutex mutex;
  static std::map<std::pair<KeyKind, int>, Handle<EVP_PKEY>> keys;
  const std::lock_guard lock(mutex);
  auto& key = keys[{kind, number}];
  if (!key) key.reset(Generate(kind));
  Require(key != nullptr, "A test key could not be made.");
  return key.get();
}

std::string PrivateKeyPem(EVP_PKEY* key) {
  const Handle<BIO> out(BIO_new(BIO_s_mem()));
  Require(PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
          "A test key could not be written.");
  return Written(out.get());
}

std::string PublicKeyPem(EVP_PKEY* key) {
  const Handle<BIO> out(BIO_new(BIO_s_mem()));
  Require(PEM_write_bio_PUBKEY(out.get(), key) == 1, "A test key could not be written.");
  return Written(out.get());
}

std::string QcStatementsValue(const std::vector<std::string>& statements) {
  const auto wrapped = [](unsigned char tag, const Bytes& content) {
    Require(content.size() < 128, "A test's qualified statements are too long.");
    Bytes out{tag, static_cast<std::uint8_t>(content.size())};
    out.insert(out.end(), content.begin(), content.end());
    return out;
  };
  const auto identifier = [](const std::string& dotted) {
    ASN1_OBJECT* const object = OBJ_txt2obj(dotted.c_str(), 1);
    unsigned char* der = nullptr;
    const int size = i2d_ASN1_OBJECT(object, &der);
    ASN1_OBJECT_free(object);
    Require(size > 0, "A test's object identifier is misspelt.");
    const Bytes out(der, der + size);
    OPENSSL_free(der);
    return out;
  };
  Bytes all;
  for (const std::string& statement : statements) {
    const std::size_t equals = statement.find('=');
    Bytes one = identifier(statement.substr(0, equals));
    if (equals != std::string::npos) {
      Bytes infos;
      std::istringstream listed(statement.substr(equals + 1));
      for (std::string info; std::getline(listed, info, ',');) {
        const bool dotted = info.find('.') != std::string::npos;
        const Bytes next =
            dotted ? identifier(info) : wrapped(V_ASN1_PRINTABLESTRING, ToBytes(info));
        infos.insert(infos.end(), next.begin(), next.end());
      }
      const Bytes inner = wrapped(V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED, infos);
      one.insert(one.end(), inner.begin(), inner.end());
    }
    const Bytes item = wrapped(V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED, one);
    all.insert(all.end(), item.begin(), item.end());
  }
  return "DER:" + EncodeHex(wrapped(V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED, all));
}

// Both are sequences of sequences that begin with an object identifier.
std::string PoliciesValue(const std::vector<std::string>& policies) {
  return QcStatementsValue(policies);
}

CertificateOptions SealCertificateOptions() {
  CertificateOptions out;
  out.subject = {.organisation = "TEST University of Examples",
                 .organisation_identifier = "VATXX-00000000",
                 .common_name = "TEST seal of the University of Examples",
                 .country = "XX"};
  out.not_before = Year(2020);
  out.not_after = Year(2040);
  return out;
}

CertificateOptions AuthorityOptions(std::string_view common_name) {
  CertificateOptions out;
  out.subject = {.organisation = "TEST Authority",
                 .organisation_identifier = {},
                 .common_name = std::string(common_name),
                 .country = "XX"};
  out.not_before = Year(2015);
  out.not_after = Year(2045);
  out.basic_constraints = "critical,CA:TRUE";
  out.key_usage = "critical,keyCertSign,cRLSign";
  return out;
}

Authority MakeRoot(const CertificateOptions& options, EVP_PKEY* key) {
  return {Make(options, key, nullptr, key), key};
}

Certificate IssueCertificate(const Authority& issuer, const CertificateOptions& options,
                             EVP_PKEY* subject_key) {
  return Make(options, subject_key, issuer.certificate.x509(), issuer.key);
}

Authority MakeSubordinate(const Authority& issuer, const CertificateOptions& options,
                          EVP_PKEY* key) {
  return {IssueCertificate(issuer, options, key), key};
}

}  // namespace signet::test
