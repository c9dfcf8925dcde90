// What no well-behaved client sends. Each gets its own problem, and the next request is served.

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <string>

#include "appliance/base/certificate.h"
#include "appliance/base/database.h"
#include "appliance/base/file.h"
#include "appliance/registry/client.h"
#include "appliance/registry/client_certificate.h"
#include "tests/support/box_suite.h"
#include "tests/support/running_box.h"
#include "tests/support/temporary_folder.h"

namespace signet::test {
namespace {

class BadInput : public BoxSuite {
 protected:
  static void SetUpTestSuite() {
    box_ = std::make_unique<RunningBox>();
    AddClients();
    Run();
  }

  // Whatever was sent before, a good request is served.
  void TearDown() override {
    const auto state = HttpsClient(box().Client("operator")).Get("/v1/state");
    EXPECT_EQ(state.status, 200U) << state.body;
  }

  static std::string Model() {
    return ReadFile(SIGNET_SOURCE_DIR "/provisioning/models/diploma.jsonld");
  }
  static HttpResponse Submit(const std::string& body, const std::string& query = "") {
    return HttpsClient(box().Client("submitter"))
        .Post("/v1/seals" + query, {{"Content-Type", "application/ld+json"}}, body);
  }
  /// Files of a client certificate of the demo's own client CA is not needed: any key pair does,
  /// for a client is known by its certificate alone.
  static ClientFiles MakeCertificate(const std::string& name, const std::string& dates) {
    ClientFiles files = box().Client("");
    files.certificate = (box().folder() / (name + ".pem")).string();
    files.key = (box().folder() / (name + ".key")).string();
    const auto made =
        RunCommand({"sh", "-c",
                    "openssl ecparam -name prime256v1 -genkey -noout -out " + files.key +
                        " && openssl req -new -x509 -key " + files.key + " -subj /CN=TEST-" + name +
                        " -out " + files.certificate + " " + dates});
    EXPECT_EQ(made.status, 0) << made.output;
    return files;
  }

