#include "provisioning/registered_key.h"

#include <string>

#include "appliance/base/error.h"

namespace signet::provisioning {

registry::SealKey FindRegisteredKey(SQLite::Database& database, std::string_view name) {
  std::string names;
  for (registry::SealKey& key : registry::ListSealKeys(database)) {
    if (key.name == name) return std::move(key);
    names += (names.empty() ? "" : ", ") + key.name;
  }
  throw Error(Code::kKeyUnknown, "The box has no seal key \"" + std::string(name) + "\"" +
                                     (names.empty() ? ": make it with `signetctl key generate`."
                                                    : "; it has " + names + "."));
}

}  // namespace signet::provisioning
