#include "appliance/base/json_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/json_refusal.h"

namespace signet::json {
namespace {

/// Objects with more members than this get a sorted list of names.
constexpr std::uint32_t kFewMembers = 8;
/// A longer JSON pointer helps nobody and would let a text choose the length of a message.
constexpr std::size_t kLongestPointer = 200;

using simdjson::ondemand::json_type;

/// Walks once over everything that simdjson On-Demand sees. The text stands inside brackets, which
/// makes it the one element of an array: so a single number is read by the same rules as any other
/// value, and an unclosed text is walked (and found too deep) up to its end. It is JSON exactly if
/// that array has one element and nothing follows the array.
class Reader {
 public:
  Reader(DocumentContent& content, const Limits& limits) : content_(content), limits_(limits) {}

  void Read() {
    const simdjson::padded_string_view padded(content_.padded.data(), content_.size + 2,
                                              content_.padded.size());
    // simdjson counts from 1, and the brackets around the text are a level.
    const auto memory = parser_.allocate(padded.length(), limits_.max_depth + 3);
    if (memory) RefuseTokens(memory);
    if (const auto failure = parser_.iterate(padded).get(document_)) RefuseTokens(failure);
    simdjson::ondemand::array outer;
    if (document_.get_array().get(outer)) RefuseHere();
    bool first = true;
    for (auto element : outer) {
      simdjson::ondemand::value value;
      if (element.get(value)) RefuseHere();
      if (!first) RefuseNotJson(content_.text(), OffsetOf(value), "there are two values");
      first = false;
      ReadValue(value, AddNode(value), 0);
    }
    if (document_.current_location().error() != simdjson::OUT_OF_BOUNDS) RefuseRest();
    if (first) RefuseNotJson(content_.text(), 0, "it is empty");
  }

 private:
  std::size_t OffsetOf(simdjson::ondemand::value& value) const {
    return OffsetOf(value.raw_json_token().data());
  }
  std::size_t OffsetOf(const char* place) const {
    return static_cast<std::size_t>(place - content_.text().data());
  }

  /// The token under `value`, white space after it left out.
  std::string_view TokenOf(simdjson::ondemand::value& value) const {
    std::string_view token = value.raw_json_token();
    while (!token.empty() && IsSpace(token.back())) token.remove_suffix(1);
    return token;
  }

  std::size_t BackOverSpace(std::size_t end) const {
    while (end > 0 && IsSpace(content_.text()[end - 1])) --end;
    return end;
  }

  std::uint32_t AddNode(simdjson::ondemand::value& value) {
    const auto index = static_cast<std::uint32_t>(content_.nodes.size());
    content_.nodes.emplace_back().begin = static_cast<std::uint32_t>(OffsetOf(value));
    return index;
  }

  void ReadValue(simdjson::ondemand::value& value, std::uint32_t index, std::size_t depth) {
    json_type type{};
    if (value.type().get(type)) RefuseValue(index);
    switch (type) {
      case json_type::object:
        Descend(index, depth);
        return ReadObject(value, index, depth + 1);
      case json_type::array:
        Descend(index, depth);
        return ReadArray(value, index, depth + 1);
      case json_type::string:
        return ReadString(value, index);
      case json_type::number:
        return ReadNumber(value, index);
      case json_type::boolean:
      case json_type::null:
        return ReadLiteral(value, index, type);
    }
  }

  void Descend(std::uint32_t index, std::size_t depth) const {
    if (depth < limits_.max_depth) return;
    throw Error(Code::kTooDeep, "The text nests more than " + std::to_string(limits_.max_depth) +
                                    " arrays and objects at " +
                                    PlaceOf(content_.text(), content_.nodes[index].begin) +
                                    ". Send a flatter one.");
  }

  void ReadObject(simdjson::ondemand::value& value, std::uint32_t index, std::size_t depth) {
    simdjson::ondemand::object object;
    if (value.get_object().get(object)) RefuseHere();
    std::uint32_t previous = kNone;
    std::uint32_t size = 0;
    path_.push_back(index);
    for (auto member : object) {
      simdjson::ondemand::field field;
      if (std::move(member).get(field)) RefuseHere();
      const std::uint32_t child = AddNode(field.value());
      ReadName(field, child);
      Link(previous, child);
      ReadValue(field.value(), child, depth);
      previous = child;
      ++size;
    }
    Close(index, size);
    CheckNames(index);
    path_.pop_back();
  }

