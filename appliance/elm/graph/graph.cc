#include "appliance/elm/graph/graph.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

namespace signet::elm {
namespace {

/// Two ids as one number that sorts as they do: comparing numbers is most of what a graph costs.
constexpr std::uint64_t Pair(TermId a, TermId b) {
  return static_cast<std::uint64_t>(a) << 32U | static_cast<std::uint64_t>(b);
}

constexpr auto kSubjectOf = [](const Triple& t) { return t.subject; };
constexpr auto kSubjectAndPredicateOf = [](const Triple& t) {
  return Pair(t.subject, t.predicate);
};
constexpr auto kPredicateAndObjectOf = [](const Triple& t) { return Pair(t.predicate, t.object); };

bool AreEqual(const Triple& a, const Triple& b) {
  return a.subject == b.subject && a.predicate == b.predicate && a.object == b.object;
}

bool IsBeforeBySubject(const Triple& a, const Triple& b) {
  const std::uint64_t key_a = kSubjectAndPredicateOf(a);
  const std::uint64_t key_b = kSubjectAndPredicateOf(b);
  if (key_a != key_b) return key_a < key_b;
  return a.object != b.object ? a.object < b.object : a.place < b.place;
}

bool IsBeforeByObject(const Triple& a, const Triple& b) {
  const std::uint64_t key_a = kPredicateAndObjectOf(a);
  const std::uint64_t key_b = kPredicateAndObjectOf(b);
  return key_a != key_b ? key_a < key_b : a.subject < b.subject;
}

/// The part of sorted `triples` whose key is `key`.
template <typename Key, typename Projection>
std::span<const Triple> Range(const std::vector<Triple>& triples, Key key, Projection projection) {
  const auto range = std::ranges::equal_range(triples, key, std::less(), projection);
  return {range.begin(), range.end()};
}

}  // namespace

Graph::Graph(TermTable terms, std::vector<Triple> triples)
    : terms_(std::move(terms)), by_subject_(std::move(triples)) {
  std::ranges::sort(by_subject_, IsBeforeBySubject);
  const auto rest = std::ranges::unique(by_subject_, AreEqual);
  by_subject_.erase(rest.begin(), rest.end());
  by_object_ = by_subject_;
  std::ranges::sort(by_object_, IsBeforeByObject);
}

std::span<const Triple> Graph::Of(TermId subject) const {
  return Range(by_subject_, subject, kSubjectOf);
}

std::span<const Triple> Graph::Of(TermId subject, TermId predicate) const {
  return Range(by_subject_, Pair(subject, predicate), kSubjectAndPredicateOf);
}

std::span<const Triple> Graph::With(TermId predicate, TermId object) const {
  return Range(by_object_, Pair(predicate, object), kPredicateAndObjectOf);
}

bool Graph::Has(TermId subject, TermId predicate, TermId object) const {
  const auto triples = Of(subject, predicate);
  return std::ranges::binary_search(triples, object, std::less(), &Triple::object);
}

}  // namespace signet::elm
