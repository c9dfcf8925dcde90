#include "appliance/registry/allowance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <string>
#include <vector>

#include "appliance/base/database_thread.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

const Time kBegin = TestTerms().valid_from;

class AllowanceTest : public RegistryTest {
 protected:
  AllowanceTest() { AddParties(); }

  // How many of `tries` seals, one each `step` from `begin` on, the client gets.
  int Granted(const Client& client, Time begin, milliseconds step, int tries) {
    SQLite::Transaction transaction(database_);
    int granted = 0;
    for (int i = 0; i < tries; ++i) {
      try {
        allowances_.Take(client, {}, begin + step * i);
        ++granted;
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::kClientRateReached);
      }
    }
    transaction.commit();
    return granted;
  }

  MandateUse UseAt(Time now) { return allowances_.UseOf("m", terms_, now); }
  void Take(Time now) { allowances_.Take(Client{}, shares_, now); }
  Code CodeOfTaking(Time now) {
    return test::CodeOf([&] { Take(now); });
  }

  Allowances allowances_{database_};
  MandateTerms terms_ = TestTerms();
  std::vector<MandateShare> shares_{{.mandate = "m", .terms = &terms_}};
};

Client Limited(std::uint32_t seals_per_minute, std::uint32_t burst) {
  Client client = TestClient("campus", Role::kSubmitter);
  client.rate = Rate{.seals_per_minute = seals_per_minute, .burst = burst};
  return client;
}

using ClientRate = AllowanceTest;

TEST_F(ClientRate, ABurstAtOnceAndThenOneEachTimeTheMinutesShareIsOver) {
  const Client client = Limited(30, 5);
  EXPECT_EQ(Granted(client, kBegin, milliseconds(0), 10), 5);
  EXPECT_EQ(Granted(client, kBegin + milliseconds(1999), milliseconds(0), 1), 0);
  EXPECT_EQ(Granted(client, kBegin + milliseconds(2000), milliseconds(0), 2), 1);
}

// Every rate comes out exactly, also those whose share of a minute is no whole millisecond. (A
// burst of one cannot save up what is left between two tries.)
TEST_F(ClientRate, OverAnHourItIsTheRateAndNothingElse) {
  const struct {
    std::uint32_t seals_per_minute;
    std::uint32_t burst;
    milliseconds step;
  } cases[] = {
      {7, 2, milliseconds(100)}, {59, 3, milliseconds(100)}, {120, 120, milliseconds(250)}};
  for (const auto& c : cases) {
    database_.exec("DELETE FROM client_allowance");
    const int tries = static_cast<int>(hours(1) / c.step) + 1;
    EXPECT_EQ(Granted(Limited(c.seals_per_minute, c.burst), kBegin, c.step, tries),
              c.burst + 60 * c.seals_per_minute)
        << c.seals_per_minute;
  }
}

TEST_F(ClientRate, AMillionAMinuteAreSixteenOrSeventeenAMillisecond) {
  const Client client = Limited(1'000'000, 1);
  EXPECT_EQ(Granted(client, kBegin, milliseconds(1), 1000), 1000);
  database_.exec("DELETE FROM client_allowance");
  const Client burst = Limited(1'000'000, 50);
  EXPECT_EQ(Granted(burst, kBegin, milliseconds(0), 60), 50);
  EXPECT_EQ(Granted(burst, kBegin + milliseconds(3), milliseconds(0), 60), 50);
}

TEST_F(ClientRate, RetryAfterIsTheFirstWholeSecondAtWhichThereIsOne) {
  const struct {
    std::uint32_t seals_per_minute;
    milliseconds waited;
    int seconds;
  } cases[] = {
      {30, milliseconds(0), 2},    {30, milliseconds(1), 2}, {30, milliseconds(1000), 1},
      {30, milliseconds(1999), 1}, {1, milliseconds(0), 60}, {7, milliseconds(0), 9},
      {600, milliseconds(0), 1},
  };
  for (const auto& c : cases) {
    database_.exec("DELETE FROM client_allowance");
    const Client client = Limited(c.seals_per_minute, 1);
    allowances_.Take(client, {}, kBegin);
    const auto error = test::ErrorOf([&] { allowances_.Take(client, {}, kBegin + c.waited); });
    EXPECT_EQ(error->code(), Code::kClientRateReached);
    EXPECT_EQ(error->retry_after(), seconds(c.seconds)) << c.seals_per_minute;
    EXPECT_EQ(Granted(client, kBegin + c.waited + error->retry_after(), milliseconds(0), 1), 1);
  }
}

