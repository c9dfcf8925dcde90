#include "tests/support/services/test_services.h"

#include <fcntl.h>

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <future>
#include <thread>
#include <utility>
#include <vector>

#include "appliance/base/error.h"

namespace signet::test {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

constexpr auto kOutcome = asio::as_tuple(asio::use_awaitable);
constexpr std::string_view kControl = "/behaviour";

}  // namespace

class TestServices::Implementation {
 public:
  Implementation(ServiceHierarchy hierarchy, std::uint16_t port, Clock clock)
      : answers_(std::move(hierarchy), std::move(clock)),
        acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), port)) {
    asio::co_spawn(io_, Accept(), asio::detached);
    thread_ = std::jthread([this] { io_.run(); });
  }

  ~Implementation() {
    io_.stop();
    thread_.join();
  }

  Implementation(const Implementation&) = delete;
  Implementation& operator=(const Implementation&) = delete;

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

  ServiceAnswers& answers() { return answers_; }
  unsigned connections() const { return connections_.load(); }

  void EndConnections() {
    std::promise<void> ended;
    asio::post(io_, [&] {
      for (const auto& weak : open_) {
        boost::system::error_code ignored;
        if (const auto socket = weak.lock()) socket->close(ignored);
      }
      open_.clear();
      ended.set_value();
    });
    ended.get_future().wait();
  }

 private:
  asio::awaitable<void> Accept() {
    for (;;) {
      auto [failure, socket] = co_await acceptor_.async_accept(kOutcome);
      if (failure) co_return;
      // A program that the test starts would keep the connection open after its end here.
      fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
      socket.set_option(tcp::no_delay(true));
      ++connections_;
      const auto shared = std::make_shared<tcp::socket>(std::move(socket));
      open_.push_back(shared);
      asio::co_spawn(io_, Serve(shared), asio::detached);
    }
  }

  asio::awaitable<void> Serve(std::shared_ptr<tcp::socket> socket) {
    boost::beast::flat_buffer buffer;
    for (;;) {
      Request request;
      const auto [broken, got] = co_await http::async_read(*socket, buffer, request, kOutcome);
      if (broken) co_return;
      const Behaviour behaviour = answers_.Arrive(std::string(request.target()));
      if (behaviour == Behaviour::kDown) co_return;
      if (behaviour == Behaviour::kSlow) {
        asio::steady_timer never(io_, asio::steady_timer::time_point::max());
        co_await never.async_wait(kOutcome);
      }
      Response response = Answer(request, behaviour);
      response.version(11);
      response.keep_alive(request.keep_alive());
      response.prepare_payload();
      const auto [lost, sent] = co_await http::async_write(*socket, response, kOutcome);
      if (lost || !request.keep_alive()) co_return;
    }
  }

  Response Answer(const Request& request, Behaviour behaviour) {
    Response response;
    const std::string_view target(request.target().data(), request.target().size());
    if (target.starts_with(kControl)) {
      const auto told = BehaviourFromName(request.body());
      response.result(told ? http::status::no_content : http::status::bad_request);
      if (told) answers_.Set(std::string(target.substr(kControl.size())), *told);
      return response;
    }
    ServiceAnswer answer = answers_.Answer(std::string(target), request.body(), behaviour);
    response.result(answer.status);
    if (behaviour == Behaviour::kRedirect) response.set(http::field::location, request.target());
    response.set(http::field::content_type, answer.media_type);
    response.body() = std::move(answer.body);
    return response;
  }

  ServiceAnswers answers_;
  std::atomic<unsigned> connections_{0};
  std::vector<std::weak_ptr<tcp::socket>> open_;  ///< of the thread
  asio::io_context io_{1};
  tcp::acceptor acceptor_;
  std::jthread thread_;
};

TestServices::TestServices(ServiceHierarchy hierarchy, std::uint16_t port, Clock clock) {
  try {
    implementation_ =
        std::make_unique<Implementation>(std::move(hierarchy), port, std::move(clock));
  } catch (const boost::system::system_error& error) {
    throw Error(
        Code::kNetworkFailed,
        "Nothing can listen on 127.0.0.1, port " + std::to_string(port) + ": choose another.",
        error.what());
  }
}

TestServices::~TestServices() = default;

std::uint16_t TestServices::port() const { return implementation_->port(); }

std::string TestServices::Url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port()) + std::string(path);
}

unsigned TestServices::connections() const { return implementation_->connections(); }
void TestServices::EndConnections() { implementation_->EndConnections(); }

ServiceAnswers& TestServices::answers() { return implementation_->answers(); }

}  // namespace signet::test
