#include "appliance/seal/list_reader_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "appliance/base/file.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/seal/trust_fixture.h"

namespace signet::seal {
namespace {

using testing::HasSubstr;
using testing::Not;

const ListReaderSettings kReader{.program = SIGNET_BIN_DIR "/signet-list-reader"};

TEST(ListReaderProcess, ReadsAListAsTheLibraryDoes) {
  const ListSigner signer = MakeListSigner(1);
  const std::string xml = SignedXml({}, signer);
  const ReadList read = ReadTrustedList(kReader, UntrustedText(xml));
  EXPECT_EQ(read.verdict, "valid") << read.reason;
  EXPECT_EQ(read.signer, signer.certificate);
  EXPECT_EQ(read.answer, ReadXml(xml).answer);
}

TEST(ListReaderProcess, RefusesNothingAndTooMuch) {
  EXPECT_EQ(ReadTrustedList(kReader, UntrustedText("")).verdict, "not XML");
  const UntrustedText large(std::string(kMaxListOctets + 1, ' '));
  EXPECT_EQ(ReadTrustedList(kReader, large).verdict, "not XML");
}

// Programs in its place that do what a reader must not: the caller learns nothing, and waits for
// none of them.
struct Misbehaviour {
  const char* what;
  const char* script;
  Code code;
};

TEST(ListReaderProcess, BelievesNothingFromAReaderThatMisbehaves) {
  constexpr Misbehaviour kCases[] = {
      {"silent", "exit 0", Code::kNotJson},
      {"failing", "exit 3", Code::kFileUnusable},
      {"killed", "kill -9 $$", Code::kFileUnusable},
      {"other JSON", "echo '{}'", Code::kNotJson},
      {"hanging", "exec sleep 60", Code::kTimedOut},
      {"hanging after its answer", "exec >&- <&-; exec sleep 60", Code::kFileUnusable},
  };
  const test::TemporaryFolder folder;
  for (const Misbehaviour& one : kCases) {
    WriteFile(folder / "reader", std::string("#!/bin/sh\nPATH=/bin\n") + one.script + "\n",
              FileMode::kPublic);
    std::filesystem::permissions(folder / "reader", std::filesystem::perms::owner_all);
    const ListReaderSettings settings{.program = folder / "reader",
                                      .time_limit = std::chrono::milliseconds(200)};
    EXPECT_EQ(test::CodeOf([&] { ReadTrustedList(settings, UntrustedText("<a/>")); }), one.code)
        << one.what;
  }
  const ListReaderSettings nowhere{.program = "/nowhere/reader"};
  EXPECT_EQ(test::CodeOf([&] { ReadTrustedList(nowhere, UntrustedText("<a/>")); }),
            Code::kFileUnusable);
}

TEST(ListReaderProcess, StartsTheReaderWithAnEmptyEnvironmentAndNothingOpen) {
  const test::TemporaryFolder folder;
  const std::string seen = (folder / "seen").string();
  WriteFile(folder / "reader", "#!/bin/sh\n(/usr/bin/env; /bin/ls /proc/$$/fd) > " + seen + "\n",
            FileMode::kPublic);
  std::filesystem::permissions(folder / "reader", std::filesystem::perms::owner_all);
  setenv("SIGNET_TEST_SECRET", "x", 1);
  const FileDescriptor kept_open(dup(STDIN_FILENO));
  EXPECT_ANY_THROW(ReadTrustedList({.program = folder / "reader"}, UntrustedText("<a/>")));
  const std::string found = ReadFile(seen);
  EXPECT_THAT(found, Not(HasSubstr("SIGNET_TEST_SECRET")));
  // Only what the shell itself opens, to read its script, stands beside the three.
  EXPECT_THAT(found, Not(testing::ContainsRegex("\n[3-9]\n")));
}

std::string ReadProc(pid_t pid, const char* name) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What the reader gives up last. A sanitizer needs its memory and looks into /proc.
#ifdef SIGNET_SANITIZED
constexpr const char* kLastLimit = "Max processes             0 ";
#else
constexpr const char* kLastLimit = "Max open files            3 ";
#endif

// The kernel's own account of a reader that waits for its list.
TEST(ListReaderProcess, GivesUpWhatItDoesNotNeed) {
  std::array<int, 2> pipe_ends{};
  ASSERT_EQ(pipe(pipe_ends.data()), 0);
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(pipe_ends[0], STDIN_FILENO);
    close(pipe_ends[1]);
    dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
    execl(kReader.program.c_str(), "reader", nullptr);
    _exit(127);
  }
  close(pipe_ends[0]);
  while (ReadProc(pid, "limits").find(kLastLimit) == std::string::npos) {
    ASSERT_EQ(waitpid(pid, nullptr, WNOHANG), 0) << "it ended";
    sched_yield();
  }
  const std::string limits = ReadProc(pid, "limits");
  EXPECT_THAT(limits, HasSubstr("Max file size             0 "));
  EXPECT_THAT(limits, HasSubstr("Max core file size        0 "));
#ifndef SIGNET_SANITIZED
  EXPECT_THAT(limits, HasSubstr("Max address space         1073741824 "));
#endif
  EXPECT_THAT(limits, HasSubstr("Max cpu time              30 "));
  EXPECT_THAT(ReadProc(pid, "status"), HasSubstr("NoNewPrivs:\t1"));
  close(pipe_ends[1]);
  int status = 0;
  waitpid(pid, &status, 0);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace signet::seal
