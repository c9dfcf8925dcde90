#include "appliance/elm/profile/profile_library.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/elm/node.h"
#include "appliance/elm/profile/built_in_profiles.h"

namespace signet::elm {
namespace {

std::vector<std::string_view> SchemasOf(json::Value credential) {
  std::vector<std::string_view> out;
  for (const json::Value schema : ValuesOf(credential, "credentialSchema")) {
    const auto iri = IriOf(schema);
    if (!iri) {
      throw Error(Code::kProfileUnknown,
                  "A credentialSchema of the credential has no id. Give it the address of the "
                  "profile, such as http://data.europa.eu/snb/model/ap/edc-generic-full.");
    }
    out.push_back(*iri);
  }
  if (out.empty()) {
    throw Error(Code::kProfileUnknown,
                "The credential names no application profile: add credentialSchema with the id of "
                "one, such as http://data.europa.eu/snb/model/ap/edc-generic-full.");
  }
  return out;
}

// Its terms mean something only in the contexts that they were compiled from.
bool IsInContextsOf(const ProfileSet& set, json::Value credential) {
  const auto contexts = credential.Find("@context");
  if (!contexts || contexts->size() != set.contexts().size()) return false;
  auto context = contexts->First();
  for (const std::string& expected : set.contexts()) {
    if (context->AsString() != expected) return false;
    context = context->Next();
  }
  return true;
}

std::optional<ProfileLibrary::Choice> ChoiceIn(const ProfileSet& set,
                                               const std::vector<std::string_view>& schemas) {
  ProfileLibrary::Choice out{.set = &set, .profiles = {}};
  for (const std::string_view schema : schemas) {
    const Profile* const profile = set.Find(schema);
    if (profile == nullptr) return std::nullopt;
    if (std::ranges::find(out.profiles, profile) == out.profiles.end()) {
      out.profiles.push_back(profile);
    }
  }
  return out;
}

}  // namespace

ProfileLibrary ProfileLibrary::BuiltIn() {
  ProfileLibrary out;
  out.Add(BuiltInProfiles());
  return out;
}

void ProfileLibrary::Add(std::string_view compiled_profile) {
  auto set = std::make_shared<const ProfileSet>(ProfileSet::Read(compiled_profile));
  if (set->root().empty()) {
    throw Error(Code::kProfileMalformed,
                "The profile names no root, so no credential could be held against it. Compile it "
                "again with --root and the types that every credential has.");
  }
  sets_.insert(sets_.begin(), std::move(set));
}

ProfileLibrary::Choice ProfileLibrary::ProfilesOf(json::Value credential) const {
  const std::vector<std::string_view> schemas = SchemasOf(credential);
  for (const auto& set : sets_) {
    if (!IsInContextsOf(*set, credential)) continue;
    if (auto choice = ChoiceIn(*set, schemas)) return *std::move(choice);
  }
  throw Error(Code::kProfileUnknown,
              "This box does not know the application profile that the credential's "
              "credentialSchema names (or not all of them together, or not with its @context). "
              "`signetctl profile list` "
              "shows those that it knows.");
}

}  // namespace signet::elm
