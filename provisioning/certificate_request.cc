#include "provisioning/certificate_request.h"

#include <openssl/objects.h>
#include <openssl/pem.h>

#include <memory>

#include "appliance/base/digest.h"
#include "appliance/base/ecdsa_signature.h"
#include "appliance/base/error.h"
#include "appliance/base/openssl.h"

namespace signet::provisioning {
namespace {

Error BadSubject(std::string_view text) {
  return {Code::kParameterInvalid,
          "The subject \"" + std::string(text) +
              "\" cannot be read: write it like \"/C=EE/O=Example University/CN=Example seal\"."};
}

// Cuts at slashes that no backslash stands before, and takes those backslashes away.
std::vector<std::string> SplitAtSlashes(std::string_view text) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      parts.back().push_back(text[++i]);
    } else if (text[i] == '/') {
      parts.emplace_back();
    } else {
      parts.back().push_back(text[i]);
    }
  }
  return parts;
}

openssl::Handle<X509_NAME> MakeName(const SubjectAttributes& subject) {
  openssl::Handle<X509_NAME> name(X509_NAME_new());
  for (const auto& [type, value] : subject) {
    const auto* octets = reinterpret_cast<const unsigned char*>(value.data());
    if (X509_NAME_add_entry_by_txt(name.get(), type.c_str(), MBSTRING_UTF8, octets,
                                   static_cast<int>(value.size()), -1, 0) != 1) {
      throw Error(Code::kParameterInvalid,
                  "The subject's " + type + "=" + value +
                      " is not possible: check the attribute's name and the value's length "
                      "(a country has two letters).",
                  openssl::TakeErrors());
    }
  }
  return name;
}

// How a key signs its request; the hash goes with the strength of the curve.
struct RequestSignature {
  hsm::Mechanism mechanism;
  HashFunction hash;
  int algorithm;  // OpenSSL's NID of the signature algorithm
};

RequestSignature SignatureOf(EVP_PKEY* key) {
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) {
    return {hsm::Mechanism::kRsaPkcs1Sha256, HashFunction::kSha256, NID_sha256WithRSAEncryption};
  }
  if (EVP_PKEY_get_bits(key) > 256) {
    return {hsm::Mechanism::kEcdsaP384, HashFunction::kSha384, NID_ecdsa_with_SHA384};
  }
  return {hsm::Mechanism::kEcdsaP256, HashFunction::kSha256, NID_ecdsa_with_SHA256};
}

// The part of a request that is signed (RFC 2986 4.1).
Bytes InfoOf(X509_REQ* request) {
  unsigned char* der = nullptr;
  const int size = i2d_re_X509_REQ_tbs(request, &der);
  if (size <= 0) throw openssl::Failure("The certificate request cannot be written.");
  Bytes info(der, der + size);
  OPENSSL_free(der);
  return info;
}

// libp11 could lend the token's key to X509_REQ_sign, but 0.4.12 lists no keys at all on a token
// that has an Ed25519 one, and the log's key is one.
void Sign(X509_REQ* request, EVP_PKEY* public_key, const RequestingKey& key) {
  const RequestSignature how = SignatureOf(public_key);
  Bytes signature = key.sign(how.mechanism, Hash(how.hash, {InfoOf(request)}));
  if (how.mechanism != hsm::Mechanism::kRsaPkcs1Sha256) signature = EcdsaToDer(signature);
  const std::unique_ptr<X509_ALGOR, decltype(&X509_ALGOR_free)> algorithm(X509_ALGOR_new(),
                                                                          &X509_ALGOR_free);
  const bool has_parameters = how.mechanism == hsm::Mechanism::kRsaPkcs1Sha256;
  X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(how.algorithm),
                  has_parameters ? V_ASN1_NULL : V_ASN1_UNDEF, nullptr);
  std::unique_ptr<ASN1_BIT_STRING, decltype(&ASN1_BIT_STRING_free)> bits(ASN1_BIT_STRING_new(),
                                                                         &ASN1_BIT_STRING_free);
  ASN1_BIT_STRING_set(bits.get(), signature.data(), static_cast<int>(signature.size()));
  bits->flags |= ASN1_STRING_FLAG_BITS_LEFT;  // whole octets: no bits unused
  X509_REQ_set1_signature_algo(request, algorithm.get());
  X509_REQ_set0_signature(request, bits.release());
  if (X509_REQ_verify(request, public_key) != 1) {
    throw openssl::Failure(
        "The token's signature on the certificate request is not the key's: check the token.");
  }
}

std::string Pem(X509_REQ* request) {
  const openssl::Handle<BIO> out(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_X509_REQ(out.get(), request) != 1) {
    throw openssl::Failure("The certificate request cannot be written.");
  }
  char* text = nullptr;
  const long length = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace

SubjectAttributes ParseSubject(std::string_view text) {
  if (!text.starts_with('/')) throw BadSubject(text);
  SubjectAttributes subject;
  for (const std::string& part : SplitAtSlashes(text.substr(1))) {
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == part.size()) {
      throw BadSubject(text);
    }
    subject.emplace_back(part.substr(0, equals), part.substr(equals + 1));
  }
  return subject;
}

SubjectAttributes SealSubject(const std::string& country, const std::string& organisation,
                              const std::string& organisation_identifier,
                              const std::string& common_name) {
  SubjectAttributes subject{{"C", country}, {"O", organisation}};
  if (!organisation_identifier.empty()) {
    subject.emplace_back("organizationIdentifier", organisation_identifier);
  }
  subject.emplace_back("CN", common_name);
  return subject;
}

std::string MakeCertificateRequest(const RequestingKey& key, const SubjectAttributes& subject) {
  const unsigned char* der = key.public_key.data();
  const openssl::Handle<EVP_PKEY> public_key(
      d2i_PUBKEY(nullptr, &der, static_cast<long>(key.public_key.size())));
  const openssl::Handle<X509_REQ> request(X509_REQ_new());
  const openssl::Handle<X509_NAME> name = MakeName(subject);
  if (!public_key || X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
      X509_REQ_set_subject_name(request.get(), name.get()) != 1 ||
      X509_REQ_set_pubkey(request.get(), public_key.get()) != 1) {
    throw openssl::Failure("The certificate request cannot be made.");
  }
  Sign(request.get(), public_key.get(), key);
  return Pem(request.get());
}

}  // namespace signet::provisioning
