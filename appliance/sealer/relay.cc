#include "appliance/sealer/relay.h"

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/wire/frame.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;
using asio::steady_timer;
using wire::Fetched;

constexpr auto kOutcome = asio::as_tuple(asio::use_awaitable);
// The gateway keeps the same limit; this is for one that does not answer at all.
constexpr std::chrono::milliseconds kGrace{1000};

Error Failed(std::string cause) {
  return {Code::kNetworkFailed, "What was needed from outside could not be fetched.",
          std::move(cause)};
}

Bytes OctetsOf(const Fetched& answer) {
  if (answer.failure() == Fetched::NONE) return ToBytes(answer.body());
  if (answer.failure() == Fetched::TIMED_OUT) {
    throw Error(Code::kTimedOut, "An answer from outside took too long.", answer.detail());
  }
  if (answer.failure() == Fetched::TOO_LARGE) {
    throw Error(Code::kTooLarge, "An answer from outside is too large.", answer.detail());
  }
  if (answer.failure() == Fetched::NOT_ALLOWED) {
    throw Error(Code::kConfigurationInvalid,
                "The gateway may not fetch this: add it to relay.allow in gateway.toml.",
                answer.detail());
  }
  throw Failed(answer.detail());
}

struct Waiting {
  Waiting(const asio::any_io_executor& executor, std::chrono::milliseconds limit)
      : wake(executor, limit) {}
  steady_timer wake;
  std::uint64_t gateway = 0;
  std::optional<Fetched> answer;
  bool lost = false;
};

}  // namespace

// Everything but the counters belongs to the strand.
class Relay::Implementation : public std::enable_shared_from_this<Implementation> {
 public:
  explicit Implementation(const asio::any_io_executor& executor)
      : strand_(asio::make_strand(executor)) {}

  const asio::any_io_executor& strand() const { return strand_; }

  std::uint64_t Connected(Send send) {
    const std::uint64_t gateway = next_gateway_.fetch_add(1);
    asio::dispatch(strand_, [self = shared_from_this(), gateway, send = std::move(send)]() mutable {
      self->gateways_.emplace(gateway, std::move(send));
    });
    return gateway;
  }

  void Disconnected(std::uint64_t gateway) {
    asio::dispatch(strand_, [self = shared_from_this(), gateway] {
      self->gateways_.erase(gateway);
      for (const auto& [id, waiting] : self->waiting_) {
        if (waiting->gateway != gateway || waiting->answer) continue;
        waiting->lost = true;
        waiting->wake.cancel();
      }
    });
  }

  void Deliver(std::uint64_t gateway, std::uint64_t id, Fetched answer) {
    asio::dispatch(strand_,
                   [self = shared_from_this(), gateway, id, answer = std::move(answer)]() mutable {
                     const auto found = self->waiting_.find(id);
                     if (found == self->waiting_.end() || found->second->gateway != gateway) return;
                     found->second->answer = std::move(answer);
                     found->second->wake.cancel();
                   });
  }

  static asio::awaitable<Bytes> Fetch(std::shared_ptr<Implementation> self,
                                      FetchQuestion question) {
    if (self->gateways_.empty()) throw Failed("no gateway is connected");
    const auto& [gateway, send] = *self->gateways_.rbegin();
    const std::uint64_t id = self->next_id_++;
    const auto waiting = std::make_shared<Waiting>(self->strand_, question.time_limit + kGrace);
    waiting->gateway = gateway;
    self->waiting_.emplace(id, waiting);
    wire::Response asked;
    asked.set_id(id);
    wire::Fetch& fetch = *asked.mutable_fetch();
    fetch.set_kind(question.kind);
    fetch.set_url(question.url);
    fetch.set_body(question.body.data(), question.body.size());
    fetch.set_time_limit_ms(static_cast<std::uint32_t>(question.time_limit.count()));
    send(wire::EncodeFrame(asked));
    co_await waiting->wake.async_wait(kOutcome);
    self->waiting_.erase(id);
    if (waiting->answer) co_return OctetsOf(*waiting->answer);
    if (waiting->lost) throw Failed("the gateway went away before its answer");
    throw Error(Code::kTimedOut, "An answer from outside took too long.",
                "the gateway did not answer");
  }

 private:
  asio::any_io_executor strand_;
  std::map<std::uint64_t, Send> gateways_;
  std::unordered_map<std::uint64_t, std::shared_ptr<Waiting>> waiting_;
  std::uint64_t next_id_ = 1;
  std::atomic<std::uint64_t> next_gateway_{1};
};

Relay::Relay(const asio::any_io_executor& executor)
    : implementation_(std::make_shared<Implementation>(executor)) {}

Relay::~Relay() = default;

std::uint64_t Relay::Connected(Send send) { return implementation_->Connected(std::move(send)); }

void Relay::Disconnected(std::uint64_t gateway) { implementation_->Disconnected(gateway); }

void Relay::Deliver(std::uint64_t gateway, std::uint64_t id, wire::Fetched answer) {
  implementation_->Deliver(gateway, id, std::move(answer));
}

asio::awaitable<Bytes> Relay::Fetch(FetchQuestion question) {
  co_return co_await asio::co_spawn(implementation_->strand(),
                                    Implementation::Fetch(implementation_, std::move(question)),
                                    asio::use_awaitable);
}

}  // namespace signet::sealer
