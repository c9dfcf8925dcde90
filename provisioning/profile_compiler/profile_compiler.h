#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "provisioning/profile_compiler/context_compiler.h"
#include "provisioning/profile_compiler/shape_compiler.h"
#include "provisioning/profile_compiler/shapes_source.h"

namespace signet::provisioning {

/// What `signetctl profile compile` is told.
struct ProfileOrder {
  std::string name;
  std::string version;
  /// IRI and file of each context, in the order a credential must have them.
  std::vector<std::pair<std::string, std::filesystem::path>> contexts;
  std::vector<std::filesystem::path> shapes;  ///< files, and folders of *.ttl
  std::vector<std::string> root;              ///< IRIs or names that the contexts define
  /// Shapes and paths whose minCount does not hold in a draft: IRIs.
  std::map<std::string, std::vector<std::string>> draft;
  std::vector<std::string> not_shapes;  ///< imports that are not followed
  Messages messages = Messages::kKeep;
};

/// The text of a compiled profile (PROFILE.md); the same octets for the same order, on every
/// machine. It has been read back. Throws Error: kUsage, kFileUnusable, kProfileMalformed.
std::string CompileProfile(const ProfileOrder& order);

/// The same from what the files say.
std::string CompileParts(const ProfileOrder& order, std::vector<ShapesSource> sources,
                         CompiledContexts meanings);

}  // namespace signet::provisioning
