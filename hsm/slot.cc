#include "hsm/slot.h"

#include <fmt/format.h>

#include "appliance/base/error.h"
#include "hsm/return_value.h"

namespace signet::hsm {
namespace {

std::vector<CK_SLOT_ID> SlotsWithTokens(const Module& module) {
  // The call without a buffer is what makes a module look for new slots (PKCS#11 2.40 5.5).
  std::vector<CK_SLOT_ID> slots;
  CK_RV value = CKR_BUFFER_TOO_SMALL;
  while (value == CKR_BUFFER_TOO_SMALL) {
    CK_ULONG count = 0;
    Check(module->C_GetSlotList(CK_TRUE, nullptr, &count), "C_GetSlotList");
    slots.resize(count);
    value = module->C_GetSlotList(CK_TRUE, slots.data(), &count);
    if (value == CKR_OK) slots.resize(count);
  }
  Check(value, "C_GetSlotList");
  return slots;
}

SlotToken Describe(CK_SLOT_ID slot, const CK_TOKEN_INFO& info) {
  std::string label(reinterpret_cast<const char*>(info.label), sizeof info.label);
  const auto last = label.find_last_not_of(std::string_view(" \0", 2));
  label.resize(last == std::string::npos ? 0 : last + 1);
  return {.slot = slot, .label = std::move(label), .flags = info.flags};
}

}  // namespace

std::vector<SlotToken> ListTokens(const Module& module) {
  std::vector<SlotToken> tokens;
  for (const CK_SLOT_ID slot : SlotsWithTokens(module)) {
    CK_TOKEN_INFO info{};
    const CK_RV value = module->C_GetTokenInfo(slot, &info);
    if (value == CKR_TOKEN_NOT_PRESENT || value == CKR_TOKEN_NOT_RECOGNIZED) continue;
    Check(value, "C_GetTokenInfo");
    tokens.push_back(Describe(slot, info));
  }
  return tokens;
}

std::optional<SlotToken> FindToken(const Module& module, std::string_view label) {
  std::optional<SlotToken> found;
  for (SlotToken& token : ListTokens(module)) {
    if (token.label != label || (token.flags & CKF_TOKEN_INITIALIZED) == 0) continue;
    if (found) {
      throw Error(
          Code::kConfigurationInvalid,
          fmt::format("Two tokens are named \"{}\". Unplug one or give it another label.", label));
    }
    found = std::move(token);
  }
  return found;
}

SlotToken DescribeToken(const Module& module, CK_SLOT_ID slot) {
  CK_TOKEN_INFO info{};
  Check(module->C_GetTokenInfo(slot, &info), "C_GetTokenInfo");
  return Describe(slot, info);
}

}  // namespace signet::hsm