 private:
  static void AddClients() {
    MakeCertificate("suspended", "-days 2");
    const auto added = box().Box({"client", "add", "--name", "suspended", "--role", "submitter",
                                  "--certificate", (box().folder() / "suspended.pem").string()});
    ASSERT_EQ(added.status, 0) << added.output;
    ASSERT_EQ(box().Box({"client", "suspend", "suspended"}).status, 0);
    // OpenSSL 3.0's req cannot make a certificate of the past with -days, x509 can.
    const std::string stem = (box().folder() / "expired").string();
    const auto made =
        RunCommand({"sh", "-c",
                    "openssl ecparam -name prime256v1 -genkey -noout -out " + stem + ".key && " +
                        "openssl req -new -key " + stem + ".key -subj /CN=TEST-expired -out " +
                        stem + ".csr && mkdir -p " + stem + ".ca && touch " + stem +
                        ".ca/index && printf '[ca]\\n"
                        "default_ca=d\\n[d]\\ndatabase=" +
                        stem +
                        ".ca/index\\nrand_serial=yes\\n"
                        "default_md=sha256\\npolicy=p\\nnew_certs_dir=" +
                        stem +
                        ".ca\\n[p]\\n"
                        "commonName=supplied\\n' > " +
                        stem + ".cnf && openssl ca -batch -selfsign -config " + stem +
                        ".cnf -keyfile " + stem + ".key -in " + stem + ".csr -out " + stem +
                        ".pem -notext -startdate 20240101000000Z -enddate 20240201000000Z"});
    ASSERT_EQ(made.status, 0) << made.output;
    // signetctl refuses to add it; it was added while it was valid.
    auto database = OpenDatabase(box().folder() / "data" / "box.db");
    const auto certificate = Certificate::FromPem(ReadFile(stem + ".pem")).front();
    registry::Client client{.name = "expired"};
    client.certificates = {
        registry::EntryFor(certificate, registry::CertificateMatch::kPublicKey, nullptr)};
    registry::AddClient(database, client);
  }
};

TEST_F(BadInput, TextThatIsNoStrictJsonHasItsOwnProblem) {
  const struct {
    const char* rule;
    std::string body;
    const char* problem;
  } cases[] = {
      {"not JSON", "hello", "not-json"},
      {"empty", "", "not-json"},
      {"cut short", R"({"a": )", "not-json"},
      {"depth 10,000", std::string(10'000, '[') + std::string(10'000, ']'), "too-deep"},
      {"duplicate keys", R"({"a": 1, "a": 2})", "duplicate-member"},
      {"duplicate keys behind escapes", R"({"a": 1, "\u0061": 2})", "duplicate-member"},
      {"lone surrogate", R"({"a": "\ud800"})", "lone-surrogate"},
      {"byte order mark", "\xef\xbb\xbf{}", "byte-order-mark"},
      {"invalid UTF-8", "{\"a\": \"\xff\"}", "not-utf8"},
      {"JSON, but no credential", "{}", "not-a-credential"},
  };
  for (const auto& [rule, body, problem] : cases) {
    const auto response = Submit(body);
    EXPECT_EQ(ProblemName(response), problem) << rule << ": " << response.body;
  }
}

TEST_F(BadInput, ABodyOfMoreThanFourMebibytesIsTooLarge) {
  const auto response = Submit(std::string((4U << 20U) + 1, ' '));
  EXPECT_EQ(response.status, 413U);
  EXPECT_EQ(ProblemName(response), "too-large");
}

TEST_F(BadInput, WhoMayNotAskIsToldWhy) {
  const auto ask = [](const ClientFiles& files) {
    return ProblemName(
        HttpsClient(files).Post("/v1/seals", {{"Content-Type", "application/ld+json"}}, Model()));
  };
  EXPECT_EQ(ask(box().Client("")), "certificate-required");
  EXPECT_EQ(ask(MakeCertificate("stranger", "-days 2")), "client-unknown");
  ClientFiles expired = box().Client("");
  expired.certificate = (box().folder() / "expired.pem").string();
  expired.key = (box().folder() / "expired.key").string();
  EXPECT_EQ(ask(expired), "client-certificate-expired");
  ClientFiles suspended = box().Client("");
  suspended.certificate = (box().folder() / "suspended.pem").string();
  suspended.key = (box().folder() / "suspended.key").string();
  EXPECT_EQ(ask(suspended), "client-not-allowed");
  EXPECT_EQ(ask(box().Client("auditor")), "role-not-allowed");
}

TEST_F(BadInput, ParametersAreHeldToTheirValues) {
  EXPECT_EQ(ProblemName(Submit(Model(), "?key=nobody")), "key-unknown");
  EXPECT_EQ(ProblemName(Submit(Model(), "?preparation=none")), "parameter-invalid");
  EXPECT_EQ(ProblemName(Submit(Model(), "?level=B-X")), "level-unavailable");
  EXPECT_EQ(ProblemName(Submit(Model(), "?colour=blue")), "parameter-invalid");
  EXPECT_EQ(ProblemName(Submit(Model(), "?preparation=as-is")), "issuer-mismatch");
}

TEST_F(BadInput, OtherContentTypesAreRefused) {
  const auto submit = [](const std::map<std::string, std::string>& headers) {
    return ProblemName(HttpsClient(box().Client("submitter")).Post("/v1/seals", headers, Model()));
  };
  EXPECT_EQ(submit({{"Content-Type", "text/plain"}}), "media-type-unsupported");
  EXPECT_EQ(submit({{"Content-Type", "application/ld+json"}, {"Accept", "image/png"}}),
            "not-acceptable");
}

TEST_F(BadInput, ATruncatedBodyIsSaidToBeTruncated) {
  HttpsClient client(box().Client("submitter"));
  client.SendRaw(
      "POST /v1/seals HTTP/1.1\r\nHost: box\r\nContent-Type: application/ld+json\r\n"
      "Content-Length: 1000\r\n\r\n{\"a\":");
  client.EndSending();
  EXPECT_EQ(ProblemName(client.ReadResponse()), "body-truncated");
}

TEST_F(BadInput, TwoRequestsInOnePacketAreAnsweredInOrder) {
  HttpsClient client(box().Client("operator"));
  client.SendRaw(
      "GET /v1/state HTTP/1.1\r\nHost: box\r\n\r\nGET /v1/nothing HTTP/1.1\r\nHost: box\r\n\r\n");
  EXPECT_EQ(client.ReadResponse().status, 200U);
  EXPECT_EQ(ProblemName(client.ReadResponse()), "no-such-resource");
}

TEST_F(BadInput, RubbishOnTheSealersSocketEndsThatConnectionOnly) {
  namespace asio = boost::asio;
  const std::string rubbish[] = {std::string(64, '\xff'), std::string("\0\0\0\x05hello", 9),
                                 std::string("\0\0\0\0", 4), "GET / HTTP/1.1\r\n\r\n"};
  for (const auto& octets : rubbish) {
    asio::io_context io;
    asio::local::stream_protocol::socket socket(io);
    socket.connect((box().folder() / "run" / "sealer.sock").string());
    asio::write(socket, asio::buffer(octets));
    socket.shutdown(asio::local::stream_protocol::socket::shutdown_send);
    std::string answer;
    boost::system::error_code end;
    asio::read(socket, asio::dynamic_buffer(answer), end);
    EXPECT_LT(answer.size(), 4096U);
  }
}

}  // namespace
}  // namespace signet::test
