#include "appliance/base/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "appliance/base/error.h"

namespace signet {
namespace {

Error Unusable(const std::filesystem::path& path, const char* what) {
  return {Code::kFileUnusable, "Cannot " + std::string(what) + " " + path.string() + ".",
          std::strerror(errno)};
}

void WriteAll(int fd, std::string_view content, const std::filesystem::path& path) {
  while (!content.empty()) {
    const ssize_t written = write(fd, content.data(), content.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      throw Unusable(path, "write");
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

void SyncFolder(const std::filesystem::path& folder) {
  const FileDescriptor fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0 || fsync(fd.get()) != 0) throw Unusable(folder, "sync");
}

}  // namespace

std::string ReadFile(const std::filesystem::path& path, std::size_t limit) {
  std::ifstream file(path, std::ios::binary);
  std::string content;
  if (!file || std::filesystem::is_directory(path)) throw Unusable(path, "read");
  std::array<char, 1U << 16U> block{};
  // Block by block, so that an endless file cannot fill the memory.
  while (file.read(block.data(), block.size()) || file.gcount() > 0) {
    content.append(block.data(), static_cast<std::size_t>(file.gcount()));
    if (content.size() > limit) {
      throw Error(Code::kFileUnusable, path.string() + " is larger than " + std::to_string(limit) +
                                           " octets, the most that is read here.");
    }
  }
  if (file.bad()) throw Unusable(path, "read");
  return content;
}

Secret ReadSecretFile(const std::filesystem::path& path) {
  std::string content = ReadFile(path, 4096);
  Secret whole(std::move(content));
  std::string_view text = whole.Reveal();
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return Secret(std::string(text));
}

void WriteFile(const std::filesystem::path& path, std::string_view content, FileMode mode) {
  std::filesystem::path beside = path;
  beside += ".new";
  // What a crash left there may have another mode, or be a link.
  unlink(beside.c_str());
  {
    const FileDescriptor fd(
        open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, static_cast<mode_t>(mode)));
    if (fd.get() < 0) throw Unusable(path, "write");
    WriteAll(fd.get(), content, path);
    if (fsync(fd.get()) != 0) throw Unusable(path, "write");
  }
  if (rename(beside.c_str(), path.c_str()) != 0) throw Unusable(path, "write");
  SyncFolder(path.has_parent_path() ? path.parent_path() : ".");
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) close(fd_);
    fd_ = other.Release();
  }
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) close(fd_);
}

int FileDescriptor::Release() { return std::exchange(fd_, -1); }

FileDescriptor LockFile(const std::filesystem::path& path, const std::string& what) {
  FileDescriptor fd(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (fd.get() < 0) throw Unusable(path, "open");
  if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    throw Error(Code::kAlreadyRunning, what + " Stop that process first, then try again.");
  }
  return fd;
}

}  // namespace signet
