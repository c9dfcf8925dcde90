#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signet {

/// A TOML file read once into a process's own struct. Every key that was not asked for is refused
/// with its line, so that a misspelt setting cannot be ignored. Failures are
/// Error(kConfigurationInvalid) naming file, line and key. Paths are taken relative to the file.
class ConfigReader {
 public:
  explicit ConfigReader(const std::filesystem::path& file);
  ConfigReader(const ConfigReader&) = delete;
  ConfigReader& operator=(const ConfigReader&) = delete;
  ~ConfigReader();

  /// `key` is dotted: "token.module".
  std::string Text(std::string_view key);
  std::string TextOr(std::string_view key, std::string fallback);
  std::filesystem::path Path(std::string_view key);
  std::optional<std::filesystem::path> OptionalPath(std::string_view key);
  std::int64_t IntegerOr(std::string_view key, std::int64_t fallback, std::int64_t least,
                         std::int64_t most);
  /// A list of texts; empty if absent.
  std::vector<std::string> TextList(std::string_view key);
  /// The names of the tables in a table ("tsa" for [tsa.first] and [tsa.second]), in the order in
  /// which they stand in the file; empty if absent.
  std::vector<std::string> TableNames(std::string_view key);
  /// A table of texts ("token.environment"); empty if absent.
  std::map<std::string, std::string> Texts(std::string_view key);

  /// To be called last: throws for the first key nobody asked for.
  void RefuseUnknown() const;

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

}  // namespace signet
