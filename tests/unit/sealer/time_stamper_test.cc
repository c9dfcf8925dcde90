#include "appliance/sealer/time_stamper.h"

#include <gmock/gmock.h>

#include "tests/support/error_matcher.h"
#include "tests/unit/sealer/services_fixture.h"

namespace signet::sealer {
namespace {

using namespace std::chrono_literals;
using test::Behaviour;
using testing::ElementsAre;
using testing::IsEmpty;

class TimeStampers : public ServicesFixture {
 protected:
  TimeStamper& stamper() {
    if (!stamper_) {
      stamper_.emplace(
          settings_, 60s, TestFetch(), TestClock(),
          [this](const std::string& authority, const std::string& problem) {
            reported_.push_back(authority + " " + problem);
          },
          TimeStamper::QuotaMemory{before_,
                                   [this](const registry::QuotaUse& use) { before_ = {use}; }});
    }
    return *stamper_;
  }
  seal::TrustedTimeStamp Stamp() {
    const TimeStamper::Examine examine = [this](const seal::TrustedTimeStamp&) {
      return Objection();
    };
    return Await(stamper().Stamp(first_, rest_, examine));
  }
  boost::asio::awaitable<std::optional<TimeStamper::Objection>> Objection() const {
    co_return objection_;
  }
  /// Whose time-stamp it is: 1 or 2.
  std::size_t Whose(const seal::TrustedTimeStamp& stamp) const {
    return stamp.path.front() == Hierarchy().tsa[0].certificate ? 1 : 2;
  }
  Code Refusal() {
    return test::CodeOf([this] { Stamp(); });
  }

