#include "appliance/base/config.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <set>

#include "appliance/base/error.h"
#include "appliance/base/file.h"

namespace signet {
namespace {

constexpr std::size_t kMostOctets = 1U << 20U;

// A key part by part: a quoted key may hold dots of its own.
using KeyPath = std::vector<std::string>;

KeyPath Split(std::string_view dotted) {
  KeyPath path;
  for (std::size_t at = 0; at <= dotted.size();) {
    const std::size_t dot = std::min(dotted.find('.', at), dotted.size());
    path.emplace_back(dotted.substr(at, dot - at));
    at = dot + 1;
  }
  return path;
}

bool StartsWith(const KeyPath& path, const KeyPath& start) {
  return path.size() >= start.size() && std::equal(start.begin(), start.end(), path.begin());
}

toml::table Parse(const std::filesystem::path& file) {
  const std::string text = ReadFile(file, kMostOctets);
  try {
    return toml::parse(text, file.string());
  } catch (const toml::parse_error& error) {
    throw Error(Code::kConfigurationInvalid,
                fmt::format("{}, line {}: {}.", file.string(), error.source().begin.line,
                            error.description()));
  }
}

}  // namespace

struct ConfigReader::Content {
  std::filesystem::path file;
  toml::table table;
  std::set<KeyPath> asked;

  const toml::node* Ask(std::string_view key) {
    const auto path = asked.insert(Split(key)).first;
    const toml::node* node = &table;
    for (const std::string& part : *path) {
      const toml::table* const inner = node->as_table();
      node = inner == nullptr ? nullptr : inner->get(part);
      if (node == nullptr) return nullptr;
    }
    return node;
  }

  Error Missing(std::string_view key) const {
    return {Code::kConfigurationInvalid,
            fmt::format("{}: the key \"{}\" is missing.", file.string(), key)};
  }

  Error Wrong(const toml::node& node, std::string_view key, std::string_view want) const {
    return {Code::kConfigurationInvalid,
            fmt::format("{}, line {}: \"{}\" must be {}.", file.string(), node.source().begin.line,
                        key, want)};
  }

  std::optional<std::string> OptionalText(std::string_view key) {
    const toml::node* const node = Ask(key);
    if (node == nullptr) return std::nullopt;
    auto text = node->value_exact<std::string>();
    if (!text) throw Wrong(*node, key, "a text in quotes");
    return text;
  }

  // The line of the first key below `inner` that no question named, with its dotted name.
  void CollectUnknown(const toml::table& inner, const KeyPath& above,
                      std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>& found) const;
  bool WasAsked(const KeyPath& path) const { return asked.contains(path); }
  bool LeadsToAsked(const KeyPath& path) const {
    return std::ranges::any_of(asked,
                               [&](const KeyPath& question) { return StartsWith(question, path); });
  }
};

void ConfigReader::Content::CollectUnknown(
    const toml::table& inner, const KeyPath& above,
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>& found) const {
  for (const auto& [key, node] : inner) {
    KeyPath path = above;
    path.emplace_back(key.str());
    if (WasAsked(path)) continue;
    if (node.is_table() && LeadsToAsked(path)) {
      CollectUnknown(*node.as_table(), path, found);
      continue;
    }
    const toml::source_position place = key.source().begin;
    found.emplace(std::pair(place.line, place.column), fmt::format("{}", fmt::join(path, ".")));
  }
}

ConfigReader::ConfigReader(const std::filesystem::path& file)
    : content_(std::make_unique<Content>(
          Content{.file = std::filesystem::absolute(file), .table = Parse(file), .asked = {}})) {}

ConfigReader::~ConfigReader() = default;

std::string ConfigReader::Text(std::string_view key) {
  auto text = content_->OptionalText(key);
  if (!text) throw content_->Missing(key);
  return std::move(*text);
}

std::string ConfigReader::TextOr(std::string_view key, std::string fallback) {
  return content_->OptionalText(key).value_or(std::move(fallback));
}

std::filesystem::path ConfigReader::Path(std::string_view key) {
  auto path = OptionalPath(key);
  if (!path) throw content_->Missing(key);
  return std::move(*path);
}

std::optional<std::filesystem::path> ConfigReader::OptionalPath(std::string_view key) {
  const auto text = content_->OptionalText(key);
  if (!text) return std::nullopt;
  if (text->empty()) throw content_->Wrong(*content_->Ask(key), key, "a path");
  return (content_->file.parent_path() / *text).lexically_normal();
}

std::int64_t ConfigReader::IntegerOr(std::string_view key, std::int64_t fallback,
                                     std::int64_t least, std::int64_t most) {
  const toml::node* const node = content_->Ask(key);
  if (node == nullptr) return fallback;
  const auto value = node->value_exact<std::int64_t>();
  if (!value || *value < least || *value > most) {
    throw content_->Wrong(*node, key, fmt::format("a whole number from {} to {}", least, most));
  }
  return *value;
}

std::vector<std::string> ConfigReader::TextList(std::string_view key) {
  std::vector<std::string> out;
  const toml::node* const node = content_->Ask(key);
  if (node == nullptr) return out;
  if (!node->is_array()) throw content_->Wrong(*node, key, "a list of texts");
  for (const toml::node& value : *node->as_array()) {
    const auto text = value.value_exact<std::string>();
    if (!text) throw content_->Wrong(value, key, "a list of texts in quotes");
    out.push_back(*text);
  }
  return out;
}

std::vector<std::string> ConfigReader::TableNames(std::string_view key) {
  const toml::table* table = &content_->table;
  for (const std::string& part : Split(key)) {
    const toml::node* const node = table->get(part);
    if (node == nullptr) return {};
    table = node->as_table();
    if (table == nullptr) throw content_->Wrong(*node, key, "a table of tables");
  }
  std::map<std::uint32_t, std::string> by_line;
  for (const auto& [name, value] : *table) {
    if (!value.is_table()) throw content_->Wrong(value, key, "a table of tables");
    by_line.emplace(name.source().begin.line, name.str());
  }
  std::vector<std::string> out;
  for (auto& [line, name] : by_line) out.push_back(std::move(name));
  return out;
}

std::map<std::string, std::string> ConfigReader::Texts(std::string_view key) {
  std::map<std::string, std::string> out;
  const toml::node* const node = content_->Ask(key);
  if (node == nullptr) return out;
  if (!node->is_table()) throw content_->Wrong(*node, key, "a table");
  for (const auto& [name, value] : *node->as_table()) {
    const auto text = value.value_exact<std::string>();
    if (!text)
      throw content_->Wrong(value, fmt::format("{}.{}", key, name.str()), "a text in quotes");
    out.emplace(name.str(), *text);
  }
  return out;
}

void ConfigReader::RefuseUnknown() const {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> found;
  content_->CollectUnknown(content_->table, {}, found);
  if (found.empty()) return;
  const auto& [place, key] = *found.begin();
  throw Error(Code::kConfigurationInvalid,
              fmt::format("{}, line {}: the key \"{}\" is not known here; correct its spelling or "
                          "remove it.",
                          content_->file.string(), place.first, key));
}

}  // namespace signet
