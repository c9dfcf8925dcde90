// What the sealer asks the gateway to fetch (WIRE.md), from real servers on loopback that behave
// and misbehave.

#include "api/relay.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <string>
#include <vector>

#include "appliance/base/file.h"
#include "tests/support/services/made_hierarchy.h"
#include "tests/support/services/test_services.h"
#include "tests/unit/api/gateway_fixture.h"

namespace signet::api::test {
namespace {

namespace asio = boost::asio;
using signet::test::Behaviour;
using signet::test::MakeHierarchy;
using signet::test::TestServices;
using wire::Fetch;
using wire::Fetched;

class RelayTest : public testing::Test {
 protected:
  RelayTest() { settings_.allow = {*RelayTarget::Read(services_.Url("/"))}; }

  static wire::Fetch Question(Fetch::Kind kind, const std::string& url,
                              unsigned time_limit_ms = 5000) {
    wire::Fetch question;
    question.set_kind(kind);
    question.set_url(url);
    question.set_time_limit_ms(time_limit_ms);
    return question;
  }
  wire::Fetch CrlQuestion() const {
    return Question(Fetch::CRL, services_.Url("/crl/seal-ca.crl"));
  }

  Relay& relay() {
    if (!relay_) relay_ = std::make_unique<Relay>(io_.get_executor(), settings_);
    return *relay_;
  }

  /// All at once.
  std::vector<Fetched> Ask(const std::vector<wire::Fetch>& questions) {
    std::vector<std::future<Fetched>> asked;
    for (const auto& question : questions) {
      asked.push_back(asio::co_spawn(io_, relay().Fetch(question), asio::use_future));
    }
    io_.restart();
    io_.run();
    std::vector<Fetched> out;
    for (auto& future : asked) out.push_back(future.get());
    return out;
  }
  Fetched Ask(const wire::Fetch& question) { return Ask(std::vector{question}).front(); }

