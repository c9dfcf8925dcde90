#include "appliance/sealer/retention.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/journal.h"
#include "appliance/registry/request_nonce.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;

asio::awaitable<std::vector<registry::SealRecord>> UnfinishedBefore(Box& box, Time time) {
  std::vector<registry::SealRecord> out;
  co_await OnDatabase(box.database(),
                      [&](SQLite::Database&) { out = box.seals().ListIntendedBefore(time); });
  co_return out;
}

// Nobody came back for it. One that is worked on at this moment is left for the next time.
asio::awaitable<void> AbandonUnlessUnderWay(Box& box, const registry::SealRecord& record) {
  RequestsUnderWay::Place place;
  try {
    place = box.under_way().Enter(record.client, record.idempotency_key);
  } catch (const Error&) {
    co_return;
  }
  const Time now = box.Now();
  co_await OnDatabase(box.database(), [&](SQLite::Database&) {
    const auto still = box.seals().Find(record.id);
    if (still && still->status == registry::SealStatus::kIntended) {
      box.Abandon(record, Code::kSealAbandoned, now);
    }
  });
}

asio::awaitable<void> TryToForget(Box& box) {
  try {
    co_await ForgetWhatIsOver(box);
  } catch (const Error& error) {
    journal::Failure("retention-not-kept problem=" + std::string(InfoOf(error.code()).name) +
                     " cause=\"" + error.cause() + "\"");
  }
}

}  // namespace

asio::awaitable<void> ForgetWhatIsOver(Box& box) {
  const Time now = box.Now();
  const Time over = now - box.config().keep_repeats;
  const auto unfinished = co_await UnfinishedBefore(box, over);
  for (const auto& record : unfinished) co_await AbandonUnlessUnderWay(box, record);
  std::uint64_t forgotten = registry::SealRecords::kForgottenAtOnce;
  // A few at once, so that no seal waits for the rest.
  while (forgotten == registry::SealRecords::kForgottenAtOnce) {
    co_await OnDatabase(box.database(),
                        [&](SQLite::Database&) { forgotten = box.seals().ForgetRepeats(over); });
  }
  co_await OnDatabase(box.database(),
                      [&](SQLite::Database& database) { registry::ForgetNonces(database, now); });
}

asio::awaitable<void> KeepRetention(Box& box) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (;;) {
    if (box.state().Get().state != State::kFailed) co_await TryToForget(box);
    timer.expires_after(box.config().retention_interval);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

}  // namespace signet::sealer
