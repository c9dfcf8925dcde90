#include "appliance/elm/advice/remark.h"

#include <algorithm>

namespace signet::elm {

std::vector<Remark> RemarksOn(const AdviceSubject& subject) {
  Remarks made;
  for (const auto remark_on :
       {RemarkOnVanished, RemarkOnCodes, RemarkOnDisagreement, RemarkOnValidity, RemarkOnLanguages,
        RemarkOnLearning, RemarkOnImages}) {
    remark_on(subject, made);
  }
  std::vector<Remark> out = made.Take();
  std::ranges::stable_sort(out, {}, &Remark::place);
  return out;
}

}  // namespace signet::elm
