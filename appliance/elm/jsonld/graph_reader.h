#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "appliance/base/json.h"
#include "appliance/elm/graph/graph.h"
#include "appliance/elm/graph/term_table.h"
#include "appliance/elm/jsonld/context.h"

namespace signet::elm {

/// Why a credential is no JSON-LD that Signet reads. The errors are those of the JSON-LD 1.1 API
/// (9.6.2); keywords are fewer here than there.
enum class RefusalReason : std::uint8_t {
  kNotAnObject,  ///< the credential itself
  kKeyword,      ///< a member's name or a node's id begins with "@" (not the context at the top)
  kIdNotText,    ///< "invalid @id value"
  kSeveralIds,   ///< "colliding keywords"
  kTypeNotText,  ///< "invalid type value"
  kLanguageValueNotText,   ///< "invalid language map value"
  kProtectedTermRedefined  ///< "protected term redefinition": types that contradict each other
};

struct Refusal {
  std::uint32_t place = 0;  ///< of the value, octets from the text's start
  RefusalReason reason;
  std::string_view text;  ///< the member's name, or the term that is redefined
};

/// What JSON-LD leaves out without a word, so that no rule sees it although it is sealed.
enum class VanishReason : std::uint8_t {
  kUndefinedTerm,      ///< the contexts do not define a member's name, or not there
  kUndefinedType,      ///< the same for a type
  kIllFormedIri,       ///< a node's id or a reference is relative or no IRI (JSON-LD 1.1 API 8.1.2)
  kIllFormedLanguage,  ///< a language map's key is no language tag (8.2.2 step 6)
  kSeparateGraph       ///< it stands in a graph of its own (`@container: @graph`)
};

struct Vanished {
  std::uint32_t place = 0;  ///< of the value, octets from the text's start
  VanishReason reason;
  std::string_view text;  ///< the name, IRI or tag
};

/// Where nodes stand in a credential's text.
class NodePlaces {
 public:
  /// The first object of that node, else the first reference to it; nullopt if it has neither.
  std::optional<std::uint32_t> Of(TermId node) const;

 private:
  friend class GraphReader;
  void AddObject(TermId node, std::uint32_t place) { Add(objects_, node, place); }
  void AddReference(TermId node, std::uint32_t place) { Add(references_, node, place); }
  static void Add(std::vector<std::uint32_t>& places, TermId node, std::uint32_t place);
  static std::optional<std::uint32_t> Find(const std::vector<std::uint32_t>& places, TermId node);

  std::vector<std::uint32_t> objects_;     ///< by node
  std::vector<std::uint32_t> references_;  ///< by node
};

/// What a credential says, or why it cannot be said.
struct GraphReading {
  std::optional<Graph> graph;      ///< absent exactly if there are refusals
  std::vector<Refusal> refusals;   ///< in the order of the text
  std::vector<Vanished> vanished;  ///< in the order of the text
  NodePlaces places;
};

/// Reads a credential into its default graph, as JSON-LD 1.1 does (expansion, then RDF: JSON-LD 1.1
/// API 5.1, 7.2, 8.1), with the contexts of a profile; the credential's own `@context` is passed
/// over, since CredentialText has compared it. Nothing throws because of what the credential says.
/// Time and memory are linear in the text.
///
/// `terms` is the profile's table, which `context` was read into. The reading refers to it and to
/// the document that `credential` is part of; both must outlive it.
GraphReading ReadGraph(json::Value credential, const Context& context, const TermTable& terms);

}  // namespace signet::elm
