#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace signet::elm {

/// What Signet tells of a credential beyond its profile's rules: a warning, unless the issuing
/// organisation made it binding. It is about what makes a credential useful to the next university
/// or employer, and about what would be sealed without anyone seeing it.
enum class Advice : std::uint8_t {
  kUnknownTerm,          ///< the contexts do not define a member's name, or not there
  kUnknownType,          ///< the same for a type
  kIllFormedId,          ///< a node's id or a reference that is no IRI is dropped
  kIllFormedLanguage,    ///< text in what is no language is dropped
  kSeparateGraph,        ///< what stands in a graph of its own (an embedded proof) is not checked
  kUnknownCode,          ///< a code that its controlled list does not have
  kNodesDisagree,        ///< one id is used for things that differ
  kValidityReversed,     ///< it ends before it begins
  kTranslationMissing,   ///< a title lacks a language in which the credential is displayed
  kOutcomeThin,          ///< a learning outcome that says nothing, or one word
  kVolumeWithoutCredit,  ///< volume of learning without credit points
  kImageLarge,
};

inline constexpr std::size_t kAdviceKinds = static_cast<std::size_t>(Advice::kImageLarge) + 1;

struct AdviceInfo {
  Advice advice;
  std::string_view name;  ///< "unknown-term": stays the same, for programs and for `require`
  std::string_view why;   ///< a sentence for an academic support officer
};

const AdviceInfo& InfoOf(Advice advice);
std::span<const AdviceInfo> AllAdvice();
std::optional<Advice> AdviceFromName(std::string_view name);

}  // namespace signet::elm
