#include "provisioning/mandate_answers.h"

#include <fmt/format.h>

#include <charconv>

#include "appliance/base/error.h"
#include "appliance/registry/naming.h"
#include "provisioning/registry_text.h"

namespace signet::provisioning {
namespace {

using registry::MandateTerms;

constexpr std::string_view kProfilePrefix = "http://data.europa.eu/snb/model/ap/";
constexpr std::size_t kDate = std::string_view("2026-10-01").size();

// `days_after` a date: the last day counts as a whole.
Time ReadMoment(const char* option, const std::string& text, std::chrono::days days_after) {
  const bool is_date = text.size() == kDate;
  const auto time = ParseTime(is_date ? text + "T00:00:00Z" : text);
  if (!time) {
    throw Error(Code::kParameterInvalid,
                fmt::format("{} must be a day like 2026-10-01, or a time like "
                            "2026-10-01T00:00:00Z, not \"{}\".",
                            option, text));
  }
  return is_date ? *time + days_after : *time;
}

std::string ProfileIri(const std::string& profile) {
  return profile.find(':') == std::string::npos ? std::string(kProfilePrefix) + profile : profile;
}

void AddEvidence(MandateTerms& terms, const std::string& evidence, const std::string& issuing,
                 const std::string& sealing, const std::string& name) {
  const auto equals = evidence.find('=');
  if (equals != std::string::npos) {
    terms.evidence[evidence.substr(0, equals)] = evidence.substr(equals + 1);
    return;
  }
  if (evidence != "en") {
    throw Error(Code::kParameterInvalid,
                "The usual sentence is there in English only: write --evidence " + evidence +
                    "=\"…\" with your own.");
  }
  terms.evidence["en"] = fmt::format(
      "{} awards this credential. {} has sealed it on its behalf, under the mandate \"{}\" that "
      "both signed.",
      issuing, sealing, name);
}

std::vector<std::string> SplitAtCommas(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == ',') {
      out.emplace_back();
    } else if (c != ' ' || !out.back().empty()) {
      out.back() += c;
    }
  }
  std::erase_if(out, [](std::string& one) {
    while (one.ends_with(' ')) one.pop_back();
    return one.empty();
  });
  return out;
}

template <typename Number>
Number ReadNumber(const std::string& text) {
  if (text.empty()) return 0;
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  throw Error(Code::kParameterInvalid, "\"" + text + "\" is no whole number.");
}

class Interview {
 public:
  explicit Interview(const Question& ask) : ask_(ask) {}

  void Text(std::string& answer, const std::string& question) {
    if (answer.empty()) answer = ask_(question + " ");
  }
  void List(std::vector<std::string>& answer, const std::string& question) {
    if (answer.empty()) answer = SplitAtCommas(ask_(question + " (commas between) "));
  }
  void Flag(bool& answer, const std::string& question) {
    if (!answer) answer = ask_(question + " (yes/no) ") == "yes";
  }
  template <typename Number>
  void Count(Number& answer, const std::string& question) {
    if (answer == 0) answer = ReadNumber<Number>(ask_(question + " "));
  }

 private:
  const Question& ask_;
};

}  // namespace

bool MandateAnswers::IsComplete() const {
  return !name.empty() && !issuing.empty() && !clients.empty() && !valid_until.empty();
}

void AskForAnswers(MandateAnswers& answers, const Question& ask,
                   const std::vector<std::string>& organisations,
                   const std::vector<std::string>& submitters) {
  Interview interview(ask);
  const std::string known = " Known: " + Joined(organisations) + ".";
  interview.Text(answers.name, "Name of the mandate, like artes-2026?");
  interview.Text(answers.issuing, "In whose name is sealed (the awarding body)?" + known);
  interview.List(answers.delivering, "Who teaches and assesses for it, if others do?" + known);
  if (!answers.delivering.empty()) {
    interview.Flag(answers.check_delivering,
                   "Refuse credentials that name others as those who taught or assessed?");
  }
  interview.List(answers.clients, "Which clients may submit? Known: " + Joined(submitters) + ".");
  interview.Text(answers.valid_from, "First day, like 2026-10-01? (empty: today)");
  interview.Text(answers.valid_until, "Last day?");
  interview.Count(answers.total, "Seals at most in total? (empty: no limit)");
  interview.Count(answers.per_period, "Seals at most in a period? (empty: no limit)");
  if (answers.per_period != 0) {
    interview.Count(answers.period_days, "How many days has a period?");
  }
  interview.List(answers.profiles,
                 "Only credentials of these application profiles? (empty: any) IRIs or "
                 "edc-generic-full, edc-diploma-supplement, …");
  interview.List(answers.kinds,
                 "Only these kinds of credential (credentialProfiles)? (empty: any)");
  interview.List(answers.learning,
                 "Only these learning opportunities or qualifications? (empty: any)");
  if (answers.evidence.empty()) {
    const std::string statement =
        ask("What do the credentials say of the mandate, in English? (empty: the usual sentence) ");
    answers.evidence.push_back(statement.empty() ? "en" : "en=" + statement);
  }
  interview.Flag(answers.issued_by_mandate,
                 "Does the credential's profile say \"issued by mandate\"?");
  interview.Flag(answers.embed_document,
                 "Does the signed document go into every credential, for everybody to read?");
}

MandateTerms ToTerms(const MandateAnswers& answers, const std::string& issuing,
                     const std::string& sealing, Time now) {
  registry::RequireName("The mandate's name", answers.name);
  MandateTerms terms;
  terms.issuing = answers.issuing;
  terms.delivering = answers.delivering;
  terms.delivering_checked = answers.check_delivering;
  terms.clients = answers.clients;
  for (const std::string& profile : answers.profiles) {
    terms.profiles.push_back(ProfileIri(profile));
  }
  terms.kinds = answers.kinds;
  terms.learning = answers.learning;
  terms.valid_from = answers.valid_from.empty()
                         ? std::chrono::floor<std::chrono::days>(now)
                         : ReadMoment("The first day", answers.valid_from, std::chrono::days(0));
  terms.valid_until = ReadMoment("The last day", answers.valid_until, std::chrono::days(1));
  if (answers.total != 0) terms.seals_in_total = answers.total;
  if (answers.per_period != 0) terms.seals_per_period = answers.per_period;
  terms.period_days = answers.period_days;
  for (const std::string& one : answers.evidence) {
    AddEvidence(terms, one, issuing, sealing, answers.name);
  }
  terms.embeds_document = answers.embed_document;
  terms.issued_by_mandate = answers.issued_by_mandate;
  // The registry's own rules, before anybody signs anything.
  return registry::ReadMandateTerms(UntrustedText(registry::WriteMandateTerms(terms)));
}

}  // namespace signet::provisioning
