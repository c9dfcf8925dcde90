#include "tests/unit/api/gateway_fixture.h"

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <stdexcept>

#include "appliance/base/file.h"
#include "tests/support/test_certificates.h"

namespace signet::api::test {

namespace asio = boost::asio;
using signet::test::KeyKind;
using signet::test::TestKey;

BareConnection::BareConnection(const ClientFiles& files)
    : context_(asio::ssl::context::tls_client), stream_(io_, context_) {
  // The stream is made anew once the context has its files: OpenSSL copies them on making.
  context_.load_verify_file(files.ca);
  if (!files.certificate.empty()) {
    context_.use_certificate_chain_file(files.certificate);
    context_.use_private_key_file(files.key, asio::ssl::context::pem);
    SSL_use_certificate_chain_file(stream_.native_handle(), files.certificate.c_str());
    SSL_use_PrivateKey_file(stream_.native_handle(), files.key.c_str(), SSL_FILETYPE_PEM);
  }
  stream_.next_layer().connect({asio::ip::make_address(files.host), files.port});
  stream_.handshake(asio::ssl::stream_base::client);
}

void BareConnection::Send(const std::string& octets) { asio::write(stream_, asio::buffer(octets)); }

std::string BareConnection::ReadToEnd() {
  std::string all;
  boost::system::error_code end;
  asio::read(stream_, asio::dynamic_buffer(all), end);
  return all;
}

GatewayFiles::GatewayFiles() {
  const auto root =
      signet::test::MakeRoot(signet::test::AuthorityOptions("TEST root"), TestKey(KeyKind::kP256));
  auto options = signet::test::SealCertificateOptions();
  options.subject.common_name = "127.0.0.1";
  options.key_usage = "critical,digitalSignature";
  options.subject_alternative_name = "IP:127.0.0.1";
  const auto server = signet::test::IssueCertificate(root, options, TestKey(KeyKind::kP256, 1));
  options.subject.common_name = "TEST submitter";
  options.subject_alternative_name = "";
  const auto client = signet::test::IssueCertificate(root, options, TestKey(KeyKind::kP256, 2));
  client_der = ToString(client.der());
  const auto write = [this](const char* name, const std::string& text) {
    WriteFile(folder / name, text, FileMode::kPrivate);
  };
  write("ca.pem", root.certificate.Pem());
  write("server.pem", server.Pem());
  write("server.key", signet::test::PrivateKeyPem(TestKey(KeyKind::kP256, 1)));
  write("client.pem", client.Pem());
  write("client.key", signet::test::PrivateKeyPem(TestKey(KeyKind::kP256, 2)));
}

const GatewayFiles& SharedFiles() {
  static const GatewayFiles files;
  return files;
}

GatewayTest::GatewayTest() : sealer_(folder_ / "sealer.sock") {
  settings.address = "127.0.0.1";
  settings.port = 0;
  settings.certificate = SharedFiles().folder / "server.pem";
  settings.key = SharedFiles().folder / "server.key";
  settings.local_socket = folder_ / "gateway.sock";
  settings.sealer_socket = folder_ / "sealer.sock";
}

void GatewayTest::Start() {
  gateway_ = std::make_unique<Gateway>(settings);
  AwaitSealer();
}

void GatewayTest::AwaitSealer() const {
  while (Metric("signet_gateway_sealer_up") != 1) {
  }
}

ClientFiles GatewayTest::Stranger() const {
  ClientFiles files;
  files.port = gateway_->port();
  files.ca = SharedFiles().folder / "ca.pem";
  return files;
}

ClientFiles GatewayTest::Client() const {
  ClientFiles files = Stranger();
  files.certificate = SharedFiles().folder / "client.pem";
  files.key = SharedFiles().folder / "client.key";
  return files;
}

HttpResponse GatewayTest::Post(const std::string& body) const {
  return HttpsClient(Client()).Post("/v1/seals", kJsonFields, body);
}

void GatewayTest::ExpectWell() const { EXPECT_EQ(Get("/v1/state").status, 200U); }

std::string GatewayTest::LocalRequest(const std::string& request) const {
  asio::io_context io;
  asio::local::stream_protocol::socket socket(io);
  socket.connect(settings.local_socket->string());
  asio::write(socket, asio::buffer(request));
  std::string all;
  boost::system::error_code end;
  asio::read(socket, asio::dynamic_buffer(all), end);
  return all;
}

double GatewayTest::Metric(const std::string& series) const {
  const std::string all =
      LocalRequest("GET /metrics HTTP/1.1\r\nHost: local\r\nConnection: close\r\n\r\n");
  const auto at = all.find("\n" + series + " ");
  return at == std::string::npos ? -1 : std::stod(all.substr(at + series.size() + 2));
}

}  // namespace signet::api::test
