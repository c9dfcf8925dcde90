#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "provisioning/profile_compiler/compiled_shapes.h"
#include "provisioning/profile_compiler/prefix_table.h"
#include "provisioning/profile_compiler/rdf.h"

namespace signet::provisioning {

enum class Messages { kKeep, kLeaveOut };

/// Makes the shapes of one shapes graph (SHACL 2) into those of a compiled profile.
class ShapeCompiler {
 public:
  /// All must outlive the compiler.
  ShapeCompiler(const RdfGraph& graph, Messages messages, const PrefixTable& prefixes,
                CompiledShapes& shapes);

  /// The shapes that have targets (SHACL 2.1.3), by IRI, with all they refer to. Throws
  /// Error(kProfileMalformed) naming the shape for what SHACL calls ill-formed, for shapes that
  /// reach themselves, and for what is not implemented.
  std::vector<std::size_t> CompileTargeted();

 private:
  struct Parameter;
  static const Parameter kParameters[];
  using Members = std::vector<CompiledShape::Member>;

  std::size_t Compile(const RdfTerm& node);
  bool HasTarget(const RdfTerm& node) const;
  bool IsImplicitClass(const RdfTerm& node) const;
  [[noreturn]] void Refuse(const RdfTerm& node, const std::string& what) const;

  std::vector<RdfTerm> Values(const RdfTerm& node, std::string_view name) const;
  std::optional<RdfTerm> OneValue(const RdfTerm& node, std::string_view name) const;
  bool IsTrue(const RdfTerm& node, std::string_view name) const;
  std::string QuotedIri(const RdfTerm& node, std::string_view name, const RdfTerm& value);
  std::string QuotedTerm(const RdfTerm& node, std::string_view name, const RdfTerm& value);
  std::string QuotedTerms(const RdfTerm& node, std::string_view name,
                          const std::vector<RdfTerm>& values);
  std::size_t CompileInner(const RdfTerm& node, std::string_view name, const RdfTerm& value);

  // One a kind of parameter; each adds what the shape says of it, if anything.
  void AddTargetClasses(const RdfTerm& node, std::string_view name, Members& members);
  void AddPath(const RdfTerm& node, std::string_view name, Members& members);
  void AddSeverity(const RdfTerm& node, std::string_view name, Members& members);
  void AddMessage(const RdfTerm& node, std::string_view name, Members& members);
  void AddTrue(const RdfTerm& node, std::string_view name, Members& members);
  void AddIris(const RdfTerm& node, std::string_view name, Members& members);
  void AddTerms(const RdfTerm& node, std::string_view name, Members& members);
  void AddIri(const RdfTerm& node, std::string_view name, Members& members);
  void AddNodeKind(const RdfTerm& node, std::string_view name, Members& members);
  void AddCount(const RdfTerm& node, std::string_view name, Members& members);
  void AddBound(const RdfTerm& node, std::string_view name, Members& members);
  void AddPattern(const RdfTerm& node, std::string_view name, Members& members);
  void AddLanguages(const RdfTerm& node, std::string_view name, Members& members);
  void AddShapes(const RdfTerm& node, std::string_view name, Members& members);
  void AddShapeLists(const RdfTerm& node, std::string_view name, Members& members);
  void AddClosed(const RdfTerm& node, std::string_view name, Members& members);
  void AddIn(const RdfTerm& node, std::string_view name, Members& members);

  const RdfGraph& graph_;
  Messages messages_;
  const PrefixTable& prefixes_;
  CompiledShapes& shapes_;
  std::map<RdfTerm, std::size_t> compiled_;
  std::vector<RdfTerm> under_way_;
};

}  // namespace signet::provisioning
