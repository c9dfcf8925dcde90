#include "provisioning/profile_compiler/pattern_translation.h"

#include <algorithm>
#include <optional>

#include "appliance/base/error.h"
#include "appliance/elm/shacl/pattern.h"
#include "appliance/elm/xsd/name_characters.h"
#include "appliance/elm/xsd/utf8.h"
#include "provisioning/profile_compiler/pattern_class.h"

namespace signet::provisioning {
namespace {

// The general categories that RE2 has with the same characters. Not C and Cn: RE2's have no
// unassigned ones. Cs is in no text.
constexpr std::string_view kCategories[] = {"L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc",
                                            "Me", "N",  "Nd", "Nl", "No", "P",  "Pc", "Pd", "Ps",
                                            "Pe", "Pi", "Pf", "Po", "Z",  "Zs", "Zl", "Zp", "S",
                                            "Sm", "Sc", "Sk", "So", "Cc", "Cf", "Co"};

// XML Schema 1.0-2 F.1.1: \w is everything but punctuation, separators and "other", which leaves
// these four groups of the seven.
constexpr std::string_view kWord = R"(\p{L}\p{M}\p{N}\p{S})";
constexpr elm::CharacterRange kSpace[] = {{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}};
constexpr elm::CharacterRange kNoSpace[] = {{0, 8}, {0xB, 0xC}, {0xE, 0x1F}, {0x21, 0x10FFFF}};

bool IsPunctuation(char32_t c) {
  return (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
         (c > 'z' && c < 0x7F);
}

class Translator {
 public:
  Translator(std::string_view pattern, std::string_view flags) : whole_(pattern), rest_(pattern) {
    for (const char flag : flags) TakeFlag(flag);
  }

  std::string Translate() {
    if (ignore_case_) out_ += "(?i)";
    TakeAlternatives(LetterCase::kAsWritten);
    if (!rest_.empty()) Refuse("has a ) that closes nothing");
    return out_;
  }

 private:
  [[noreturn]] void Refuse(const std::string& what) const {
    throw Error(Code::kProfileMalformed, "The pattern \"" + std::string(whole_) + "\" " + what +
                                             ": Signet would have to guess what it means.");
  }

  void TakeFlag(char flag) {
    if (flag == 'i') {
      ignore_case_ = true;
    } else if (flag == 's') {
      dot_all_ = true;
    } else if (flag == 'x') {
      extended_ = true;
    } else {
      Refuse(std::string("has the flag ") + flag + ", which is not implemented (i, s, x are)");
    }
  }

  bool Take(char wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  char32_t TakeAny(const char* where) {
    if (rest_.empty()) Refuse(std::string("ends inside ") + where);
    return elm::TakeCharacter(rest_);
  }

  // Until the end of the group that this is in. A "(?i)" holds up to there.
  void TakeAlternatives(LetterCase letters) {
    bool atom = false;
    while (!rest_.empty() && rest_.front() != ')') {
      if (Take('|')) {
        out_ += '|';
        atom = false;
      } else if (rest_.starts_with("(?i)")) {
        rest_.remove_prefix(4);
        letters = LetterCase::kEitherAscii;
        atom = false;
      } else if (extended_ &&
                 std::string_view(" \t\n\r").find(rest_.front()) != std::string_view::npos) {
        rest_.remove_prefix(1);
      } else if (std::string_view("*+?{").find(rest_.front()) != std::string_view::npos) {
        if (!atom) Refuse("has a quantifier that follows nothing");
        TakeQuantifier();
        atom = false;
      } else {
        atom = TakeAtom(letters);
      }
    }
  }

  // Whether it may be repeated.
  bool TakeAtom(LetterCase letters) {
    if (Take('(')) {
      TakeGroup(letters);
    } else if (Take('[')) {
      TakeClass(letters);
    } else if (Take('\\')) {
      TakeEscape(letters);
    } else if (Take('.')) {
      out_ += dot_all_ ? "(?s:.)" : ".";
    } else if (Take('^')) {
      out_ += "\\A";
      return false;
    } else if (Take('$')) {
      out_ += "\\z";
      return false;
    } else {
      AddCharacter(elm::TakeCharacter(rest_), letters);
    }
    return true;
  }

  void TakeGroup(LetterCase letters) {
    if (Take('?') && !Take(':')) Refuse("has a group that begins with (?, other than (?: and (?i)");
    if (++depth_ > kMaxDepth) Refuse("nests too many groups");
    out_ += "(?:";
    TakeAlternatives(letters);
    if (!Take(')')) Refuse("has a ( that is not closed");
    out_ += ')';
    --depth_;
  }

  void TakeQuantifier() {
    if (Take('{')) {
      const std::string_view least = TakeDigits();
      out_ += "{" + std::string(least);
      if (least.empty()) Refuse("has a { that is no quantifier");
      if (Take(',')) out_ += "," + std::string(TakeDigits());
      if (!Take('}')) Refuse("has a { that is no quantifier");
      out_ += '}';
    } else {
      out_ += rest_.front();
      rest_.remove_prefix(1);
    }
    // Reluctant: whether there is a match stays the same.
    Take('?');
  }

  std::string_view TakeDigits() {
    const std::size_t count = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    const std::string_view digits = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return digits;
  }

  void AddCharacter(char32_t character, LetterCase letters) {
    PatternClass both;
    both.AddRange(character, character, letters);
    const bool letter =
        letters == LetterCase::kEitherAscii &&
        ((character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z'));
    out_ += letter ? both.In() : LiteralCharacter(character);
  }

  void TakeEscape(LetterCase letters) {
    const char32_t escaped = TakeAny("an escape");
    PatternClass one;
    if (const auto character = EscapedCharacter(escaped)) {
      AddCharacter(*character, letters);
    } else if (AddSet(escaped, one)) {
      out_ += one.In();
    } else {
      // \W, \I and \C are the complement of their small letters.
      AddSet(escaped - 'A' + 'a', one);
      out_ += one.Out();
    }
  }

  std::optional<char32_t> EscapedCharacter(char32_t escaped) const {
    if (escaped == 'n') return U'\n';
    if (escaped == 'r') return U'\r';
    if (escaped == 't') return U'\t';
    if (IsPunctuation(escaped)) return escaped;
    if (std::u32string_view(U"dDsSwWiIcCpP").find(escaped) == std::u32string_view::npos) {
      Refuse("has an escape that is not implemented");
    }
    return std::nullopt;
  }

  // false: RE2 has no way to write it inside a class.
  bool AddSet(char32_t escaped, PatternClass& to) {
    if (escaped == 'd') to.AddProperty("\\p{Nd}");
    if (escaped == 'D') to.AddProperty("\\P{Nd}");
    if (escaped == 's') to.AddRanges(kSpace);
    if (escaped == 'S') to.AddRanges(kNoSpace);
    if (escaped == 'w') to.AddProperty(kWord);
    if (escaped == 'i') to.AddRanges(elm::NameStartCharacters());
    if (escaped == 'c') to.AddRanges(elm::NameCharacters());
    if (escaped == 'p' || escaped == 'P') to.AddProperty(TakeProperty(escaped == 'P'));
    return escaped != 'W' && escaped != 'I' && escaped != 'C';
  }

  std::string TakeProperty(bool complement) {
    const std::size_t end = rest_.find('}');
    if (!Take('{') || end == std::string_view::npos) Refuse("has a \\p without {category}");
    const std::string_view name = rest_.substr(0, end - 1);
    rest_.remove_prefix(end);
    if (std::find(std::begin(kCategories), std::end(kCategories), name) == std::end(kCategories)) {
      Refuse("has a category or block that is not implemented (" + std::string(name) + ")");
    }
    // XPath's flag i leaves categories as they are, RE2's does not.
    if (ignore_case_ && (name == "Lu" || name == "Ll" || name == "Lt")) {
      Refuse("has a category of cases together with the flag i");
    }
    return (complement ? "\\P{" : "\\p{") + std::string(name) + "}";
  }

  void TakeClass(LetterCase letters) {
    const bool complement = Take('^');
    PatternClass content;
    TakeClassContent(letters, content);
    out_ += complement ? content.Out() : content.In();
  }

  void TakeClassContent(LetterCase letters, PatternClass& content) {
    if (rest_.starts_with(']')) Refuse("has an empty class");
    if (++depth_ > kMaxDepth) Refuse("nests too many classes");
    while (!Take(']')) {
      if (rest_.starts_with("&&")) Refuse("has an intersection of classes (&&)");
      if (rest_.starts_with("-[")) Refuse("has a subtraction of classes (-[…])");
      if (Take('[')) {
        if (rest_.starts_with('^')) Refuse("has a complement inside a class");
        TakeClassContent(letters, content);
      } else {
        TakeRange(letters, content);
      }
    }
    --depth_;
  }

  void TakeRange(LetterCase letters, PatternClass& content) {
    const auto first = TakeClassCharacter(content);
    if (!first) return;
    char32_t last = *first;
    const bool range = rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']' && rest_[1] != '[';
    if (range) {
      Take('-');
      const auto end = TakeClassCharacter(content);
      if (!end || *end < *first) Refuse("has a range that does not go up");
      last = *end;
    }
    content.AddRange(*first, last, letters);
  }

  // nullopt: it was a whole set, and is in `content` now.
  std::optional<char32_t> TakeClassCharacter(PatternClass& content) {
    const char32_t character = TakeAny("a class");
    if (character != '\\') return character;
    const char32_t escaped = TakeAny("an escape");
    const auto one = EscapedCharacter(escaped);
    if (!one && !AddSet(escaped, content)) Refuse("has \\W, \\I or \\C inside a class");
    return one;
  }

  static constexpr int kMaxDepth = 50;

  std::string_view whole_;
  std::string_view rest_;
  std::string out_;
  int depth_ = 0;
  bool ignore_case_ = false;
  bool dot_all_ = false;
  bool extended_ = false;
};

}  // namespace

std::string TranslatePattern(std::string_view pattern, std::string_view flags) {
  std::string translated = Translator(pattern, flags).Translate();
  try {
    const elm::Pattern compiles(translated);
  } catch (const Error& refused) {
    throw Error(Code::kProfileMalformed,
                "The pattern \"" + std::string(pattern) + "\" is more than RE2 can do.",
                refused.message());
  }
  return translated;
}

}  // namespace signet::provisioning
