#include "appliance/sealer/seal_steps.h"

#include <algorithm>
#include <array>

namespace signet::sealer {
namespace {

struct Row {
  Step from;
  Step to;
};

constexpr auto kLegal = std::to_array<Row>({
    {Step::kReceive, Step::kRecognise},
    {Step::kRecognise, Step::kAuthorise},
    {Step::kAuthorise, Step::kPrepare},
    {Step::kPrepare, Step::kCheck},
    // A new seal.
    {Step::kCheck, Step::kConfirm},
    {Step::kConfirm, Step::kIntend},
    {Step::kIntend, Step::kSign},
    {Step::kSign, Step::kVerify},
    {Step::kVerify, Step::kComplete},  // B-B
    {Step::kVerify, Step::kStamp},
    {Step::kStamp, Step::kInspect},  // B-T
    {Step::kStamp, Step::kExtend},
    {Step::kExtend, Step::kInspect},
    {Step::kInspect, Step::kComplete},
    {Step::kComplete, Step::kRelease},
    // A repeat of an earlier request.
    {Step::kCheck, Step::kMatch},
    {Step::kMatch, Step::kRelease},
    {Step::kMatch, Step::kConfirm},
    {Step::kConfirm, Step::kResume},
    {Step::kResume, Step::kSign},
});

}  // namespace

std::string_view NameOf(Step step) {
  switch (step) {
    case Step::kReceive:
      return "receive";
    case Step::kRecognise:
      return "recognise";
    case Step::kAuthorise:
      return "authorise";
    case Step::kPrepare:
      return "prepare";
    case Step::kCheck:
      return "check";
    case Step::kConfirm:
      return "confirm";
    case Step::kIntend:
      return "intend";
    case Step::kMatch:
      return "match";
    case Step::kResume:
      return "resume";
    case Step::kSign:
      return "sign";
    case Step::kVerify:
      return "verify";
    case Step::kStamp:
      return "stamp";
    case Step::kExtend:
      return "extend";
    case Step::kInspect:
      return "inspect";
    case Step::kComplete:
      return "complete";
    case Step::kRelease:
      return "release";
  }
  return "";
}

bool IsLegal(Step from, Step to) {
  return std::ranges::any_of(kLegal,
                             [&](const Row& row) { return row.from == from && row.to == to; });
}

}  // namespace signet::sealer
