#include "provisioning/profile_compiler/iri_shortener.h"

namespace signet::provisioning {

std::string Shorten(std::string_view iri, const Prefixes& prefixes) {
  const Prefixes::value_type* best = nullptr;
  for (const auto& entry : prefixes) {
    if (!iri.starts_with(entry.second)) continue;
    if (best == nullptr || entry.second.size() > best->second.size()) best = &entry;
  }
  if (best == nullptr) return '<' + std::string(iri) + '>';
  return best->first + ':' + std::string(iri.substr(best->second.size()));
}

}  // namespace signet::provisioning
