#include "appliance/seal/revocation_value.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "appliance/seal/ocsp_request.h"
#include "appliance/seal/revocation_urls.h"
#include "tests/support/services/made_hierarchy.h"
#include "tests/support/services/service_answers.h"
#include "tests/support/test_certificates.h"

namespace signet::seal {
namespace {

using test::Behaviour;
using namespace std::chrono_literals;

const test::ServiceHierarchy& Hierarchy() {
  static const test::ServiceHierarchy hierarchy = test::MakeHierarchy();
  return hierarchy;
}

class RevocationValues : public testing::Test {
 protected:
  std::variant<RevocationValue, UnusableAnswer> Ocsp(Behaviour behaviour, Time at) const {
    const Bytes request = MakeOcspRequest(seal_, issuer_);
    const std::string answer = services_.Answer("/ocsp", AsText(request), behaviour).body;
    return ReadOcspAnswer(AsBytes(answer), seal_, issuer_, {at, 24h, 60s});
  }
  std::variant<RevocationValue, UnusableAnswer> List(Behaviour behaviour, Time at) const {
    const std::string answer = services_.Answer("/crl/seal-ca.crl", "", behaviour).body;
    return ReadCrlAnswer(AsBytes(answer), Hierarchy().responder.certificate, issuer_,
                         {at, 24h, 60s});
  }
  static std::string Verdict(const std::variant<RevocationValue, UnusableAnswer>& read) {
    const auto* const value = std::get_if<RevocationValue>(&read);
    if (value == nullptr) return "unusable";
    if (value->status.state == RevocationState::kGood) return "good";
    return value->status.state == RevocationState::kRevoked ? "revoked" : "unknown";
  }

  const Time now_ = SystemNow();
  const Certificate issuer_ = Hierarchy().issuer.certificate;
  const Certificate seal_ =
      test::IssueSealCertificate(Hierarchy(), test::TestKey(test::KeyKind::kP256, 1));
  test::ServiceAnswers services_{Hierarchy(), [this] { return now_; }};
};

TEST_F(RevocationValues, OfAResponderTellTheStatusAndWhoSaysSo) {
  const auto read = Ocsp(Behaviour::kGood, now_);
  const auto& value = std::get<RevocationValue>(read);
  EXPECT_EQ(value.status.state, RevocationState::kGood);
  ASSERT_TRUE(value.responder);
  EXPECT_EQ(*value.responder, Hierarchy().responder.certificate);
}

TEST_F(RevocationValues, OfAResponderAreUnusableWhenTheyProveNothing) {
  const struct {
    Behaviour behaviour;
    const char* expected;
  } cases[] = {
      {Behaviour::kRubbish, "unusable"},   {Behaviour::kEmpty, "unusable"},
      {Behaviour::kTryLater, "unusable"},  {Behaviour::kOtherCertificate, "unusable"},
      {Behaviour::kUntrusted, "unusable"}, {Behaviour::kBadSignature, "unusable"},
      {Behaviour::kStale, "unusable"},     {Behaviour::kRevoked, "revoked"},
      {Behaviour::kUnknown, "unknown"},    {Behaviour::kGood, "good"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Verdict(Ocsp(c.behaviour, now_)), c.expected) << NameOf(c.behaviour);
  }
}

TEST_F(RevocationValues, OfAListAreUnusableWhenTheyProveNothing) {
  const struct {
    Behaviour behaviour;
    const char* expected;
  } cases[] = {
      {Behaviour::kRubbish, "unusable"}, {Behaviour::kBadSignature, "unusable"},
      {Behaviour::kStale, "unusable"},   {Behaviour::kRevoked, "revoked"},
      {Behaviour::kGood, "good"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Verdict(List(c.behaviour, now_)), c.expected) << NameOf(c.behaviour);
  }
}

TEST_F(RevocationValues, CountFromThisUpdateToNextUpdate) {
  EXPECT_EQ(Verdict(Ocsp(Behaviour::kGood, now_ + 59min)), "good");
  EXPECT_EQ(Verdict(Ocsp(Behaviour::kGood, now_ + 61min)), "unusable");
  EXPECT_EQ(Verdict(Ocsp(Behaviour::kGood, now_ - 30s)), "good");
  EXPECT_EQ(Verdict(Ocsp(Behaviour::kGood, now_ - 5min)), "unusable");
}

TEST_F(RevocationValues, WithoutNextUpdateCountForTheLongestAge) {
  RevocationStatus status;
  status.this_update = now_;
  EXPECT_EQ(EndOf(status, {now_, 24h, 60s}), now_ + 24h);
  status.next_update = now_ + 1h;
  EXPECT_EQ(EndOf(status, {now_, 24h, 60s}), now_ + 1h);
}

TEST_F(RevocationValues, AreFoundWhereTheCertificateSays) {
  EXPECT_EQ(OcspUrls(seal_), std::vector<std::string>{"http://services.test.invalid/ocsp"});
  EXPECT_EQ(CrlUrls(seal_),
            std::vector<std::string>{"http://services.test.invalid/crl/seal-ca.crl"});
  EXPECT_TRUE(OcspUrls(issuer_).empty());
  EXPECT_TRUE(CrlUrls(issuer_).empty());
}

}  // namespace
}  // namespace signet::seal
