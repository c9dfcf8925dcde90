#pragma once

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/sealer/fetch.h"
#include "appliance/sealer/time_stamper.h"
#include "tests/support/services/made_hierarchy.h"
#include "tests/support/services/service_answers.h"

namespace signet::sealer {

/// The test services as the gateway would bring their answers, with a clock that a test can set,
/// for coroutines that run until nothing is left to do.
class ServicesFixture : public testing::Test {
 protected:
  static const test::ServiceHierarchy& Hierarchy() {
    static const test::ServiceHierarchy hierarchy = test::MakeHierarchy();
    return hierarchy;
  }

  Clock TestClock() {
    return [this] { return now_; };
  }

  Fetch TestFetch() {
    return [this](FetchQuestion question) -> boost::asio::awaitable<Bytes> {
      const std::string path = question.url.substr(std::string(test::kNowhere).size());
      const test::Behaviour behaviour = services_.Arrive(path);
      if (behaviour == test::Behaviour::kSlow) throw Error(Code::kTimedOut, "It was slow.");
      const auto answer = services_.Answer(path, AsText(question.body), behaviour);
      if (behaviour == test::Behaviour::kDown || answer.status != 200) {
        throw Error(Code::kNetworkFailed, "It was not served.");
      }
      co_return ToBytes(answer.body);
    };
  }

  static AuthoritySettings Authority(const std::string& name, const std::string& path) {
    AuthoritySettings settings;
    settings.name = name;
    settings.url = test::kNowhere + path;
    settings.anchors = {Hierarchy().tsa_issuer.certificate};
    return settings;
  }
  static std::vector<AuthoritySettings> BothAuthorities() {
    return {Authority("first", "/tsa/1"), Authority("second", "/tsa/2")};
  }

  template <typename T>
  std::future<T> Begin(boost::asio::awaitable<T> work) {
    return boost::asio::co_spawn(io_, std::move(work), boost::asio::use_future);
  }
  void Run() {
    io_.restart();
    io_.run();
  }
  template <typename T>
  T Await(boost::asio::awaitable<T> work) {
    auto future = Begin(std::move(work));
    Run();
    return future.get();
  }

  Time now_ = SystemNow();
  test::ServiceAnswers services_{Hierarchy(), TestClock()};
  boost::asio::io_context io_{1};
};

}  // namespace signet::sealer
