// The gateway when the sealer fails it, and when the gateway itself is stopped.

#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <array>
#include <chrono>
#include <csignal>
#include <future>
#include <string>
#include <thread>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/api/gateway_fixture.h"

namespace signet::api::test {
namespace {

using std::chrono::milliseconds;
using wire::Request;

const std::string kState = "GET /v1/state HTTP/1.1\r\nHost: box\r\n\r\n";

class GatewaySealer : public GatewayTest {};

TEST_F(GatewaySealer, OneThatIsSilentTimesOut) {
  settings.limits.sealer_time = milliseconds(100);
  Start();
  sealer_.SetReply([](const Request& request) {
    return request.has_get_state() ? std::nullopt : FakeSealer::Obliging(request);
  });
  HttpsClient client(Client());
  const auto response = client.Get("/v1/state");
  EXPECT_EQ(response.status, 504U);
  EXPECT_EQ(ProblemName(response), "timed-out");
  // Its late answer is nobody's any more.
  const Request late = sealer_.Await(Request::kGetState);
  sealer_.Answer(late, *FakeSealer::Obliging(late));
  EXPECT_EQ(client.Get("/v1/health/ready").status, 200U);
}

TEST_F(GatewaySealer, OneThatDiesFailsWhatIsUnderWayAndIsFoundAgain) {
  Start();
  sealer_.SetReply([](const Request&) { return std::nullopt; });
  HttpsClient client(Client());
  client.SendRaw(kState);
  sealer_.Await(Request::kGetState);
  sealer_.Die();
  const auto lost = client.ReadResponse();
  EXPECT_EQ(lost.status, 503U);
  EXPECT_EQ(ProblemName(lost), "sealer-unreachable");
  EXPECT_EQ(lost.headers.at("retry-after"), "1");
  EXPECT_EQ(ProblemName(client.Get("/v1/state")), "sealer-unreachable");
  EXPECT_EQ(ProblemName(client.Get("/v1/health/ready")), "sealer-unreachable");
  EXPECT_EQ(client.Get("/v1/health/alive").status, 200U);
  EXPECT_EQ(Metric("signet_gateway_sealer_up"), 0);

  sealer_.SetReply(FakeSealer::Obliging);
  sealer_.Rise();
  AwaitSealer();
  EXPECT_EQ(client.Get("/v1/state").status, 200U);
  EXPECT_EQ(Metric("signet_gateway_sealer_connections_made"), 2);
}

TEST_F(GatewaySealer, OneThatTalksRubbishIsConnectedAnew) {
  const std::string cases[] = {std::string(64, '\xff'), std::string("\0\0\0\3\x12\x7F\x0A", 7)};
  Start();
  double made = 1;
  for (const std::string& octets : cases) {
    sealer_.SetReply([](const Request& request) {
      return request.has_get_state() ? std::nullopt : FakeSealer::Obliging(request);
    });
    HttpsClient client(Client());
    client.SendRaw(kState);
    sealer_.Await(Request::kGetState);
    sealer_.SendRubbish(octets);
    EXPECT_EQ(ProblemName(client.ReadResponse()), "sealer-unreachable");
    sealer_.SetReply(FakeSealer::Obliging);
    AwaitSealer();
    EXPECT_EQ(Metric("signet_gateway_sealer_connections_made"), ++made);
    ExpectWell();
    sealer_.Await(Request::kGetState);
  }
}

TEST_F(GatewaySealer, AnAnswerThatDoesNotFitIsAnInternalProblem) {
  Start();
  sealer_.SetReply([](const Request& request) {
    wire::Response response;
    response.mutable_checkpoint()->set_note("x");
    return request.has_get_state() ? std::optional(response) : FakeSealer::Obliging(request);
  });
  const auto response = Get("/v1/state");
  EXPECT_EQ(response.status, 500U);
  EXPECT_EQ(ProblemName(response), "internal");
  EXPECT_NE(response.body.find("urn:uuid:"), std::string::npos);
}

TEST_F(GatewaySealer, ProblemsComeThroughWithTheirCorrelation) {
  Start();
  sealer_.SetReply([](const Request& request) {
    if (!request.has_get_state()) return FakeSealer::Obliging(request);
    wire::Response response;
    response.mutable_problem()->set_code(static_cast<std::uint32_t>(Code::kRoleNotAllowed));
    response.mutable_problem()->set_detail("Ask an operator.");
    response.mutable_problem()->set_correlation("0b5c");
    return std::optional(response);
  });
  const auto response = Get("/v1/state");
  EXPECT_EQ(response.status, 403U);
  EXPECT_EQ(ProblemName(response), "role-not-allowed");
  EXPECT_NE(response.body.find("urn:uuid:0b5c"), std::string::npos);
}

TEST_F(GatewaySealer, AnswersOfManyClientsFindTheirWay) {
  Start();
  sealer_.SetReply([](const Request& request) {
    auto response = FakeSealer::Obliging(request);
    if (request.has_get_seal()) response->mutable_seal_info()->set_key(request.get_seal().seal());
    return response;
  });
  std::vector<std::jthread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([this, i] {
      HttpsClient client(Client());
      for (int j = 0; j < 50; ++j) {
        const std::string id = std::to_string(i) + "-" + std::to_string(j);
        const auto response = client.Get("/v1/seals/" + id);
        EXPECT_NE(response.body.find("\"key\":\"" + id + "\""), std::string::npos);
      }
    });
  }
}

TEST_F(GatewaySealer, StoppingAnswersWhatIsUnderWayAndEndsTheRest) {
  Start();
  sealer_.SetReply([](const Request& request) {
    return request.has_get_state() ? std::nullopt : FakeSealer::Obliging(request);
  });
  BareConnection idle(Client());
  HttpsClient busy(Client());
  busy.SendRaw(kState);
  const Request held = sealer_.Await(Request::kGetState);
  auto stopped = std::async(std::launch::async, [this] { return gateway_->Stop(); });
  EXPECT_EQ(idle.ReadToEnd(), "");  // Stop() has begun
  sealer_.Answer(held, *FakeSealer::Obliging(held));
  const auto response = busy.ReadResponse();
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.headers.at("connection"), "close");
  EXPECT_TRUE(stopped.get());
  EXPECT_THROW(HttpsClient{Client()}, std::runtime_error);
}