TEST_F(ClientRate, ItSurvivesARestartAndFillsUpMeanwhile) {
  const Client client = Limited(60, 3);
  EXPECT_EQ(Granted(client, kBegin, milliseconds(0), 3), 3);
  SQLite::Database again = OpenDatabase(folder_ / "box.db");
  Allowances after(again);
  EXPECT_EQ(test::CodeOf([&] { after.Take(client, {}, kBegin + milliseconds(999)); }),
            Code::kClientRateReached);
  after.Take(client, {}, kBegin + seconds(1));
  EXPECT_EQ(Granted(client, kBegin + days(3650), milliseconds(0), 9), 3) << "never above the burst";
}

TEST_F(ClientRate, AClockThatStepsBackALittleGivesNothing) {
  const Client client = Limited(60, 3);
  EXPECT_EQ(Granted(client, kBegin, milliseconds(0), 2), 2);
  EXPECT_EQ(Granted(client, kBegin - seconds(2), milliseconds(0), 2), 1) << "the third one";
  const auto error = test::ErrorOf([&] { allowances_.Take(client, {}, kBegin - seconds(2)); });
  EXPECT_EQ(error->retry_after(), seconds(3));
  EXPECT_EQ(Granted(client, kBegin, milliseconds(0), 1), 0);
  EXPECT_EQ(Granted(client, kBegin + seconds(1), milliseconds(0), 2), 1);
}

TEST_F(ClientRate, AClockThatWasFarAheadLocksNobodyOut) {
  const Client client = Limited(60, 3);
  EXPECT_EQ(Granted(client, kBegin + days(365), milliseconds(0), 4), 3);
  EXPECT_EQ(Granted(client, kBegin, milliseconds(0), 4), 3);
  EXPECT_EQ(Granted(client, kBegin + seconds(1), milliseconds(0), 4), 1);
}

TEST_F(ClientRate, AChangedRateCountsFromNowOn) {
  EXPECT_EQ(Granted(Limited(1, 100), kBegin, milliseconds(0), 10), 10);
  EXPECT_EQ(Granted(Limited(60, 2), kBegin, milliseconds(0), 10), 2);
  EXPECT_EQ(Granted(Limited(60, 2), kBegin + seconds(1), milliseconds(0), 10), 1);
}

TEST_F(ClientRate, WithoutARateThereIsNoLimit) {
  EXPECT_EQ(Granted(TestClient("campus", Role::kSubmitter), kBegin, milliseconds(0), 1000), 1000);
}

TEST_F(ClientRate, EachClientHasItsOwn) {
  AddClient(database_, TestClient("other", Role::kSubmitter));
  EXPECT_EQ(Granted(Limited(1, 1), kBegin, milliseconds(0), 2), 1);
  Client other = Limited(1, 1);
  other.name = "other";
  EXPECT_EQ(Granted(other, kBegin, milliseconds(0), 2), 1);
}

using MandateLimit = AllowanceTest;

TEST_F(MandateLimit, TheTotalIsReachedAndNeverPassed) {
  terms_.seals_in_total = 3;
  AddApprovedMandate("m", terms_);
  for (int i = 0; i < 3; ++i) Take(kBegin);
  const auto error = test::ErrorOf([&] { Take(kBegin + days(300)); });
  EXPECT_EQ(error->code(), Code::kMandateUsedUp);
  EXPECT_EQ(error->retry_after(), seconds(0)) << "waiting does not help";
  EXPECT_THAT(error->message(), HasSubstr("Mandate m allows 3 seals"));
  EXPECT_EQ(UseAt(kBegin).total, 3U);
}

