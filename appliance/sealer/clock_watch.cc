#include "appliance/sealer/clock_watch.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string>

#include "appliance/base/error.h"
#include "appliance/base/identifier.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> AskForTheTime(Box& box) {
  try {
    const std::string content = NewUuid();
    co_await box.levels().Stamp(content, "");
    box.NoteClock("");
  } catch (const Error&) {
    // The authorities' failures are in the journal; the doubt stays.
  }
}

}  // namespace

asio::awaitable<void> KeepClockWatched(Box& box) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (;;) {
    timer.expires_after(box.config().clock_check_interval);
    co_await timer.async_wait(asio::use_awaitable);
    if (box.clock_in_doubt()) co_await AskForTheTime(box);
  }
}

}  // namespace signet::sealer
