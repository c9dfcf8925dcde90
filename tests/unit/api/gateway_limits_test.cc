// What a peer may cost: sizes, times, numbers. Waits are for the gateway's own answers.

#include <gtest/gtest.h>

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "tests/unit/api/gateway_fixture.h"

namespace signet::api::test {
namespace {

using std::chrono::milliseconds;
using wire::Request;

class GatewayLimits : public GatewayTest {};

const std::string kPost =
    "POST /v1/seals HTTP/1.1\r\nHost: box\r\nContent-Type: application/json\r\n";

TEST_F(GatewayLimits, FourMebibytesAreTakenAndOneMoreOctetIsNot) {
  Start();
  const std::size_t most = 4U << 20U;
  EXPECT_EQ(Post(std::string(most, ' ')).status, 201U);
  EXPECT_EQ(sealer_.Await(Request::kSeal).seal().credential().size(), most);
  const auto more = Post(std::string(most + 1, ' '));
  EXPECT_EQ(more.status, 413U);
  EXPECT_EQ(ProblemName(more), "too-large");
  ExpectWell();
}

TEST_F(GatewayLimits, ChunkedBodiesHaveTheSameLimit) {
  Start();
  const std::string chunk = "80000\r\n" + std::string(0x80000, ' ') + "\r\n";
  std::string most = kPost + "Transfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 8; ++i) most += chunk;
  HttpsClient client(Client());
  client.SendRaw(most + "0\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().status, 201U);
  client.SendRaw(most + "1\r\n \r\n0\r\n\r\n");
  EXPECT_EQ(ProblemName(client.ReadResponse()), "too-large");
  ExpectWell();
}

TEST_F(GatewayLimits, ALengthThatIsTooLargeIsRefusedBeforeTheBodyComes) {
  Start();
  HttpsClient client(Client());
  client.SendRaw(kPost + "Content-Length: 18446744073709551615\r\n\r\n");
  EXPECT_EQ(ProblemName(client.ReadResponse()), "too-large");
}

TEST_F(GatewayLimits, AllBodiesTogetherAreBounded) {
  settings.limits.bodies = 1500;
  sealer_.SetReply([](const Request& request) {
    return request.has_seal() ? std::nullopt : FakeSealer::Obliging(request);
  });
  Start();
  HttpsClient first(Client());
  first.SendRaw(kPost + "Content-Length: 1000\r\n\r\n" + std::string(1000, ' '));
  const Request held = sealer_.Await(Request::kSeal);
  const auto second = Post(std::string(1000, ' '));
  EXPECT_EQ(ProblemName(second), "overloaded");
  EXPECT_EQ(second.headers.at("retry-after"), "1");
  sealer_.Answer(held, *FakeSealer::Obliging(held));
  EXPECT_EQ(first.ReadResponse().status, 201U);
  EXPECT_EQ(Metric("signet_gateway_body_octets"), 0);
}

TEST_F(GatewayLimits, LargeHeadersAreRefused) {
  Start();
  const std::string cases[] = {
      "GET /v1/state HTTP/1.1\r\nHost: box\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n",
      "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: box\r\n\r\n",
      "GET /v1/state HTTP/1.1\r\nHost: box\r\n" +
          [] {
            std::string fields;
            for (int i = 0; i < 2000; ++i) fields += "X: 12345\r\n";
            return fields;
          }() +
          "\r\n",
  };
  for (const std::string& octets : cases) {
    HttpsClient client(Client());
    client.SendRaw(octets);
    const auto response = client.ReadResponse();
    EXPECT_EQ(response.status, 431U);
    EXPECT_EQ(ProblemName(response), "header-too-large");
  }
  ExpectWell();
}

TEST_F(GatewayLimits, AHeaderThatComesInPiecesHasTheSameLimit) {
  Start();
  HttpsClient client(Client());
  client.SendRaw("GET /v1/state HTTP/1.1\r\nHost: box\r\n");
  const std::string field = "X: " + std::string(1000, 'a') + "\r\n";
  for (int i = 0; i < 17; ++i) client.SendRaw(field);
  EXPECT_EQ(ProblemName(client.ReadResponse()), "header-too-large");
}

TEST_F(GatewayLimits, ASlowHeaderIsCutOff) {
  settings.limits.header_time = milliseconds(100);
  Start();
  HttpsClient client(Client());
  client.SendRaw("GET /v1/state HTT");
  EXPECT_EQ(ProblemName(client.ReadResponse()), "request-too-slow");
  EXPECT_THROW(client.ReadResponse(), std::runtime_error);
}

TEST_F(GatewayLimits, ASlowBodyIsCutOff) {
  settings.limits.body_time = milliseconds(100);
  Start();
  HttpsClient client(Client());
  client.SendRaw(kPost + "Content-Length: 100\r\n\r\n{");
  const auto response = client.ReadResponse();
  EXPECT_EQ(response.status, 408U);
  EXPECT_EQ(ProblemName(response), "request-too-slow");
  EXPECT_THROW(client.ReadResponse(), std::runtime_error);
}

TEST_F(GatewayLimits, AnIdleConnectionIsEnded) {
  settings.limits.idle_time = milliseconds(100);
  Start();
  BareConnection connection(Client());
  EXPECT_EQ(connection.ReadToEnd(), "");
}

TEST_F(GatewayLimits, AHandshakeThatDoesNotComeIsCutOff) {
  settings.limits.handshake_time = milliseconds(100);
  Start();
  boost::asio::io_context io;
  boost::asio::ip::tcp::socket socket(io);
  socket.connect({boost::asio::ip::make_address("127.0.0.1"), gateway_->port()});
  std::string nothing;
  boost::system::error_code end;
  boost::asio::read(socket, boost::asio::dynamic_buffer(nothing), end);
  EXPECT_EQ(nothing, "");
  EXPECT_TRUE(end);
}

TEST_F(GatewayLimits, RubbishInsteadOfTlsEndsThatConnectionOnly) {
  Start();
  for (const std::string octets : {"GET / HTTP/1.1\r\nHost: box\r\n\r\n", "\x16\x03\x01\xff\xff"}) {
    boost::asio::io_context io;
    boost::asio::ip::tcp::socket socket(io);
    socket.connect({boost::asio::ip::make_address("127.0.0.1"), gateway_->port()});
    boost::asio::write(socket, boost::asio::buffer(octets));
    socket.shutdown(boost::asio::socket_base::shutdown_send);
    std::string answer;
    boost::system::error_code end;
    boost::asio::read(socket, boost::asio::dynamic_buffer(answer), end);
    EXPECT_EQ(answer.find("HTTP"), std::string::npos);
  }
  ExpectWell();
}

TEST_F(GatewayLimits, ConnectionsAreBoundedAndPlacesComeBack) {
  const struct {
    const char* series;
    std::size_t altogether;
    std::size_t per_peer;
  } cases[] = {
      {"signet_gateway_connections_refused_total{reason=\"limit\"}", 2, 100},
      {"signet_gateway_connections_refused_total{reason=\"peer-limit\"}", 100, 2},
  };
  for (const auto& [series, altogether, per_peer] : cases) {
    settings.limits.connections = altogether;
    settings.limits.connections_per_peer = per_peer;
    Start();
    {
      HttpsClient first(Client());
      HttpsClient second(Client());
      EXPECT_EQ(first.Get("/v1/state").status, 200U);
      EXPECT_EQ(second.Get("/v1/state").status, 200U);
      EXPECT_THROW(HttpsClient(Client()).Get("/v1/state"), std::runtime_error);
      EXPECT_EQ(Metric(series), 1) << series;
    }
    while (Metric("signet_gateway_connections") != 0) {
    }
    ExpectWell();
    gateway_.reset();
  }
}

TEST_F(GatewayLimits, RequestsUnderWayAreBounded) {
  settings.limits.requests_under_way = 2;
  Start();
  sealer_.SetReply([](const Request&) { return std::nullopt; });
  HttpsClient first(Client());
  HttpsClient second(Client());
  const std::string state = "GET /v1/state HTTP/1.1\r\nHost: box\r\n\r\n";
  first.SendRaw(state);
  const Request one = sealer_.Await(Request::kGetState);
  second.SendRaw(state);
  const Request two = sealer_.Await(Request::kGetState);
  EXPECT_EQ(ProblemName(Get("/v1/state")), "overloaded");
  sealer_.Answer(two, *FakeSealer::Obliging(two));
  EXPECT_EQ(second.ReadResponse().status, 200U);
  sealer_.Answer(one, *FakeSealer::Obliging(one));
  EXPECT_EQ(first.ReadResponse().status, 200U);
}

}  // namespace
}  // namespace signet::api::test
