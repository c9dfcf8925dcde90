#pragma once

#include <optional>
#include <string_view>

namespace signet::seal {

/// Levels of a JAdES baseline signature (TS 119 182-1 6), lowest first.
enum class Level { kB, kT, kLt, kLta };
std::string_view NameOf(Level level);  ///< "B-B", "B-T", "B-LT", "B-LTA"
std::optional<Level> LevelFromName(std::string_view name);

/// What the structure of a signature shows, whether or not its elements hold; named as DSS does.
enum class Format { kNotEtsi, kBaselineB, kBaselineT, kBaselineLt, kBaselineLta };
std::string_view NameOf(Format format);  ///< "JSON-NOT-ETSI", "JAdES-BASELINE-B", …

}  // namespace signet::seal
