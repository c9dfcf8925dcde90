#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace signet::json {

/// Builds a JSON object member by member, in the order of the calls; writes it compactly, in UTF-8,
/// escaping only what RFC 8259 7 demands. Names and values must be valid UTF-8; a name that is
/// written twice keeps its place and takes the later value. A moved-from writer may only be
/// assigned to or destroyed.
class ObjectWriter {
 public:
  ObjectWriter();
  ObjectWriter(ObjectWriter&&) noexcept;
  ObjectWriter& operator=(ObjectWriter&&) noexcept;
  ~ObjectWriter();

  ObjectWriter& Text(std::string_view name, std::string_view value);
  ObjectWriter& Integer(std::string_view name, std::int64_t value);
  ObjectWriter& Boolean(std::string_view name, bool value);
  ObjectWriter& Null(std::string_view name);
  ObjectWriter& Texts(std::string_view name, const std::vector<std::string>& values);
  ObjectWriter& Object(std::string_view name, ObjectWriter value);
  ObjectWriter& Objects(std::string_view name, std::vector<ObjectWriter> values);

  /// Members in the order of the calls.
  std::string Write() const;
  /// Members sorted as RFC 8785 3.2.3 wants them, at every depth.
  std::string WriteCanonical() const;
  /// For people: one member a line, two spaces a level.
  std::string WriteIndented() const;

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

/// `text` as a JSON string with its quotes, escaping only what RFC 8259 7 demands.
std::string Quote(std::string_view text);

}  // namespace signet::json
