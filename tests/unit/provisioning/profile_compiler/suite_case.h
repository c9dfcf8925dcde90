#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "provisioning/profile_compiler/rdf.h"

namespace signet::provisioning {

/// A case of the W3C's test suite for SHACL Core.
struct SuiteCase {
  std::string name;         ///< "property/minCount-001"
  std::string shapes;       ///< Turtle
  std::string shapes_base;  ///< what its relative IRIs count from
  std::vector<RdfStatement> data;
  /// The expected results as lines: focus, path, component, value, severity, source shape.
  std::multiset<std::string> results;
};

/// All cases below a folder, by name.
std::vector<SuiteCase> ReadSuite(const std::filesystem::path& folder);

/// A line of `results`.
std::string ResultLine(const std::vector<std::string>& parts);

}  // namespace signet::provisioning
