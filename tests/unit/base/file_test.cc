#include "appliance/base/file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"

namespace signet {
namespace {

using test::CodeOf;
using test::TemporaryFolder;

mode_t ModeOf(const std::filesystem::path& path) {
  struct stat status {};
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

std::size_t CountFiles(const std::filesystem::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    static_cast<void>(entry);
    ++count;
  }
  return count;
}

TEST(ReadFile, GivesEveryOctet) {
  const TemporaryFolder folder;
  std::string content;
  for (int i = 0; i < 200'000; ++i) content.push_back(static_cast<char>(i % 251));
  WriteFile(folder / "file", content, FileMode::kPublic);
  EXPECT_EQ(ReadFile(folder / "file"), content);
  WriteFile(folder / "empty", "", FileMode::kPublic);
  EXPECT_EQ(ReadFile(folder / "empty"), "");
}

TEST(ReadFile, RefusesOneOctetMoreThanTheLimit) {
  const TemporaryFolder folder;
  WriteFile(folder / "file", "12345678", FileMode::kPublic);
  EXPECT_EQ(ReadFile(folder / "file", 8), "12345678");
  EXPECT_EQ(CodeOf([&] { ReadFile(folder / "file", 7); }), Code::kFileUnusable);
}

TEST(ReadFile, EndsAtTheLimitOfAnEndlessFile) {
  EXPECT_EQ(CodeOf([] { ReadFile("/dev/zero", 100'000); }), Code::kFileUnusable);
}

TEST(ReadFile, NamesWhatItCannotRead) {
  const TemporaryFolder folder;
  const auto missing = test::ErrorOf([&] { ReadFile(folder / "missing"); });
  ASSERT_TRUE(missing);
  EXPECT_EQ(missing->code(), Code::kFileUnusable);
  EXPECT_NE(missing->message().find((folder / "missing").string()), std::string::npos);
  EXPECT_EQ(CodeOf([&] { ReadFile(folder.path()); }), Code::kFileUnusable);
}

TEST(ReadSecretFile, LeavesFinalNewlinesAside) {
  const TemporaryFolder folder;
  struct Case {
    std::string_view file;
    std::string_view secret;
  };
  const Case cases[] = {{"1234", "1234"},         {"1234\n", "1234"}, {"1234\r\n", "1234"},
                        {" 12 34 \n", " 12 34 "}, {"\n", ""},         {"a\nb\n", "a\nb"}};
  for (const auto& [file, secret] : cases) {
    WriteFile(folder / "pin", file, FileMode::kPrivate);
    EXPECT_EQ(ReadSecretFile(folder / "pin").Reveal(), secret);
  }
}

TEST(WriteFile, ReplacesTheWholeAndLeavesNothingBeside) {
  const TemporaryFolder folder;
  WriteFile(folder / "file", "a long first content", FileMode::kPublic);
  WriteFile(folder / "file", "short", FileMode::kPublic);
  EXPECT_EQ(ReadFile(folder / "file"), "short");
  EXPECT_EQ(CountFiles(folder.path()), 1U);
}

TEST(WriteFile, AReaderOfTheOldFileKeepsTheWholeOldContent) {
  const TemporaryFolder folder;
  WriteFile(folder / "file", "old content", FileMode::kPublic);
  std::ifstream reader(folder / "file", std::ios::binary);
  WriteFile(folder / "file", "new", FileMode::kPublic);
  std::string line;
  std::getline(reader, line);
  EXPECT_EQ(line, "old content");
}

TEST(WriteFile, WhatCannotBeWrittenLeavesTheOldContent) {
  const TemporaryFolder folder;
  WriteFile(folder / "file", "old", FileMode::kPublic);
  // A folder stands where the new content would be written.
  std::filesystem::create_directory(folder / "file.new");
  EXPECT_EQ(CodeOf([&] { WriteFile(folder / "file", "new", FileMode::kPublic); }),
            Code::kFileUnusable);
  EXPECT_EQ(ReadFile(folder / "file"), "old");
}

TEST(WriteFile, PrivateIsPrivateWhateverACrashLeftBeside) {
  const TemporaryFolder folder;
  WriteFile(folder / "file.new", "left by a crash", FileMode::kPublic);
  WriteFile(folder / "file", "secret", FileMode::kPrivate);
  EXPECT_EQ(ModeOf(folder / "file"), 0600U);
}

TEST(WriteFile, DoesNotFollowALinkLeftBeside) {
  const TemporaryFolder folder;
  WriteFile(folder / "other", "untouched", FileMode::kPublic);
  std::filesystem::create_symlink(folder / "other", folder / "file.new");
  WriteFile(folder / "file", "content", FileMode::kPublic);
  EXPECT_EQ(ReadFile(folder / "other"), "untouched");
  EXPECT_FALSE(std::filesystem::is_symlink(folder / "file"));
}

TEST(FileDescriptor, ClosesWhatItHoldsOnceItGoes) {
  int number = -1;
  {
    FileDescriptor first(open("/dev/null", O_RDONLY | O_CLOEXEC));
    number = first.get();
    FileDescriptor second(std::move(first));
    EXPECT_EQ(second.get(), number);
    EXPECT_EQ(fcntl(number, F_GETFD), FD_CLOEXEC);
    FileDescriptor third(open("/dev/null", O_RDONLY | O_CLOEXEC));
    const int replaced = third.get();
    third = std::move(second);
    EXPECT_EQ(fcntl(replaced, F_GETFD), -1);
  }
  EXPECT_EQ(fcntl(number, F_GETFD), -1);
}

TEST(LockFile, IsRefusedWhileAnotherProcessHoldsIt) {
  const TemporaryFolder folder;
  const auto lock = folder / "lock";
  std::array<int, 2> ready{};
  ASSERT_EQ(pipe(ready.data()), 0);
  const pid_t holder = fork();
  if (holder == 0) {
    const FileDescriptor held = LockFile(lock, "The box is in use.");
    if (write(ready[1], "x", 1) != 1) _exit(1);
    for (;;) pause();
  }
  char signal = 0;
  ASSERT_EQ(read(ready[0], &signal, 1), 1);

  const auto refused = test::ErrorOf([&] { LockFile(lock, "The box is in use."); });
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code(), Code::kAlreadyRunning);
  EXPECT_EQ(refused->message().find("The box is in use."), 0U);

  // A process that was killed holds nothing.
  kill(holder, SIGKILL);
  waitpid(holder, nullptr, 0);
  EXPECT_GE(LockFile(lock, "The box is in use.").get(), 0);
  close(ready[0]);
  close(ready[1]);
}

TEST(LockFile, IsFreeAgainWhenItsHolderGoes) {
  const TemporaryFolder folder;
  {
    const FileDescriptor held = LockFile(folder / "lock", "In use.");
    EXPECT_EQ(CodeOf([&] { LockFile(folder / "lock", "In use."); }), Code::kAlreadyRunning);
  }
  EXPECT_NO_THROW(LockFile(folder / "lock", "In use."));
}

}  // namespace
}  // namespace signet
