#pragma once

#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string_view>

#include "appliance/base/error.h"

namespace signet::fuzz {

/// What must hold for every input. Breaking it ends the process, which is how a fuzzer sees it.
inline void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "Broken: %s\n", what);
  std::abort();
}

/// A refusal is fine, but only one of those that the header promises.
inline void RequireCode(const Error& error, std::initializer_list<Code> promised) {
  for (const Code code : promised) {
    if (error.code() == code) return;
  }
  std::fprintf(stderr, "Broken: unexpected refusal %s: %s (%s)\n", InfoOf(error.code()).name.data(),
               error.what(), error.cause().c_str());
  std::abort();
}

}  // namespace signet::fuzz
