#include "provisioning/mandate_answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/error_matcher.h"

namespace signet::provisioning {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Time kNow = *ParseTime("2026-11-26T21:39:48Z");

MandateAnswers Least() {
  MandateAnswers answers;
  answers.name = "artes-1";
  answers.issuing = "artes";
  answers.clients = {"campus"};
  answers.valid_until = "2027-09-30";
  return answers;
}

registry::MandateTerms Terms(const MandateAnswers& answers) {
  return ToTerms(answers, "Academy of Arts", "TEST University", kNow);
}

TEST(MandateAnswers, AreCompleteWithNameIssuerClientAndLastDay) {
  EXPECT_TRUE(Least().IsComplete());
  for (auto forget :
       {+[](MandateAnswers& a) { a.name.clear(); }, +[](MandateAnswers& a) { a.issuing.clear(); },
        +[](MandateAnswers& a) { a.clients.clear(); },
        +[](MandateAnswers& a) { a.valid_until.clear(); }}) {
    MandateAnswers answers = Least();
    forget(answers);
    EXPECT_FALSE(answers.IsComplete());
  }
}

TEST(MandateAnswers, CountTheFirstAndTheLastDayAsWhole) {
  MandateAnswers answers = Least();
  EXPECT_EQ(FormatTimeSeconds(Terms(answers).valid_from), "2026-11-26T00:00:00Z");
  EXPECT_EQ(FormatTimeSeconds(Terms(answers).valid_until), "2027-10-01T00:00:00Z");
  answers.valid_from = "2026-12-01T12:00:00Z";
  answers.valid_until = "2027-09-30T12:00:00Z";
  EXPECT_EQ(FormatTimeSeconds(Terms(answers).valid_from), "2026-12-01T12:00:00Z");
  EXPECT_EQ(FormatTimeSeconds(Terms(answers).valid_until), "2027-09-30T12:00:00Z");
}

TEST(MandateAnswers, NameProfilesShortly) {
  MandateAnswers answers = Least();
  answers.profiles = {"edc-generic-full", "https://profiles.test/own"};
  EXPECT_THAT(Terms(answers).profiles,
              ElementsAre("http://data.europa.eu/snb/model/ap/edc-generic-full",
                          "https://profiles.test/own"));
}

TEST(MandateAnswers, SayTheUsualSentenceOrTheirOwn) {
  MandateAnswers answers = Least();
  answers.evidence = {"en", "pt=Emitido por mandato."};
  const auto evidence = Terms(answers).evidence;
  EXPECT_THAT(evidence.at("en"), HasSubstr("Academy of Arts awards this credential"));
  EXPECT_THAT(evidence.at("en"), HasSubstr("TEST University"));
  EXPECT_EQ(evidence.at("pt"), "Emitido por mandato.");
}

TEST(MandateAnswers, ThatMakeNoMandateAreRefused) {
  const auto code_with = [](auto change) {
    MandateAnswers answers = Least();
    change(answers);
    return test::CodeOf([&] { Terms(answers); });
  };
  EXPECT_EQ(code_with([](auto& a) { a.valid_until = "30.09.2027"; }), Code::kParameterInvalid);
  EXPECT_EQ(code_with([](auto& a) { a.valid_until = "2026-02-30"; }), Code::kParameterInvalid);
  EXPECT_EQ(code_with([](auto& a) { a.valid_until = "2026-11-01"; }), Code::kRegistryMalformed);
  EXPECT_EQ(code_with([](auto& a) { a.name = "../artes"; }), Code::kRegistryMalformed);
  EXPECT_EQ(code_with([](auto& a) { a.evidence = {"fr"}; }), Code::kParameterInvalid);
  EXPECT_EQ(code_with([](auto& a) { a.per_period = 5; }), Code::kRegistryMalformed);
  EXPECT_EQ(code_with([](auto& a) { a.issued_by_mandate = true; }), Code::kRegistryMalformed);
  EXPECT_EQ(code_with([](auto& a) { a.clients = {"campus", "campus"}; }), Code::kRegistryMalformed);
}

// Answers by the beginning of the question.
class Answering {
 public:
  using Answers = std::map<std::string, std::string>;
  explicit Answering(Answers answers) : answers_(std::move(answers)) {}
  Question Asker() {
    return [this](const std::string& question) {
      asked_.push_back(question);
      for (const auto& [begin, answer] : answers_) {
        if (question.starts_with(begin)) return answer;
      }
      return std::string();
    };
  }
  const std::vector<std::string>& asked() const { return asked_; }

 private:
  Answers answers_;
  std::vector<std::string> asked_;
};

TEST(MandateInterview, AsksForAllThatIsNotSaidYet) {
  Answering answering(Answering::Answers{{"Name of the mandate", "artes-1"},
                                         {"In whose name", "artes"},
                                         {"Who teaches", "uni, other"},
                                         {"Refuse credentials", "yes"},
                                         {"Which clients", "campus , lab"},
                                         {"Last day", "2027-09-30"},
                                         {"Seals at most in a period", "100"},
                                         {"How many days", "30"}});
  MandateAnswers answers;
  AskForAnswers(answers, answering.Asker(), {"artes", "uni"}, {"campus", "lab"});
  const auto terms = Terms(answers);
  EXPECT_EQ(terms.issuing, "artes");
  EXPECT_THAT(terms.delivering, ElementsAre("uni", "other"));
  EXPECT_TRUE(terms.delivering_checked);
  EXPECT_THAT(terms.clients, ElementsAre("campus", "lab"));
  EXPECT_EQ(terms.seals_per_period, 100U);
  EXPECT_EQ(terms.period_days, 30U);
  EXPECT_FALSE(terms.seals_in_total);
  EXPECT_EQ(terms.evidence.size(), 1U);
  EXPECT_FALSE(terms.issued_by_mandate);
  EXPECT_THAT(answering.asked()[1], HasSubstr("Known: artes, uni."));
}

TEST(MandateInterview, DoesNotAskAgainForWhatTheOptionsSaid) {
  Answering answering(Answering::Answers{{"Last day", "2027-09-30"}});
  MandateAnswers answers = Least();
  answers.valid_until.clear();
  AskForAnswers(answers, answering.Asker(), {"artes"}, {"campus"});
  EXPECT_EQ(answers.name, "artes-1");
  for (const std::string& question : answering.asked()) {
    EXPECT_THAT(question, testing::Not(testing::StartsWith("Name of the mandate")));
    EXPECT_THAT(question, testing::Not(testing::StartsWith("How many days")));
  }
}

}  // namespace
}  // namespace signet::provisioning
