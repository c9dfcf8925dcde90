#include "appliance/sealer/revocation_service.h"

#include <gmock/gmock.h>

#include "appliance/base/encoding.h"
#include "appliance/sealer/level_raiser.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_certificates.h"
#include "tests/unit/sealer/services_fixture.h"

namespace signet::sealer {
namespace {

using namespace std::chrono_literals;
using seal::RevocationState;
using seal::RevocationValue;
using test::Behaviour;

class Revocation : public ServicesFixture {
 protected:
  RevocationService& service() {
    if (!service_) service_.emplace(io_.get_executor(), settings_, TestFetch(), TestClock());
    return *service_;
  }
  RevocationService::Value Value() { return Await(service().ValueOf(seal_, issuer_)); }
  unsigned Asked() const { return services_.Count("/ocsp") + services_.Count("/crl/seal-ca.crl"); }

  const Certificate issuer_ = Hierarchy().issuer.certificate;
  const Certificate seal_ =
      test::IssueSealCertificate(Hierarchy(), test::TestKey(test::KeyKind::kP256, 1));
  RevocationSettings settings_;
  std::optional<RevocationService> service_;
};

TEST_F(Revocation, IsAskedOfTheResponderFirst) {
  const auto value = Value();
  EXPECT_EQ(value->kind, RevocationValue::Kind::kOcsp);
  EXPECT_EQ(value->status.state, RevocationState::kGood);
  EXPECT_EQ(services_.Count("/crl/seal-ca.crl"), 0U);
}

TEST_F(Revocation, IsLookedUpInTheListWhenTheResponderGivesNothingUsable) {
  for (const Behaviour behaviour :
       {Behaviour::kDown, Behaviour::kSlow, Behaviour::kHttp500, Behaviour::kRubbish,
        Behaviour::kTryLater, Behaviour::kStale, Behaviour::kUntrusted, Behaviour::kBadSignature,
        Behaviour::kOtherCertificate}) {
    service_.reset();
    services_.Set("/ocsp", behaviour);
    EXPECT_EQ(Value()->kind, RevocationValue::Kind::kCrl) << NameOf(behaviour);
  }
}

TEST_F(Revocation, ThatCannotBeToldIsAnError) {
  services_.Set("/ocsp", Behaviour::kDown);
  for (const Behaviour behaviour :
       {Behaviour::kDown, Behaviour::kRubbish, Behaviour::kStale, Behaviour::kBadSignature}) {
    services_.Set("/crl/seal-ca.crl", behaviour);
    const auto error = test::ErrorOf([this] { Value(); });
    EXPECT_EQ(error->code(), Code::kValidationDataUnavailable) << NameOf(behaviour);
    EXPECT_THAT(error->cause(), testing::HasSubstr("/crl/seal-ca.crl"));
  }
  services_.Set("/crl/seal-ca.crl", Behaviour::kGood);
  EXPECT_EQ(Value()->status.state, RevocationState::kGood) << "a failure is not kept";
}

TEST_F(Revocation, OfACertificateThatNamesNobodyCannotBeTold) {
  const auto error = test::ErrorOf([this] { Await(service().ValueOf(issuer_, issuer_)); });
  EXPECT_EQ(error->code(), Code::kValidationDataUnavailable);
}

TEST_F(Revocation, IsTheAnswersOwn) {
  services_.Set("/ocsp", Behaviour::kRevoked);
  EXPECT_EQ(Value()->status.state, RevocationState::kRevoked);
  service_.reset();
  services_.Set("/ocsp", Behaviour::kUnknown);
  EXPECT_EQ(Value()->status.state, RevocationState::kUnknown);
}

TEST_F(Revocation, AnswersAreKeptAsLongAsTheySayAndPolicyAllows) {
  Value();
  now_ += 59min;
  Value();
  EXPECT_EQ(Asked(), 1U);
  now_ += 2min;
  Value();
  EXPECT_EQ(Asked(), 2U) << "nextUpdate was after an hour";
  settings_.keep = 5min;
  service_.reset();
  Value();
  now_ += 6min;
  Value();
  EXPECT_EQ(Asked(), 4U);
}

TEST_F(Revocation, OneFetchServesAllWhoAskAtOnce) {
  std::vector<std::future<RevocationService::Value>> asked;
  for (int i = 0; i < 50; ++i) asked.push_back(Begin(service().ValueOf(seal_, issuer_)));
  Run();
  for (auto& value : asked) EXPECT_EQ(value.get()->status.state, RevocationState::kGood);
  EXPECT_EQ(Asked(), 1U);
}

TEST_F(Revocation, ThoseWhoWaitedForAFailureTryThemselves) {
  services_.Set("/ocsp", Behaviour::kDown);
  services_.Set("/crl/seal-ca.crl", Behaviour::kDown);
  std::vector<std::future<RevocationService::Value>> asked;
  for (int i = 0; i < 5; ++i) asked.push_back(Begin(service().ValueOf(seal_, issuer_)));
  Run();
  for (auto& value : asked) EXPECT_THROW(value.get(), Error);
}

TEST_F(Revocation, ValuesOfAPathHaveWhatLaterYearsNeed) {
  seal::ValidationValues values;
  EXPECT_FALSE(Await(service().Collect({seal_, issuer_}, values)));
  const std::string certificates = ToString(*DecodeBase64Url(values.CertificatesEntry()));
  const std::string revocation = ToString(*DecodeBase64Url(values.RevocationEntry()));
  EXPECT_THAT(certificates, testing::HasSubstr(EncodeBase64(seal_.der())));
  EXPECT_THAT(certificates,
              testing::HasSubstr(EncodeBase64(Hierarchy().responder.certificate.der())));
  EXPECT_THAT(certificates, testing::Not(testing::HasSubstr(EncodeBase64(issuer_.der()))))
      << "an anchor is the validator's";
  EXPECT_THAT(revocation,
              testing::AllOf(testing::HasSubstr("ocspVals"), testing::HasSubstr("crlVals")))
      << "the responder's own status";
}

TEST_F(Revocation, OfAResponderCountsToo) {
  services_.Set("/crl/seal-ca.crl", Behaviour::kRevoked);
  seal::ValidationValues values;
  const auto found = Await(service().Collect({seal_, issuer_}, values));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->certificate, Hierarchy().responder.certificate);
}

class Raiser : public Revocation {
 protected:
  LevelRaiser& raiser() {
    if (!raiser_) {
      stamper_.emplace(
          authorities_, 60s, TestFetch(), TestClock(),
          [this](const std::string&, const std::string& problem) { reported_.push_back(problem); },
          TimeStamper::QuotaMemory());
      raiser_.emplace(*stamper_, service(), anchors_, TestClock());
    }
    return *raiser_;
  }
  Code Refusal() {
    return test::CodeOf([this] {
      auto done = boost::asio::co_spawn(io_, raiser().RequireGood(chain_), boost::asio::use_future);
      Run();
      done.get();
    });
  }

