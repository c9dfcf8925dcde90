#include "provisioning/control_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <exception>
#include <optional>

#include "appliance/base/error.h"
#include "appliance/wire/frame.h"

namespace signet::provisioning {
namespace {

namespace asio = boost::asio;

wire::Socket Connect(asio::io_context& context, const std::filesystem::path& path) {
  wire::Socket socket(context);
  try {
    socket.connect(asio::local::stream_protocol::endpoint(path.string()));
  } catch (const boost::system::system_error& failure) {
    throw Error(Code::kSealerUnreachable,
                "The sealer does not listen at " + path.string() +
                    ": start it first, and use the account the box runs under.",
                failure.code().message());
  }
  return socket;
}

asio::awaitable<void> Exchange(wire::Socket& socket, const wire::Request& request,
                               wire::Response& response) {
  // Named, not a temporary: g++ 12 loses those that a co_await outlives.
  const std::string frame = wire::EncodeFrame(request);
  co_await wire::WriteFrame(socket, frame);
  const bool answered = co_await wire::ReadMessage(socket, response);
  if (!answered) {
    throw Error(Code::kSealerUnreachable,
                "The sealer closed the connection without an answer: see its journal.");
  }
}

}  // namespace

wire::Response AskSealer(const std::filesystem::path& control_socket, const wire::Request& request,
                         std::chrono::seconds patience) {
  asio::io_context context;
  wire::Socket socket = Connect(context, control_socket);
  wire::Response response;
  std::optional<std::exception_ptr> ended;
  asio::co_spawn(context, Exchange(socket, request, response),
                 [&ended](const std::exception_ptr& failure) { ended = failure; });
  context.run_for(patience);
  if (!ended) {
    throw Error(Code::kTimedOut, "The sealer did not answer in time: see its journal.");
  }
  if (*ended) std::rethrow_exception(*ended);
  if (response.result_case() == wire::Response::kProblem) {
    const wire::Problem& problem = response.problem();
    throw Error(CodeFromNumber(problem.code()), problem.detail());
  }
  return response;
}

}  // namespace signet::provisioning
