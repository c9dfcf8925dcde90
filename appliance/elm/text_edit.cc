#include "appliance/elm/text_edit.h"

#include <algorithm>
#include <utility>

#include "appliance/base/error.h"

namespace signet::elm {

void TextEdits::Replace(std::size_t begin, std::size_t end, std::string text) {
  Add({begin, end, std::move(text)});
}

void TextEdits::Insert(std::size_t place, std::string text) {
  Add({place, place, std::move(text)});
}

void TextEdits::Add(TextEdit edit) {
  // Kept apart and in order, so that only the neighbours can overlap.
  const auto place = std::upper_bound(
      edits_.begin(), edits_.end(), edit, [](const TextEdit& a, const TextEdit& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
      });
  const bool overlaps = edit.end < edit.begin ||
                        (place != edits_.begin() && std::prev(place)->end > edit.begin) ||
                        (place != edits_.end() && place->begin < edit.end);
  if (overlaps) throw Error(Code::kInternal, "Two edits of a text overlap.");
  edits_.insert(place, std::move(edit));
}

std::string TextEdits::Apply(std::string_view text) const {
  if (!edits_.empty() && edits_.back().end > text.size()) {
    throw Error(Code::kInternal, "An edit lies outside its text.");
  }
  std::string edited;
  std::size_t kept = 0;
  for (const TextEdit& edit : edits_) {
    edited += text.substr(kept, edit.begin - kept);
    edited += edit.text;
    kept = edit.end;
  }
  edited += text.substr(kept);
  return edited;
}

}  // namespace signet::elm
