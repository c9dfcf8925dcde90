#include "hsm/frame.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>

#include "appliance/base/file.h"
#include "hsm/token.pb.h"
#include "tests/support/error_matcher.h"

namespace signet::hsm {
namespace {

struct SocketPair {
  SocketPair() {
    std::array<int, 2> ends{};
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    left = FileDescriptor(ends[0]);
    right = FileDescriptor(ends[1]);
  }
  FileDescriptor left;
  FileDescriptor right;
};

protocol::ToWorker SignMessage(std::size_t input_size) {
  protocol::ToWorker message;
  message.mutable_sign()->set_input(std::string(input_size, 'x'));
  return message;
}

TEST(FrameTest, ComesOutAsItWentIn) {
  const SocketPair pair;
  const std::string frame = EncodeFrame(SignMessage(65536));
  EXPECT_TRUE(WriteFrame(pair.left.get(), frame));
  const auto read = ReadFrame(pair.right.get());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(*read, frame.substr(kFrameHeader));
}

TEST(FrameTest, TooLongIsNeitherWrittenNorRead) {
  EXPECT_EQ(test::CodeOf([] { EncodeFrame(SignMessage(kMaxFrame)); }), Code::kInternal);
  EXPECT_EQ(FrameLength(std::string("\0\x01\x80\0", 4)), kMaxFrame);
  EXPECT_EQ(FrameLength(std::string("\0\x01\x80\x01", 4)), std::nullopt);
  EXPECT_EQ(FrameLength("\xff\xff\xff\xff"), std::nullopt);
}

TEST(FrameTest, AnEndIsAnEndWhereverItComes) {
  for (const std::string& start : {std::string(), std::string("\0\0", 2),
                                   std::string("\0\0\0\x05"
                                               "ab",
                                               6)}) {
    SocketPair pair;
    EXPECT_TRUE(WriteFrame(pair.left.get(), start));
    pair.left = FileDescriptor();
    EXPECT_EQ(ReadFrame(pair.right.get()), std::nullopt);
    EXPECT_FALSE(WriteFrame(pair.right.get(), "late"));
  }
}

}  // namespace
}  // namespace signet::hsm
