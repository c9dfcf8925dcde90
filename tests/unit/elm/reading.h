#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/json.h"
#include "appliance/elm/jsonld/context.h"
#include "appliance/elm/jsonld/graph_reader.h"

namespace signet::elm {

/// A profile's `{"prefixes", "terms", "scopes"}` as a Context.
class TestContext {
 public:
  explicit TestContext(std::string_view profile);
  const Context& context() const { return context_; }
  const TermTable& terms() const { return *terms_; }

 private:
  std::unique_ptr<TermTable> terms_ = std::make_unique<TermTable>();
  Context context_;
};

/// A text that was read with a context, for as long as both are looked at.
class Reading {
 public:
  Reading(std::string_view text, const TestContext& context);

  const GraphReading& result() const { return reading_; }
  /// Sorted N-Triples, with `ex:` for <http://example.org/> and `xsd:` for XML Schema's namespace.
  std::vector<std::string> Triples() const;
  /// "/pointer reason text" each.
  std::vector<std::string> Refusals() const;
  std::vector<std::string> Vanished() const;
  std::string PointerTo(std::uint32_t place) const;

 private:
  json::Document document_;
  GraphReading reading_;
};

}  // namespace signet::elm
