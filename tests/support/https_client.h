#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace signet::test {

struct HttpResponse {
  unsigned status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

/// A client profile's files (DIR/submitter.toml and its like), as paths.
struct ClientFiles {
  std::string host = "127.0.0.1";
  unsigned short port = 0;
  std::string ca;
  std::string certificate;  ///< empty: show none
  std::string key;
};

/// One TLS connection to a gateway, used from one thread, blocking. Throws std::runtime_error when
/// the connection cannot be made or breaks.
class HttpsClient {
 public:
  explicit HttpsClient(const ClientFiles& files);
  ~HttpsClient();
  HttpsClient(HttpsClient&&) noexcept;

  HttpResponse Get(const std::string& target);
  HttpResponse Post(const std::string& target, const std::map<std::string, std::string>& headers,
                    std::string_view body);

  /// For what no well-behaved client sends.
  void SendRaw(std::string_view octets);
  HttpResponse ReadResponse();
  /// Ends the sending side (TLS close_notify), so that the peer sees the request end.
  void EndSending();

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

/// The `name` of an RFC 9457 problem in a body ("too-deep"), or what is wrong with the body.
std::string ProblemName(const HttpResponse& response);

}  // namespace signet::test
