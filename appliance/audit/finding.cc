#include "appliance/audit/finding.h"

namespace signet::audit {

std::string Finding::Text() const {
  std::string place = path;
  const auto add = [&place](const std::string& part) {
    if (!place.empty()) place += ", ";
    place += part;
  };
  if (offset) add("octet " + std::to_string(*offset));
  if (entry) add("entry " + std::to_string(*entry));
  return place.empty() ? what : place + ": " + what;
}

}  // namespace signet::audit
