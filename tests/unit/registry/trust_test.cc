#include "appliance/registry/trust.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/error_matcher.h"
#include "tests/support/test_certificates.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Time kNow = *ParseTime("2026-06-01T00:00:00Z");

StoredTrustedList List(ListKind kind, const std::string& territory, std::int64_t sequence) {
  StoredTrustedList out;
  out.kind = kind;
  out.territory = territory;
  out.sequence = sequence;
  out.issued = kNow;
  out.next_update = kNow;
  out.xml = territory + std::to_string(sequence);
  out.digest = HashSha256(out.xml);
  out.imported = kNow;
  out.facts = "{}";
  return out;
}

const Certificate& Ca() {
  static const Certificate ca =
      test::MakeRoot(test::AuthorityOptions("TEST CA"), test::TestKey(test::KeyKind::kP256))
          .certificate;
  return ca;
}

using TrustTest = RegistryTest;

TEST_F(TrustTest, KeepsEveryListAndGivesTheNewest) {
  EXPECT_TRUE(AddTrustedList(database_, List(ListKind::kNational, "PT", 7)));
  EXPECT_TRUE(AddTrustedList(database_, List(ListKind::kNational, "PT", 8)));
  EXPECT_TRUE(AddTrustedList(database_, List(ListKind::kNational, "ES", 3)));
  EXPECT_TRUE(AddTrustedList(database_, List(ListKind::kListOfLists, "EU", 300)));
  EXPECT_TRUE(AddTrustedList(database_, List(ListKind::kPivot, "EU", 300)));
  EXPECT_TRUE(AddTrustedList(database_, List(ListKind::kPivot, "EU", 282)));
  const auto current = CurrentTrustedLists(database_);
  ASSERT_THAT(current, SizeIs(5));
  EXPECT_EQ(current[0].sequence, 282) << "pivots first, the oldest of them";
  EXPECT_EQ(current[1].sequence, 300);
  EXPECT_EQ(current[2].kind, ListKind::kListOfLists);
  EXPECT_EQ(current[3].territory, "ES");
  EXPECT_EQ(current[4].sequence, 8);
  EXPECT_EQ(current[4].xml, "PT8");
  const auto history = TrustedListHistory(database_);
  ASSERT_THAT(history, SizeIs(6));
  EXPECT_EQ(history[0].sequence, 7);
  EXPECT_THAT(history[0].xml, IsEmpty());
}

TEST_F(TrustTest, TakesTheSameListOnceAndNoOlderOne) {
  const auto list = List(ListKind::kNational, "PT", 7);
  EXPECT_TRUE(AddTrustedList(database_, list));
  EXPECT_FALSE(AddTrustedList(database_, list));
  const auto error =
      test::ErrorOf([&] { AddTrustedList(database_, List(ListKind::kNational, "PT", 6)); });
  EXPECT_EQ(error->code(), Code::kParameterInvalid);
  EXPECT_THAT(error->message(), HasSubstr("number 6"));
}

TEST_F(TrustTest, KeepsAClosedListWithoutNextUpdate) {
  auto list = List(ListKind::kNational, "UK", 30);
  list.next_update.reset();
  AddTrustedList(database_, list);
  EXPECT_FALSE(CurrentTrustedLists(database_).front().next_update.has_value());
}

TEST_F(TrustTest, NamesAnchorsOnceAndKeepsTheirPurpose) {
  AddTrustAnchor(database_, {"circle", AnchorPurpose::kTimeStampAuthority, Ca(), kNow});
  EXPECT_EQ(test::CodeOf([&] {
              AddTrustAnchor(database_, {"circle", AnchorPurpose::kSealIssuer, Ca(), kNow});
            }),
            Code::kRegistryTaken);
  const auto anchors = ListTrustAnchors(database_);
  ASSERT_THAT(anchors, SizeIs(1));
  EXPECT_EQ(NameOf(anchors[0].purpose), "tsa");
  EXPECT_EQ(anchors[0].certificate, Ca());
  EXPECT_EQ(AnchorPurposeFromName("seal-issuer"), AnchorPurpose::kSealIssuer);
  EXPECT_EQ(test::CodeOf([] { AnchorPurposeFromName("any"); }), Code::kParameterInvalid);
}

TEST_F(TrustTest, CountsTheNewestPublicationOfTheOfficialJournalAlone) {
  const Certificate other =
      test::MakeRoot(test::AuthorityOptions("TEST other CA"), test::TestKey(test::KeyKind::kP256))
          .certificate;
  EXPECT_TRUE(AddTrustOrigins(database_, {Ca(), other}, kNow));
  EXPECT_FALSE(AddTrustOrigins(database_, {other, Ca()}, kNow));
  EXPECT_THAT(CurrentTrustOrigins(database_), testing::UnorderedElementsAre(Ca(), other));
  EXPECT_TRUE(AddTrustOrigins(database_, {other}, kNow));
  EXPECT_THAT(CurrentTrustOrigins(database_), testing::ElementsAre(other));
}

TEST_F(TrustTest, LetsNobodyChangeOrTakeAwayWhatIsThere) {
  AddTrustedList(database_, List(ListKind::kNational, "PT", 7));
  AddTrustAnchor(database_, {"circle", AnchorPurpose::kSealIssuer, Ca(), kNow});
  AddTrustOrigins(database_, {Ca()}, kNow);
  for (const char* statement :
       {"DELETE FROM trusted_list", "UPDATE trusted_list SET sequence = 9",
        "DELETE FROM trust_anchor", "UPDATE trust_anchor SET purpose = 'tsa'",
        "DELETE FROM trust_origin", "UPDATE trust_origin SET added = 0"}) {
    EXPECT_ANY_THROW(database_.exec(statement)) << statement;
  }
}

}  // namespace
}  // namespace signet::registry
