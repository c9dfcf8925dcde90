#pragma once

#include <memory>
#include <string_view>

namespace signet::elm {

/// A regular expression of a compiled profile, in the syntax of RE2. Matching takes time linear in
/// the text. Immutable; safe to use from several threads.
class Pattern {
 public:
  /// Throws Error(kProfileMalformed) if RE2 does not take `expression`.
  explicit Pattern(std::string_view expression);
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  /// Whether the expression matches anywhere in `text`, which is UTF-8.
  bool Matches(std::string_view text) const;
  std::string_view expression() const;

 private:
  struct Content;
  std::unique_ptr<const Content> content_;
};

}  // namespace signet::elm
