#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "appliance/elm/profile/profile.h"
#include "appliance/elm/profile/profile_value.h"

namespace signet::elm {

/// Reads a compiled profile file (PROFILE.md).
class ProfileReader {
 public:
  static ProfileSet Read(std::string_view text);

 private:
  explicit ProfileReader(const ProfileValue& file) : file_(file) {}

  void RequireFormat() const;
  void ReadAll();
  ProfileValue Required(std::string_view name) const;
  void RefuseUnknown() const;
  Profile ReadProfile(const ProfileValue& value, const class ShapeReader& shapes) const;
  void RequireImports() const;
  void TakeShapes(ShapeReader& reader, const ProfileValue& place);
  void TakeDraft(const ProfileValue& draft);
  /// false if the shape has no property with this path.
  bool MarkPrepared(TermId iri, TermId path);

  const ProfileValue& file_;
  IriPrefixes prefixes_;
  ProfileSet set_;
};

}  // namespace signet::elm
