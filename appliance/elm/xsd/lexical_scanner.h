#pragma once

#include <cstddef>
#include <string_view>

namespace signet::elm {

/// Reads a lexical form from left to right. A step that does not fit takes nothing.
class LexicalScanner {
 public:
  explicit constexpr LexicalScanner(std::string_view text) : rest_(text) {}

  constexpr bool AtEnd() const { return rest_.empty(); }
  constexpr char Next() const { return rest_.empty() ? '\0' : rest_.front(); }

  constexpr bool Take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }
  constexpr bool TakeSign() { return Take('-') || Take('+'); }

  /// All digits that come next; may be none.
  constexpr std::string_view TakeDigits() {
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    const std::string_view digits = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return digits;
  }

  /// Exactly two digits that come next, as a number; -1 if there are not two.
  constexpr int TakeTwoDigits() {
    if (rest_.size() < 2 || !IsDigit(rest_[0]) || !IsDigit(rest_[1])) return -1;
    const int number = (rest_[0] - '0') * 10 + (rest_[1] - '0');
    rest_.remove_prefix(2);
    return number;
  }

 private:
  static constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
  std::string_view rest_;
};

}  // namespace signet::elm
