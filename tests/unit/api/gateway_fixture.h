#pragma once

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <memory>
#include <optional>
#include <string>

#include "api/gateway.h"
#include "api/settings.h"
#include "tests/support/https_client.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/api/fake_sealer.h"

namespace signet::api::test {

using signet::test::ClientFiles;
using signet::test::HttpResponse;
using signet::test::HttpsClient;
using signet::test::ProblemName;

/// One TLS connection without any HTTP in it: octets out, and what comes until the end.
class BareConnection {
 public:
  explicit BareConnection(const ClientFiles& files);
  void Send(const std::string& octets);
  /// Everything until the gateway ends the connection.
  std::string ReadToEnd();
  SSL* native() { return stream_.native_handle(); }

 private:
  boost::asio::io_context io_;
  boost::asio::ssl::context context_;
  boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream_;
};

/// Certificates for the test, made once in a process.
struct GatewayFiles {
  signet::test::TemporaryFolder folder;
  std::string client_der;
  GatewayFiles();
};
const GatewayFiles& SharedFiles();

/// A gateway in this process with a sealer that does what the test wants.
class GatewayTest : public testing::Test {
 protected:
  GatewayTest();

  /// Starts it with `settings`, and waits until it has found the sealer.
  void Start();
  /// A client with a certificate, and one without.
  ClientFiles Client() const;
  ClientFiles Stranger() const;
  HttpResponse Get(const std::string& target) const { return HttpsClient(Client()).Get(target); }
  HttpResponse Post(const std::string& body) const;
  /// The gateway still serves; whatever a test did to it before.
  void ExpectWell() const;
  /// The value of a series on the local socket; -1 if it is not there.
  double Metric(const std::string& series) const;
  std::string LocalRequest(const std::string& request) const;
  void AwaitSealer() const;

  signet::test::TemporaryFolder folder_;
  FakeSealer sealer_;
  Settings settings;
  std::unique_ptr<Gateway> gateway_;
};

inline const std::map<std::string, std::string> kJsonFields = {
    {"Content-Type", "application/json"}};

}  // namespace signet::api::test