  const std::string first_ = "what is stamped,";
  const std::string rest_ = " in two pieces";
  std::vector<AuthoritySettings> settings_ = BothAuthorities();
  std::optional<TimeStamper::Objection> objection_;
  std::vector<std::string> reported_;
  std::vector<registry::QuotaUse> before_;
  std::optional<TimeStamper> stamper_;
};

TEST_F(TimeStampers, AskTheFirstAuthorityOfTheConfiguration) {
  EXPECT_EQ(Whose(Stamp()), 1U);
  EXPECT_EQ(Whose(Stamp()), 1U);
  EXPECT_EQ(services_.Count("/tsa/2"), 0U);
  EXPECT_EQ(stamper().Health().front().stamps, 2U);
}

TEST_F(TimeStampers, AskTheNextWhenOneFailsAndReportALie) {
  const struct {
    Behaviour behaviour;
    const char* reported;  ///< empty: no lie
  } cases[] = {
      {Behaviour::kDown, ""},
      {Behaviour::kSlow, ""},
      {Behaviour::kHttp500, ""},
      {Behaviour::kRejected, ""},
      {Behaviour::kRubbish, "first unreadable"},
      {Behaviour::kEmpty, "first unreadable"},
      {Behaviour::kWrongImprint, "first wrong-imprint"},
      {Behaviour::kWrongNonce, "first wrong-nonce"},
      {Behaviour::kNoNonce, "first wrong-nonce"},
      {Behaviour::kWrongUsage, "first not-sound"},
      {Behaviour::kBadSignature, "first not-sound"},
      {Behaviour::kUntrusted, "first untrusted"},
      {Behaviour::kWrongTime, "first wrong-time"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(NameOf(c.behaviour));
    stamper_.reset();
    reported_.clear();
    services_.Set("/tsa/1", c.behaviour);
    EXPECT_EQ(Whose(Stamp()), 2U);
    if (*c.reported == '\0') {
      EXPECT_THAT(reported_, IsEmpty());
    } else {
      EXPECT_THAT(reported_, ElementsAre(c.reported));
    }
  }
}

TEST_F(TimeStampers, SetAFailedOneAsideAndComeBackToIt) {
  services_.Set("/tsa/1", Behaviour::kDown);
  EXPECT_EQ(Whose(Stamp()), 2U);
  EXPECT_TRUE(stamper().Health().front().set_aside_until);
  services_.Set("/tsa/1", Behaviour::kGood);
  const unsigned asked = services_.Count("/tsa/1");
  EXPECT_EQ(Whose(Stamp()), 2U);
  EXPECT_EQ(services_.Count("/tsa/1"), asked);
  now_ += 2s;
  EXPECT_EQ(Whose(Stamp()), 1U);
  EXPECT_FALSE(stamper().Health().front().set_aside_until);
}

TEST_F(TimeStampers, SetALiarAsideForLonger) {
  services_.Set("/tsa/1", Behaviour::kWrongNonce);
  EXPECT_EQ(Whose(Stamp()), 2U);
  now_ += 30s;
  EXPECT_EQ(Whose(Stamp()), 2U);
  EXPECT_EQ(services_.Count("/tsa/1"), 1U);
}

TEST_F(TimeStampers, WaitTwiceAsLongWithEachFailureButNotForEver) {
  services_.Set("/tsa/1", Behaviour::kDown);
  std::vector<std::chrono::milliseconds> waits;
  for (int i = 0; i < 12; ++i) {
    Stamp();
    const Time until = *stamper().Health().front().set_aside_until;
    waits.push_back(until - now_);
    now_ = until;
  }
  EXPECT_EQ(waits[0], 1s);
  EXPECT_EQ(waits[1], 2s);
  EXPECT_EQ(waits[5], 32s);
  EXPECT_EQ(waits[11], 300s);
}

TEST_F(TimeStampers, AskEvenThoseSetAsideRatherThanNone) {
  services_.Set("/tsa/1", Behaviour::kDown);
  services_.Set("/tsa/2", Behaviour::kDown);
  EXPECT_EQ(Refusal(), Code::kTimeStampUnavailable);
  services_.Set("/tsa/2", Behaviour::kGood);
  EXPECT_EQ(Whose(Stamp()), 2U);
}

TEST_F(TimeStampers, SayWhatEachSaid) {
  services_.Set("/tsa/1", Behaviour::kDown);
  services_.Set("/tsa/2", Behaviour::kRejected);
  const auto error = test::ErrorOf([this] { Stamp(); });
  EXPECT_EQ(error->code(), Code::kTimeStampUnavailable);
  EXPECT_THAT(error->cause(), testing::AllOf(testing::HasSubstr("first: It was not served."),
                                             testing::HasSubstr("second: The authority rejected")));
}

// An authority that disagrees alone lies; if no other agrees with the box, its clock is in doubt.
TEST_F(TimeStampers, DoubtTheClockWhenNoAuthorityAgreesWithIt) {
  services_.Set("/tsa/1", Behaviour::kWrongTime);
  EXPECT_EQ(Whose(Stamp()), 2U);
  services_.Set("/tsa/2", Behaviour::kWrongTime);
  EXPECT_EQ(Refusal(), Code::kClockDisagrees);
  services_.Set("/tsa/1", Behaviour::kDown);
  EXPECT_EQ(Refusal(), Code::kClockDisagrees);
}

TEST_F(TimeStampers, KeepToTheQuotaOfAPeriod) {
  settings_.front().quota = 2;
  settings_.front().period = std::chrono::hours(1);
  EXPECT_EQ(Whose(Stamp()), 1U);
  EXPECT_EQ(Whose(Stamp()), 1U);
  EXPECT_EQ(Whose(Stamp()), 2U);
  EXPECT_TRUE(stamper().Health().front().quota_used_up);
  EXPECT_EQ(services_.Count("/tsa/1"), 2U);
  services_.Set("/tsa/2", Behaviour::kDown);
  EXPECT_EQ(Refusal(), Code::kTimeStampUnavailable);
  EXPECT_EQ(services_.Count("/tsa/1"), 2U);
  now_ += 1h;
  EXPECT_EQ(Whose(Stamp()), 1U);
}

// Some authorities block who asks for more than was agreed, whatever happened to the box meanwhile.
TEST_F(TimeStampers, KeepToTheQuotaAlsoAfterARestart) {
  settings_.front().quota = 2;
  settings_.front().period = std::chrono::hours(1);
  EXPECT_EQ(Whose(Stamp()), 1U);
  stamper_.reset();
  EXPECT_EQ(Whose(Stamp()), 1U);
  stamper_.reset();
  EXPECT_EQ(Whose(Stamp()), 2U);
  now_ += 1h;
  stamper_.reset();
  EXPECT_EQ(Whose(Stamp()), 1U);
}

TEST_F(TimeStampers, AskEachFirstInItsShareOfTheRequests) {
  settings_[0].weight = 3;
  settings_[1].weight = 1;
  std::vector<std::size_t> whose;
  for (int i = 0; i < 8; ++i) whose.push_back(Whose(Stamp()));
  EXPECT_THAT(whose, ElementsAre(1, 1, 2, 1, 1, 1, 2, 1));
}

TEST_F(TimeStampers, GiveAllRequestsToTheOthersWhileOneIsSetAside) {
  settings_[0].weight = 3;
  settings_[1].weight = 1;
  services_.Set("/tsa/1", Behaviour::kWrongNonce);
  for (int i = 0; i < 8; ++i) EXPECT_EQ(Whose(Stamp()), 2U);
  EXPECT_EQ(services_.Count("/tsa/1"), 1U);
}

TEST_F(TimeStampers, HeedAnObjection) {
  objection_ = TimeStamper::Objection{"revoked", "its certificate is revoked."};
  EXPECT_EQ(Refusal(), Code::kTimeStampUnavailable);
  EXPECT_THAT(reported_, ElementsAre("first revoked", "second revoked"));
}

TEST_F(TimeStampers, AskWithTheHashAndPolicyOfTheConfiguration) {
  settings_.front().hash = HashFunction::kSha512;
  settings_.front().policy = "1.3.6.1.4.1.99999.2";
  EXPECT_EQ(Whose(Stamp()), 1U);
  services_.Set("/tsa/1", Behaviour::kWrongPolicy);
  EXPECT_EQ(Whose(Stamp()), 2U);
  EXPECT_THAT(reported_, ElementsAre("first wrong-policy"));
}

TEST_F(TimeStampers, WithoutAuthoritiesHaveNone) {
  settings_.clear();
  EXPECT_TRUE(stamper().empty());
  EXPECT_EQ(Refusal(), Code::kTimeStampUnavailable);
}

}  // namespace
}  // namespace signet::sealer
