#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "appliance/base/json.h"
#include "appliance/elm/advice/advice.h"
#include "appliance/elm/advice/code_lists.h"
#include "appliance/elm/finding.h"
#include "appliance/elm/profile/profile_library.h"
#include "appliance/elm/shacl/shape_check.h"

namespace signet::elm {

/// Advice that is a violation in the credentials of one organisation.
struct BindingAdvice {
  std::string identifier;  ///< the organisation's; may be empty
  std::string legal_name;
  Advice advice;
};

/// Whether advice is given to a person who reads it, or only where it decides: beside a violation,
/// or because some of it is binding.
enum class Advising : std::uint8_t { kAlways, kWhereItDecides };

/// How to check.
struct CheckOptions {
  Stage stage = Stage::kFinal;
  std::span<const BindingAdvice> binding{};
  Advising advising = Advising::kAlways;
};

/// Holds a credential against the profile that it names (facts of ELM: PROFILE.md), and adds what
/// Signet advises beyond that. In a draft, what the preparation will write is told as information.
/// `credential` is one that CredentialText has read: the two contexts in order, both root types.
///
/// What is wrong with the credential is in the Validation. Throws Error: kProfileUnknown, and
/// kNotACredential if not exactly one node is a European Digital Credential, since then no rule
/// would look at the credential. Time and memory are linear in the text (times its logarithm).
Validation CheckCredential(json::Value credential, const ProfileLibrary& library,
                           const CodeLists& codes, const CheckOptions& options);

}  // namespace signet::elm
