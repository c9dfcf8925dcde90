#include "appliance/seal/ocsp_response.h"

#include <openssl/asn1t.h>
#include <openssl/ocsp.h>

#include <algorithm>
#include <utility>

#include "appliance/base/asn1_time.h"
#include "appliance/base/openssl.h"
#include "appliance/seal/asn1_value.h"

namespace signet::seal {
namespace {

struct FreeOcsp {
  void operator()(OCSP_BASICRESP* p) const { OCSP_BASICRESP_free(p); }
  void operator()(OCSP_CERTID* p) const { OCSP_CERTID_free(p); }
  void operator()(ASN1_OCTET_STRING* p) const { ASN1_OCTET_STRING_free(p); }
};
template <typename T>
using OcspHandle = std::unique_ptr<T, FreeOcsp>;

// RFC 6960 4.2.1, with the octets of the response left as they are:
//   OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, responseBytes [0] ResponseBytes OPTIONAL
//   } ResponseBytes ::= SEQUENCE { responseType OBJECT IDENTIFIER, response OCTET STRING }
struct ResponseBytes {
  ASN1_OBJECT* type;
  ASN1_OCTET_STRING* response;
};
struct ResponseShell {
  ASN1_ENUMERATED* status;
  ResponseBytes* bytes;
};
// clang-format off
ASN1_SEQUENCE(ResponseBytes) = {
    ASN1_SIMPLE(ResponseBytes, type, ASN1_OBJECT),
    ASN1_SIMPLE(ResponseBytes, response, ASN1_OCTET_STRING)
} static_ASN1_SEQUENCE_END(ResponseBytes)

ASN1_SEQUENCE(ResponseShell) = {
    ASN1_SIMPLE(ResponseShell, status, ASN1_ENUMERATED),
    ASN1_EXP_OPT(ResponseShell, bytes, ResponseBytes, 0)
} static_ASN1_SEQUENCE_END(ResponseShell);
// clang-format on

struct FreeShell {
  void operator()(ResponseShell* p) const {
    ASN1_item_free(reinterpret_cast<ASN1_VALUE*>(p), ASN1_ITEM_rptr(ResponseShell));
  }
};
using ShellHandle = std::unique_ptr<ResponseShell, FreeShell>;

ShellHandle ReadShell(ByteView der) {
  const unsigned char* at = der.data();
  ShellHandle shell(reinterpret_cast<ResponseShell*>(
      ASN1_item_d2i(nullptr, &at, static_cast<long>(der.size()), ASN1_ITEM_rptr(ResponseShell))));
  return shell && at == der.data() + der.size() ? std::move(shell) : nullptr;
}

// id-pkix-ocsp-basic, the one type there is.
OcspHandle<OCSP_BASICRESP> ReadBasic(const ResponseShell& shell) {
  if (shell.bytes == nullptr || OBJ_obj2nid(shell.bytes->type) != NID_id_pkix_OCSP_basic) return {};
  const ByteView octets = ViewOf(shell.bytes->response);
  const unsigned char* at = octets.data();
  OcspHandle<OCSP_BASICRESP> basic(reinterpret_cast<OCSP_BASICRESP*>(
      ASN1_item_d2i_ex(nullptr, &at, static_cast<long>(octets.size()),
                       ASN1_ITEM_rptr(OCSP_BASICRESP), ContextWithoutKeys(), nullptr)));
  return basic && at == octets.data() + octets.size() ? std::move(basic) : nullptr;
}

// A response may not make a judgement costly.
constexpr int kMostAnswers = 256;

// RFC 6960 4.4: none of the extensions is critical by nature; nonce is understood all the same.
bool HasOnlyKnownCritical(OCSP_BASICRESP* basic) {
  for (int i = 0; i < OCSP_BASICRESP_get_ext_count(basic); ++i) {
    X509_EXTENSION* const extension = OCSP_BASICRESP_get_ext(basic, i);
    if (X509_EXTENSION_get_critical(extension) == 1 &&
        OBJ_obj2nid(X509_EXTENSION_get_object(extension)) != NID_id_pkix_OCSP_Nonce) {
      return false;
    }
  }
  for (int i = 0; i < OCSP_resp_count(basic); ++i) {
    OCSP_SINGLERESP* const answer = OCSP_resp_get0(basic, i);
    if (OCSP_SINGLERESP_get_ext_by_critical(answer, 1, -1) >= 0) return false;
  }
  return true;
}

// 4.2.1: responderID is the signer's name or the SHA-1 hash of its key.
bool IsNamedBy(const OCSP_BASICRESP* basic, const Certificate& certificate) {
  const ASN1_OCTET_STRING* key_hash = nullptr;
  const X509_NAME* name = nullptr;
  if (OCSP_resp_get0_id(basic, &key_hash, &name) != 1) return false;
  if (name != nullptr) {
    return X509_NAME_cmp(name, X509_get_subject_name(certificate.x509())) == 0;
  }
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  return X509_pubkey_digest(certificate.x509(), EVP_sha1(), hash, &size) == 1 &&
         AsText(ViewOf(key_hash)) == AsText({hash, size});
}

bool Verifies(const OCSP_BASICRESP* basic, const Certificate& certificate) {
  const bool good =
      ASN1_item_verify(ASN1_ITEM_rptr(OCSP_RESPDATA), OCSP_resp_get0_tbs_sigalg(basic),
                       OCSP_resp_get0_signature(basic), OCSP_resp_get0_respdata(basic),
                       certificate.public_key()) == 1;
  openssl::TakeErrors();
  return good;
}

const EVP_MD* HashOf(OCSP_CERTID* id) {
  ASN1_OBJECT* algorithm = nullptr;
  OCSP_id_get0_info(nullptr, &algorithm, nullptr, nullptr, id);
  switch (OBJ_obj2nid(algorithm)) {
    case NID_sha1:
      return EVP_sha1();
    case NID_sha256:
      return EVP_sha256();
    case NID_sha384:
      return EVP_sha384();
    case NID_sha512:
      return EVP_sha512();
    default:
      return nullptr;
  }
}

bool IsAbout(const OCSP_SINGLERESP* answer, const Certificate& certificate,
             const Certificate& issuer) {
  // OpenSSL's accessors of a CertID take it as mutable and leave it as it is.
  auto* const id = const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(answer));
  ASN1_INTEGER* serial = nullptr;
  OCSP_id_get0_info(nullptr, nullptr, nullptr, &serial, id);
  if (ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(certificate.x509())) != 0) return false;
  const EVP_MD* const hash = HashOf(id);
  if (hash == nullptr) return false;
  const OcspHandle<OCSP_CERTID> expected(OCSP_cert_to_id(hash, certificate.x509(), issuer.x509()));
  return expected && OCSP_id_cmp(expected.get(), id) == 0;
}

