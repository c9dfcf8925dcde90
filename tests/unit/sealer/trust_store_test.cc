#include "appliance/sealer/trust_store.h"

#include <gtest/gtest.h>

#include <chrono>

#include "appliance/registry/seal_record.h"
#include "appliance/seal/list_reader/list_reader.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/seal/seal_builder.h"
#include "tests/unit/seal/trust_fixture.h"
#include "tests/unit/sealer/sealed_credential.h"

namespace signet::sealer {
namespace {

const Time kNow = *ParseTime("2026-06-01T01:00:00Z");

// What the registry holds: a box that was given nothing, an anchor, then lists.
TEST(TrustInUse, IsWhatTheBoxWasGiven) {
  const test::TemporaryFolder folder;
  auto database = OpenDatabase(folder / "box.db");
  registry::CreateRegistryTables(database);
  EXPECT_TRUE(LoadTrustInUse(database, {}, kNow).judgements.anchors().empty());
  registry::AddTrustAnchor(
      database, {"own", registry::AnchorPurpose::kSealIssuer, test::SealCa().certificate, kNow});
  const JudgementTrust own = LoadTrustInUse(database, {}, kNow).judgements;
  EXPECT_EQ(own.anchors(), std::vector<Certificate>{test::SealCa().certificate});
  EXPECT_EQ(own.lists(), nullptr);

  const seal::ListSigner signer = seal::MakeListSigner(0);
  registry::AddTrustOrigins(database, {signer.certificate}, kNow);
  const auto add = [&](registry::ListKind kind, const test::TrustedListOptions& list) {
    const std::string xml = seal::SignedXml(list, signer);
    registry::AddTrustedList(database, {.kind = kind,
                                        .territory = list.territory,
                                        .sequence = 7,
                                        .issued = *ParseTime(list.issued),
                                        .next_update = ParseTime(list.next_update),
                                        .digest = HashSha256(AsBytes(xml)),
                                        .imported = kNow,
                                        .xml = xml,
                                        .facts = list_reader::ReadTrustedList(xml)});
  };
  test::ListedServiceOptions service;
  service.now.certificates = {seal::TestSealCa().certificate};
  test::TrustedListOptions national;
  national.services = {service};
  add(registry::ListKind::kListOfLists, seal::ListOfLists({signer}, {signer}));
  add(registry::ListKind::kNational, national);
  const auto [both, ends] = LoadTrustInUse(database, {}, kNow);
  ASSERT_NE(both.lists(), nullptr);
  EXPECT_EQ(both.listed(), std::vector<Certificate>{seal::TestSealCa().certificate});
  EXPECT_EQ(both.anchors().size(), 2U);
  ASSERT_EQ(ends.size(), 2U);
  EXPECT_EQ(ends.back().territory, national.territory);
  EXPECT_EQ(ends.back().next_update, ParseTime(national.next_update));
}

// TS 119 612 5.3.15: a list is to be replaced by its nextUpdate.
TEST(ListNotices, NameTheListsThatAreOverdueOrSoonWillBe) {
  const auto in = [](int days) { return kNow + std::chrono::days(days); };
  EXPECT_TRUE(ListNotices({{"PT", in(15)}, {"UK", std::nullopt}}, kNow).empty());
  const auto notices = ListNotices({{"PT", in(13)}, {"EE", in(-1)}, {"EU", in(40)}}, kNow);
  ASSERT_EQ(notices.size(), 2U);
  EXPECT_NE(notices[0].find("overdue"), std::string::npos);
  EXPECT_NE(notices[0].find("EE"), std::string::npos);
  EXPECT_NE(notices[1].find("PT"), std::string::npos);
  EXPECT_EQ(notices[1].find("EU"), std::string::npos);
}

}  // namespace
}  // namespace signet::sealer