  TestServices services_{MakeHierarchy(), 0, SystemNow};
  RelaySettings settings_;
  asio::io_context io_{1};
  std::unique_ptr<Relay> relay_;
};

TEST_F(RelayTest, BringsWhatTheServerSays) {
  const Fetched crl = Ask(CrlQuestion());
  EXPECT_EQ(crl.failure(), Fetched::NONE) << crl.detail();
  EXPECT_GT(crl.body().size(), 100U);
}

TEST_F(RelayTest, FetchesOnlyWhatItsOwnConfigurationAllows) {
  settings_.allow = {*RelayTarget::Read(services_.Url("/tsa"))};
  EXPECT_EQ(Ask(CrlQuestion()).failure(), Fetched::NOT_ALLOWED);
  EXPECT_EQ(Ask(Question(Fetch::CRL, "http://127.0.0.1:1/crl")).failure(), Fetched::NOT_ALLOWED);
  EXPECT_EQ(Ask(Question(Fetch::NOTHING, services_.Url("/tsa/1"))).failure(), Fetched::NOT_ALLOWED);
  EXPECT_EQ(Ask(Question(Fetch::CRL, "nonsense")).failure(), Fetched::NOT_ALLOWED);
  EXPECT_EQ(services_.answers().Count("/crl/seal-ca.crl"), 0U);
}

TEST_F(RelayTest, TellsEveryFaultApart) {
  const struct {
    Behaviour behaviour;
    Fetched::Failure expected;
  } cases[] = {
      {Behaviour::kDown, Fetched::UNREACHABLE},    {Behaviour::kHttp500, Fetched::NOT_SERVED},
      {Behaviour::kRedirect, Fetched::NOT_SERVED}, {Behaviour::kHuge, Fetched::TOO_LARGE},
      {Behaviour::kSlow, Fetched::TIMED_OUT},      {Behaviour::kRubbish, Fetched::NONE},
      {Behaviour::kGood, Fetched::NONE},
  };
  settings_.crl = 1U << 20U;
  for (const auto& c : cases) {
    services_.answers().Set("/crl/seal-ca.crl", c.behaviour);
    wire::Fetch question = CrlQuestion();
    if (c.behaviour == Behaviour::kSlow) question.set_time_limit_ms(50);
    EXPECT_EQ(Ask(question).failure(), c.expected) << NameOf(c.behaviour);
  }
}

TEST_F(RelayTest, TakesTimeStampsAndOcspResponsesUnderTheirOwnMediaTypeOnly) {
  for (const char* path : {"/tsa/1", "/ocsp"}) {
    services_.answers().Set(path, Behaviour::kWrongType);
    const auto kind = std::string(path) == "/ocsp" ? Fetch::OCSP : Fetch::TIME_STAMP;
    EXPECT_EQ(Ask(Question(kind, services_.Url(path))).failure(), Fetched::NOT_SERVED) << path;
    services_.answers().Set(path, Behaviour::kRubbish);
    EXPECT_EQ(Ask(Question(kind, services_.Url(path))).failure(), Fetched::NONE) << path;
  }
}

TEST_F(RelayTest, BringsTrustedListsOfTheirOwnSizeUnderAnyMediaType) {
  services_.answers().Publish("/lists/eu-lotl.xml", std::string(20'000, 'x'));
  const wire::Fetch question = Question(Fetch::TRUSTED_LIST, services_.Url("/lists/eu-lotl.xml"));
  settings_.crl = 1024;
  EXPECT_EQ(Ask(question).body().size(), 20'000U);
  relay_.reset();
  settings_.trusted_list = 19'999;
  EXPECT_EQ(Ask(question).failure(), Fetched::TOO_LARGE);
  EXPECT_EQ(Ask(Question(Fetch::TRUSTED_LIST, services_.Url("/lists/absent.xml"))).failure(),
            Fetched::NOT_SERVED);
}

TEST_F(RelayTest, FindsAServerUnreachableThatIsNotThere) {
  settings_.allow = {*RelayTarget::Read("http://127.0.0.1:1/")};
  EXPECT_EQ(Ask(Question(Fetch::CRL, "http://127.0.0.1:1/crl")).failure(), Fetched::UNREACHABLE);
}

// Each way to end gives the place in the host's pool back: with one place, the next is served.
TEST_F(RelayTest, APlaceIsFreeAgainHoweverItsConnectionEnded) {
  settings_.connections = 1;
  settings_.crl = 1U << 20U;
  for (const Behaviour behaviour : {Behaviour::kDown, Behaviour::kHttp500, Behaviour::kHuge,
                                    Behaviour::kSlow, Behaviour::kRubbish}) {
    services_.answers().Set("/crl/seal-ca.crl", behaviour);
    wire::Fetch question = CrlQuestion();
    if (behaviour == Behaviour::kSlow) question.set_time_limit_ms(50);
    Ask(std::vector(3, question));
    services_.answers().Set("/crl/seal-ca.crl", Behaviour::kGood);
    EXPECT_EQ(Ask(CrlQuestion()).failure(), Fetched::NONE) << NameOf(behaviour);
  }
}

TEST_F(RelayTest, ShareConnectionsAndAllAreServed) {
  settings_.connections = 2;
  for (const Fetched& answer : Ask(std::vector(40, CrlQuestion()))) {
    EXPECT_EQ(answer.failure(), Fetched::NONE) << answer.detail();
  }
  EXPECT_LE(services_.connections(), 2U);
  // The next one finds a connection that is still there.
  EXPECT_EQ(Ask(CrlQuestion()).failure(), Fetched::NONE);
  EXPECT_LE(services_.connections(), 2U);
}

TEST_F(RelayTest, AWaitForAConnectionCountsIntoTheTime) {
  settings_.connections = 1;
  services_.answers().Set("/crl/seal-ca.crl", Behaviour::kSlow);
  wire::Fetch question = CrlQuestion();
  question.set_time_limit_ms(50);
  for (const Fetched& answer : Ask({question, question, question})) {
    EXPECT_EQ(answer.failure(), Fetched::TIMED_OUT);
  }
  services_.answers().Set("/crl/seal-ca.crl", Behaviour::kGood);
  EXPECT_EQ(Ask(CrlQuestion()).failure(), Fetched::NONE);
}

TEST_F(RelayTest, AConnectionThatTheServerEndedIsMadeAgain) {
  EXPECT_EQ(Ask(CrlQuestion()).failure(), Fetched::NONE);
  services_.EndConnections();
  EXPECT_EQ(Ask(CrlQuestion()).failure(), Fetched::NONE);
}

TEST_F(RelayTest, HasALimitOfQuestionsUnderWay) {
  settings_.under_way = 1;
  const auto answers = Ask({CrlQuestion(), CrlQuestion()});
  EXPECT_EQ(answers[0].failure(), Fetched::NONE);
  EXPECT_EQ(answers[1].failure(), Fetched::OVERLOADED);
}

// Over the gateway's own connection to the sealer, as in a box.
class GatewayRelay : public GatewayTest {
 protected:
  Fetched Ask(const std::string& url) {
    wire::Request id;
    id.set_id(++last_id_);
    wire::Response question;
    question.mutable_fetch()->set_kind(Fetch::CRL);
    question.mutable_fetch()->set_url(url);
    question.mutable_fetch()->set_time_limit_ms(5000);
    sealer_.Answer(id, question);
    const wire::Request answer = sealer_.Await(wire::Request::kFetched);
    EXPECT_EQ(answer.id(), last_id_);
    return answer.fetched();
  }

 private:
  std::uint64_t last_id_ = 100;
};

TEST_F(GatewayRelay, AnswersTheSealersQuestionsBesidesItsOwn) {
  const TestServices services(MakeHierarchy(), 0, SystemNow);
  settings.relay.allow = {*RelayTarget::Read(services.Url("/crl"))};
  Start();
  EXPECT_EQ(Ask(services.Url("/crl/seal-ca.crl")).failure(), Fetched::NONE);
  EXPECT_EQ(Ask(services.Url("/ocsp")).failure(), Fetched::NOT_ALLOWED);
  ExpectWell();
}

TEST_F(GatewayRelay, StopsAlthoughAQuestionIsUnderWay) {
  TestServices services(MakeHierarchy(), 0, SystemNow);
  services.answers().Set("/ocsp", Behaviour::kSlow);
  settings.relay.allow = {*RelayTarget::Read(services.Url("/"))};
  settings.relay.time = std::chrono::hours(1);
  Start();
  wire::Response question;
  question.mutable_fetch()->set_kind(Fetch::OCSP);
  question.mutable_fetch()->set_url(services.Url("/ocsp"));
  question.mutable_fetch()->set_time_limit_ms(3'600'000);
  sealer_.Answer(wire::Request(), question);
  while (services.answers().Count("/ocsp") == 0) {
  }
  EXPECT_TRUE(gateway_->Stop());
}

// The gateway is itself a server with a certificate of the test's authority.
TEST_F(GatewayRelay, ChecksTheCertificateOfAnHttpsServer) {
  Start();
  const std::string url =
      "https://127.0.0.1:" + std::to_string(gateway_->port()) + "/v1/health/alive";
  RelaySettings relay;
  relay.allow = {*RelayTarget::Read(url)};
  for (const bool trusted : {true, false}) {
    if (trusted) relay.ca = SharedFiles().folder / "ca.pem";
    if (!trusted) relay.ca.reset();
    asio::io_context io;
    Relay client(io.get_executor(), relay);
    wire::Fetch question;
    question.set_kind(Fetch::CRL);
    question.set_url(url);
    question.set_time_limit_ms(5000);
    auto answer = asio::co_spawn(io, client.Fetch(question), asio::use_future);
    io.run();
    EXPECT_EQ(answer.get().failure(), trusted ? Fetched::NONE : Fetched::UNREACHABLE);
  }
}

}  // namespace
}  // namespace signet::api::test
