#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "appliance/base/clock.h"
#include "appliance/registry/mandate_terms.h"

namespace signet::provisioning {

/// What somebody says who wants a mandate, in their words.
struct MandateAnswers {
  std::string name;
  std::string issuing;
  std::vector<std::string> delivering;
  bool check_delivering = false;
  std::vector<std::string> clients;
  std::vector<std::string> profiles;  ///< IRIs, or names of the EDC profiles ("edc-generic-full")
  std::vector<std::string> kinds;
  std::vector<std::string> learning;
  std::string valid_from;   ///< first day, "2026-10-01", or a time; empty: today
  std::string valid_until;  ///< last day, or the first moment after it
  std::uint64_t total = 0;  ///< 0: no limit
  std::uint64_t per_period = 0;
  std::uint32_t period_days = 0;
  std::vector<std::string> evidence;  ///< "en=…"; "en" alone: the usual sentence
  bool embed_document = false;
  bool issued_by_mandate = false;

  /// Whether nothing is missing that a mandate must have.
  bool IsComplete() const;
};

/// Asks one question and gives the answer.
using Question = std::function<std::string(const std::string&)>;

/// Asks for all that is empty. `organisations` and `submitters` are names to choose from.
void AskForAnswers(MandateAnswers& answers, const Question& ask,
                   const std::vector<std::string>& organisations,
                   const std::vector<std::string>& submitters);

/// Terms that the registry would take, or Error(kParameterInvalid), Error(kRegistryMalformed).
/// `issuing` and `sealing` are legal names, for the usual sentence.
registry::MandateTerms ToTerms(const MandateAnswers& answers, const std::string& issuing,
                               const std::string& sealing, Time now);

}  // namespace signet::provisioning
