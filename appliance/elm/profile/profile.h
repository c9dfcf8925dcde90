#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/elm/graph/term.h"
#include "appliance/elm/graph/term_table.h"
#include "appliance/elm/jsonld/context.h"
#include "appliance/elm/profile/shape.h"

namespace signet::elm {

/// What `credentialSchema.id` may name.
struct Profile {
  std::string iri;
  std::string version;
  std::string title;
  std::vector<std::string> imports;
  std::vector<ShapeId> shapes;  ///< those with targets, its imports' included
};

/// A compiled profile file (PROFILE.md): profiles that share shapes, terms and contexts. Immutable;
/// safe to share between threads.
class ProfileSet {
 public:
  /// Throws Error: the JSON reader's codes, or kProfileMalformed with the JSON pointer of what is
  /// wrong. Time and memory are linear in the text.
  static ProfileSet Read(std::string_view text);

  const std::string& name() const { return name_; }
  const std::string& version() const { return version_; }
  /// The `@context` that a credential must have, in this order.
  const std::vector<std::string>& contexts() const { return contexts_; }
  /// What names mean after them.
  const Context& context() const { return context_; }
  /// The classes that the credential itself must have; exactly one node has the last one.
  const std::vector<TermId>& root() const { return root_; }

  const std::vector<Profile>& profiles() const { return profiles_; }
  /// nullptr if there is no profile of this IRI.
  const Profile* Find(std::string_view iri) const;

  const Shape& operator[](ShapeId id) const { return shapes_[static_cast<std::size_t>(id)]; }
  /// How many of the shapes a check remembers nodes for.
  std::size_t memories() const { return memories_; }
  /// The table that a graph's must continue to be held against these profiles.
  const TermTable& terms() const { return *terms_; }

 private:
  friend class ProfileReader;
  ProfileSet() : terms_(std::make_unique<TermTable>()) {}

  std::string name_;
  std::string version_;
  std::vector<std::string> contexts_;
  Context context_;
  std::vector<TermId> root_;
  std::vector<Profile> profiles_;
  std::vector<Shape> shapes_;
  std::size_t memories_ = 0;
  std::unique_ptr<TermTable> terms_;  ///< graphs refer to it, so it stays where it is
};

}  // namespace signet::elm
