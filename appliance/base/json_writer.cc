#include "appliance/base/json_writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstring>
#include <utility>

namespace signet::json {
namespace {

/// Orders UTF-8 as RFC 8785 3.2.3 orders names, by UTF-16 code units. The two differ only where a
/// character beyond U+FFFF (in UTF-16 D800 to DFFF, in UTF-8 from F0) meets one from U+E000 to
/// U+FFFF (in UTF-8 from EE).
bool IsBefore(std::string_view a, std::string_view b) {
  const auto rank = [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet == 0xEE || octet == 0xEF ? octet + 0x10 : octet + 0;
  };
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [&](char x, char y) { return rank(x) < rank(y); });
}

boost::json::value Sorted(const boost::json::value& value) {
  if (const auto* array = value.if_array()) {
    boost::json::array sorted;
    for (const auto& element : *array) sorted.push_back(Sorted(element));
    return sorted;
  }
  const auto* object = value.if_object();
  if (object == nullptr) return value;
  std::vector<const boost::json::key_value_pair*> members;
  for (const auto& member : *object) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const auto* a, const auto* b) { return IsBefore(a->key(), b->key()); });
  boost::json::object sorted;
  for (const auto* member : members) sorted.emplace(member->key(), Sorted(member->value()));
  return sorted;
}

/// How each octet is spelt inside a string, as the library has it: its own serializer takes several
/// times as long over a whole credential.
struct Escapes {
  Escapes() {
    for (unsigned octet = 0; octet < 0x80; ++octet) {
      const char character = static_cast<char>(octet);
      const std::string quoted = boost::json::serialize(boost::json::string_view(&character, 1));
      needed[octet] = quoted.size() > 3;
      spelling[octet] = quoted.substr(1, quoted.size() - 2);
    }
  }
  std::array<bool, 256> needed{};  // octets from 0x80 on are parts of characters, never escaped
  std::array<std::string, 0x80> spelling;
};

/// Which of eight octets need an escape (RFC 8259 7: quotation mark, backslash, all below 0x20):
/// the high bit of each, exact up to the first one found. All eight are looked at in one word,
/// since a credential is mostly text that needs none.
std::uint64_t EscapesAmongEight(const char* octets) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  std::uint64_t word = 0;
  std::memcpy(&word, octets, sizeof word);
  const std::uint64_t quotes = word ^ (kOnes * '"');
  const std::uint64_t backslashes = word ^ (kOnes * '\\');
  const std::uint64_t found = ((quotes - kOnes) & ~quotes) |
                              ((backslashes - kOnes) & ~backslashes) |
                              ((word - kOnes * 0x20) & ~word);
  return found & (kOnes * 0x80);
}

/// The first place from `begin` on that needs an escape; the end if none does.
std::size_t PlainFrom(std::string_view text, std::size_t begin, const Escapes& escapes) {
  static_assert(std::endian::native == std::endian::little);
  constexpr std::size_t kEight = sizeof(std::uint64_t);
  std::size_t at = begin;
  for (; at + kEight <= text.size(); at += kEight) {
    const std::uint64_t found = EscapesAmongEight(text.data() + at);
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
  }
  while (at < text.size() && !escapes.needed[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

void WriteLines(const boost::json::value& value, const std::string& margin, std::string& out) {
  const std::string deeper = margin + "  ";
  const char* separator = "\n";
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    out += '{';
    for (const auto& member : *object) {
      out += std::exchange(separator, ",\n") + deeper + Quote(member.key()) + ": ";
      WriteLines(member.value(), deeper, out);
    }
    out += "\n" + margin + "}";
  } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    out += '[';
    for (const auto& element : *array) {
      out += std::exchange(separator, ",\n") + deeper;
      WriteLines(element, deeper, out);
    }
    out += "\n" + margin + "]";
  } else {
    out += boost::json::serialize(value);
  }
}

}  // namespace

struct ObjectWriter::Content {
  boost::json::object object;
};

ObjectWriter::ObjectWriter() : content_(std::make_unique<Content>()) {}
ObjectWriter::ObjectWriter(ObjectWriter&&) noexcept = default;
ObjectWriter& ObjectWriter::operator=(ObjectWriter&&) noexcept = default;
ObjectWriter::~ObjectWriter() = default;

ObjectWriter& ObjectWriter::Text(std::string_view name, std::string_view value) {
  content_->object.insert_or_assign(name, value);
  return *this;
}

ObjectWriter& ObjectWriter::Integer(std::string_view name, std::int64_t value) {
  content_->object.insert_or_assign(name, value);
  return *this;
}

ObjectWriter& ObjectWriter::Boolean(std::string_view name, bool value) {
  content_->object.insert_or_assign(name, value);
  return *this;
}

ObjectWriter& ObjectWriter::Null(std::string_view name) {
  content_->object.insert_or_assign(name, nullptr);
  return *this;
}

ObjectWriter& ObjectWriter::Texts(std::string_view name, const std::vector<std::string>& values) {
  boost::json::array array;
  for (const auto& value : values) array.emplace_back(value);
  content_->object.insert_or_assign(name, std::move(array));
  return *this;
}

ObjectWriter& ObjectWriter::Object(std::string_view name, ObjectWriter value) {
  content_->object.insert_or_assign(name, std::move(value.content_->object));
  return *this;
}

ObjectWriter& ObjectWriter::Objects(std::string_view name, std::vector<ObjectWriter> values) {
  boost::json::array array;
  for (auto& value : values) array.emplace_back(std::move(value.content_->object));
  content_->object.insert_or_assign(name, std::move(array));
  return *this;
}

std::string ObjectWriter::Write() const { return boost::json::serialize(content_->object); }

std::string ObjectWriter::WriteCanonical() const {
  return boost::json::serialize(Sorted(content_->object));
}

std::string ObjectWriter::WriteIndented() const {
  std::string out;
  WriteLines(content_->object, "", out);
  return out;
}

std::string Quote(std::string_view text) {
  static const Escapes escapes;
  std::string quoted;
  quoted.reserve(text.size() + text.size() / 8 + 2);
  quoted += '"';
  for (std::size_t written = 0; written < text.size();) {
    const std::size_t plain = PlainFrom(text, written, escapes);
    quoted.append(text, written, plain - written);
    if (plain == text.size()) break;
    quoted += escapes.spelling[static_cast<unsigned char>(text[plain])];
    written = plain + 1;
  }
  quoted += '"';
  return quoted;
}

}  // namespace signet::json
