#include "appliance/seal/list_authority.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/seal/trust_fixture.h"

namespace signet::seal {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Time kNow = At("2026-06-01T00:00:00Z");

class ListAuthorityTest : public testing::Test {
 protected:
  const ListSigner oj_ = MakeListSigner(1);
  const ListSigner second_ = MakeListSigner(2);
  const ListSigner third_ = MakeListSigner(3);
  const ListSigner national_ = MakeListSigner(4);
  const ListSigner stranger_ = MakeListSigner(5);
  ListAuthority authority_{{oj_.certificate}, kNow};
};

// TS 119 615 4.1: Official Journal, list of lists, national list.
TEST_F(ListAuthorityTest, PassesFromTheOfficialJournalToANationalList) {
  const auto lotl = authority_.AdmitListOfLists(SignedList(ListOfLists({oj_}, {national_}), oj_));
  EXPECT_TRUE(lotl.authorised) << lotl.reason;
  const auto national = authority_.Judge(SignedList({}, national_));
  EXPECT_TRUE(national.authorised) << national.reason;
  EXPECT_THAT(national.warnings, IsEmpty());
  EXPECT_EQ((*national.authorised)->territory, "XX");
}

TEST_F(ListAuthorityTest, PassesThroughPivotsOnlyInTheirOrder) {
  EXPECT_TRUE(authority_.AdmitPivot(SignedList(ListOfLists({second_}, {}), oj_)).authorised);
  const auto skipped = authority_.AdmitPivot(SignedList(ListOfLists({third_}, {}), oj_));
  EXPECT_FALSE(skipped.authorised) << "its signer was replaced by the first pivot";
  EXPECT_TRUE(authority_.AdmitPivot(SignedList(ListOfLists({third_}, {}), second_)).authorised);
  EXPECT_FALSE(
      authority_.AdmitListOfLists(SignedList(ListOfLists({third_}, {national_}), oj_)).authorised);
  EXPECT_TRUE(authority_.AdmitListOfLists(SignedList(ListOfLists({third_}, {national_}), third_))
                  .authorised);
}

TEST_F(ListAuthorityTest, TakesNothingFromAPivotThatIsNotGood) {
  ReadList broken = ReadXml(SignedXml(ListOfLists({stranger_}, {}), oj_) + " ");
  broken.verdict = "invalid";
  EXPECT_FALSE(authority_.AdmitPivot(broken).authorised);
  EXPECT_FALSE(
      authority_.AdmitPivot(SignedList(ListOfLists({stranger_}, {}), stranger_)).authorised);
  const auto nobody = authority_.AdmitPivot(SignedList(ListOfLists({}, {}), oj_));
  EXPECT_THAT(nobody.reason, HasSubstr("no signers"));
  EXPECT_TRUE(authority_.AdmitListOfLists(SignedList(ListOfLists({oj_}, {}), oj_)).authorised);
}

TEST_F(ListAuthorityTest, LetsAnyOfSeveralCertificatesOfAPointerSign) {
  authority_.AdmitListOfLists(SignedList(ListOfLists({oj_}, {stranger_, national_}), oj_));
  EXPECT_TRUE(authority_.Judge(SignedList({}, national_)).authorised);
  EXPECT_TRUE(authority_.Judge(SignedList({}, stranger_)).authorised);
}

TEST_F(ListAuthorityTest, NamesNobodyWithoutAGoodListOfLists) {
  authority_.AdmitListOfLists(SignedList(ListOfLists({oj_}, {national_}), stranger_));
  const auto national = authority_.Judge(SignedList({}, national_));
  EXPECT_FALSE(national.signer_authorised);
  EXPECT_THAT(national.reason, HasSubstr("list of lists names for XX"));
}

struct Refused {
  const char* what;
  void (*change)(test::TrustedListOptions&);
  const char* reason;
};

// TS 119 615 4.2: what makes a list unusable although its signature holds.
TEST_F(ListAuthorityTest, RefusesAListForWhatItSays) {
  constexpr Refused kRefused[] = {
      {"another country's", [](auto& list) { list.territory = "YY"; }, "names for YY"},
      {"version 4", [](auto& list) { list.version = "4"; }, "version 4"},
      {"no version", [](auto& list) { list.version = ""; }, "version ?"},
      {"no number", [](auto& list) { list.sequence = "seven"; }, "number"},
      {"no time of issue", [](auto& list) { list.issued = "2026-13-01T00:00:00Z"; }, "issue"},
      {"a service without beginning",
       [](auto& list) {
         list.services.emplace_back();
         list.services.back().now.from = "yesterday";
       },
       "yesterday"},
  };
  authority_.AdmitListOfLists(SignedList(ListOfLists({oj_}, {national_}), oj_));
  for (const Refused& refused : kRefused) {
    test::TrustedListOptions list;
    refused.change(list);
    const auto judged = authority_.Judge(SignedList(list, national_));
    EXPECT_FALSE(judged.authorised) << refused.what;
    EXPECT_THAT(judged.reason, HasSubstr(refused.reason)) << refused.what;
  }
}

TEST_F(ListAuthorityTest, TakesVersion6) {
  authority_.AdmitListOfLists(SignedList(ListOfLists({oj_}, {national_}), oj_));
  EXPECT_TRUE(authority_.Judge(SignedList({.version = "6"}, national_)).authorised);
}

// TS 119 612 5.3.15: overdue and closed lists stay usable, and it is said.
TEST_F(ListAuthorityTest, WarnsOfAListThatIsOverdueClosedOrFromTheFuture) {
  authority_.AdmitListOfLists(SignedList(ListOfLists({oj_}, {national_}), oj_));
  const auto overdue =
      authority_.Judge(SignedList({.next_update = "2026-05-01T00:00:00Z"}, national_));
  EXPECT_TRUE(overdue.authorised);
  EXPECT_THAT(overdue.warnings, testing::ElementsAre(HasSubstr("due on 2026-05-01")));
  const auto closed = authority_.Judge(SignedList({.next_update = ""}, national_));
  EXPECT_TRUE(closed.authorised);
  EXPECT_THAT(closed.warnings, testing::ElementsAre(HasSubstr("closed")));
  const auto early = authority_.Judge(SignedList({.issued = "2026-06-02T00:00:00Z"}, national_));
  EXPECT_THAT(early.warnings, testing::ElementsAre(HasSubstr("later")));
}

// TS 119 612 5.3.14 wants UTC with a Z; lists that write the same time otherwise are understood.
TEST_F(ListAuthorityTest, ReadsTimesAsXmlWritesThem) {
  for (const char* issued :
       {"2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00",
        "2026-01-01T02:00:00+02:00", "2025-12-31T22:30:00-01:30"}) {
    const ReadList read = SignedList({.issued = issued}, national_);
    EXPECT_EQ(read.list->issued, At("2026-01-01T00:00:00Z")) << issued;
  }
  for (const char* issued : {"", "2026-01-01", "2026-01-01T00:00:00+2", "x2026-01-01T00:00:00Z",
                             "2026-01-01T00:00:00*02:00"}) {
    EXPECT_EQ(SignedList({.issued = issued}, national_).list->issued, std::nullopt) << issued;
  }
}

TEST_F(ListAuthorityTest, HearsOnlyPointersToXml) {
  auto lotl = ListOfLists({oj_}, {national_});
  lotl.pointers.back().mime = "application/pdf";
  authority_.AdmitListOfLists(SignedList(lotl, oj_));
  EXPECT_FALSE(authority_.Judge(SignedList({}, national_)).authorised);
}

TEST(Pivots, AreReadFromTheirLocationsOldestFirst) {
  TrustedList lotl;
  lotl.information_uris = {"https://ec.europa.eu/tools/lotl/eu-lotl-pivot-282.xml",
                           "https://ec.europa.eu/trusted-list/tl-pivot-247-mp.xml",
                           "https://ec.europa.eu/trusted-list/tl-pivot-247-mp.xml",
                           "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=OJ.C_.2019.276"};
  const auto pivots = PivotsOf(lotl);
  ASSERT_THAT(pivots, SizeIs(2));
  EXPECT_EQ(pivots[0].number, 247);
  EXPECT_EQ(pivots[1].number, 282);
  EXPECT_EQ(PivotNumber("tl_pivot_172_mp.xml"), 172);
  EXPECT_EQ(PivotNumber("pivotal-12.xml"), std::nullopt);
  EXPECT_EQ(PivotNumber("pivot-.xml"), std::nullopt);
}

}  // namespace
}  // namespace signet::seal