  const std::vector<Certificate> chain_ = {seal_};
  std::vector<AuthoritySettings> authorities_ = BothAuthorities();
  std::vector<Certificate> anchors_ = {issuer_};
  std::vector<std::string> reported_;
  std::optional<TimeStamper> stamper_;
  std::optional<LevelRaiser> raiser_;
};

TEST_F(Raiser, OffersWhatItsConfigurationCanReach) {
  EXPECT_EQ(raiser().highest(), seal::Level::kLta);
  raiser_.reset();
  anchors_.clear();
  EXPECT_EQ(raiser().highest(), seal::Level::kT);
  raiser_.reset();
  authorities_.clear();
  EXPECT_EQ(raiser().highest(), seal::Level::kB);
}

TEST_F(Raiser, SealsWithNothingRevokedUnknownOrOfUntoldStatus) {
  services_.Set("/ocsp", Behaviour::kRevoked);
  EXPECT_EQ(Refusal(), Code::kSealCertificateRevoked);
  service_.reset();
  raiser_.reset();
  services_.Set("/ocsp", Behaviour::kUnknown);
  EXPECT_EQ(Refusal(), Code::kSealCertificateUnusable);
  service_.reset();
  raiser_.reset();
  services_.Set("/ocsp", Behaviour::kDown);
  services_.Set("/crl/seal-ca.crl", Behaviour::kDown);
  EXPECT_EQ(Refusal(), Code::kValidationDataUnavailable);
}

TEST_F(Raiser, SealsWithNoCertificateThatLeadsToNoAnchor) {
  anchors_ = {Hierarchy().tsa_issuer.certificate};
  EXPECT_EQ(Refusal(), Code::kSealCertificateUnusable);
}

TEST_F(Raiser, SealsOverNoPathThatWasValidOnceAndIsNoMore) {
  auto done = boost::asio::co_spawn(io_, raiser().RequireGood(chain_), boost::asio::use_future);
  Run();
  EXPECT_NO_THROW(done.get());
  now_ = seal_.not_after() + 1h;
  EXPECT_EQ(Refusal(), Code::kSealCertificateUnusable);
}

TEST_F(Raiser, PassesOverAnAuthorityWhoseCertificateIsRevoked) {
  services_.Set("/crl/tsa-ca.crl", Behaviour::kRevoked);
  const auto stamp = Await(raiser().Stamp("x", ""));
  EXPECT_EQ(stamp.path.front(), Hierarchy().tsa[1].certificate);
  EXPECT_THAT(reported_, testing::ElementsAre("revoked"));
}

TEST_F(Raiser, PassesOverAnAuthorityOfWhichNothingIsKnownWithoutCallingItALiar) {
  services_.Set("/crl/tsa-ca.crl", Behaviour::kDown);
  EXPECT_EQ(test::CodeOf([this] { Await(raiser().Stamp("x", "")); }), Code::kTimeStampUnavailable);
  EXPECT_THAT(reported_, testing::IsEmpty());
}

}  // namespace
}  // namespace signet::sealer
