#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "appliance/base/secret.h"

namespace signet {

/// Who may read a file that is written here.
enum class FileMode { kPublic = 0644, kPrivate = 0600 };

/// The whole file; throws Error(kFileUnusable) if it cannot be read or has more than `limit`
/// octets.
std::string ReadFile(const std::filesystem::path& path, std::size_t limit = 64U << 20U);
/// A file that holds one secret, a final newline aside.
Secret ReadSecretFile(const std::filesystem::path& path);

/// Replaces `path` as a whole: readers see the old content or the new, also after a power cut
/// (written beside it, fsync, rename, fsync of the folder). Throws Error(kFileUnusable).
void WriteFile(const std::filesystem::path& path, std::string_view content, FileMode mode);

/// A file descriptor that closes itself.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.Release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int get() const { return fd_; }
  int Release();

 private:
  int fd_ = -1;
};

/// The right to be the only process at work on a box's data, held until it ends (flock).
/// Throws Error(kAlreadyRunning) naming `what` if another process has it.
FileDescriptor LockFile(const std::filesystem::path& path, const std::string& what);

}  // namespace signet
