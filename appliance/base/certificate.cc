#include "appliance/base/certificate.h"

#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <chrono>
#include <ctime>
#include <map>
#include <mutex>
#include <utility>

#include "appliance/base/asn1_time.h"
#include "appliance/base/error.h"

namespace signet {
namespace {

// RFC 5035 5.2:
//   IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber CertificateSerialNumber }
struct IssuerSerialValue {
  GENERAL_NAMES* issuer;
  const ASN1_INTEGER* serial;
};

// clang-format off
ASN1_SEQUENCE(IssuerSerialValue) = {
    ASN1_SEQUENCE_OF(IssuerSerialValue, issuer, GENERAL_NAME),
    ASN1_SIMPLE(IssuerSerialValue, serial, ASN1_INTEGER)
} static_ASN1_SEQUENCE_END(IssuerSerialValue);
// clang-format on

// What OPENSSL_malloc gave.
struct FreeOctets {
  void operator()(unsigned char* p) const { OPENSSL_free(p); }
};
struct FreeText {
  void operator()(char* p) const { OPENSSL_free(p); }
};
using OctetsHandle = std::unique_ptr<unsigned char, FreeOctets>;
using TextHandle = std::unique_ptr<char, FreeText>;

Error Unreadable(const std::string& what) {
  return {Code::kCryptographyFailed, what + " Use the certificate as its issuer gave it.",
          openssl::TakeErrors()};
}

std::string AttributeText(const X509_NAME* name, int nid) {
  const int index = X509_NAME_get_index_by_NID(name, nid, -1);
  if (index < 0) return {};
  const ASN1_STRING* const value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index));
  unsigned char* octets = nullptr;
  const int size = ASN1_STRING_to_UTF8(&octets, value);
  if (size < 0) {
    openssl::TakeErrors();
    return {};
  }
  const OctetsHandle owned(octets);
  return ToString({octets, static_cast<std::size_t>(size)});
}

std::string Rfc2253Text(const X509_NAME* name) {
  const openssl::Handle<BIO> out(BIO_new(BIO_s_mem()));
  // Letters beyond ASCII are shown as they are: the text is for people.
  constexpr unsigned long kFlags =
      XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  if (!out || X509_NAME_print_ex(out.get(), name, 0, kFlags) < 0) {
    throw openssl::Failure("A certificate's name could not be written.");
  }
  const char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

Time TimeOf(const ASN1_TIME* time) {
  const auto read = TimeFromAsn1(time);
  if (!read) throw Unreadable("A certificate's validity cannot be read.");
  return *read;
}

KeyType TypeOf(const EVP_PKEY* key) {
  const int type = EVP_PKEY_get_base_id(key);
  if (type == EVP_PKEY_RSA || type == EVP_PKEY_RSA_PSS) return KeyType::kRsa;
  if (type != EVP_PKEY_EC) return KeyType::kOther;
  char group[64] = {};
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, group, sizeof group, &size) != 1) return KeyType::kOther;
  const std::string_view name(group, size);
  if (name == SN_X9_62_prime256v1) return KeyType::kEcP256;
  if (name == SN_secp384r1) return KeyType::kEcP384;
  if (name == SN_secp521r1) return KeyType::kEcP521;
  return KeyType::kOther;
}

}  // namespace

struct Certificate::Content {
  Bytes der;
  openssl::Handle<X509> x509;
  Sha256 fingerprint;
  Time not_before;
  Time not_after;
  KeyType key_type = KeyType::kOther;
};

Certificate::Certificate(std::shared_ptr<const Content> content) : content_(std::move(content)) {}

namespace {

// What costs in OpenSSL 3.0 is reading the public key, and the certificates of authorities come
// again with every seal. So a process reads each once, as long as there is room.
class ReadBefore {
 public:
  std::optional<Certificate> Find(const Sha256& fingerprint) {
    const std::lock_guard lock(mutex_);
    const auto known = certificates_.find(fingerprint);
    if (known == certificates_.end()) return std::nullopt;
    return known->second;
  }
  void Keep(const Certificate& certificate) {
    constexpr std::size_t kRoom = 512;
    const std::lock_guard lock(mutex_);
    if (certificates_.size() >= kRoom) certificates_.clear();
    certificates_.emplace(certificate.fingerprint(), certificate);
  }

 private:
  std::mutex mutex_;
  std::map<Sha256, Certificate> certificates_;
};

ReadBefore& TheReadBefore() {
  static ReadBefore read_before;
  return read_before;
}

}  // namespace

Certificate Certificate::FromDer(ByteView der) {
  // The hash comes first, so that OpenSSL is set up before and ends after what is kept of it.
  const Sha256 fingerprint = HashSha256(der);
  if (auto known = TheReadBefore().Find(fingerprint)) return std::move(*known);
  auto content = std::make_shared<Content>();
  content->der.assign(der.begin(), der.end());
  const unsigned char* at = content->der.data();
  content->x509.reset(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!content->x509) throw Unreadable("This is not an X.509 certificate in DER.");
  if (at != content->der.data() + der.size()) {
    throw Unreadable("There is something after the end of the certificate.");
  }
  Certificate read = Completed(std::move(content));
  TheReadBefore().Keep(read);
  return read;
}

