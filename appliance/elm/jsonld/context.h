#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/elm/graph/term.h"
#include "appliance/elm/graph/term_table.h"
#include "appliance/elm/profile/profile_value.h"

namespace signet::elm {

enum class Keyword : std::uint8_t { kNone, kId, kType };
enum class Coercion : std::uint8_t { kNone, kId, kVocab, kDatatype };
enum class Container : std::uint8_t { kNone, kLanguage, kGraph, kSet };

/// Names a scope of a Context.
enum class ScopeId : std::uint32_t {};
inline constexpr ScopeId kNoScope{0xffffffffU};

/// What a name means (JSON-LD 1.1 API 4.2).
struct TermDefinition {
  Keyword keyword = Keyword::kNone;  ///< it is an alias of one; then nothing else is set
  TermId iri = kNoTerm;
  Coercion coercion = Coercion::kNone;
  TermId datatype = kNoTerm;
  Container container = Container::kNone;
  ScopeId scope = kNoScope;
  bool is_prefix = false;

  bool operator==(const TermDefinition&) const = default;
};

/// Names are those of a profile, not of a credential, so ordinary hashing does.
using TermDefinitions =
    boost::unordered_flat_map<std::string_view, TermDefinition, std::hash<std::string_view>>;

/// Whether a scope holds below its node (JSON-LD 1.1 4.1.9).
enum class Propagation : std::uint8_t {
  kByUse,  ///< a property's does, a type's does not
  kAlways,
  kNever
};

/// Terms that join or replace those in force (JSON-LD 1.1 4.1.8).
struct Scope {
  bool is_protected = false;
  Propagation propagation = Propagation::kByUse;
  TermDefinitions terms;
};

/// What names mean after a profile's contexts: PROFILE.md's `terms` and `scopes`. Immutable; safe
/// to share between threads.
class Context {
 public:
  Context() = default;
  /// Reads the members `terms` and `scopes` of a compiled profile, and puts the IRIs and names into
  /// `table`, which must outlive this. Throws Error(kProfileMalformed).
  static Context Read(const ProfileValue& terms, const ProfileValue& scopes,
                      const IriPrefixes& prefixes, TermTable& table);

  /// nullptr for a name that means nothing.
  const TermDefinition* Find(std::string_view name) const;
  /// The IRI that a name has in the credential or, if it has none there, in the first scope that
  /// knows it; kNoTerm for a name that means nothing anywhere.
  TermId IriNamed(std::string_view name) const;
  /// A name by which people know an IRI, the first by its letters; empty if no term has it.
  std::string_view NameOf(TermId iri) const;
  const Scope& operator[](ScopeId id) const { return scopes_[static_cast<std::size_t>(id)]; }

 private:
  void CollectNames();

  TermDefinitions terms_;
  std::vector<Scope> scopes_;
  std::vector<std::pair<TermId, std::string_view>> names_;  ///< ascending
};

}  // namespace signet::elm
