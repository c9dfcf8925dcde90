#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <thread>
#include <utility>
#include <vector>

namespace signet::test {

/// Threads that run coroutines. Its end waits until the last of them is done, so a coroutine that
/// is never resumed shows as a test that does not end.
class EventLoop {
 public:
  explicit EventLoop(unsigned threads) : work_(context_.get_executor()) {
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { context_.run(); });
  }
  ~EventLoop() { Finish(); }
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  boost::asio::io_context::executor_type executor() { return context_.get_executor(); }

  template <typename T>
  std::future<T> Start(boost::asio::awaitable<T> coroutine) {
    return boost::asio::co_spawn(context_, std::move(coroutine), boost::asio::use_future);
  }
  template <typename T>
  T Await(boost::asio::awaitable<T> coroutine) {
    return Start(std::move(coroutine)).get();
  }

  /// Returns when nothing is left to run.
  void Finish() {
    work_.reset();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::vector<std::thread> threads_;
};

}  // namespace signet::test
