#include "appliance/seal/level.h"

namespace signet::seal {

std::string_view NameOf(Level level) {
  switch (level) {
    case Level::kB:
      return "B-B";
    case Level::kT:
      return "B-T";
    case Level::kLt:
      return "B-LT";
    case Level::kLta:
      return "B-LTA";
  }
  return "";
}

std::optional<Level> LevelFromName(std::string_view name) {
  for (const Level level : {Level::kB, Level::kT, Level::kLt, Level::kLta}) {
    if (NameOf(level) == name) return level;
  }
  return std::nullopt;
}

std::string_view NameOf(Format format) {
  switch (format) {
    case Format::kNotEtsi:
      return "JSON-NOT-ETSI";
    case Format::kBaselineB:
      return "JAdES-BASELINE-B";
    case Format::kBaselineT:
      return "JAdES-BASELINE-T";
    case Format::kBaselineLt:
      return "JAdES-BASELINE-LT";
    case Format::kBaselineLta:
      return "JAdES-BASELINE-LTA";
  }
  return "";
}

}  // namespace signet::seal
