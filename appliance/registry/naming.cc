#include "appliance/registry/naming.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <algorithm>
#include <string>

#include "appliance/base/error.h"
#include "appliance/base/json_refusal.h"

namespace signet::registry {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLongestLine = 2000;
constexpr std::string_view kNameCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool IsUtf8(std::string_view text) {
  try {
    json::CheckEncoding(text, json::Limits{});
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

bool IsName(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName &&
         name.find_first_not_of(kNameCharacters) == std::string_view::npos;
}

void RequireName(std::string_view what, std::string_view name) {
  if (IsName(name)) return;
  throw Error(Code::kRegistryMalformed,
              std::string(what) + " must be 1 to 64 letters, digits, '-', '.' or '_'.");
}

bool IsLine(std::string_view text) {
  return !text.empty() && text.size() <= kLongestLine && std::ranges::none_of(text, IsControl);
}

void RequireLine(std::string_view what, std::string_view text) {
  if (IsLine(text) && IsUtf8(text)) return;
  throw Error(Code::kRegistryMalformed,
              std::string(what) + " must be one line of UTF-8 with 1 to 2,000 octets.");
}

bool HasRepeats(std::vector<std::string_view> texts) {
  std::ranges::sort(texts);
  return std::ranges::adjacent_find(texts) != texts.end();
}

bool IsTaken(const SQLite::Exception& failure) {
  const int code = failure.getExtendedErrorCode();
  return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY;
}

}  // namespace signet::registry
