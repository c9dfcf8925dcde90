#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <exception>
#include <string>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/file.h"
#include "appliance/wire/frame.h"
#include "appliance/wire/signet.pb.h"
#include "tests/fuzz/invariant.h"

namespace {

namespace asio = boost::asio;
using signet::Code;
using signet::Error;
using signet::fuzz::Require;

// More than this does not fit into a socket without a reader.
constexpr std::size_t kMostOctets = 64U << 10U;

asio::awaitable<std::vector<signet::wire::Request>> ReadAll(signet::wire::Socket& socket) {
  std::vector<signet::wire::Request> requests;
  for (;;) {
    signet::wire::Request request;
    if (!co_await signet::wire::ReadMessage(socket, request)) co_return requests;
    requests.push_back(std::move(request));
  }
}

// What a hostile gateway wrote before it went away, read as the sealer reads it.
std::vector<signet::wire::Request> Receive(std::string_view octets) {
  std::array<int, 2> ends{};
  Require(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0, "socketpair");
  {
    const signet::FileDescriptor sender(ends[1]);
    Require(send(sender.get(), octets.data(), octets.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(octets.size()),
            "the socket takes it all");
  }
  asio::io_context context;
  signet::wire::Socket socket(context, asio::local::stream_protocol(), ends[0]);
  std::vector<signet::wire::Request> requests;
  std::exception_ptr failure;
  asio::co_spawn(context, ReadAll(socket),
                 [&](const std::exception_ptr& thrown, std::vector<signet::wire::Request> read) {
                   failure = thrown;
                   requests = std::move(read);
                 });
  context.run();
  if (failure) std::rethrow_exception(failure);
  return requests;
}

// The sealer reads the peer's certificate before anything else of a request.
void ReadPeer(const signet::wire::Request& request) {
  try {
    const auto certificate =
        signet::Certificate::FromDer(signet::AsBytes(request.peer().certificate()));
    static_cast<void>(certificate.subject());
    static_cast<void>(certificate.SubjectText());
    static_cast<void>(certificate.IssuerSerial());
    static_cast<void>(certificate.not_before());
    static_cast<void>(certificate.not_after());
    static_cast<void>(certificate.key_bits());
  } catch (const Error& error) {
    signet::fuzz::RequireCode(error, {Code::kCryptographyFailed});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > kMostOctets) return 0;
  try {
    for (const auto& request : Receive(signet::AsText({data, size}))) {
      ReadPeer(request);
      const auto again = Receive(signet::wire::EncodeFrame(request));
      Require(again.size() == 1 && again[0].SerializeAsString() == request.SerializeAsString(),
              "a request that was read is written and read again the same");
    }
  } catch (const Error& error) {
    signet::fuzz::RequireCode(error, {Code::kWireMalformed, Code::kNetworkFailed});
  }
  return 0;
}
