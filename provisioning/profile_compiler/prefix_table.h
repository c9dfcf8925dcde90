#pragma once

#include <map>
#include <string>
#include <string_view>

#include "provisioning/profile_compiler/iri_shortener.h"

namespace signet::provisioning {

/// The prefixes of a compiled profile, collected from what it is made of.
class PrefixTable {
 public:
  /// The first prefix of a start counts, and the first start of a prefix. Where a text has no name
  /// for a start (""), its last path part becomes the name.
  void Add(std::string_view prefix, std::string_view start);

  const Prefixes& all() const { return starts_; }
  /// "prefix:rest" or "<IRI>".
  std::string Shorten(std::string_view iri) const;
  /// The same as a JSON string.
  std::string Quoted(std::string_view iri) const;

 private:
  Prefixes starts_;
  std::map<std::string, std::string, std::less<>> prefixes_;  ///< by start
};

}  // namespace signet::provisioning
