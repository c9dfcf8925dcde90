#pragma once

namespace signet::provisioning {

/// How a command ended: signetctl's exit codes, the same for every subcommand.
enum class Outcome : int {
  kGood = 0,
  kNotGood = 1,        ///< judged, and not good
  kNotDone = 2,        ///< could not be judged or done
  kIndeterminate = 3,  ///< `verify`: INDETERMINATE (EN 319 102-1 5.1.3)
  kNotAccepted = 4,    ///< `verify`: TOTAL-PASSED, and not accepted all the same
};

/// How much an ending weighs among several: what is known to be bad comes first, then what could
/// not be done, then what stays undecided, then what is good and not enough.
constexpr int WeightOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kGood:
      return 0;
    case Outcome::kNotAccepted:
      return 1;
    case Outcome::kIndeterminate:
      return 2;
    case Outcome::kNotDone:
      return 3;
    case Outcome::kNotGood:
      return 4;
  }
  return 3;
}

/// The one that speaks for both, for commands over many files.
constexpr Outcome Worse(Outcome a, Outcome b) { return WeightOf(a) >= WeightOf(b) ? a : b; }

}  // namespace signet::provisioning
