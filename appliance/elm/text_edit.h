#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace signet::elm {

/// One replacement: the octets [begin, end) of a text become `text`. begin == end inserts.
struct TextEdit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

/// Edits of one text, collected in any order and applied at once, so that all offsets are those of
/// the unchanged text. Edits must not overlap; insertions at one place come in the order in which
/// they were added, after a replacement that ends there.
class TextEdits {
 public:
  void Replace(std::size_t begin, std::size_t end, std::string text);
  void Insert(std::size_t place, std::string text);

  /// In the order of the text.
  const std::vector<TextEdit>& edits() const { return edits_; }

  /// `text` with all edits made; every other octet stays as it is. Throws Error(kInternal) if an
  /// edit lies outside `text`.
  std::string Apply(std::string_view text) const;

 private:
  void Add(TextEdit edit);
  std::vector<TextEdit> edits_;
};

}  // namespace signet::elm
