#include "appliance/seal/trusted_lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/seal/trust_fixture.h"

namespace signet::seal {
namespace {

using test::ListedServiceOptions;
using test::ListedState;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kTsa = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST";

Certificate Ca(int number = 0) {
  return test::MakeRoot(test::AuthorityOptions("TEST CA " + std::to_string(number)),
                        test::TestKey(test::KeyKind::kP256, 200 + number))
      .certificate;
}

// In TS 119 612 5.6's own order: now, then the past, newest first.
ListedServiceOptions SealIssuerWithAPast() {
  ListedState withdrawn{.status = "withdrawn",
                        .from = "2020-01-01T00:00:00Z",
                        .certificates = {Ca()},
                        .additional = {"ForeSeals"}};
  ListedState granted{.status = "granted",
                      .from = "2016-06-30T22:00:00Z",
                      .certificates = {Ca()},
                      .additional = {"ForeSeals"}};
  ListedState accredited{
      .status = "accredited", .from = "2010-01-01T00:00:00Z", .certificates = {Ca()}};
  return {.now = withdrawn, .history = {granted, accredited}};
}

struct Moment {
  const char* at;
  bool issuer;
};

TEST(TrustedLists, ASealIssuerIsOneWhileItsHistorySaysSo) {
  const TrustedLists lists({NationalList({SealIssuerWithAPast()})});
  constexpr Moment kMoments[] = {
      {"2009-12-31T23:59:59Z", false},  // before its first state
      {"2010-01-01T00:00:00Z", true},   // accredited, before the regulation
      {"2016-06-30T21:59:59Z", true},   // the last second of that
      {"2016-06-30T22:00:00Z", true},   // granted
      {"2019-12-31T23:59:59Z", true},   // the last second of that
      {"2020-01-01T00:00:00Z", false},  // withdrawn
      {"2026-01-01T00:00:00Z", false},
  };
  for (const Moment& moment : kMoments) {
    EXPECT_EQ(lists.IsSealIssuer(Ca(), At(moment.at)), moment.issuer) << moment.at;
  }
  EXPECT_FALSE(lists.IsSealIssuer(Ca(1), At("2018-01-01T00:00:00Z"))) << "in no list";
}

struct Status {
  const char* name;
  bool before;
  bool after;
};

// TS 119 615 4.3: which statuses approve, before the regulation and since.
TEST(TrustedLists, StatusesApproveInTheirTime) {
  constexpr Status kStatuses[] = {
      {"granted", false, true},
      {"withdrawn", false, false},
      {"undersupervision", true, false},
      {"supervisionincessation", true, false},
      {"accredited", true, false},
      {"supervisionceased", false, false},
      {"supervisionrevoked", false, false},
      {"accreditationrevoked", false, false},
      {"recognisedatnationallevel", false, false},
      {"setbygranted", false, false},
  };
  for (const Status& status : kStatuses) {
    ServiceState state;
    state.status = std::string(uri::kStatus) + status.name;
    EXPECT_EQ(IsApproved(state, At("2016-06-30T21:59:59Z")), status.before) << status.name;
    EXPECT_EQ(IsApproved(state, At("2016-06-30T22:00:00Z")), status.after) << status.name;
  }
  ServiceState other;
  other.status = "granted";
  EXPECT_FALSE(IsApproved(other, At("2020-01-01T00:00:00Z"))) << "not the URI";
}

TEST(TrustedLists, ASealIssuerNeedsForeSealsSinceTheRegulation) {
  ListedServiceOptions service;
  service.now.certificates = {Ca()};
  service.now.additional = {"ForeSignatures"};
  const TrustedLists lists({NationalList({service})});
  EXPECT_FALSE(lists.IsSealIssuer(Ca(), At("2020-01-01T00:00:00Z")));
}

TEST(TrustedLists, AQualifiedTimeStamperIsFoundByItsOwnCertificateOrItsCa) {
  const test::Authority ca = test::MakeRoot(test::AuthorityOptions("TEST TSA CA"),
                                            test::TestKey(test::KeyKind::kP256, 210));
  const Certificate unit = test::IssueCertificate(ca, test::SealCertificateOptions(),
                                                  test::TestKey(test::KeyKind::kP256, 211));
  for (const Certificate& listed : {ca.certificate, unit}) {
    ListedServiceOptions service;
    service.now.type = kTsa;
    service.now.certificates = {listed};
    const TrustedLists lists({NationalList({service})});
    const std::vector<Certificate> path = {unit, ca.certificate};
    EXPECT_TRUE(lists.IsQualifiedTimeStamper(path, At("2020-01-01T00:00:00Z")));
    EXPECT_FALSE(lists.IsQualifiedTimeStamper(path, At("2016-06-30T21:00:00Z")));
    EXPECT_FALSE(lists.IsSealIssuer(listed, At("2020-01-01T00:00:00Z")));
    EXPECT_THAT(lists.Anchors(uri::kQualifiedTsa), testing::ElementsAre(listed));
    EXPECT_THAT(lists.Anchors(uri::kQualifiedCa), IsEmpty());
  }
}

// TS 119 615 4.3.4 takes all services on the path, also those above the anchor at which it ends.
TEST(TrustedLists, AllServicesOnAPathCount) {
  const test::Authority root =
      test::MakeRoot(test::AuthorityOptions("TEST root"), test::TestKey(test::KeyKind::kP256, 212));
  const test::Authority ca = test::MakeSubordinate(root, test::AuthorityOptions("TEST CA below"),
                                                   test::TestKey(test::KeyKind::kP256, 213));
  const test::Authority stranger =
      test::MakeRoot(test::AuthorityOptions("TEST root"), test::TestKey(test::KeyKind::kP256, 214));
  const Certificate unit = test::IssueCertificate(ca, test::SealCertificateOptions(),
                                                  test::TestKey(test::KeyKind::kP256, 211));
  const auto service = [](const Certificate& certificate, const char* status) {
    ListedServiceOptions out;
    out.now.type = kTsa;
    out.now.status = status;
    out.now.certificates = {certificate};
    return out;
  };
  const std::vector<Certificate> path = {unit, ca.certificate};
  const Time at = At("2020-01-01T00:00:00Z");
  const ListedServiceOptions below = service(ca.certificate, "granted");
  const TrustedLists agreed({NationalList({below, service(root.certificate, "granted")})});
  EXPECT_THAT(agreed.ServicesOnPath(path), SizeIs(2));
  EXPECT_TRUE(agreed.IsQualifiedTimeStamper(path, at));
  const TrustedLists contradicted({NationalList({below, service(root.certificate, "withdrawn")})});
  EXPECT_FALSE(contradicted.IsQualifiedTimeStamper(path, at));
  const TrustedLists other({NationalList({below, service(stranger.certificate, "withdrawn")})});
  EXPECT_THAT(other.ServicesOnPath(path), SizeIs(1)) << "the name of the root, but not its key";
  EXPECT_TRUE(other.IsQualifiedTimeStamper(path, at));
}

// TS 119 612 5.5.3: subject and key are the identity, not the certificate.
TEST(TrustedLists, ACertificateRenewedOverItsKeyIsTheSameService) {
  auto options = test::AuthorityOptions("TEST CA 0");
  options.not_after = At("2050-01-01T00:00:00Z");
  EVP_PKEY* const key = test::TestKey(test::KeyKind::kP256, 200);
  const TrustedLists lists({NationalList({SealIssuerWithAPast()})});
  EXPECT_THAT(lists.ServicesOf(test::MakeRoot(options, key).certificate), SizeIs(1));
  options.subject.common_name = "TEST CA of another name";
  EXPECT_THAT(lists.ServicesOf(test::MakeRoot(options, key).certificate), IsEmpty());
}

TEST(TrustedLists, OnlyNationalListsCount) {
  const ListSigner signer = MakeListSigner(0);
  ListAuthority authority({signer.certificate}, At("2026-06-01T00:00:00Z"));
  auto lotl = ListOfLists({signer}, {signer});
  lotl.services = {SealIssuerWithAPast()};
  const auto judged = authority.AdmitListOfLists(SignedList(lotl, signer));
  test::TrustedListOptions other;
  other.type = "AdESgeneric";
  other.services = {SealIssuerWithAPast()};
  const auto other_judged = authority.Judge(SignedList(other, signer));
  ASSERT_TRUE(judged.authorised && other_judged.authorised);
  const TrustedLists lists({*judged.authorised, *other_judged.authorised});
  EXPECT_TRUE(lists.empty());
  EXPECT_FALSE(lists.IsSealIssuer(Ca(), At("2018-01-01T00:00:00Z")));
}

}  // namespace
}  // namespace signet::seal
