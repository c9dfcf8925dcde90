#include "appliance/registry/naming.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <string>

#include "appliance/base/error.h"

namespace signet::registry {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::string_view kNameCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";

}  // namespace

void RequireName(std::string_view what, std::string_view name) {
  if (!name.empty() && name.size() <= kLongestName &&
      name.find_first_not_of(kNameCharacters) == std::string_view::npos) {
    return;
  }
  throw Error(Code::kParameterInvalid,
              std::string(what) + " must be 1 to 64 letters, digits, '-', '.' or '_'.");
}

bool IsTaken(const SQLite::Exception& failure) {
  const int code = failure.getExtendedErrorCode();
  return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY;
}

}  // namespace signet::registry