  void ReadArray(simdjson::ondemand::value& value, std::uint32_t index, std::size_t depth) {
    simdjson::ondemand::array array;
    if (value.get_array().get(array)) RefuseHere();
    std::uint32_t previous = kNone;
    std::uint32_t size = 0;
    path_.push_back(index);
    for (auto element : array) {
      simdjson::ondemand::value item;
      if (element.get(item)) RefuseHere();
      const std::uint32_t child = AddNode(item);
      Link(previous, child);
      ReadValue(item, child, depth);
      previous = child;
      ++size;
    }
    Close(index, size);
    path_.pop_back();
  }

  void Link(std::uint32_t previous, std::uint32_t child) {
    if (previous != kNone) content_.nodes[previous].next = child;
  }

  /// simdjson stands at the token after the bracket; only white space is between them.
  void Close(std::uint32_t index, std::uint32_t size) {
    const char* next = nullptr;
    if (document_.current_location().get(next)) {
      RefuseNotJson(content_.text(), content_.size, "it ends early");
    }
    Node& node = content_.nodes[index];
    node.size = size;
    node.end = static_cast<std::uint32_t>(BackOverSpace(OffsetOf(next)));
  }

  void ReadName(simdjson::ondemand::field& field, std::uint32_t child) {
    Node& node = content_.nodes[child];
    node.name_begin = static_cast<std::uint32_t>(OffsetOf(field.key().raw()) - 1);
    // Between a name and its value stand only white space and the colon.
    const std::size_t colon = BackOverSpace(node.begin) - 1;
    node.name_end = static_cast<std::uint32_t>(BackOverSpace(colon));
    const std::string_view raw = content_.RawName(child);
    if (raw.find('\\') == std::string_view::npos) return;
    node.name_resolved =
        Resolve(raw, [&](std::string_view& out) { return field.unescaped_key().get(out); });
  }

  void ReadString(simdjson::ondemand::value& value, std::uint32_t index) {
    const std::string_view raw = TokenOf(value);
    if (raw.find('\\') == std::string_view::npos) {
      simdjson::ondemand::raw_json_string passed;
      if (value.get_raw_json_string().get(passed)) RefuseValue(index);
    } else {
      content_.nodes[index].resolved =
          Resolve(raw, [&](std::string_view& out) { return value.get_string().get(out); });
    }
    Finish(index, raw);
  }

  /// simdjson 3.0.1 refuses a high surrogate alone, but writes a low one alone as three octets that
  /// are not UTF-8.
  template <typename Unescape>
  std::uint32_t Resolve(std::string_view raw, Unescape unescape) {
    std::string_view characters;
    if (unescape(characters)) {
      if (HasOnlyKnownEscapes(raw)) RefuseSurrogate(raw);
      RefuseNotJson(content_.text(), OffsetOf(raw.data()), "a string has an unknown escape");
    }
    if (!simdjson::validate_utf8(characters.data(), characters.size())) RefuseSurrogate(raw);
    content_.resolved.emplace_back(characters);
    return static_cast<std::uint32_t>(content_.resolved.size() - 1);
  }

  /// To simdjson's first stage, form feed and substitute end a token as comma and colon do.
  bool IsFollowedByEnd(simdjson::ondemand::value& value) const {
    const std::string_view token = value.raw_json_token();
    return std::string_view(",]}").find(token.data()[token.size()]) != std::string_view::npos;
  }

  void ReadNumber(simdjson::ondemand::value& value, std::uint32_t index) {
    const std::string_view raw = TokenOf(value);
    if (value.get_number().error()) {
      if (!IsNumber(raw) || !IsFollowedByEnd(value)) RefuseValue(index);
      throw Error(Code::kNumberOutOfRange,
                  "The number at " + PlaceOf(content_.text(), content_.nodes[index].begin) +
                      " is beyond what JSON readers hold. Send it as a string, or a smaller one.");
    }
    Finish(index, raw);
  }

  void ReadLiteral(simdjson::ondemand::value& value, std::uint32_t index, json_type type) {
    const std::string_view raw = TokenOf(value);
    const auto failure =
        type == json_type::null ? value.is_null().error() : value.get_bool().error();
    if (failure) RefuseValue(index);
    Finish(index, raw);
  }

  void Finish(std::uint32_t index, std::string_view raw) {
    Node& node = content_.nodes[index];
    node.end = node.begin + static_cast<std::uint32_t>(raw.size());
  }

