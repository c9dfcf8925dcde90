#include "provisioning/profile_compiler/prefix_table.h"

#include "appliance/base/json_writer.h"

namespace signet::provisioning {
namespace {

std::string_view LastPart(std::string_view start) {
  while (!start.empty() && (start.back() == '/' || start.back() == '#')) start.remove_suffix(1);
  const auto cut = start.find_last_of("/#");
  return cut == std::string_view::npos ? start : start.substr(cut + 1);
}

}  // namespace

void PrefixTable::Add(std::string_view prefix, std::string_view start) {
  if (start.empty() || prefixes_.contains(start)) return;
  const std::string name(prefix.empty() ? LastPart(start) : prefix);
  if (name.empty() || name == "_" || starts_.contains(name)) return;
  starts_.emplace(name, start);
  prefixes_.emplace(start, name);
}

std::string PrefixTable::Shorten(std::string_view iri) const {
  return provisioning::Shorten(iri, starts_);
}

std::string PrefixTable::Quoted(std::string_view iri) const { return json::Quote(Shorten(iri)); }

}  // namespace signet::provisioning
