#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/json.h"
#include "appliance/elm/profile/profile.h"

namespace signet::elm {

/// The profiles that a credential may name. Immutable once filled; safe to share between threads.
class ProfileLibrary {
 public:
  /// Those that come with Signet (appliance/elm/profiles).
  static ProfileLibrary BuiltIn();

  /// Adds one that counts before all that are there. Throws as ProfileSet::Read does, and
  /// Error(kProfileMalformed) for one without a root: a check by it would be vacuous.
  void Add(std::string_view compiled_profile);

  /// Profiles of one set.
  struct Choice {
    const ProfileSet* set = nullptr;
    std::vector<const Profile*> profiles;
  };
  /// Those that the credential's `credentialSchema` names, of the set added last that has them all.
  /// Throws Error(kProfileUnknown) if it names none or one that is not here.
  Choice ProfilesOf(json::Value credential) const;

  const std::vector<std::shared_ptr<const ProfileSet>>& sets() const { return sets_; }

 private:
  std::vector<std::shared_ptr<const ProfileSet>> sets_;  ///< the one added last comes first
};

}  // namespace signet::elm
