#include "api/access_reporter.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cstdint>

#include "api/sealer_client.h"
#include "appliance/base/error.h"

namespace signet::api {
namespace asio = boost::asio;

// Everything belongs to the strand.
class AccessReporter::Implementation : public std::enable_shared_from_this<Implementation> {
 public:
  Implementation(const asio::any_io_executor& executor, SealerClient& sealer)
      : strand_(asio::make_strand(executor)), pause_(strand_), sealer_(sealer) {}

  void Count() {
    asio::dispatch(strand_, [self = shared_from_this()] {
      ++self->count_;
      if (self->telling_ || self->stopped_) return;
      self->telling_ = true;
      asio::co_spawn(self->strand_, Tell(self), asio::detached);
    });
  }

  void Stop() {
    asio::dispatch(strand_, [self = shared_from_this()] {
      self->stopped_ = true;
      self->pause_.cancel();
    });
  }

 private:
  static asio::awaitable<void> Tell(std::shared_ptr<Implementation> self) {
    while (self->count_ > 0 && !self->stopped_) {
      const std::uint64_t told = self->count_;
      wire::Request request;
      auto* const refused = request.mutable_refused_access();
      refused->set_code(static_cast<std::uint32_t>(Code::kCertificateRequired));
      refused->set_count(told);
      try {
        co_await self->sealer_.Ask(std::move(request));
        self->count_ -= told;
      } catch (const Error&) {
        // Not told: the count stays, and a second from now is soon enough.
      }
      if (self->stopped_) break;
      self->pause_.expires_after(std::chrono::seconds(1));
      co_await self->pause_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    self->telling_ = false;
  }

  asio::any_io_executor strand_;
  asio::steady_timer pause_;
  SealerClient& sealer_;
  std::uint64_t count_ = 0;
  bool telling_ = false;
  bool stopped_ = false;
};

AccessReporter::AccessReporter(const asio::any_io_executor& executor, SealerClient& sealer)
    : implementation_(std::make_shared<Implementation>(executor, sealer)) {}

AccessReporter::~AccessReporter() { Stop(); }

void AccessReporter::CountWithoutCertificate() { implementation_->Count(); }

void AccessReporter::Stop() { implementation_->Stop(); }

}  // namespace signet::api
