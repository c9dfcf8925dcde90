#include "tests/unit/seal/fault.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace signet::seal {

void ExpectFaults(std::span<const Fault> faults) {
  for (const Fault& fault : faults) {
    for (const TimeHeader time_header : {TimeHeader::kSigT, TimeHeader::kIat}) {
      SealBuilder seal = SoundSeal(Algorithm::kEs256, time_header);
      const Judgement judgement = JudgeText(fault.make(seal));
      EXPECT_EQ(Verdict(judgement), fault.verdict) << fault.name << "\n" << Explained(judgement);
      EXPECT_TRUE(HasRule(judgement, fault.rule)) << fault.name << "\n" << Explained(judgement);
    }
  }
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::logic_error("nothing to replace: " + from);
  return text.replace(at, from.size(), to);
}

}  // namespace signet::seal