  void CheckNames(std::uint32_t object) {
    if (content_.nodes[object].size <= kFewMembers) return CheckFewNames(object);
    const auto& nodes = content_.nodes;
    std::vector<std::uint32_t> members;
    members.reserve(nodes[object].size);
    for (std::uint32_t i = object + 1; i != kNone; i = nodes[i].next) members.push_back(i);
    std::sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
      return content_.Name(a) < content_.Name(b);
    });
    const auto twin = std::adjacent_find(members.begin(), members.end(), [&](auto a, auto b) {
      return content_.Name(a) == content_.Name(b);
    });
    if (twin != members.end()) RefuseDuplicate(std::max(twin[0], twin[1]));
    content_.nodes[object].sorted = static_cast<std::uint32_t>(content_.sorted.size());
    content_.sorted.insert(content_.sorted.end(), members.begin(), members.end());
  }

  /// Each against each is faster than sorting them. Not inlined: the array would stand on the stack
  /// once for every level of a deep text.
  [[gnu::noinline]] void CheckFewNames(std::uint32_t object) const {
    const auto& nodes = content_.nodes;
    if (nodes[object].size < 2) return;
    std::array<std::string_view, kFewMembers> names;
    std::size_t count = 0;
    for (std::uint32_t i = object + 1; i != kNone; i = nodes[i].next) {
      const std::string_view name = content_.Name(i);
      for (std::size_t before = 0; before < count; ++before) {
        if (names[before] == name) RefuseDuplicate(i);
      }
      names[count++] = name;
    }
  }

  /// RFC 6901, with names as they are spelt, so that no control character gets into a message.
  std::string PointerTo(std::uint32_t member) const {
    std::string pointer;
    std::vector<std::uint32_t> steps(path_.begin() + 1, path_.end());
    steps.push_back(member);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      pointer += '/';
      const std::string_view name = content_.RawName(steps[i]);
      if (name.empty()) {
        pointer += std::to_string(PlaceAmongSiblings(path_[i], steps[i]));
        continue;
      }
      for (const char c : name.substr(1, name.size() - 2)) {
        pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
      }
    }
    return pointer;
  }

  std::size_t PlaceAmongSiblings(std::uint32_t parent, std::uint32_t child) const {
    std::size_t place = 0;
    for (std::uint32_t i = parent + 1; i != child; i = content_.nodes[i].next) ++place;
    return place;
  }

  [[noreturn]] void RefuseDuplicate(std::uint32_t member) const {
    const std::string pointer = PointerTo(member);
    throw Error(Code::kDuplicateMember,
                "An object has two members of one name" +
                    (pointer.size() <= kLongestPointer ? ", " + pointer : "") + ", the second at " +
                    PlaceOf(content_.text(), content_.nodes[member].name_begin) +
                    ". Keep one of them.");
  }

  [[noreturn]] void RefuseSurrogate(std::string_view raw) const {
    throw Error(Code::kLoneSurrogate, "The string at " +
                                          PlaceOf(content_.text(), OffsetOf(raw.data())) +
                                          " has a \\u escape for half a character (a surrogate). "
                                          "Write both halves or the character itself.");
  }

  [[noreturn]] void RefuseValue(std::uint32_t index) const {
    RefuseAt(content_.nodes[index].begin, "this is not a value");
  }

  /// After a failed step simdjson stands at the token that did not fit.
  [[noreturn]] void RefuseHere() {
    const char* place = nullptr;
    if (document_.current_location().get(place)) place = content_.text().data() + content_.size;
    RefuseAt(OffsetOf(place), "something else was expected here");
  }

  /// A bracket of the text has closed the array around it.
  [[noreturn]] void RefuseRest() const {
    const std::size_t end = content_.nodes.empty() ? 0 : content_.nodes[0].end;
    RefuseNotJson(content_.text(), end, "there is a closing bracket too many");
  }

  [[noreturn]] void RefuseAt(std::size_t offset, const char* what) const {
    RefuseNotJson(content_.text(), offset, offset >= content_.size ? "it ends early" : what);
  }

  [[noreturn]] void RefuseTokens(simdjson::error_code failure) const {
    if (failure == simdjson::UNCLOSED_STRING || failure == simdjson::UNESCAPED_CHARS) {
      RefuseString(content_.text());
    }
    throw Error(Code::kOverloaded, "The text could not be read now. Try again later.",
                simdjson::error_message(failure));
  }

  DocumentContent& content_;
  const Limits& limits_;
  simdjson::ondemand::parser parser_;
  simdjson::ondemand::document document_;
  std::vector<std::uint32_t> path_;
};

}  // namespace

std::unique_ptr<const DocumentContent> ReadContent(std::string_view text, const Limits& limits) {
  auto content = std::make_unique<DocumentContent>(text, simdjson::SIMDJSON_PADDING);
  Reader(*content, limits).Read();
  return content;
}

}  // namespace signet::json