TEST_F(MandateLimit, EachPeriodBeginsAnew) {
  terms_.seals_per_period = 2;
  terms_.period_days = 30;
  AddApprovedMandate("m", terms_);
  const Time end = kBegin + days(30);
  Take(kBegin);
  Take(end - milliseconds(1));
  const auto error = test::ErrorOf([&] { Take(end - milliseconds(1500)); });
  EXPECT_EQ(error->code(), Code::kMandatePeriodUsedUp);
  EXPECT_EQ(error->retry_after(), seconds(2));
  EXPECT_EQ(UseAt(end - milliseconds(1)).period, 2U);
  EXPECT_EQ(UseAt(end).period, 0U);
  Take(end);
  Take(end);
  EXPECT_EQ(CodeOfTaking(end), Code::kMandatePeriodUsedUp);
  Take(kBegin + days(300));
  const MandateUse use = UseAt(kBegin + days(300));
  EXPECT_EQ(use.total, 5U);
  EXPECT_EQ(use.period, 1U);
}

TEST_F(MandateLimit, NobodyIsToldToWaitForAPeriodThatDoesNotCome) {
  terms_.seals_per_period = 1;
  terms_.period_days = 366;
  AddApprovedMandate("m", terms_);
  const Time last_period = kBegin + days(366);
  Take(last_period);
  const auto error = test::ErrorOf([&] { Take(last_period); });
  EXPECT_EQ(error->code(), Code::kMandatePeriodUsedUp);
  EXPECT_EQ(error->retry_after(), seconds(0));
  EXPECT_THAT(error->message(), HasSubstr("agree on a new mandate"));
}

TEST_F(MandateLimit, AClockThatStepsBackOpensNoPeriodAgain) {
  terms_.seals_per_period = 1;
  terms_.period_days = 1;
  AddApprovedMandate("m", terms_);
  Take(kBegin + days(5));
  EXPECT_EQ(CodeOfTaking(kBegin + days(4)), Code::kMandatePeriodUsedUp);
  EXPECT_EQ(UseAt(kBegin + days(4)).period, 1U);
  Take(kBegin + days(6));
}

TEST_F(MandateLimit, WithoutLimitsItIsCountedAllTheSame) {
  AddApprovedMandate("m", terms_);
  for (int i = 0; i < 7; ++i) Take(kBegin);
  EXPECT_EQ(UseAt(kBegin).total, 7U);
  EXPECT_EQ(UseAt(kBegin).period, 0U) << "there is no period";
}

TEST_F(MandateLimit, WhatIsGivenBackCanBeTakenAgain) {
  terms_.seals_in_total = 2;
  terms_.seals_per_period = 2;
  terms_.period_days = 30;
  AddApprovedMandate("m", terms_);
  Take(kBegin);
  Take(kBegin);
  allowances_.GiveBack(shares_, kBegin);
  EXPECT_EQ(UseAt(kBegin).total, 1U);
  EXPECT_EQ(UseAt(kBegin).period, 1U);
  Take(kBegin);
  EXPECT_EQ(CodeOfTaking(kBegin), Code::kMandateUsedUp);
}

TEST_F(MandateLimit, AUnitOfAnEarlierPeriodIsGivenBackToTheTotalAlone) {
  terms_.seals_per_period = 1;
  terms_.period_days = 30;
  AddApprovedMandate("m", terms_);
  Take(kBegin);
  Take(kBegin + days(30));
  allowances_.GiveBack(shares_, kBegin);
  EXPECT_EQ(UseAt(kBegin + days(30)).total, 1U);
  EXPECT_EQ(UseAt(kBegin + days(30)).period, 1U);
}

TEST_F(MandateLimit, NothingIsGivenBackBelowZero) {
  terms_.seals_per_period = 5;
  terms_.period_days = 30;
  AddApprovedMandate("m", terms_);
  allowances_.GiveBack(shares_, kBegin);
  Take(kBegin);
  for (int i = 0; i < 3; ++i) allowances_.GiveBack(shares_, kBegin);
  EXPECT_EQ(UseAt(kBegin).total, 0U);
  EXPECT_EQ(UseAt(kBegin).period, 0U);
}