std::optional<Time> ArchiveCutoff(OCSP_SINGLERESP* answer) {
  const OcspHandle<ASN1_OCTET_STRING> cutoff(static_cast<ASN1_GENERALIZEDTIME*>(
      OCSP_SINGLERESP_get1_ext_d2i(answer, NID_id_pkix_OCSP_archiveCutoff, nullptr, nullptr)));
  return TimeFromAsn1(cutoff.get());
}

std::optional<RevocationStatus> Answer(OCSP_SINGLERESP* answer, Time produced_at) {
  int reason = -1;
  ASN1_GENERALIZEDTIME* revoked = nullptr;
  ASN1_GENERALIZEDTIME* this_update = nullptr;
  ASN1_GENERALIZEDTIME* next_update = nullptr;
  const int state = OCSP_single_get0_status(answer, &reason, &revoked, &this_update, &next_update);
  const auto from = TimeFromAsn1(this_update);
  if (!from) return std::nullopt;
  RevocationStatus out{.state = RevocationState::kUnknown,
                       .this_update = *from,
                       .next_update = TimeFromAsn1(next_update),
                       .produced_at = produced_at,
                       .revoked_at = std::nullopt,
                       .covers_expired_since = std::nullopt};
  if (next_update != nullptr && !out.next_update) return std::nullopt;
  out.covers_expired_since = ArchiveCutoff(answer);
  if (state == V_OCSP_CERTSTATUS_GOOD) out.state = RevocationState::kGood;
  if (state == V_OCSP_CERTSTATUS_REVOKED) {
    out.state = RevocationState::kRevoked;
    out.revoked_at = TimeFromAsn1(revoked);
    out.reason = ReasonFromNumber(reason);
    if (!out.revoked_at) return std::nullopt;
  }
  return out;
}

bool MaySpeakFor(const Certificate& responder, const Certificate& issuer, Time at,
                 VerifiedSignatures* memory) {
  if (responder == issuer) return true;
  X509* const x = responder.x509();
  const bool delegated =
      (X509_get_extension_flags(x) & EXFLAG_XKUSAGE) != 0 &&
      (X509_get_extended_key_usage(x) & XKU_OCSP_SIGN) != 0 && at >= responder.not_before() &&
      at <= responder.not_after() &&
      X509_NAME_cmp(X509_get_issuer_name(x), X509_get_subject_name(issuer.x509())) == 0 &&
      VerifiedSignatures::Check(memory, responder.der(), issuer,
                                [&] { return X509_verify(x, issuer.public_key()) == 1; });
  openssl::TakeErrors();
  return delegated;
}

}  // namespace

struct OcspResponse::Content {
  Bytes der;
  OcspStatus status = OcspStatus::kSuccessful;
  OcspHandle<OCSP_BASICRESP> basic;  ///< with kSuccessful
  Time produced_at;
  std::vector<Certificate> certificates;
};

OcspResponse::OcspResponse(std::shared_ptr<const Content> content) : content_(std::move(content)) {}

std::string_view NameOf(OcspStatus status) {
  switch (status) {
    case OcspStatus::kSuccessful:
      return "successful";
    case OcspStatus::kMalformedRequest:
      return "malformedRequest";
    case OcspStatus::kInternalError:
      return "internalError";
    case OcspStatus::kTryLater:
      return "tryLater";
    case OcspStatus::kSigRequired:
      return "sigRequired";
    case OcspStatus::kUnauthorized:
      return "unauthorized";
  }
  return "";
}

