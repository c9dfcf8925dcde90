#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signet::provisioning {

/// An RDF term as a text has it. A blank node's `text` tells it apart from those of other texts.
struct RdfTerm {
  enum class Kind : std::uint8_t { kIri, kBlank, kLiteral };
  Kind kind = Kind::kIri;
  std::string text;
  std::string datatype;  ///< of a literal, always there
  std::string language;
  auto operator<=>(const RdfTerm&) const = default;

  bool is_iri() const { return kind == Kind::kIri; }
  bool is_blank() const { return kind == Kind::kBlank; }
  bool is_literal() const { return kind == Kind::kLiteral; }
};

RdfTerm Iri(std::string_view iri);
/// For a person: "<IRI>", "a blank node" or the literal in quotes.
std::string Describe(const RdfTerm& term);

struct RdfStatement {
  RdfTerm subject;
  std::string predicate;
  RdfTerm object;
};

/// A set of statements that keeps the order in which each came first.
class RdfGraph {
 public:
  void Add(const RdfStatement& statement);

  using Property = std::pair<std::string, RdfTerm>;
  const std::vector<RdfTerm>& subjects() const { return subjects_; }
  /// Predicates and objects of a subject.
  const std::vector<Property>& Of(const RdfTerm& subject) const;
  std::vector<RdfTerm> Objects(const RdfTerm& subject, std::string_view predicate) const;
  bool Has(const RdfTerm& subject, std::string_view predicate, const RdfTerm& object) const;
  std::vector<RdfTerm> SubjectsWith(std::string_view predicate, const RdfTerm& object) const;

  /// The members of an RDF collection; throws Error(kProfileMalformed) if it is none.
  std::vector<RdfTerm> List(const RdfTerm& head) const;

 private:
  std::vector<RdfTerm> subjects_;
  std::map<RdfTerm, std::vector<Property>> properties_;
  std::set<std::pair<RdfTerm, Property>> known_;
};

}  // namespace signet::provisioning
