#include "api/tls.h"

#include <openssl/ssl.h>

#include <array>

#include "appliance/base/error.h"
#include "appliance/base/openssl.h"

namespace signet::api {
namespace {

namespace ssl = boost::asio::ssl;

constexpr long kSessionSeconds = 3600;
constexpr long kLongestPeerChain = 32L << 10;
constexpr std::array<unsigned char, 9> kHttp11 = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
constexpr std::array<unsigned char, 6> kSessionContext = {'s', 'i', 'g', 'n', 'e', 't'};

// RFC 7301 3.2: a peer that offers protocols and not ours is told so.
int SelectProtocol(SSL* /*connection*/, const unsigned char** chosen, unsigned char* length,
                   const unsigned char* offered, unsigned offered_length, void* /*unused*/) {
  unsigned char* selected = nullptr;
  const int outcome = SSL_select_next_proto(&selected, length, kHttp11.data(), kHttp11.size(),
                                            offered, offered_length);
  *chosen = selected;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// Instead of OpenSSL's building and checking of a chain, which a stranger could make expensive.
int AcceptAnyCertificate(X509_STORE_CTX* /*chain*/, void* /*unused*/) { return 1; }

void SetProtocol(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  const bool set = SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
                   SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1;
  if (!set) throw openssl::Failure("The TLS library does not offer the ciphers that are needed.");
  SSL_CTX_set_alpn_select_cb(context, SelectProtocol, nullptr);
}

void SetPeerAuthentication(SSL_CTX* context) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(context, AcceptAnyCertificate, nullptr);
  SSL_CTX_set_max_cert_list(context, kLongestPeerChain);
  // A resumed session carries the certificate of its first handshake; without a context OpenSSL
  // refuses to resume where certificates are asked for.
  SSL_CTX_set_session_id_context(context, kSessionContext.data(), kSessionContext.size());
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);  // tickets only
  SSL_CTX_set_timeout(context, kSessionSeconds);
}

}  // namespace

ssl::context MakeTlsContext(const std::filesystem::path& certificate,
                            const std::filesystem::path& key) {
  ssl::context context(ssl::context::tls_server);
  SSL_CTX* const native = context.native_handle();
  SetProtocol(native);
  SetPeerAuthentication(native);
  if (SSL_CTX_use_certificate_chain_file(native, certificate.c_str()) != 1) {
    throw Error(Code::kFileUnusable,
                "The TLS certificate " + certificate.string() + " cannot be used: it must be PEM.",
                openssl::TakeErrors());
  }
  if (SSL_CTX_use_PrivateKey_file(native, key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(native) != 1) {
    throw Error(Code::kFileUnusable,
                "The TLS key " + key.string() +
                    " cannot be used: it must be the PEM key of the certificate, unencrypted.",
                openssl::TakeErrors());
  }
  return context;
}

std::optional<std::string> PeerCertificate(SSL* connection) {
  X509* const certificate = SSL_get0_peer_certificate(connection);
  if (certificate == nullptr) return std::nullopt;
  unsigned char* octets = nullptr;
  const int length = i2d_X509(certificate, &octets);
  if (length <= 0) return std::nullopt;
  std::string der(reinterpret_cast<const char*>(octets), static_cast<std::size_t>(length));
  OPENSSL_free(octets);
  return der;
}

}  // namespace signet::api
