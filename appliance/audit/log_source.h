#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "appliance/audit/log.h"
#include "appliance/base/bytes.h"

namespace signet::audit {

/// Where a published log is read from: a folder, the box's own database, or a box over HTTPS (in
/// provisioning). Nothing that it gives is trusted. Reading throws Error(kLogPlaceUnknown) for what
/// is not there, and another Error for what cannot be read.
class LogSource {
 public:
  virtual ~LogSource() = default;
  /// The signed note.
  virtual std::string ReadCheckpoint() = 0;
  /// `width` is the one that the checkpoint's size asks for, 1 to 256.
  virtual Bytes ReadTile(unsigned level, std::uint64_t number, unsigned width) = 0;
  virtual Bytes ReadBundle(std::uint64_t number, unsigned width) = 0;
};

/// An export: files as C2SP tlog-tiles names them.
class LogFolder final : public LogSource {
 public:
  explicit LogFolder(std::filesystem::path folder);
  std::string ReadCheckpoint() override;
  Bytes ReadTile(unsigned level, std::uint64_t number, unsigned width) override;
  Bytes ReadBundle(std::uint64_t number, unsigned width) override;

 private:
  std::string Read(const std::string& path) const;
  std::filesystem::path folder_;
};

/// The log of this process, on its database thread. Its checkpoint is the latest note.
class StoredLog final : public LogSource {
 public:
  explicit StoredLog(const Log& log) : log_(log) {}
  std::string ReadCheckpoint() override;
  Bytes ReadTile(unsigned level, std::uint64_t number, unsigned width) override;
  Bytes ReadBundle(std::uint64_t number, unsigned width) override;

 private:
  const Log& log_;
};

/// Told now and then how many of the log's entries are done.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Writes the log under its present checkpoint into `folder`, which must be empty or not there yet
/// (Error(kParameterInvalid)). Nothing is verified; the checkpoint is written last, so a folder
/// without it is not whole. `progress` may be empty.
void ExportLog(LogSource& source, const std::filesystem::path& folder, const Progress& progress);

}  // namespace signet::audit
