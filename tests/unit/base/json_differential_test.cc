// The reader against another library's strict one, Boost.JSON, on random texts. What the two may
// differ in is worked out here from Boost's events, by rules that are written down a second time.

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/json.h"

namespace signet::json {
namespace {

using boost::json::error_code;
using boost::json::string_view;

/// Collects from Boost's events what the stricter rules forbid.
struct Strictness {
  static constexpr std::size_t max_object_size = 1U << 20U;
  static constexpr std::size_t max_array_size = 1U << 20U;
  static constexpr std::size_t max_key_size = 1U << 20U;
  static constexpr std::size_t max_string_size = 1U << 20U;

  bool duplicate = false;
  bool out_of_range = false;
  std::size_t deepest = 0;

  bool Enter() {
    names.emplace_back();
    deepest = std::max(deepest, names.size());
    return true;
  }
  bool Leave() {
    names.pop_back();
    return true;
  }
  // Boost's own doubles are not always the nearest ones, strtod's are.
  bool Number(bool is_double) {
    const bool spelt_integer = number.find_first_of(".eE") == std::string::npos;
    out_of_range |=
        is_double && (spelt_integer || std::isinf(std::strtod(number.c_str(), nullptr)));
    number.clear();
    return true;
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return Enter(); }
  bool on_object_end(std::size_t, error_code&) { return Leave(); }
  bool on_array_begin(error_code&) { return Enter(); }
  bool on_array_end(std::size_t, error_code&) { return Leave(); }
  bool on_key_part(string_view part, std::size_t, error_code&) {
    key += std::string_view(part.data(), part.size());
    return true;
  }
  bool on_key(string_view part, std::size_t size, error_code& failure) {
    on_key_part(part, size, failure);
    duplicate |= !names.back().insert(std::exchange(key, {})).second;
    return true;
  }
  bool on_string_part(string_view, std::size_t, error_code&) { return true; }
  bool on_string(string_view, std::size_t, error_code&) { return true; }
  bool on_number_part(string_view part, error_code&) {
    number += std::string_view(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t, string_view part, error_code& failure) {
    return on_number_part(part, failure) && Number(false);
  }
  bool on_uint64(std::uint64_t, string_view part, error_code& failure) {
    return on_number_part(part, failure) && Number(false);
  }
  bool on_double(double, string_view part, error_code& failure) {
    return on_number_part(part, failure) && Number(true);
  }
  bool on_bool(bool, error_code&) { return true; }
  bool on_null(error_code&) { return true; }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

  std::vector<std::set<std::string>> names;
  std::string key;
  std::string number;
};

constexpr std::size_t kDepth = 12;

boost::json::parse_options Options() {
  boost::json::parse_options options;
  options.max_depth = 200;
  return options;
}

/// Whether the text is to be read: strict JSON by Boost and none of the stricter rules broken.
/// nullopt where Boost cannot say: it stops at exponents beyond 32 bits, which RFC 8259 6 allows.
std::optional<bool> IsToBeRead(std::string_view text) {
  boost::json::basic_parser<Strictness> parser(Options());
  error_code failure;
  const std::size_t taken = parser.write_some(false, text.data(), text.size(), failure);
  if (failure == boost::json::error::exponent_overflow) return std::nullopt;
  if (failure || taken != text.size() || !parser.done()) return false;
  const Strictness& found = parser.handler();
  return !found.duplicate && !found.out_of_range && found.deepest <= kDepth;
}

/// Compares two readings of one text; every value must also be readable from its own place.
void ExpectSame(Value ours, const boost::json::value& theirs, std::string_view text) {
  EXPECT_EQ(text.substr(ours.begin(), ours.end() - ours.begin()), ours.raw());
  switch (ours.kind()) {
    case Kind::kNull:
      EXPECT_TRUE(theirs.is_null());
      break;
    case Kind::kFalse:
    case Kind::kTrue:
      ASSERT_TRUE(theirs.is_bool());
      EXPECT_EQ(theirs.get_bool(), ours.kind() == Kind::kTrue);
      break;
    case Kind::kNumber:
      ASSERT_TRUE(theirs.is_number());
      if (ours.AsInteger()) {
        EXPECT_EQ(theirs.to_number<std::int64_t>(), *ours.AsInteger());
      }
      break;
    case Kind::kString:
      ASSERT_TRUE(theirs.is_string());
      EXPECT_EQ(std::string_view(theirs.get_string()), *ours.AsString());
      break;
    case Kind::kArray: {
      ASSERT_TRUE(theirs.is_array());
      ASSERT_EQ(theirs.get_array().size(), ours.size());
      auto element = theirs.get_array().begin();
      for (auto v = ours.First(); v; v = v->Next()) ExpectSame(*v, *element++, text);
      break;
    }
    case Kind::kObject: {
      ASSERT_TRUE(theirs.is_object());
      ASSERT_EQ(theirs.get_object().size(), ours.size());
      for (auto v = ours.First(); v; v = v->Next()) {
        const auto* member = theirs.get_object().if_contains(v->name());
        ASSERT_NE(member, nullptr);
        ASSERT_TRUE(ours.Find(v->name()));
        EXPECT_EQ(ours.Find(v->name())->begin(), v->begin());
        ExpectSame(*v, *member, text);
      }
      break;
    }
  }
}

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::string Text() {
    std::string text = Space() + Value(0) + Space();
    const std::size_t damages = Below(4) == 0 ? 1 + Below(3) : 0;
    for (std::size_t i = 0; i < damages; ++i) Damage(text);
    return text;
  }

