#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/registry/mandate.h"

namespace signet::sealer {

using SharedMandate = std::shared_ptr<const registry::Mandate>;

/// The mandates that were ever approved, found by the organisation they are of. A value: a change
/// makes a new one, which shares what stays.
class MandateBook {
 public:
  MandateBook() = default;
  explicit MandateBook(std::vector<registry::Mandate> mandates);

  /// With this one added, or in place of the one of its name.
  MandateBook With(registry::Mandate mandate) const;

  /// nullptr if there is none that was ever approved.
  SharedMandate Find(std::string_view name) const;
  /// By name; empty if there is none.
  const std::vector<SharedMandate>& Of(std::string_view organisation) const;
  /// nullptr if there is none that holds now.
  SharedMandate Demonstration(Time now) const;
  /// Those that are active and end before `time`, by name.
  std::vector<SharedMandate> EndingBefore(Time now, Time time) const;
  std::size_t size() const { return by_name_.size(); }

 private:
  void Put(SharedMandate mandate);

  std::map<std::string, SharedMandate, std::less<>> by_name_;
  std::map<std::string, std::vector<SharedMandate>, std::less<>> by_organisation_;
};

}  // namespace signet::sealer
