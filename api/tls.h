#pragma once

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream_base.hpp>
#include <filesystem>
#include <optional>
#include <string>

namespace signet::api {

/// TLS 1.2 and 1.3 with AEAD ciphers and forward secrecy. A client certificate is asked for and
/// accepted as it is: TLS proves that the peer has its key, and whose it is, the sealer judges.
/// Throws Error(kFileUnusable) or Error(kCryptographyFailed) naming the file.
boost::asio::ssl::context MakeTlsContext(const std::filesystem::path& certificate,
                                         const std::filesystem::path& key);

/// The certificate the peer of this connection showed, in DER; nullopt if it showed none.
std::optional<std::string> PeerCertificate(SSL* connection);

}  // namespace signet::api
