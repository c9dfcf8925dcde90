#include "tests/support/shim_module/command.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "appliance/base/file.h"
#include "hsm/return_value.h"

namespace signet::test {
namespace {

[[noreturn]] void Refuse(const std::string& line) {
  std::fprintf(stderr, "signet_shim: not a command: %s\n", line.c_str());
  std::abort();
}

CK_RV ParseValue(const std::string& word) {
  const CK_RV named = hsm::ReturnValueNamed(word);
  return named != CKR_OK ? named : std::strtoul(word.c_str(), nullptr, 0);
}

Command Parse(const std::string& line) {
  std::istringstream words(line);
  Command command;
  std::string word;
  words >> word;
  if (word == "login" || word == "init") {
    command.call = word == "login" ? Call::kLogin : Call::kSignInit;
    words >> word;
  }
  if (word == "crash") {
    command.verb = Verb::kCrash;
  } else if (word == "delay-ms") {
    long milliseconds = -1;
    words >> milliseconds;
    if (milliseconds < 0) Refuse(line);
    command.verb = Verb::kDelay;
    command.delay = std::chrono::milliseconds(milliseconds);
  } else if (word == "fail") {
    words >> word;
    command.verb = Verb::kFail;
    command.value = ParseValue(word);
    if (command.value == CKR_OK) Refuse(line);
  } else if (word != "hang") {
    Refuse(line);
  }
  if (words >> word && (word != "times" || !(words >> command.times))) Refuse(line);
  return command;
}

std::string ReadWhole(int fd) {
  std::string content;
  std::array<char, 512> piece;
  for (ssize_t got = 0;
       (got = pread(fd, piece.data(), piece.size(), static_cast<off_t>(content.size()))) > 0;) {
    content.append(piece.data(), static_cast<std::size_t>(got));
  }
  return content;
}

void ReplaceContent(int fd, const std::string& content) {
  if (ftruncate(fd, 0) != 0 ||
      pwrite(fd, content.data(), content.size(), 0) != static_cast<ssize_t>(content.size())) {
    std::abort();
  }
}

}  // namespace

std::vector<Command> TakeCommands(const std::string& control_file, Call call) {
  if (control_file.empty()) return {};
  const FileDescriptor file(open(control_file.c_str(), O_RDWR | O_CLOEXEC));
  if (file.get() < 0) return {};
  // The lock goes with the descriptor. Without a count there is nothing to write and no need of it.
  std::string content = ReadWhole(file.get());
  const bool counted = content.find("times") != std::string::npos;
  if (counted) {
    flock(file.get(), LOCK_EX);
    content = ReadWhole(file.get());
  }

  std::vector<Command> commands;
  std::istringstream lines(content);
  std::string rest;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    const Command command = Parse(line);
    const bool taken = command.call == call && command.times != 0;
    if (taken) commands.push_back(command);
    if (taken && command.times > 0) {
      line = line.substr(0, line.rfind("times")) + "times " + std::to_string(command.times - 1);
    }
    rest += line + "\n";
  }
  if (counted && rest != content) ReplaceContent(file.get(), rest);
  return commands;
}

}  // namespace signet::test
