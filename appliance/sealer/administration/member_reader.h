#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/json.h"

namespace signet::sealer {

/// Takes the members of one JSON object, each by its name; what nobody took is refused at the end.
/// All throw Error(kRegistryMalformed) with the member's name and what it takes.
class MemberReader {
 public:
  /// `what` says what the object is ("The organisation").
  MemberReader(json::Value object, std::string what);

  std::string Text(std::string_view name);
  std::string TextOr(std::string_view name, std::string fallback);
  std::vector<std::string> Texts(std::string_view name);  ///< absent: empty
  bool Flag(std::string_view name);                       ///< absent: false
  std::uint32_t Count(std::string_view name, std::uint32_t most);
  std::optional<json::Value> Object(std::string_view name);
  std::vector<json::Value> Objects(std::string_view name);  ///< absent: empty
  /// Members that the box itself sets and that may come back as they were read.
  void PassOver(std::string_view name);

  /// To be called last.
  void RefuseUnknown() const;

 private:
  std::optional<json::Value> Take(std::string_view name);
  [[noreturn]] void Refuse(std::string_view name, std::string_view takes) const;

  json::Value object_;
  std::string what_;
  std::set<std::string, std::less<>> taken_;
};

}  // namespace signet::sealer
