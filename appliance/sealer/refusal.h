#pragma once

#include <optional>

#include "appliance/base/error.h"

namespace signet::sealer {

/// The Error that `action` refuses with, as a value: a work on the database that changed nothing
/// need not be undone for it, nor its neighbours run again. A fault of the database stays a
/// failure.
template <typename Action>
std::optional<Error> RefusalOf(const Action& action) {
  try {
    action();
    return std::nullopt;
  } catch (const Error& error) {
    if (error.code() == Code::kDatabaseFailed) throw;
    return error;
  }
}

}  // namespace signet::sealer
