// The gateway as an HTTP server: what is answered, and how, over real TLS.

#include <gtest/gtest.h>

#include <string>

#include "api/openapi_document.h"
#include "tests/unit/api/gateway_fixture.h"

namespace signet::api::test {
namespace {

using wire::Request;

class GatewayHttp : public GatewayTest {
 protected:
  GatewayHttp() { Start(); }
};

const std::string kState = "GET /v1/state HTTP/1.1\r\nHost: box\r\n\r\n";

TEST_F(GatewayHttp, SealsAndGivesTheSealedTextInEitherForm) {
  const std::string body = "{\"a\": \"\xc3\xa4\"}";
  HttpsClient client(Client());
  const auto wrapped = client.Post(
      "/v1/seals?key=p256&preparation=as-is&level=B-B",
      {{"Content-Type", "application/ld+json; charset=utf-8"}, {"Idempotency-Key", "one"}}, body);
  EXPECT_EQ(wrapped.status, 201U);
  EXPECT_EQ(wrapped.headers.at("content-type"), "application/json");
  EXPECT_EQ(wrapped.headers.at("cache-control"), "no-store");
  EXPECT_EQ(wrapped.headers.count("server"), 0U);
  EXPECT_EQ(wrapped.headers.at("location"), "/v1/seals/00000000-0000-4000-8000-000000000001");
  const Request request = sealer_.Await(Request::kSeal);
  EXPECT_EQ(request.seal().credential(), body);
  EXPECT_EQ(request.seal().key(), "p256");
  EXPECT_EQ(request.seal().idempotency_key(), "one");
  EXPECT_EQ(request.peer().certificate(), SharedFiles().client_der);

  const auto alone = client.Post(
      "/v1/seals", {{"Content-Type", "application/json"}, {"Accept", "application/jose+json"}},
      body);
  EXPECT_EQ(alone.body, body);
  EXPECT_EQ(alone.headers.at("content-type"), "application/jose+json");
  EXPECT_EQ(alone.headers.at("signet-log-index"), "7");
}

TEST_F(GatewayHttp, AnswersEveryOtherOperation) {
  HttpsClient client(Client());
  const struct {
    const char* target;
    const char* type;
  } cases[] = {
      {"/v1/seals/a", "application/json"},
      {"/v1/seals/a/receipt", "text/plain; charset=utf-8"},
      {"/v1/state", "application/json"},
      {"/v1/health/alive", "application/json"},
      {"/v1/health/ready", "application/json"},
      {"/metrics", "text/plain; version=0.0.4; charset=utf-8"},
      {"/openapi.yaml", "application/yaml"},
      {"/checkpoint", "text/plain; charset=utf-8"},
      {"/tile/0/x001/067.p/3", "application/octet-stream"},
      {"/tile/entries/000", "application/octet-stream"},
  };
  for (const auto& [target, type] : cases) {
    const auto response = client.Get(target);
    EXPECT_EQ(response.status, 200U) << target;
    EXPECT_EQ(response.headers.at("content-type"), type) << target;
  }
  EXPECT_EQ(client.Get("/openapi.yaml").body, OpenapiDocument());
  const std::string metrics = client.Get("/metrics").body;
  EXPECT_NE(metrics.find("signet_gateway_requests_total{"), std::string::npos);
  EXPECT_NE(metrics.find("signet_sealer_example 1"), std::string::npos);
}

// Each with the body that it takes, over one connection.
TEST_F(GatewayHttp, PassesTheRegistrysRequestsOn) {
  HttpsClient client(Client());
  const auto send = [&client](const std::string& line, const std::string& fields,
                              const std::string& body) {
    client.SendRaw(line + " HTTP/1.1\r\nHost: box\r\n" + fields + "\r\n" + body);
    return client.ReadResponse();
  };
  const std::string json = "Content-Type: application/json\r\nContent-Length: 2\r\n";

  const auto page = send("GET /v1/organisations?after=a&limit=3", "", "");
  EXPECT_EQ(page.status, 200U);
  EXPECT_EQ(page.headers.at("content-type"), "application/json");
  EXPECT_EQ(sealer_.Await(Request::kListOrganisations).list_organisations().limit(), 3U);

  const auto made = send("POST /v1/organisations", json, "{}");
  EXPECT_EQ(made.status, 201U);
  EXPECT_EQ(made.headers.at("location"), "/v1/organisations/city-college");

  EXPECT_EQ(send("PUT /v1/clients/registrar/status", json, "[]").status, 200U);
  const Request changed = sealer_.Await(Request::kSetClientStatus);
  EXPECT_EQ(changed.set_client_status().name(), "registrar");
  EXPECT_EQ(changed.set_client_status().body(), "[]");
  EXPECT_EQ(changed.peer().certificate(), SharedFiles().client_der);

  EXPECT_EQ(send("DELETE /v1/clients/registrar/signing-keys/one", "", "").status, 200U);
  EXPECT_EQ(sealer_.Await(Request::kRemoveSigningKey).remove_signing_key().item(), "one");

  EXPECT_EQ(send("POST /v1/mandates/a/end", "Content-Length: 0\r\n", "").status, 200U);
  EXPECT_EQ(sealer_.Await(Request::kEndMandate).end_mandate().name(), "a");

  EXPECT_EQ(
      send("PUT /v1/mandates/a/document",
           "Content-Type: image/png\r\nTransfer-Encoding: chunked\r\n", "4\r\n\x89PNG\r\n0\r\n\r\n")
          .status,
      200U);
  const Request document = sealer_.Await(Request::kSetMandateDocument);
  EXPECT_EQ(document.set_mandate_document().body(), "\x89PNG");
  EXPECT_EQ(document.set_mandate_document().media_type(), "image/png");
  EXPECT_EQ(send("GET /v1/mandates/a/document", "", "").headers.at("content-type"),
            "application/pdf");
}

TEST_F(GatewayHttp, TakesObjectsAndDocumentsOfAMebibyteAtMost) {
  for (const auto& [line, type] : {std::pair("POST /v1/mandates", "application/json"),
                                   {"PUT /v1/mandates/a/document", "application/pdf"}}) {
    for (const std::size_t size : {std::size_t{1U << 20U}, std::size_t{(1U << 20U) + 1}}) {
      HttpsClient client(Client());
      client.SendRaw(std::string(line) + " HTTP/1.1\r\nHost: box\r\nContent-Type: " + type +
                     "\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
      const bool small = size == 1U << 20U;
      if (small) client.SendRaw(std::string(size, ' '));
      const auto response = client.ReadResponse();
      EXPECT_EQ(response.status < 300, small) << line << " " << size << ": " << response.body;
      if (small) continue;
      EXPECT_EQ(ProblemName(response), "too-large") << line;
    }
  }
}

TEST_F(GatewayHttp, KeepsTheConnectionOverManyRequestsAndRefusals) {
  HttpsClient client(Client());
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.Get("/v1/state").status, 200U);
    EXPECT_EQ(ProblemName(client.Get("/nothing")), "no-such-resource");
    EXPECT_EQ(client.Post("/v1/seals", kJsonFields, std::string(1000, ' ')).status, 201U);
  }
}

// RFC 9112 9.3.2
TEST_F(GatewayHttp, AnswersPipelinedRequestsInTheirOrder) {
  HttpsClient client(Client());
  client.SendRaw(
      "POST /v1/seals HTTP/1.1\r\nHost: box\r\nContent-Type: application/json\r\n"
      "Content-Length: 2\r\n\r\n{}" +
      kState + "GET /nothing HTTP/1.1\r\nHost: box\r\n\r\n" + kState);
  EXPECT_EQ(client.ReadResponse().status, 201U);
  EXPECT_EQ(client.ReadResponse().status, 200U);
  EXPECT_EQ(client.ReadResponse().status, 404U);
  EXPECT_EQ(client.ReadResponse().status, 200U);
}

TEST_F(GatewayHttp, RepeatsNothingToHeadButTheHeader) {
  BareConnection connection(Client());
  connection.Send("HEAD /v1/health/alive HTTP/1.1\r\nHost: box\r\nConnection: close\r\n\r\n");
  const std::string answer = connection.ReadToEnd();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 ")) << answer;
  EXPECT_NE(answer.find("Content-Length: 14\r\n"), std::string::npos) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\n")) << answer;
}

TEST_F(GatewayHttp, NamesTheMethodsOfAnAddress) {
  HttpsClient client(Client());
  const auto response = client.Get("/v1/seals");
  EXPECT_EQ(ProblemName(response), "method-not-allowed");
  EXPECT_EQ(response.headers.at("allow"), "POST");
  EXPECT_EQ(client.Get("/v1/clients/a/status").headers.at("allow"), "PUT");
}

TEST_F(GatewayHttp, AnswersHttp10AndEndsTheConnection) {
  BareConnection connection(Client());
  connection.Send("GET /v1/state HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(connection.ReadToEnd().starts_with("HTTP/1.0 200 "));
}

// RFC 9110 10.1.1
TEST_F(GatewayHttp, SaysContinueOnlyToWhatItWillRead) {
  HttpsClient client(Client());
  const std::string expecting =
      " HTTP/1.1\r\nHost: box\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
      "Expect: 100-continue\r\n\r\n";
  client.SendRaw("POST /v1/seals" + expecting);
  EXPECT_EQ(client.ReadResponse().status, 100U);
  client.SendRaw("{}");
  EXPECT_EQ(client.ReadResponse().status, 201U);
  client.SendRaw("POST /v1/seals?colour=blue" + expecting);
  EXPECT_EQ(ProblemName(client.ReadResponse()), "parameter-invalid");
}

TEST_F(GatewayHttp, TakesChunkedBodies) {
  HttpsClient client(Client());
  client.SendRaw(
      "POST /v1/seals HTTP/1.1\r\nHost: box\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n5;x=y\r\n\": 1}\r\n0\r\n\r\n" +
      kState);
  EXPECT_EQ(client.ReadResponse().status, 201U);
  EXPECT_EQ(sealer_.Await(Request::kSeal).seal().credential(), "{\"a\": 1}");
  EXPECT_EQ(client.ReadResponse().status, 200U);
}

// Where a request ends must have one reading only (RFC 9112 6.3, 11.2); the connection ends then.
TEST_F(GatewayHttp, RefusesWhatCouldBeReadInTwoWays) {
  const struct {
    const char* rule;
    const char* octets;
  } cases[] = {
      {"Content-Length and chunked",
       "POST /v1/seals HTTP/1.1\r\nHost: box\r\nContent-Length: 2\r\n"
       "Transfer-Encoding: chunked\r\n\r\n{}"},
      {"two lengths",
       "POST /v1/seals HTTP/1.1\r\nHost: box\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"},
      {"negative length", "POST /v1/seals HTTP/1.1\r\nHost: box\r\nContent-Length: -2\r\n\r\n{}"},
      {"another transfer coding",
       "POST /v1/seals HTTP/1.1\r\nHost: box\r\nTransfer-Encoding: gzip\r\n\r\n{}"},
      {"chunked, and another before it",
       "POST /v1/seals HTTP/1.1\r\nHost: box\r\nContent-Type: application/json\r\n"
       "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
      {"chunked in HTTP/1.0",
       "POST /v1/seals HTTP/1.0\r\nHost: box\r\nContent-Type: application/json\r\n"
       "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"chunk size that is no number",
       "POST /v1/seals HTTP/1.1\r\nHost: box\r\nContent-Type: application/json\r\n"
       "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"},
      {"space before the colon", "GET /v1/state HTTP/1.1\r\nHost : box\r\n\r\n"},
      {"body where none belongs",
       "GET /v1/state HTTP/1.1\r\nHost: box\r\nContent-Length: 2\r\n\r\n{}"},
      {"body of a DELETE",
       "DELETE /v1/clients/a/signing-keys/b HTTP/1.1\r\nHost: box\r\nContent-Length: 2\r\n\r\n{}"},
      {"body of a POST that has none",
       "POST /v1/mandates/a/end HTTP/1.1\r\nHost: box\r\nTransfer-Encoding: chunked\r\n\r\n"
       "2\r\n{}\r\n0\r\n\r\n"},
      {"rubbish", "\x01\x02\x03rubbish\r\n\r\n"},
      {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
      {"control character in a field", "GET /v1/state HTTP/1.1\r\nHost: b\x01ox\r\n\r\n"},
  };
  for (const auto& [rule, octets] : cases) {
    BareConnection connection(Client());
    connection.Send(octets);
    const std::string answer = connection.ReadToEnd();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 ") || answer.starts_with("HTTP/1.0 400 "))
        << rule << ": " << answer;
    EXPECT_NE(answer.find("urn:signet:problem:request-malformed"), std::string::npos) << rule;
  }
  ExpectWell();
}

// RFC 9112 3.2
TEST_F(GatewayHttp, NeedsOneHost) {
  HttpsClient client(Client());
  client.SendRaw("GET /v1/state HTTP/1.1\r\n\r\n");
  EXPECT_EQ(ProblemName(client.ReadResponse()), "request-malformed");
  client.SendRaw("GET /v1/state HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
  EXPECT_EQ(ProblemName(client.ReadResponse()), "request-malformed");
}

TEST_F(GatewayHttp, TellsThatABodyWasTruncated) {
  const std::string bodies[] = {
      "Content-Length: 100\r\n\r\n{\"a\":",
      "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n",
  };
  for (const std::string& body : bodies) {
    HttpsClient client(Client());
    client.SendRaw("POST /v1/seals HTTP/1.1\r\nHost: box\r\nContent-Type: application/json\r\n" +
                   body);
    client.EndSending();
    EXPECT_EQ(ProblemName(client.ReadResponse()), "body-truncated");
  }
  ExpectWell();
}

TEST_F(GatewayHttp, TurnsAwayWhoShowsNoCertificateWithoutReadingTheBody) {
  HttpsClient stranger(Stranger());
  stranger.SendRaw(
      "POST /v1/seals HTTP/1.1\r\nHost: box\r\nContent-Type: application/json\r\n"
      "Content-Length: 1000000\r\n\r\n");  // no body is ever sent
  const auto response = stranger.ReadResponse();
  EXPECT_EQ(response.status, 401U);
  EXPECT_EQ(ProblemName(response), "certificate-required");
  EXPECT_EQ(response.headers.count("www-authenticate"), 1U);
  EXPECT_EQ(ProblemName(HttpsClient(Stranger()).Get("/nothing")), "certificate-required");
  EXPECT_EQ(ProblemName(HttpsClient(Stranger()).Get("/openapi.yaml")), "certificate-required");
  EXPECT_EQ(HttpsClient(Stranger()).Get("/v1/health/alive").status, 200U);
  EXPECT_EQ(HttpsClient(Stranger()).Get("/v1/health/ready").status, 200U);

  // Told to the sealer, together: three peers, but a message a second at most.
  std::uint64_t told = 0;
  while (told < 3) {
    const Request request = sealer_.Await(Request::kRefusedAccess);
    EXPECT_EQ(request.refused_access().code(), 300U);
    EXPECT_FALSE(request.has_peer());
    told += request.refused_access().count();
  }
  EXPECT_EQ(told, 3U);
}

TEST_F(GatewayHttp, ServesOnlyWhatNeedsNoCertificateOnTheLocalSocket) {
  const auto status = [this](const std::string& target) {
    const std::string answer =
        LocalRequest("GET " + target + " HTTP/1.1\r\nHost: local\r\nConnection: close\r\n\r\n");
    return answer.substr(0, 12);
  };
  EXPECT_EQ(status("/v1/health/alive"), "HTTP/1.1 200");
  EXPECT_EQ(status("/v1/health/ready"), "HTTP/1.1 200");
  EXPECT_EQ(status("/metrics"), "HTTP/1.1 200");
  EXPECT_EQ(status("/openapi.yaml"), "HTTP/1.1 200");
  EXPECT_EQ(status("/v1/state"), "HTTP/1.1 404");
  EXPECT_EQ(status("/checkpoint"), "HTTP/1.1 404");
  EXPECT_EQ(std::filesystem::status(*settings.local_socket).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(GatewayHttp, NegotiatesModernTlsOnly) {
  BareConnection connection(Client());
  EXPECT_STREQ(SSL_get_version(connection.native()), "TLSv1.3");

  const auto answers = [this](int version, const char* ciphers) {
    boost::asio::io_context io;
    boost::asio::ssl::context context(boost::asio::ssl::context::tls_client);
    SSL_CTX_set_security_level(context.native_handle(), 0);
    SSL_CTX_set_max_proto_version(context.native_handle(), version);
    SSL_CTX_set_cipher_list(context.native_handle(), ciphers);
    boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream(io, context);
    stream.next_layer().connect({boost::asio::ip::make_address("127.0.0.1"), gateway_->port()});
    boost::system::error_code failure;
    stream.handshake(boost::asio::ssl::stream_base::client, failure);
    return !failure;
  };
  EXPECT_TRUE(answers(TLS1_2_VERSION, "ALL"));
  EXPECT_FALSE(answers(TLS1_1_VERSION, "ALL"));
  EXPECT_FALSE(answers(TLS1_2_VERSION, "AES128-SHA"));
  EXPECT_FALSE(answers(TLS1_2_VERSION, "ECDHE-ECDSA-AES128-SHA"));
}

}  // namespace
}  // namespace signet::api::test
