#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace signet::json {

enum class Kind : std::uint8_t { kNull, kFalse, kTrue, kNumber, kString, kArray, kObject };

struct Limits {
  std::size_t max_octets = 4U << 20U;
  std::size_t max_depth = 100;  ///< arrays and objects inside each other
};

struct DocumentContent;

/// One value inside a Document: cheap to copy, valid until the Document ends (it may move).
class Value {
 public:
  Kind kind() const;
  bool is_object() const { return kind() == Kind::kObject; }
  bool is_array() const { return kind() == Kind::kArray; }
  bool is_string() const { return kind() == Kind::kString; }

  /// The value as it is spelt in the text, quotes and brackets included, no white space around it.
  std::string_view raw() const;
  /// Where raw() begins and ends in Document::text().
  std::size_t begin() const;
  std::size_t end() const;

  /// A string's content with its escapes resolved, in UTF-8; nullopt for other kinds.
  std::optional<std::string_view> AsString() const;
  /// A number that is an integer from -2^63 to 2^63-1 and spelt as one; nullopt otherwise.
  std::optional<std::int64_t> AsInteger() const;

  /// The member of this name of an object; nullopt if absent or if this is no object.
  std::optional<Value> Find(std::string_view name) const;

  /// Members of an object and elements of an array, in the order of the text; `First()` is nullopt
  /// for an empty one and for other kinds. Use as
  ///   for (auto v = object.First(); v; v = v->Next()) …
  std::optional<Value> First() const;
  std::optional<Value> Next() const;
  /// Name under which this value stands in its object, escapes resolved; empty for an element.
  std::string_view name() const;
  /// The name as spelt in the text, with its quotes; empty for an element.
  std::string_view raw_name() const;
  std::size_t size() const;  ///< how many members or elements

 private:
  friend class Document;
  Value(const DocumentContent* content, std::uint32_t index) : content_(content), index_(index) {}
  const DocumentContent* content_;
  std::uint32_t index_;
};

/// A JSON text (RFC 8259) that has been read strictly, as I-JSON (RFC 7493) wants it: UTF-8 without
/// byte order mark, no two members of one name in an object (names compared with their escapes
/// resolved), no lone surrogates, integers of 64 bits (-2^63 to 2^64-1), other numbers within a
/// double's range. It keeps its own copy of the text, and every value knows its place in it.
/// Immutable; safe to read from several threads.
class Document {
 public:
  /// Throws Error with one of kNotJson, kNotUtf8, kByteOrderMark, kDuplicateMember, kLoneSurrogate,
  /// kTooDeep, kTooLarge, kNumberOutOfRange; the message says where (line and column, or the JSON
  /// pointer for a duplicate) and never repeats string content. Time and memory are linear in the
  /// text, apart from sorting the names of large objects.
  static Document Parse(std::string_view text, const Limits& limits);

  Value root() const { return Value(content_.get(), 0); }
  std::string_view text() const;

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

 private:
  explicit Document(std::unique_ptr<const DocumentContent> content);
  std::unique_ptr<const DocumentContent> content_;
};

}  // namespace signet::json
