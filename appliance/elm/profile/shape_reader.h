#pragma once

#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/elm/graph/term_table.h"
#include "appliance/elm/profile/profile_value.h"
#include "appliance/elm/profile/shape.h"

namespace signet::elm {

/// Reads the `shapes` of a compiled profile (PROFILE.md).
class ShapeReader {
 public:
  /// Reads all of `value`'s shapes, the named ones first; their terms go into `terms`. What is
  /// given must outlive the reader.
  ShapeReader(const ProfileValue& value, const IriPrefixes& prefixes, TermTable& terms);

  /// The shape of a name of `shapes`; refused if there is none.
  ShapeId Named(const ProfileValue& name) const;
  std::vector<Shape> Take() { return std::move(shapes_); }

 private:
  struct Member;
  static const Member kMembers[];

  Shape ReadShape(const ProfileValue& value, TermId iri);
  ShapeId ReadInner(const ProfileValue& value);
  void RequirePaths(const ProfileValue& place) const;
  void AllowOwnPaths(Shape& shape) const;

  TermId Iri(const ProfileValue& value);
  TermId NameIri(const ProfileValue& shape);
  TermId TermOf(const ProfileValue& value);
  TermId LiteralOf(const ProfileValue& value);
  std::vector<TermId> Iris(const ProfileValue& value);
  std::vector<TermId> Terms(const ProfileValue& value);

  // One a member of a shape.
  template <std::vector<TermId> Targets::*kind>
  void ReadTargets(const ProfileValue& value, Shape& shape);
  void ReadTargetNodes(const ProfileValue& value, Shape& shape);
  void ReadIri(const ProfileValue& value, Shape& shape);
  void ReadPath(const ProfileValue& value, Shape& shape);
  void ReadSeverity(const ProfileValue& value, Shape& shape);
  void ReadMessage(const ProfileValue& value, Shape& shape);
  void ReadDeactivated(const ProfileValue& value, Shape& shape);
  void ReadNodeKind(const ProfileValue& value, Shape& shape);
  void ReadDatatype(const ProfileValue& value, Shape& shape);
  void ReadPattern(const ProfileValue& value, Shape& shape);
  void ReadLanguageIn(const ProfileValue& value, Shape& shape);
  void ReadUniqueLang(const ProfileValue& value, Shape& shape);
  void ReadClosed(const ProfileValue& value, Shape& shape);
  void ReadHasValue(const ProfileValue& value, Shape& shape);
  void ReadIn(const ProfileValue& value, Shape& shape);
  template <typename Count>
  void ReadCount(const ProfileValue& value, Shape& shape);
  template <Component component>
  void ReadRange(const ProfileValue& value, Shape& shape);
  template <typename EachIri>
  void ReadEachIri(const ProfileValue& value, Shape& shape);
  template <Component component>
  void ReadLessThan(const ProfileValue& value, Shape& shape);
  template <typename EachShape>
  void ReadEachShape(const ProfileValue& value, Shape& shape);
  template <Component component>
  void ReadLogical(const ProfileValue& value, Shape& shape);

  const IriPrefixes& prefixes_;
  TermTable& terms_;
  TermId violation_;
  std::map<std::string_view, ShapeId> names_;
  std::vector<Shape> shapes_;
};

}  // namespace signet::elm