std::optional<OcspResponse> OcspResponse::Read(ByteView der) {
  auto content = std::make_shared<Content>();
  content->der.assign(der.begin(), der.end());
  const ShellHandle shell = ReadShell(content->der);
  const long status = shell ? ASN1_ENUMERATED_get(shell->status) : -1;
  openssl::TakeErrors();
  if (status < 0 || status > 6 || status == 4) return std::nullopt;
  content->status = static_cast<OcspStatus>(status);
  if (content->status != OcspStatus::kSuccessful) return OcspResponse(std::move(content));

  content->basic = ReadBasic(*shell);
  OCSP_BASICRESP* const basic = content->basic.get();
  openssl::TakeErrors();
  if (basic == nullptr || OCSP_resp_count(basic) > kMostAnswers || !HasOnlyKnownCritical(basic)) {
    return std::nullopt;
  }
  const auto produced_at = TimeFromAsn1(OCSP_resp_get0_produced_at(basic));
  auto certificates = CertificatesIn(OCSP_resp_get0_certs(basic));
  openssl::TakeErrors();
  if (!produced_at || !certificates) return std::nullopt;
  content->produced_at = *produced_at;
  content->certificates = std::move(*certificates);
  return OcspResponse(std::move(content));
}

ByteView OcspResponse::der() const { return content_->der; }
OcspStatus OcspResponse::status() const { return content_->status; }
Time OcspResponse::produced_at() const { return content_->produced_at; }
const std::vector<Certificate>& OcspResponse::certificates() const {
  return content_->certificates;
}

std::optional<Bytes> OcspResponse::nonce() const {
  OCSP_BASICRESP* const basic = content_->basic.get();
  const int index =
      basic == nullptr ? -1 : OCSP_BASICRESP_get_ext_by_NID(basic, NID_id_pkix_OCSP_Nonce, -1);
  if (index < 0) return std::nullopt;
  const ByteView value = ViewOf(X509_EXTENSION_get_data(OCSP_BASICRESP_get_ext(basic, index)));
  const unsigned char* at = value.data();
  const OcspHandle<ASN1_OCTET_STRING> octets(
      d2i_ASN1_OCTET_STRING(nullptr, &at, static_cast<long>(value.size())));
  openssl::TakeErrors();
  // Before RFC 8954 some put the octets there as they are.
  const ByteView inner = octets && at == value.data() + value.size() ? ViewOf(octets.get()) : value;
  return Bytes(inner.begin(), inner.end());
}

std::optional<RevocationStatus> OcspResponse::StatusOf(const Certificate& certificate,
                                                       const Certificate& issuer) const {
  std::optional<RevocationStatus> newest;
  OCSP_BASICRESP* const basic = content_->basic.get();
  for (int i = 0; basic != nullptr && i < OCSP_resp_count(basic); ++i) {
    OCSP_SINGLERESP* const single = OCSP_resp_get0(basic, i);
    if (!IsAbout(single, certificate, issuer)) continue;
    const auto answer = Answer(single, content_->produced_at);
    if (answer && (!newest || answer->this_update > newest->this_update)) newest = answer;
  }
  openssl::TakeErrors();
  return newest;
}

std::optional<Certificate> OcspResponse::ResponderFor(const Certificate& issuer,
                                                      const std::vector<Certificate>& known,
                                                      VerifiedSignatures* memory) const {
  const OCSP_BASICRESP* const basic = content_->basic.get();
  if (basic == nullptr) return std::nullopt;
  const auto verifies = [&](const Certificate& signer) {
    return VerifiedSignatures::Check(memory, der(), signer,
                                     [&] { return Verifies(basic, signer); });
  };
  if (IsNamedBy(basic, issuer) && verifies(issuer)) return issuer;
  for (const auto* list : {&content_->certificates, &known}) {
    for (const Certificate& candidate : *list) {
      if (IsNamedBy(basic, candidate) &&
          MaySpeakFor(candidate, issuer, content_->produced_at, memory) && verifies(candidate)) {
        return candidate;
      }
    }
  }
  return std::nullopt;
}

std::optional<Certificate> OcspResponse::Signer(const std::vector<Certificate>& known) const {
  const OCSP_BASICRESP* const basic = content_->basic.get();
  if (basic == nullptr) return std::nullopt;
  for (const auto* list : {&content_->certificates, &known}) {
    for (const Certificate& candidate : *list) {
      if (IsNamedBy(basic, candidate) && Verifies(basic, candidate)) return candidate;
    }
  }
  return std::nullopt;
}

int OcspResponse::signature_hash() const {
  int hash = NID_undef;
  if (!content_->basic) return hash;
  const X509_ALGOR* const algorithm = OCSP_resp_get0_tbs_sigalg(content_->basic.get());
  OBJ_find_sigid_algs(OBJ_obj2nid(algorithm->algorithm), &hash, nullptr);
  return hash;
}

bool HasOcspNoCheck(const Certificate& responder) {
  return X509_get_ext_by_NID(responder.x509(), NID_id_pkix_OCSP_noCheck, -1) >= 0;
}

}  // namespace signet::seal
