#include "appliance/seal/certificate_path.h"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "appliance/base/openssl.h"

namespace signet::seal {
namespace {

using openssl::Handle;

// Forms of RFC 5280 that CAs of old did not keep, and that no path depends on.
constexpr std::array kForm = {X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER,
                              X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER,
                              X509_V_ERR_CA_BCONS_NOT_CRITICAL};

// Times are judged elsewhere, against what is proven to have existed when.
int OnVerify(int good, X509_STORE_CTX* context) {
  if (good == 1) return 1;
  const int error = X509_STORE_CTX_get_error(context);
  if (error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID) return 1;
  if (std::ranges::find(kForm, error) == kForm.end()) return 0;
  auto& findings = *static_cast<Findings*>(X509_STORE_CTX_get_app_data(context));
  findings.Warn("chain.form",
                std::string("A certificate on the way to the anchor does not keep the form of RFC "
                            "5280: ") +
                    X509_verify_cert_error_string(error) + ".");
  return 1;
}

Handle<STACK_OF(X509)> StackOf(const std::vector<Certificate>& certificates) {
  Handle<STACK_OF(X509)> out(sk_X509_new_null());
  if (!out) throw openssl::Failure("A certificate path could not be prepared.");
  for (const Certificate& certificate : certificates) {
    if (X509_add_cert(out.get(), certificate.x509(), X509_ADD_FLAG_UP_REF) != 1) {
      throw openssl::Failure("A certificate path could not be prepared.");
    }
  }
  return out;
}

void Explain(X509_STORE_CTX* context, const std::string& whose, Findings& findings) {
  const int error = X509_STORE_CTX_get_error(context);
  const bool own = X509_STORE_CTX_get_error_depth(context) == 0;
  const std::string which =
      own ? "The certificate of " + whose : "A CA certificate above that of " + whose;
  switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_CERT_UNTRUSTED:
      return findings.Fail(SubIndication::kNoCertificateChainFound, "chain.anchor",
                           "The certificate of " + whose +
                               " does not lead to a trusted CA. Give the CA's certificate as trust "
                               "anchor if you trust it.");
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
      return findings.Fail(
          SubIndication::kCertificateChainGeneralFailure, "chain.signature",
          which + " is not signed by the CA that it names. It was changed or forged.");
    default:
      return findings.Fail(
          SubIndication::kChainConstraintsFailure, "chain.constraints",
          which + " may not be used this way: " + X509_verify_cert_error_string(error) + ".");
  }
}

// OpenSSL gives back the objects it was given, so that nothing has to be read again.
const Certificate* Owner(const X509* x509, const std::vector<Certificate>& certificates) {
  const auto it = std::ranges::find(certificates, x509, &Certificate::x509);
  return it == certificates.end() ? nullptr : &*it;
}

}  // namespace

PathFinder::PathFinder(const std::vector<Certificate>& anchors,
                       const std::vector<Certificate>& untrusted, Time at)
    : anchors_(anchors), untrusted_(untrusted), at_(at), store_(X509_STORE_new()) {
  for (const Certificate& certificate : untrusted_) AddIssuersOf(certificate);
}

// All that can end a path. Trusted lists have thousands of anchors, and the store sorts itself anew
// for each one that it is given.
void PathFinder::AddIssuersOf(const Certificate& certificate) const {
  const X509_NAME* const issuer = X509_get_issuer_name(certificate.x509());
  for (const Certificate& anchor : anchors_) {
    if (X509_NAME_cmp(X509_get_subject_name(anchor.x509()), issuer) != 0) continue;
    if (!store_ || X509_STORE_add_cert(store_.get(), anchor.x509()) != 1) {
      throw openssl::Failure("A trust anchor could not be used.");
    }
  }
}

bool PathFinder::IsAnchor(const Certificate& certificate) const {
  return std::ranges::find(anchors_, certificate) != anchors_.end();
}

std::optional<Certificate> PathFinder::IssuerOf(const Certificate& certificate) const {
  for (const auto* list : {&anchors_, &untrusted_}) {
    for (const Certificate& candidate : *list) {
      const int problem = X509_check_issued(candidate.x509(), certificate.x509());
      if (problem == X509_V_OK || problem == X509_V_ERR_KEYUSAGE_NO_CERTSIGN) return candidate;
    }
  }
  return std::nullopt;
}

const CertificatePath& PathFinder::PathOf(const Certificate& certificate,
                                          const std::string& whose) {
  const auto known = found_.find(certificate.fingerprint());
  if (known != found_.end()) return known->second;
  return found_.emplace(certificate.fingerprint(), Find(certificate, whose)).first->second;
}

CertificatePath PathFinder::Find(const Certificate& certificate, const std::string& whose) const {
  CertificatePath out;
  if (IsAnchor(certificate)) {
    out.certificates = {certificate};
    return out;
  }
  AddIssuersOf(certificate);
  const Handle<X509_STORE_CTX> context(X509_STORE_CTX_new());
  const Handle<STACK_OF(X509)> others = StackOf(untrusted_);
  if (!store_ || !context ||
      X509_STORE_CTX_init(context.get(), store_.get(), certificate.x509(), others.get()) != 1) {
    throw openssl::Failure("A certificate path could not be prepared.");
  }
  X509_STORE_CTX_set_app_data(context.get(), &out.findings);
  X509_STORE_CTX_set_verify_cb(context.get(), OnVerify);
  X509_VERIFY_PARAM* const parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_X509_STRICT);
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_ANY);
  X509_VERIFY_PARAM_set_time(parameters, std::chrono::system_clock::to_time_t(at_));
  if (X509_verify_cert(context.get()) != 1) {
    Explain(context.get(), whose, out.findings);
    openssl::TakeErrors();
    return out;
  }
  openssl::TakeErrors();
  const STACK_OF(X509)* const chain = X509_STORE_CTX_get0_chain(context.get());
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    X509* const x509 = sk_X509_value(chain, i);
    const Certificate* owner = i == 0 ? &certificate : Owner(x509, untrusted_);
    if (owner == nullptr) owner = Owner(x509, anchors_);
    out.certificates.push_back(owner != nullptr ? *owner : Certificate::FromX509(x509));
  }
  return out;
}

}  // namespace signet::seal