 private:
  std::size_t Below(std::size_t limit) { return random_() % limit; }
  template <std::size_t N>
  std::string OneOf(const char* const (&choices)[N]) {
    return choices[Below(N)];
  }

  std::string Space() { return OneOf({"", "", "", "", " ", "\n", "\t ", "\r\n"}); }

  std::string Value(std::size_t depth) {
    const std::size_t most = depth > 13 ? 3 : 6;
    switch (Below(most)) {
      case 0:
        return OneOf({"null", "true", "false", "nul", "True", "falsee"});
      case 1:
        return Number();
      case 2:
        return String();
      case 3:
        return Array(depth);
      default:
        return Object(depth);
    }
  }

  std::string Number() {
    if (Below(3) == 0) {
      return OneOf({"0",
                    "-0",
                    "1e5",
                    "-1.5E-7",
                    "1e400",
                    "-1e400",
                    "1e-400",
                    "01",
                    "1.",
                    ".5",
                    "+1",
                    "-",
                    "18446744073709551615",
                    "18446744073709551616",
                    "-9223372036854775808",
                    "-9223372036854775809",
                    "123456789012345678901234567890",
                    "1.7976931348623157e308",
                    "1.7976931348623159e308",
                    "2.2250738585072011e-308"});
    }
    std::string number = OneOf({"", "-"});
    number += Digits(1 + Below(24));
    if (Below(2) == 0) number += "." + Digits(1 + Below(30));
    if (Below(3) == 0) number += OneOf({"e", "E", "e+", "e-"}) + Digits(1 + Below(3));
    return number;
  }

  std::string Digits(std::size_t count) {
    std::string digits;
    for (std::size_t i = 0; i < count; ++i) digits += static_cast<char>('0' + Below(10));
    return digits;
  }

  std::string String() {
    std::string text = "\"";
    for (std::size_t i = Below(6); i > 0; --i) {
      text += OneOf({"a",
                     "b",
                     "0123456789abcdefghijklmnopqrstuvwxyz/+",
                     "\\n",
                     "\\\"",
                     "\\\\",
                     "\\/",
                     "\\u0041",
                     "\\u00e9",
                     "\\ud83d\\ude00",
                     "\\u0000",
                     "\u00E9",
                     "\u20AC",
                     "\U0001F600",
                     "{",
                     "]",
                     ":",
                     ",",
                     " ",
                     "\\ud83d",
                     "\\ude00",
                     "\\x",
                     "\x01",
                     "\xFF",
                     "\x7F"});
    }
    return text + "\"";
  }

  std::string Name() {
    return Below(3) == 0 ? String()
                         : OneOf({"\"a\"", "\"b\"", "\"\\u0061\"", "\"id\"", "\"type\"", "\"c\"",
                                  "\"d\"", "\"e\"", "\"f\"", "\"g\"", "\"h\"", "\"i\"", "\"\""});
  }

  std::string Array(std::size_t depth) {
    std::string text = "[" + Space();
    const std::size_t size = Below(4);
    for (std::size_t i = 0; i < size; ++i) {
      text += (i == 0 ? "" : ",") + Space() + Value(depth + 1) + Space();
    }
    return text + "]";
  }

  std::string Object(std::size_t depth) {
    std::string text = "{" + Space();
    const std::size_t size = Below(10) == 0 ? Below(14) : Below(4);
    for (std::size_t i = 0; i < size; ++i) {
      text += (i == 0 ? "" : ",") + Space() + Name() + Space() + ":" + Space() + Value(depth + 1) +
              Space();
    }
    return text + "}";
  }

  void Damage(std::string& text) {
    static constexpr std::string_view kOctets("{}[]:,\"\\ 0-.eutfn\n\f\x1A\0\x80\xFF", 23);
    const std::size_t place = Below(text.size() + 1);
    const char octet = kOctets[Below(kOctets.size())];
    switch (Below(4)) {
      case 0:
        text.insert(place, 1, octet);
        break;
      case 1:
        if (place < text.size()) text.erase(place, 1);
        break;
      case 2:
        if (place < text.size()) text[place] = octet;
        break;
      default:
        text.resize(place);
    }
  }

  std::mt19937_64 random_;
};

TEST(ReaderBesideBoost, AgreesOnRandomTexts) {
  Generator generator(8259);
  int read = 0;
  int refused = 0;
  int undecided = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = generator.Text();
    const std::optional<bool> expected = IsToBeRead(text);
    if (!expected) {
      ++undecided;
      continue;
    }
    (*expected ? read : refused) += 1;
    try {
      const auto document = Document::Parse(text, {.max_octets = 1U << 20U, .max_depth = kDepth});
      ASSERT_TRUE(*expected) << "read, but should not be: " << testing::PrintToString(text);
      ASSERT_EQ(document.text(), text);
      ExpectSame(document.root(), boost::json::parse(string_view(text), {}, Options()), text);
    } catch (const Error& error) {
      ASSERT_FALSE(*expected) << error.message() << ' ' << testing::PrintToString(text);
    }
    ASSERT_FALSE(HasFailure()) << testing::PrintToString(text);
  }
  // Neither verdict may be the rare one, or the comparison would show little.
  EXPECT_GT(read, 3'000);
  EXPECT_GT(refused, 3'000);
  EXPECT_LT(undecided, 20);
}

}  // namespace
}  // namespace signet::json