TEST_F(GatewaySealer, StoppingCutsOffWhatDoesNotEnd) {
  settings.limits.shutdown_time = milliseconds(100);
  Start();
  sealer_.SetReply([](const Request&) { return std::nullopt; });
  HttpsClient busy(Client());
  busy.SendRaw(kState);
  sealer_.Await(Request::kGetState);
  EXPECT_FALSE(gateway_->Stop());
  gateway_.reset();
  EXPECT_THROW(busy.ReadResponse(), std::runtime_error);
}

TEST_F(GatewaySealer, SettingsThatCannotWorkAreNamed) {
  const struct {
    const char* rule;
    void (*change)(Settings&);
    Code code;
  } cases[] = {
      {"no certificate", [](Settings& s) { s.certificate = "/nothing.pem"; }, Code::kFileUnusable},
      {"key of another certificate",
       [](Settings& s) { s.key = s.key.parent_path() / "client.key"; }, Code::kFileUnusable},
      {"no address", [](Settings& s) { s.address = "nowhere"; }, Code::kNetworkFailed},
      {"socket in no folder", [](Settings& s) { s.local_socket = "/nothing/gateway.sock"; },
       Code::kFileUnusable},
  };
  for (const auto& [rule, change, code] : cases) {
    Settings changed = settings;
    change(changed);
    EXPECT_EQ(signet::test::CodeOf([&changed] { Gateway gateway(changed); }), code) << rule;
  }
}

/// The socket on which systemd would be told (sd_notify(3)).
class NotifySocket {
 public:
  explicit NotifySocket(const std::string& path)
      : socket_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  std::string Await() const {
    std::array<char, 64> text{};
    const auto length = recv(socket_.get(), text.data(), text.size(), 0);
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
  }

 private:
  FileDescriptor socket_;
};

TEST_F(GatewaySealer, TheProgramTellsSystemdAndEndsWithZeroAfterTheLastAnswer) {
  const std::string files = SharedFiles().folder.path();
  WriteFile(folder_ / "gateway.toml",
            "[listen]\naddress = \"127.0.0.1\"\nport = 0\nport_file = \"port\"\ncertificate = \"" +
                files + "/server.pem\"\nkey = \"" + files + "/server.key\"\n" +
                "[local]\nsocket = \"gateway.sock\"\n[sealer]\nsocket = \"sealer.sock\"\n" +
                "[process]\npid_file = \"pid\"\n",
            FileMode::kPrivate);
  const NotifySocket notify(folder_ / "notify");
  const std::string notify_variable = "NOTIFY_SOCKET=" + (folder_ / "notify").string();
  std::string program = SIGNET_BIN_DIR "/signet-gateway";
  std::string option = "--config";
  std::string config = folder_ / "gateway.toml";
  char* arguments[] = {program.data(), option.data(), config.data(), nullptr};
  char* variables[] = {const_cast<char*>(notify_variable.c_str()), nullptr};
  pid_t pid = -1;
  ASSERT_EQ(posix_spawn(&pid, program.c_str(), nullptr, nullptr, arguments, variables), 0);
  EXPECT_EQ(notify.Await(), "READY=1");
  EXPECT_EQ(ReadFile(folder_ / "pid"), std::to_string(pid) + "\n");
  AwaitSealer();

  sealer_.SetReply([](const Request&) { return std::nullopt; });
  ClientFiles files_of_client;
  files_of_client.port = static_cast<unsigned short>(std::stoi(ReadFile(folder_ / "port")));
  files_of_client.ca = files + "/ca.pem";
  files_of_client.certificate = files + "/client.pem";
  files_of_client.key = files + "/client.key";
  {
    HttpsClient client(files_of_client);
    client.SendRaw(kState);
    const Request held = sealer_.Await(Request::kGetState);
    kill(pid, SIGTERM);
    EXPECT_EQ(notify.Await(), "STOPPING=1");
    sealer_.Answer(held, *FakeSealer::Obliging(held));
    EXPECT_EQ(client.ReadResponse().status, 200U);
  }
  int status = 0;
  ASSERT_EQ(waitpid(pid, &status, 0), pid);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_FALSE(std::filesystem::exists(folder_ / "pid"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "gateway.sock"));
}

}  // namespace
}  // namespace signet::api::test
