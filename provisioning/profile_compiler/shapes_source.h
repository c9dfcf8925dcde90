#pragma once

#include <string>
#include <vector>

#include "provisioning/profile_compiler/rdf.h"
#include "provisioning/profile_compiler/turtle.h"

namespace signet::provisioning {

/// A file of shapes: one owl:Ontology, whose IRI is what credentialSchema names.
struct ShapesSource {
  TurtleDocument document;
  std::string iri;
  std::string version;               ///< owl:versionInfo; may be empty
  std::string title;                 ///< dcterms:title; may be empty
  std::vector<std::string> imports;  ///< owl:imports, in the order of the file
};

/// Throws Error(kProfileMalformed) if the document has no ontology or more than one, or a SHACL
/// parameter that is not implemented.
ShapesSource ReadShapesSource(TurtleDocument document);

/// Files that import each other.
class ShapesSources {
 public:
  /// In any order. `not_followed` are imports that are left out, being no shapes. Throws
  /// Error(kProfileMalformed) if two sources have one IRI, and Error(kUsage) naming every import
  /// that is neither given nor left out.
  ShapesSources(std::vector<ShapesSource> sources, const std::vector<std::string>& not_followed);

  /// By IRI.
  const std::vector<ShapesSource>& all() const { return sources_; }
  /// The imports of a source that are given, each under the IRI that it has itself.
  std::vector<std::string> ImportsOf(const ShapesSource& source) const;
  /// What a source and all it imports say together.
  RdfGraph UnionOf(const ShapesSource& source) const;

 private:
  /// nullptr if there is none.
  const ShapesSource* Find(std::string_view iri) const;

  std::vector<ShapesSource> sources_;
};

}  // namespace signet::provisioning