TEST_F(MandateLimit, StatusAndValidityAreLookedAtOnceMore) {
  AddMandate(database_, "draft", terms_, kBegin);
  AddApprovedMandate("suspended", terms_);
  SetMandateStatus(database_, "suspended", MandateStatus::kSuspended);
  AddApprovedMandate("ended", terms_);
  SetMandateStatus(database_, "ended", MandateStatus::kEnded);
  AddApprovedMandate("m", terms_);
  AddMandate(database_, "proposed", terms_, kBegin);
  SetMandateDocument(database_, "proposed", "application/pdf", TestDocument());
  SetMandateStatus(database_, "proposed", MandateStatus::kProposed);
  const Time::duration tick(1);
  const struct {
    const char* mandate;
    Time now;
    Code code;
  } cases[] = {
      {"nobody", kBegin, Code::kMandateUnknown},
      {"draft", kBegin, Code::kMandateNotApproved},
      {"proposed", kBegin, Code::kMandateNotApproved},
      {"suspended", kBegin, Code::kMandateSuspended},
      {"suspended", terms_.valid_until, Code::kMandateEnded},
      {"ended", kBegin, Code::kMandateEnded},
      {"m", kBegin - tick, Code::kMandateNotYetValid},
      {"m", terms_.valid_until, Code::kMandateEnded},
  };
  for (const auto& c : cases) {
    const std::vector<MandateShare> shares{{.mandate = c.mandate, .terms = &terms_}};
    EXPECT_EQ(test::CodeOf([&] { allowances_.Take(Client{}, shares, c.now); }), c.code)
        << c.mandate;
    EXPECT_EQ(test::CodeOf([&] { allowances_.RequireUsable(shares, c.now); }), c.code) << c.mandate;
    EXPECT_EQ(allowances_.UseOf(c.mandate, terms_, kBegin).total, 0U) << c.mandate;
  }
  allowances_.Take(Client{}, shares_, terms_.valid_until - tick);
}

TEST_F(MandateLimit, AnInterruptedSealGoesOnWithTheUnitItHas) {
  terms_.seals_in_total = 1;
  AddApprovedMandate("m", terms_);
  Take(kBegin);
  allowances_.RequireUsable(shares_, kBegin);
  EXPECT_EQ(UseAt(kBegin).total, 1U);
}

TEST_F(MandateLimit, OneOfSeveralThatIsUsedUpUndoesTheOthersWithTheTransaction) {
  MandateTerms scarce = terms_;
  scarce.seals_in_total = 1;
  AddApprovedMandate("m", terms_);
  AddApprovedMandate("scarce", scarce);
  const std::vector<MandateShare> both{{"m", &terms_}, {"scarce", &scarce}};
  std::vector<std::promise<bool>> outcomes(4);
  {
    DatabaseThread thread(database_, nullptr);
    for (auto& outcome : outcomes) {
      thread.Submit([&](SQLite::Database&) { allowances_.Take(Client{}, both, kBegin); },
                    [&outcome](const std::exception_ptr& failure) { outcome.set_value(!failure); });
    }
  }
  int granted = 0;
  for (auto& outcome : outcomes) granted += outcome.get_future().get() ? 1 : 0;
  EXPECT_EQ(granted, 1);
  EXPECT_EQ(UseAt(kBegin).total, 1U);
  EXPECT_EQ(allowances_.UseOf("scarce", scarce, kBegin).total, 1U);
}

TEST_F(MandateLimit, TheCountsSurviveARestart) {
  terms_.seals_in_total = 2;
  AddApprovedMandate("m", terms_);
  Take(kBegin);
  SQLite::Database again = OpenDatabase(folder_ / "box.db");
  Allowances after(again);
  after.Take(Client{}, shares_, kBegin);
  EXPECT_EQ(test::CodeOf([&] { after.Take(Client{}, shares_, kBegin); }), Code::kMandateUsedUp);
}

}  // namespace
}  // namespace signet::registry
