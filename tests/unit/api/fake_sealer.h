#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "appliance/wire/signet.pb.h"

namespace signet::api::test {

/// The other end of the gateway's Unix socket, speaking the real wire protocol: it answers, keeps
/// silent, talks rubbish, dies and comes back, as a test wants it.
class FakeSealer {
 public:
  /// nullopt: no answer (until Answer() gives one).
  using Reply = std::function<std::optional<wire::Response>(const wire::Request&)>;

  /// Good answers to everything.
  static std::optional<wire::Response> Obliging(const wire::Request& request);

  explicit FakeSealer(std::filesystem::path socket);
  ~FakeSealer();
  FakeSealer(const FakeSealer&) = delete;
  FakeSealer& operator=(const FakeSealer&) = delete;

  void SetReply(Reply reply);
  void Rise();
  void Die();

  /// The oldest request of this kind that has not been taken yet; waits for it.
  wire::Request Await(wire::Request::OperationCase operation);
  /// Answers a request that was left open.
  void Answer(const wire::Request& request, wire::Response response);
  /// Sends octets that are no message to whoever is connected.
  void SendRubbish(const std::string& octets);

 private:
  using Protocol = boost::asio::local::stream_protocol;

  void Listen();
  void Send(const std::string& octets);
  std::optional<wire::Response> Receive(const wire::Request& request);

  std::filesystem::path path_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  Reply reply_ = Obliging;
  std::list<wire::Request> requests_;
  boost::asio::io_context io_;
  // Those below belong to the thread while it runs.
  std::optional<Protocol::acceptor> acceptor_;
  std::shared_ptr<Protocol::socket> connected_;
  std::jthread thread_;
};

}  // namespace signet::api::test
