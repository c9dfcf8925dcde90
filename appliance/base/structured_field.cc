#include "appliance/base/structured_field.h"

#include <algorithm>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"

namespace signet::structured_field {
namespace {

constexpr std::size_t kLongestField = 16U << 10U;
constexpr std::size_t kMostDigits = 15;
constexpr std::int64_t kLargestInteger = 999'999'999'999'999;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsKeyStart(char c) { return (c >= 'a' && c <= 'z') || c == '*'; }
bool IsKeyCharacter(char c) {
  return IsKeyStart(c) || IsDigit(c) || c == '_' || c == '-' || c == '.';
}
bool IsStringCharacter(char c) { return c >= ' ' && c <= '~'; }

template <typename Member>
bool HasKey(const std::vector<Member>& members, std::string_view key, std::string Member::*place) {
  return std::ranges::any_of(members, [&](const Member& one) { return one.*place == key; });
}

/// The algorithms of RFC 9651 4.2, each under its name there, with one text to take from.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    if (text.size() > kLongestField) Refuse("longer than 16 KiB");
    SkipSpaces();
  }

  bool Take(char c) {
    if (AtEnd() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void Expect(char c) {
    if (!Take(c)) Refuse(std::string("'") + c + "' is expected");
  }

  // 4.2.2: a comma between members, none behind the last. False at the end.
  bool TakeComma() {
    SkipWhiteSpace();
    if (AtEnd()) return false;
    Expect(',');
    SkipWhiteSpace();
    if (AtEnd()) Refuse("a comma ends it");
    return true;
  }

  std::string Key() {
    const std::size_t begin = at_;
    if (AtEnd() || !IsKeyStart(text_[at_])) Refuse("a key is expected");
    while (!AtEnd() && IsKeyCharacter(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string String() {
    Expect('"');
    std::string out;
    while (!Take('"')) {
      const bool escaped = Take('\\');
      if (AtEnd()) Refuse("a string is not closed");
      const char c = text_[at_];
      if (!IsStringCharacter(c)) Refuse("a string has visible ASCII and spaces only");
      if (escaped && c != '"' && c != '\\') Refuse("only \\\" and \\\\ are escapes");
      out.push_back(c);
      ++at_;
    }
    return out;
  }

  std::int64_t Integer() {
    const bool negative = Take('-');
    std::int64_t value = 0;
    const std::size_t begin = at_;
    while (!AtEnd() && IsDigit(text_[at_])) {
      if (at_ - begin == kMostDigits) Refuse("an integer has 15 digits at most");
      value = value * 10 + (text_[at_] - '0');
      ++at_;
    }
    if (at_ == begin) Refuse("an integer or a string is expected");
    if (!AtEnd() && text_[at_] == '.') Refuse("a decimal is not taken");
    return negative ? -value : value;
  }

  BareItem Item() {
    if (!AtEnd() && text_[at_] == '"') return String();
    return Integer();
  }

  Bytes ByteSequence() {
    Expect(':');
    const std::size_t length = text_.substr(at_).find(':');
    if (length == std::string_view::npos) Refuse("a byte sequence is not closed");
    auto octets = DecodeBase64(text_.substr(at_, length));
    if (!octets) Refuse("a byte sequence is base64 with its padding");
    at_ += length + 1;
    return std::move(*octets);
  }

  std::vector<Parameter> Parameters() {
    std::vector<Parameter> out;
    while (Take(';')) {
      SkipSpaces();
      std::string key = Key();
      if (HasKey(out, key, &Parameter::key)) Refuse("a parameter comes twice");
      Expect('=');
      out.push_back({std::move(key), Item()});
    }
    return out;
  }

  StringList InnerList() {
    StringList out;
    Expect('(');
    for (SkipSpaces(); !Take(')'); SkipSpaces()) {
      out.items.push_back(String());
      if (AtEnd()) Refuse("a list is not closed");
      if (text_[at_] == ';') Refuse("parameters of a list's item are not taken");
      if (text_[at_] != ' ' && text_[at_] != ')') Refuse("a space is expected");
    }
    out.parameters = Parameters();
    return out;
  }

  [[noreturn]] void Refuse(const std::string& what) const {
    throw Error(Code::kRequestMalformed,
                "Not in its form at octet " + std::to_string(at_ + 1) + ": " + what + ".");
  }

 private:
  bool AtEnd() const { return at_ == text_.size(); }
  void SkipSpaces() {
    while (Take(' ')) {
    }
  }
  void SkipWhiteSpace() {
    while (Take(' ') || Take('\t')) {
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string WriteItem(std::int64_t value) {
  if (value < -kLargestInteger || value > kLargestInteger) {
    throw Error(Code::kRequestMalformed, "An integer of a structured field has 15 digits at most.");
  }
  return std::to_string(value);
}

std::string WriteItem(const std::string& value) {
  std::string out = "\"";
  for (const char c : value) {
    if (!IsStringCharacter(c)) {
      throw Error(Code::kRequestMalformed,
                  "A string of a structured field has visible ASCII and spaces only.");
    }
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

}  // namespace

LabelledList ReadLabelledList(std::string_view field) {
  Reader reader(field);
  LabelledList out;
  out.label = reader.Key();
  reader.Expect('=');
  out.list = reader.InnerList();
  if (reader.TakeComma()) reader.Refuse("only one member is taken");
  return out;
}

std::string Write(const StringList& list) {
  std::string out = "(";
  for (const std::string& item : list.items) {
    if (out.size() > 1) out.push_back(' ');
    out += WriteItem(item);
  }
  out += ")";
  for (const Parameter& parameter : list.parameters) {
    out += ";" + parameter.key + "=" +
           std::visit([](const auto& value) { return WriteItem(value); }, parameter.value);
  }
  return out;
}

std::vector<LabelledOctets> ReadOctets(std::string_view field) {
  Reader reader(field);
  std::vector<LabelledOctets> out;
  do {
    std::string label = reader.Key();
    if (HasKey(out, label, &LabelledOctets::label)) reader.Refuse("a key comes twice");
    reader.Expect('=');
    out.push_back({std::move(label), reader.ByteSequence()});
  } while (reader.TakeComma());
  return out;
}

std::string Write(const LabelledOctets& member) {
  return member.label + "=:" + EncodeBase64(member.octets) + ":";
}

}  // namespace signet::structured_field
