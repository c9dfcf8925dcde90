#include "appliance/elm/graph/term_table.h"

#include <bit>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <cstring>
#include <memory_resource>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/keyed_hash.h"
#include "appliance/elm/graph/well_known_terms.h"

namespace signet::elm {
namespace {

struct Entry {
  Term term;
  std::uint64_t hash = 0;
};

/// Each part's hash is secret, so sums of them cannot be chosen to agree.
std::uint64_t HashOf(const Term& term) {
  const std::uint64_t kind = static_cast<std::uint64_t>(term.kind) << 32U;
  std::uint64_t hash = KeyedHash(term.text) + (kind | static_cast<std::uint64_t>(term.datatype));
  if (!term.language.empty()) hash += std::rotl(KeyedHash(term.language), 17);
  return hash;
}

bool AreEqual(const Term& a, const Term& b) {
  return a.kind == b.kind && a.datatype == b.datatype && a.text == b.text &&
         a.language == b.language;
}

/// Terms are hashed once, when they are looked up; a table that grows uses the kept hashes.
struct EntryHash {
  using is_avalanching = void;
  using is_transparent = void;
  const std::vector<Entry>* entries;
  std::size_t operator()(std::uint32_t index) const { return (*entries)[index].hash; }
  std::size_t operator()(const Entry& entry) const { return entry.hash; }
};

struct EntryEqual {
  using is_transparent = void;
  const std::vector<Entry>* entries;
  bool operator()(std::uint32_t a, std::uint32_t b) const { return a == b; }
  bool operator()(const Entry& a, std::uint32_t b) const { return (*this)(b, a); }
  bool operator()(std::uint32_t a, const Entry& b) const {
    const Entry& entry = (*entries)[a];
    return entry.hash == b.hash && AreEqual(entry.term, b.term);
  }
};

struct TextHash {
  using is_avalanching = void;
  std::size_t operator()(std::string_view text) const { return KeyedHash(text); }
};

}  // namespace

struct TermTable::Content {
  explicit Content(const TermTable* below)
      : base(below), first(below == nullptr ? 0 : static_cast<std::uint32_t>(below->size())) {}
  Content(const Content&) = delete;
  Content& operator=(const Content&) = delete;

  const TermTable* base;
  std::uint32_t first;  ///< the first id that is not the base's
  std::vector<Entry> entries;
  boost::unordered_flat_set<std::uint32_t, EntryHash, EntryEqual> index{0, EntryHash{&entries},
                                                                        EntryEqual{&entries}};
  boost::unordered_flat_map<std::string_view, TermId, TextHash> labels;
  std::pmr::monotonic_buffer_resource kept;

  std::optional<TermId> Find(const Entry& wanted) const {
    if (base != nullptr) {
      if (const auto found = base->content_->Find(wanted)) return found;
    }
    const auto found = index.find(wanted);
    if (found == index.end()) return std::nullopt;
    return TermId{first + *found};
  }

  TermId Append(const Entry& entry) {
    // kNoTerm is no term's id.
    if (first + entries.size() >= static_cast<std::uint32_t>(kNoTerm)) {
      throw Error(Code::kTooLarge,
                  "The text has more terms than can be counted. Send a smaller one.");
    }
    entries.push_back(entry);
    return TermId{first + static_cast<std::uint32_t>(entries.size() - 1)};
  }

  TermId FindOrAdd(const Term& term) {
    const Entry entry{term, HashOf(term)};
    if (const auto found = Find(entry)) return *found;
    const TermId id = Append(entry);
    index.insert(static_cast<std::uint32_t>(entries.size() - 1));
    return id;
  }
};

TermTable::TermTable() : content_(std::make_unique<Content>(nullptr)) {
  for (const std::string_view iri : kWellKnownIris) Iri(iri);
}

TermTable::TermTable(const TermTable* base) : content_(std::make_unique<Content>(base)) {}
TermTable::TermTable(TermTable&&) noexcept = default;
TermTable& TermTable::operator=(TermTable&&) noexcept = default;
TermTable::~TermTable() = default;

TermId TermTable::Iri(std::string_view iri) {
  return content_->FindOrAdd({.kind = TermKind::kIri, .text = iri});
}

TermId TermTable::Literal(std::string_view lexical, TermId datatype, std::string_view language) {
  return content_->FindOrAdd(
      {.kind = TermKind::kLiteral, .text = lexical, .datatype = datatype, .language = language});
}

TermId TermTable::NewBlank() {
  const std::string_view label = Keep("b" + std::to_string(size()));
  return content_->Append({{.kind = TermKind::kBlank, .text = label}, 0});
}

TermId TermTable::Blank(std::string_view label) {
  const auto found = content_->labels.find(label);
  if (found != content_->labels.end()) return found->second;
  const TermId id = NewBlank();
  content_->labels.emplace(label, id);
  return id;
}

std::optional<TermId> TermTable::FindIri(std::string_view iri) const {
  const Term term{.kind = TermKind::kIri, .text = iri};
  return content_->Find({term, HashOf(term)});
}

Term TermTable::operator[](TermId id) const {
  const auto index = static_cast<std::uint32_t>(id);
  if (index < content_->first) return (*content_->base)[id];
  return content_->entries.at(index - content_->first).term;
}

std::size_t TermTable::size() const { return content_->first + content_->entries.size(); }

std::string_view TermTable::Keep(std::string_view text) {
  if (text.empty()) return {};
  auto* copy = static_cast<char*>(content_->kept.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

}  // namespace signet::elm
