// What comes back from a time-stamp authority, good and bent in every way that RFC 3161 2.4.2 wants
// noticed.

#include "appliance/seal/time_stamp_response.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "tests/support/services/made_hierarchy.h"
#include "tests/support/services/service_answers.h"

namespace signet::seal {
namespace {

using test::Behaviour;
using namespace std::chrono_literals;

const std::string kContent = "what is to be stamped";

const test::ServiceHierarchy& Hierarchy() {
  static const test::ServiceHierarchy hierarchy = test::MakeHierarchy();
  return hierarchy;
}

class TimeStampResponse : public testing::Test {
 protected:
  std::string Answer(Behaviour behaviour) {
    return services_.Answer("/tsa/1", AsText(request_.Encode()), behaviour).body;
  }
  std::variant<TrustedTimeStamp, RefusedTimeStamp> Read(const std::string& response) const {
    return ReadTimeStampResponse(AsBytes(response), request_, {{anchor_}, now_, now_, 60s});
  }
  std::string Verdict(const std::string& response) const {
    const auto read = Read(response);
    const auto* const refused = std::get_if<RefusedTimeStamp>(&read);
    return refused == nullptr ? "trusted" : std::string(NameOf(refused->problem));
  }

  const Time now_ = SystemNow();
  Certificate anchor_ = Hierarchy().tsa_issuer.certificate;
  test::ServiceAnswers services_{Hierarchy(), [this] { return now_; }};
  TimeStampRequest request_ = NewTimeStampRequest(
      HashFunction::kSha256, Hash(HashFunction::kSha256, {AsBytes(kContent)}), "");
};

TEST_F(TimeStampResponse, GivesATokenThatMayBeReliedOn) {
  const auto read = Read(Answer(Behaviour::kGood));
  const auto& stamp = std::get<TrustedTimeStamp>(read);
  EXPECT_EQ(std::chrono::floor<std::chrono::seconds>(stamp.time),
            std::chrono::floor<std::chrono::seconds>(now_));
  ASSERT_EQ(stamp.path.size(), 2U);
  EXPECT_EQ(stamp.path.front(), Hierarchy().tsa.front().certificate);
  EXPECT_EQ(stamp.path.back(), anchor_);
  // The token as it came: the end of the response.
  const std::string response = Answer(Behaviour::kGood);
  const auto again = Read(response);
  EXPECT_TRUE(response.ends_with(AsText(std::get<TrustedTimeStamp>(again).token)));
}

TEST_F(TimeStampResponse, IsRefusedForEveryLie) {
  const struct {
    Behaviour behaviour;
    const char* expected;
  } cases[] = {
      {Behaviour::kRubbish, "unreadable"},
      {Behaviour::kEmpty, "unreadable"},
      {Behaviour::kHuge, "unreadable"},
      {Behaviour::kRejected, "rejected"},
      {Behaviour::kWrongImprint, "wrong-imprint"},
      {Behaviour::kWrongNonce, "wrong-nonce"},
      {Behaviour::kNoNonce, "wrong-nonce"},
      {Behaviour::kWrongUsage, "not-sound"},
      {Behaviour::kBadSignature, "not-sound"},
      {Behaviour::kUntrusted, "untrusted"},
      {Behaviour::kWrongTime, "wrong-time"},
      {Behaviour::kGood, "trusted"},
  };
  for (const auto& c : cases) EXPECT_EQ(Verdict(Answer(c.behaviour)), c.expected) << c.expected;
}

TEST_F(TimeStampResponse, BearsThePolicyThatWasAskedFor) {
  request_.policy = "1.3.6.1.4.1.99999.2";
  EXPECT_EQ(Verdict(Answer(Behaviour::kGood)), "trusted");
  EXPECT_EQ(Verdict(Answer(Behaviour::kWrongPolicy)), "wrong-policy");
  request_.policy = "no identifier";
  EXPECT_THROW(request_.Encode(), Error);
}

TEST_F(TimeStampResponse, IsForItsOwnRequestAlone) {
  const std::string response = Answer(Behaviour::kGood);
  request_ = NewTimeStampRequest(HashFunction::kSha256, request_.imprint, "");
  EXPECT_EQ(Verdict(response), "wrong-nonce");
  request_ = NewTimeStampRequest(HashFunction::kSha512,
                                 Hash(HashFunction::kSha512, {AsBytes(kContent)}), "");
  EXPECT_EQ(Verdict(response), "wrong-imprint");
  EXPECT_EQ(Verdict(Answer(Behaviour::kGood)), "trusted");
}

TEST_F(TimeStampResponse, IsOfUseOnlyWithTheAuthoritysAnchor) {
  anchor_ = Hierarchy().issuer.certificate;
  EXPECT_EQ(Verdict(Answer(Behaviour::kGood)), "untrusted");
  // A time-stamp unit's own certificate may be the anchor, as in trusted lists.
  anchor_ = Hierarchy().tsa.front().certificate;
  EXPECT_EQ(Verdict(Answer(Behaviour::kGood)), "trusted");
}

TEST_F(TimeStampResponse, MayRestOnThePathOfAnEarlierOneByTheSameAuthority) {
  const auto path = std::get<TrustedTimeStamp>(Read(Answer(Behaviour::kGood))).path;
  const auto verdict = [&](Behaviour behaviour, std::vector<Certificate> known) {
    const auto read = ReadTimeStampResponse(AsBytes(Answer(behaviour)), request_,
                                            {{}, now_, now_, 60s, std::move(known)});
    const auto* const refused = std::get_if<RefusedTimeStamp>(&read);
    return refused == nullptr ? "trusted" : std::string(NameOf(refused->problem));
  };
  EXPECT_EQ(verdict(Behaviour::kGood, path), "trusted");
  EXPECT_EQ(verdict(Behaviour::kGood, {}), "untrusted");
  EXPECT_EQ(verdict(Behaviour::kUntrusted, path), "untrusted");
  EXPECT_EQ(verdict(Behaviour::kBadSignature, path), "not-sound");
}

TEST_F(TimeStampResponse, MayBeOffByTheToleranceAndNoMore) {
  const std::string response = Answer(Behaviour::kGood);
  const auto verdict = [&](Time asked, Time answered) {
    const auto read =
        ReadTimeStampResponse(AsBytes(response), request_, {{anchor_}, asked, answered, 60s});
    return std::holds_alternative<TrustedTimeStamp>(read);
  };
  EXPECT_TRUE(verdict(now_ - 50s, now_ - 50s));
  EXPECT_TRUE(verdict(now_ + 50s, now_ + 50s));
  EXPECT_FALSE(verdict(now_ - 70s, now_ - 62s));
  EXPECT_FALSE(verdict(now_ + 62s, now_ + 70s));
  // A slow answer is no fault of the clock.
  EXPECT_TRUE(verdict(now_ - 300s, now_ + 300s));
}

TEST_F(TimeStampResponse, IsUnreadableWithAnOctetMoreOrLess) {
  const std::string response = Answer(Behaviour::kGood);
  EXPECT_EQ(Verdict(response + "x"), "unreadable");
  for (std::size_t size = 0; size < response.size(); size += 7) {
    EXPECT_EQ(Verdict(response.substr(0, size)), "unreadable") << size;
  }
}

TEST(TimeStampRequest, HasAPositiveNonceOfItsOwn) {
  const Bytes imprint(32, 7);
  const auto one = NewTimeStampRequest(HashFunction::kSha256, imprint, "");
  const auto other = NewTimeStampRequest(HashFunction::kSha256, imprint, "");
  EXPECT_NE(one.nonce, other.nonce);
  EXPECT_GE(one.nonce.size(), 8U);
  EXPECT_GT(one.nonce.front(), 0);
  EXPECT_LT(one.nonce.front(), 0x80);
  EXPECT_EQ(one.Encode(), one.Encode());
}

}  // namespace
}  // namespace signet::seal
