#pragma once

#include <map>
#include <string>
#include <vector>

#include "provisioning/profile_compiler/compiled_shapes.h"
#include "provisioning/profile_compiler/context_compiler.h"
#include "provisioning/profile_compiler/prefix_table.h"

namespace signet::provisioning {

/// A profile of a compiled profile file.
struct CompiledProfile {
  std::string iri;
  std::string version;
  std::string title;
  std::vector<std::string> imports;
  CompiledShape::Shapes shapes;
};

/// What a compiled profile file says (PROFILE.md).
struct ProfileContent {
  std::string name;
  std::string version;
  std::vector<std::string> contexts;
  std::vector<std::string> root;
  std::map<std::string, std::vector<std::string>> draft;  ///< shape → paths
  CompiledContexts meanings;
  std::vector<CompiledProfile> profiles;
  CompiledShapes shapes;
};

/// The file's text: one term and one property shape a line, so that people can read it and compare
/// two.
std::string WriteProfile(const ProfileContent& content, const PrefixTable& prefixes);

}  // namespace signet::provisioning
