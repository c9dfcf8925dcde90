#include "appliance/base/json.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "appliance/base/json_content.h"
#include "appliance/base/json_reader.h"
#include "appliance/base/json_refusal.h"

namespace signet::json {

std::string_view DocumentContent::RawName(std::uint32_t index) const {
  const Node& node = nodes[index];
  if (node.name_begin == kNone) return {};
  return text().substr(node.name_begin, node.name_end - node.name_begin);
}

std::string_view DocumentContent::Name(std::uint32_t index) const {
  if (nodes[index].name_resolved != kNone) return resolved[nodes[index].name_resolved];
  const std::string_view raw = RawName(index);
  return raw.empty() ? raw : raw.substr(1, raw.size() - 2);
}

Kind Value::kind() const {
  switch (content_->text()[begin()]) {
    case '{':
      return Kind::kObject;
    case '[':
      return Kind::kArray;
    case '"':
      return Kind::kString;
    case 't':
      return Kind::kTrue;
    case 'f':
      return Kind::kFalse;
    case 'n':
      return Kind::kNull;
    default:
      return Kind::kNumber;
  }
}

std::size_t Value::begin() const { return content_->nodes[index_].begin; }
std::size_t Value::end() const { return content_->nodes[index_].end; }
std::size_t Value::size() const { return content_->nodes[index_].size; }
std::string_view Value::raw() const { return content_->text().substr(begin(), end() - begin()); }
std::string_view Value::name() const { return content_->Name(index_); }
std::string_view Value::raw_name() const { return content_->RawName(index_); }

std::optional<std::string_view> Value::AsString() const {
  if (!is_string()) return std::nullopt;
  const std::uint32_t resolved = content_->nodes[index_].resolved;
  if (resolved != kNone) return content_->resolved[resolved];
  return raw().substr(1, raw().size() - 2);
}

std::optional<std::int64_t> Value::AsInteger() const {
  if (kind() != Kind::kNumber) return std::nullopt;
  const std::string_view spelt = raw();
  std::int64_t integer = 0;
  const auto [stop, failure] = std::from_chars(spelt.data(), spelt.data() + spelt.size(), integer);
  if (failure != std::errc() || stop != spelt.data() + spelt.size()) return std::nullopt;
  return integer;
}

std::optional<Value> Value::Find(std::string_view wanted) const {
  if (!is_object()) return std::nullopt;
  const Node& node = content_->nodes[index_];
  if (node.sorted == kNone) {
    for (auto member = First(); member; member = member->Next()) {
      if (member->name() == wanted) return member;
    }
    return std::nullopt;
  }
  const auto begin = content_->sorted.begin() + node.sorted;
  const auto end = begin + node.size;
  const auto found = std::lower_bound(
      begin, end, wanted, [&](std::uint32_t i, auto name) { return content_->Name(i) < name; });
  if (found == end || content_->Name(*found) != wanted) return std::nullopt;
  return Value(content_, *found);
}

std::optional<Value> Value::First() const {
  if (size() == 0) return std::nullopt;
  return Value(content_, index_ + 1);
}

std::optional<Value> Value::Next() const {
  const std::uint32_t next = content_->nodes[index_].next;
  if (next == kNone) return std::nullopt;
  return Value(content_, next);
}

Document Document::Parse(std::string_view text, const Limits& limits) {
  CheckEncoding(text, limits);
  return Document(ReadContent(text, limits));
}

Document::Document(std::unique_ptr<const DocumentContent> content) : content_(std::move(content)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

std::string_view Document::text() const { return content_->text(); }

}  // namespace signet::json
