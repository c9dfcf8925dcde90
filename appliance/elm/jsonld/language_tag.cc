#include "appliance/elm/jsonld/language_tag.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace signet::elm {
namespace {

constexpr bool IsAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAlphanumeric(char c) { return IsAlpha(c) || IsDigit(c); }
constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// Those of "grandfathered" that do not have the shape of "langtag" anyway.
constexpr auto kIrregular = std::to_array<std::string_view>({
    "en-gb-oed",
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "sgn-be-fr",
    "sgn-be-nl",
    "sgn-ch-de",
});

/// The subtags of a tag, one after another.
class Subtags {
 public:
  explicit Subtags(std::string_view tag) : rest_(tag) { Split(); }

  bool AtEnd() const { return !now_; }
  /// Takes the next subtag if it has that many characters and all are so.
  template <typename Is>
  bool Take(std::size_t least, std::size_t most, Is is) {
    if (!now_ || now_->size() < least || now_->size() > most) return false;
    if (!std::ranges::all_of(*now_, is)) return false;
    Split();
    return true;
  }
  bool TakeVariant() {
    if (now_ && now_->size() == 4 && !IsDigit(now_->front())) return false;
    return Take(4, 8, IsAlphanumeric);
  }
  bool TakePrivateUse() {
    return Take(1, 1, [](char c) { return Lower(c) == 'x'; });
  }
  bool TakeSingleton() {
    return Take(1, 1, [](char c) { return IsAlphanumeric(c) && Lower(c) != 'x'; });
  }

 private:
  void Split() {
    if (ended_) {
      now_.reset();
      return;
    }
    const std::size_t dash = rest_.find('-');
    now_ = rest_.substr(0, dash);
    ended_ = dash == std::string_view::npos;
    if (!ended_) rest_.remove_prefix(dash + 1);
  }
  std::string_view rest_;
  std::optional<std::string_view> now_;
  bool ended_ = false;
};

/// privateuse = "x" 1*("-" (1*8alphanum)), its "x" taken.
bool EndsPrivately(Subtags& tags) {
  do {
    if (!tags.Take(1, 8, IsAlphanumeric)) return false;
  } while (!tags.AtEnd());
  return true;
}

bool TakeLanguage(Subtags& tags) {
  if (tags.Take(4, 8, IsAlpha)) return true;
  if (!tags.Take(2, 3, IsAlpha)) return false;
  for (int i = 0; i < 3 && tags.Take(3, 3, IsAlpha); ++i) {
  }
  return true;
}

bool IsLangtag(Subtags tags) {
  if (!TakeLanguage(tags)) return false;
  tags.Take(4, 4, IsAlpha);                                 // script
  if (!tags.Take(2, 2, IsAlpha)) tags.Take(3, 3, IsDigit);  // region
  while (tags.TakeVariant()) {
  }
  while (tags.TakeSingleton()) {
    if (!tags.Take(2, 8, IsAlphanumeric)) return false;
    while (tags.Take(2, 8, IsAlphanumeric)) {
    }
  }
  if (tags.TakePrivateUse()) return EndsPrivately(tags);
  return tags.AtEnd();
}

}  // namespace

bool IsWellFormedLanguageTag(std::string_view text) {
  const Subtags tags(text);
  if (IsLangtag(tags)) return true;
  Subtags private_use = tags;
  if (private_use.TakePrivateUse()) return EndsPrivately(private_use);
  return std::ranges::any_of(kIrregular, [&](std::string_view tag) {
    return std::ranges::equal(tag, text, {}, {}, Lower);
  });
}

}  // namespace signet::elm
