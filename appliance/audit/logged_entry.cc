#include "appliance/audit/logged_entry.h"

#include <algorithm>
#include <utility>

#include "appliance/audit/tile.h"
#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"

namespace signet::audit {
namespace {

constexpr json::Limits kLimits{.max_octets = kLongestEntry, .max_depth = 2};
constexpr std::size_t kShownDigits = 12;
constexpr std::size_t kShownOctets = 200;

Error Malformed(std::string what) { return {Code::kLogMalformed, std::move(what)}; }

json::Document Parse(std::string_view text) {
  try {
    return json::Document::Parse(text, kLimits);
  } catch (const Error& error) {
    throw Malformed("The log entry is not JSON: " + error.message());
  }
}

bool IsDigest(std::string_view text) {
  return text.size() == 2 * std::size_t{kHashSize} && DecodeHex(text).has_value();
}

bool Fits(const json::Value& value, MemberKind kind) {
  switch (kind) {
    case MemberKind::kText:
      return value.is_string();
    case MemberKind::kDigest:
      return value.is_string() && IsDigest(*value.AsString());
    case MemberKind::kTime:
      return value.is_string() && ParseTime(*value.AsString()).has_value();
    case MemberKind::kInteger:
      return value.AsInteger().value_or(-1) >= 0;
    case MemberKind::kBoolean:
      return value.kind() == json::Kind::kTrue || value.kind() == json::Kind::kFalse;
  }
  return false;
}

// As a person reads it: no quotes, and only the beginning of a digest. What would break the line
// stays in its JSON spelling.
std::string Shown(const json::Value& value) {
  const auto text = value.AsString();
  if (!text) return std::string(value.raw());
  if (IsDigest(*text)) return std::string(text->substr(0, kShownDigits)) + "…";
  const bool plain = std::ranges::none_of(
      *text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  std::string_view shown = plain ? *text : value.raw();
  if (shown.size() <= kShownOctets) return std::string(shown);
  // Not in the middle of a character: its later octets begin with the bits 10.
  std::size_t end = kShownOctets;
  while ((static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80) --end;
  return std::string(shown.substr(0, end)) + "…";
}

struct FilledPart {
  std::string text;
  bool complete = true;
};

// `part` with each {name} replaced by the entry's member, or by nothing if it has none.
FilledPart FillPart(std::string_view part, const json::Value& entry) {
  FilledPart out;
  while (true) {
    const std::size_t open = part.find('{');
    out.text += part.substr(0, open);
    if (open == std::string_view::npos) return out;
    const std::size_t close = part.find('}', open);
    const auto value = entry.Find(part.substr(open + 1, close - open - 1));
    out.complete = out.complete && value.has_value();
    if (value) out.text += Shown(*value);
    part.remove_prefix(close + 1);
  }
}

// The same of a whole sentence, whose parts in brackets are left out where they lack a member.
std::string Fill(std::string_view sentence, const json::Value& entry) {
  std::string out;
  while (!sentence.empty()) {
    const bool optional = sentence.front() == '[';
    const std::size_t begin = optional ? 1 : 0;
    const std::size_t end = std::min(sentence.find(optional ? ']' : '['), sentence.size());
    const FilledPart part = FillPart(sentence.substr(begin, end - begin), entry);
    if (part.complete || !optional) out += part.text;
    sentence.remove_prefix(end + begin);
  }
  return out;
}

std::string ListMembers(const json::Value& entry) {
  std::string out;
  for (auto value = entry.First(); value; value = value->Next()) {
    if (value->name() == "type" || value->name() == "time") continue;
    out += (out.empty() ? ": " : ", ") + std::string(value->name()) + " " + Shown(*value);
  }
  return out;
}

}  // namespace

LoggedEntry::LoggedEntry(std::string_view text) : document_(Parse(text)), kind_(nullptr) {
  const auto type = Text("type");
  const auto time = Text("time");
  const auto parsed = time ? ParseTime(*time) : std::nullopt;
  if (!type || !parsed) throw Malformed("The log entry has no type and time.");
  type_ = *type;
  time_ = *parsed;
  kind_ = FindEntryKind(type_);
}

std::optional<std::string_view> LoggedEntry::Text(std::string_view name) const {
  const auto value = document_.root().Find(name);
  return value ? value->AsString() : std::nullopt;
}

std::optional<std::uint64_t> LoggedEntry::Index(std::string_view name) const {
  const auto value = document_.root().Find(name);
  const auto number = value ? value->AsInteger() : std::nullopt;
  if (!number || *number < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

bool LoggedEntry::IsCanonical() const {
  json::ObjectWriter writer;
  for (auto value = document_.root().First(); value; value = value->Next()) {
    if (const auto text = value->AsString()) {
      writer.Text(value->name(), *text);
    } else if (const auto number = value->AsInteger()) {
      writer.Integer(value->name(), *number);
    } else if (value->kind() == json::Kind::kTrue || value->kind() == json::Kind::kFalse) {
      writer.Boolean(value->name(), value->kind() == json::Kind::kTrue);
    } else {
      return false;
    }
  }
  return writer.WriteCanonical() == document_.text();
}

std::vector<std::string_view> LoggedEntry::WrongMembers() const {
  std::vector<std::string_view> wrong;
  if (kind_ == nullptr) return wrong;
  for (const EntryMember& member : kind_->members) {
    const auto value = document_.root().Find(member.name);
    if (value ? !Fits(*value, member.kind) : member.required) wrong.push_back(member.name);
  }
  return wrong;
}

std::vector<std::string> LoggedEntry::UnknownMembers() const {
  std::vector<std::string> unknown;
  if (kind_ == nullptr) return unknown;
  for (auto value = document_.root().First(); value; value = value->Next()) {
    const std::string_view name = value->name();
    if (name == "type" || name == "time") continue;
    if (std::ranges::find(kind_->members, name, &EntryMember::name) == kind_->members.end()) {
      unknown.emplace_back(name);
    }
  }
  return unknown;
}

std::string DescribeEntry(std::string_view text) {
  try {
    const LoggedEntry entry(text);
    const json::Value root = entry.document().root();
    const std::string told = entry.kind() == nullptr ? Shown(*root.Find("type")) + ListMembers(root)
                                                     : Fill(entry.kind()->sentence, root);
    return FormatTime(entry.time()) + "  " + told;
  } catch (const Error& error) {
    return "(not an entry: " + error.message() + ")";
  }
}

}  // namespace signet::audit