Certificate Certificate::FromX509(X509* x509) {
  auto content = std::make_shared<Content>();
  unsigned char* der = nullptr;
  const int size = i2d_X509(x509, &der);
  const OctetsHandle owned(der);
  if (size <= 0 || X509_up_ref(x509) != 1) throw Unreadable("A certificate cannot be encoded.");
  content->x509.reset(x509);
  content->der.assign(der, der + size);
  return Completed(std::move(content));
}

Certificate Certificate::Completed(std::shared_ptr<Content> content) {
  const EVP_PKEY* const key = X509_get0_pubkey(content->x509.get());
  if (key == nullptr) throw Unreadable("The public key in the certificate cannot be read.");
  content->fingerprint = HashSha256(ByteView(content->der));
  content->not_before = TimeOf(X509_get0_notBefore(content->x509.get()));
  content->not_after = TimeOf(X509_get0_notAfter(content->x509.get()));
  content->key_type = TypeOf(key);
  return Certificate(std::move(content));
}

std::vector<Certificate> Certificate::FromPem(std::string_view pem) {
  std::vector<Certificate> out;
  const openssl::Handle<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!in) throw openssl::Failure("The certificates could not be read.");
  for (;;) {
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    // The raw reading never asks anybody for a password, and gives the octets as they came.
    if (PEM_read_bio(in.get(), &name, &header, &data, &size) != 1) break;
    const TextHandle owned_name(name);
    const TextHandle owned_header(header);
    const OctetsHandle owned_data(data);
    if (std::string_view(name) == PEM_STRING_X509) {
      out.push_back(FromDer({data, static_cast<std::size_t>(size)}));
    }
  }
  const unsigned long error = ERR_peek_last_error();
  if (ERR_GET_LIB(error) != ERR_LIB_PEM || ERR_GET_REASON(error) != PEM_R_NO_START_LINE) {
    throw Unreadable("The PEM text is damaged.");
  }
  openssl::TakeErrors();
  if (out.empty()) throw Unreadable("The text holds no certificate in PEM.");
  return out;
}

ByteView Certificate::der() const { return content_->der; }

std::string Certificate::Pem() const {
  const openssl::Handle<BIO> out(BIO_new(BIO_s_mem()));
  if (!out || PEM_write_bio_X509(out.get(), content_->x509.get()) != 1) {
    throw openssl::Failure("A certificate could not be written as PEM.");
  }
  const char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

const Sha256& Certificate::fingerprint() const { return content_->fingerprint; }

CertificateSubject Certificate::subject() const {
  const X509_NAME* const name = X509_get_subject_name(content_->x509.get());
  return {.organisation = AttributeText(name, NID_organizationName),
          .organisation_identifier = AttributeText(name, NID_organizationIdentifier),
          .common_name = AttributeText(name, NID_commonName),
          .country = AttributeText(name, NID_countryName)};
}

std::string Certificate::SubjectText() const {
  return Rfc2253Text(X509_get_subject_name(content_->x509.get()));
}

std::string Certificate::IssuerText() const {
  return Rfc2253Text(X509_get_issuer_name(content_->x509.get()));
}

Time Certificate::not_before() const { return content_->not_before; }
Time Certificate::not_after() const { return content_->not_after; }
KeyType Certificate::key_type() const { return content_->key_type; }
int Certificate::key_bits() const { return EVP_PKEY_get_bits(public_key()); }

Bytes Certificate::IssuerSerial() const {
  const openssl::Handle<GENERAL_NAMES> names(GENERAL_NAMES_new());
  GENERAL_NAME* const name = GENERAL_NAME_new();
  if (!names || name == nullptr || sk_GENERAL_NAME_push(names.get(), name) <= 0) {
    GENERAL_NAME_free(name);
    throw openssl::Failure("A certificate's issuer could not be encoded.");
  }
  X509_NAME* const issuer = X509_NAME_dup(X509_get_issuer_name(content_->x509.get()));
  if (issuer == nullptr) throw openssl::Failure("A certificate's issuer could not be encoded.");
  GENERAL_NAME_set0_value(name, GEN_DIRNAME, issuer);

  const IssuerSerialValue value{names.get(), X509_get0_serialNumber(content_->x509.get())};
  unsigned char* der = nullptr;
  const int size = ASN1_item_i2d(reinterpret_cast<const ASN1_VALUE*>(&value), &der,
                                 ASN1_ITEM_rptr(IssuerSerialValue));
  const OctetsHandle owned(der);
  if (size <= 0) throw openssl::Failure("A certificate's issuer could not be encoded.");
  return {der, der + size};
}

X509* Certificate::x509() const { return content_->x509.get(); }
EVP_PKEY* Certificate::public_key() const { return X509_get0_pubkey(content_->x509.get()); }

}  // namespace signet
