#include "provisioning/terminal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/file.h"

namespace signet::provisioning {
namespace {

constexpr std::size_t kLongestLine = 8192;

// Echo off as long as this lives.
class SilentInput {
 public:
  explicit SilentInput(int fd) : fd_(fd) {
    tcgetattr(fd_, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(fd_, TCSAFLUSH, &silent);
  }
  ~SilentInput() { tcsetattr(fd_, TCSAFLUSH, &before_); }
  SilentInput(const SilentInput&) = delete;
  SilentInput& operator=(const SilentInput&) = delete;

 private:
  int fd_;
  termios before_{};
};

void Say(int fd, std::string_view text) {
  if (write(fd, text.data(), text.size()) < 0) {
    throw Error(Code::kUsage, "The terminal cannot be written to.");
  }
}

FileDescriptor OpenTerminal(const char* otherwise) {
  FileDescriptor terminal(open("/dev/tty", O_RDWR | O_CLOEXEC));
  if (terminal.get() < 0) throw Error(Code::kUsage, otherwise);
  return terminal;
}

}  // namespace

std::string AskLine(const std::string& question) {
  const FileDescriptor terminal = OpenTerminal(
      "There is no terminal to ask on: give the answers as options (--help names them).");
  Say(terminal.get(), question);
  std::string line;
  char octet = 0;
  while (line.size() < kLongestLine && read(terminal.get(), &octet, 1) == 1 && octet != '\n') {
    line.push_back(octet);
  }
  return line;
}

Secret AskSecret(const std::string& question) {
  const FileDescriptor terminal = OpenTerminal(
      "There is no terminal to ask for the PIN on: put it into a file "
      "only you can read and name that with --pin-file.");
  Say(terminal.get(), question);
  std::string line;
  line.reserve(256);  // so that growing leaves no copies behind
  {
    const SilentInput silent(terminal.get());
    char octet = 0;
    while (line.size() < 255 && read(terminal.get(), &octet, 1) == 1 && octet != '\n') {
      line.push_back(octet);
    }
  }
  Say(terminal.get(), "\n");
  Secret secret(line);
  OPENSSL_cleanse(line.data(), line.size());
  return secret;
}

Progress::Progress(std::string what, std::size_t total)
    : what_(std::move(what)), total_(total), shown_(total > 1 && isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::Advance(std::string_view current) {
  ++done_;
  if (!shown_) return;
  constexpr std::size_t kWidth = 30;
  const std::size_t filled = total_ == 0 ? kWidth : kWidth * std::min(done_, total_) / total_;
  fmt::print(stderr, "\r\x1b[K{} [{:#<{}}{:.<{}}] {}/{} {}", what_, "", filled, "", kWidth - filled,
             done_, total_, current);
  std::fflush(stderr);
}

std::string Printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool c1 = c == 0xc2 && i + 1 < text.size() &&
                    static_cast<unsigned char>(text[i + 1]) < 0xa0;  // U+0080 to U+009F
    out += c < 0x20 || c == 0x7f || c1 ? '?' : text[i];
    if (c1) ++i;
  }
  return out;
}

}  // namespace signet::provisioning
