#pragma once

#include <gtest/gtest.h>

#include <optional>

#include "appliance/base/error.h"

namespace signet::test {

/// The Error that `action` ends with; nullopt, and a test failure, if it ends well.
template <typename Action>
std::optional<Error> ErrorOf(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "ended well, where an Error was due";
  return std::nullopt;
}

/// The code of that Error; kInternal where there is none.
template <typename Action>
Code CodeOf(Action action) {
  const auto error = ErrorOf(action);
  return error ? error->code() : Code::kInternal;
}

}  // namespace signet::test
