#include "hsm/token_pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/append.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "hsm/signature_request.h"
#include "hsm/worker_crew.h"
#include "hsm/worker_ledger.h"

namespace signet::hsm {

namespace asio = boost::asio;

namespace {

// std::function wants to copy what it holds; a completion handler only moves. (The
// any_completion_handler of Boost 1.81 never returns from its move assignment.)
template <typename Handler>
SignatureRequest::Answer AnswerOf(Handler handler) {
  return [held = std::make_shared<Handler>(std::move(handler))](std::exception_ptr failure,
                                                                Bytes signature) {
    asio::post(asio::append(std::move(*held), std::move(failure), std::move(signature)));
  };
}

}  // namespace

/// What outlives the pool until its last coroutine is done. Everything but the ledger belongs to
/// the strand.
class TokenPool::Implementation {
 public:
  Implementation(const asio::any_io_executor& executor, TokenSettings given, Listener listener)
      : strand(asio::make_strand(executor)),
        settings(std::make_shared<const TokenSettings>(std::move(given))),
        ledger(
            std::make_shared<WorkerLedger>(std::max(1U, settings->workers), std::move(listener))) {}

  static asio::awaitable<void> UnlockOnStrand(std::shared_ptr<Implementation> self, Secret pin) {
    if (self->closed) throw Error(Code::kTokenUnavailable, "Signet is shutting down.");
    if (self->crew && !self->crew->ended()) {
      throw Error(Code::kStateForbids, "The token is unlocked already. Lock it first.");
    }
    self->crew =
        std::make_shared<WorkerCrew>(self->strand, self->settings, self->ledger, std::move(pin));
    co_await WorkerCrew::Assemble(self->crew);
  }

  static asio::awaitable<void> Unlock(std::shared_ptr<Implementation> self, Secret pin) {
    co_await asio::co_spawn(self->strand, UnlockOnStrand(self, std::move(pin)),
                            asio::use_awaitable);
  }

  static asio::awaitable<Bytes> Sign(std::weak_ptr<Implementation> pool, std::string key_label,
                                     Mechanism mechanism, Bytes input);

  void Submit(RequestPointer request) {
    if (crew) return crew->Submit(std::move(request));
    Fail(std::move(request),
         Error(Code::kTokenUnavailable, "The token is locked. Unlock the box first."));
  }

  void Lock() {
    if (crew) crew->End();
    crew.reset();
  }

  void Close() {
    closed = true;
    Lock();
  }

  Strand strand;
  std::shared_ptr<const TokenSettings> settings;
  std::shared_ptr<WorkerLedger> ledger;
  std::shared_ptr<WorkerCrew> crew;
  bool closed = false;
};

// Weak: the waiting coroutine is owned by its request, and that by the pool, never in a circle.
asio::awaitable<Bytes> TokenPool::Implementation::Sign(std::weak_ptr<Implementation> pool,
                                                       std::string key_label, Mechanism mechanism,
                                                       Bytes input) {
  if (!Takes(mechanism, input.size())) {
    throw Error(Code::kInternal,
                fmt::format("{} octets are no input for {}.", input.size(), NameOf(mechanism)));
  }
  auto request = std::make_unique<SignatureRequest>();
  request->key_label = std::move(key_label);
  request->mechanism = mechanism;
  request->input = std::move(input);
  request->work =
      asio::prefer(co_await asio::this_coro::executor, asio::execution::outstanding_work.tracked);
  const auto submit = [pool = std::move(pool)](auto answer, RequestPointer waiting) {
    waiting->answer = AnswerOf(std::move(answer));
    const auto implementation = pool.lock();
    if (!implementation) {
      return Fail(std::move(waiting), Error(Code::kTokenUnavailable, "Signet is shutting down."));
    }
    asio::dispatch(implementation->strand, [implementation, given = std::move(waiting)]() mutable {
      implementation->Submit(std::move(given));
    });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>,
                                          void(std::exception_ptr, Bytes)>(
      submit, asio::use_awaitable, std::move(request));
}

TokenPool::TokenPool(const asio::any_io_executor& executor, TokenSettings settings,
                     Listener listener)
    : implementation_(
          std::make_shared<Implementation>(executor, std::move(settings), std::move(listener))) {}

TokenPool::~TokenPool() {
  implementation_->ledger->Silence();
  asio::dispatch(implementation_->strand,
                 [implementation = implementation_] { implementation->Close(); });
}

// A coroutine starts when it is awaited, and the pool may be gone by then: it gets what it needs
// now, not through `this`.
asio::awaitable<void> TokenPool::Unlock(Secret pin) {
  return Implementation::Unlock(implementation_, std::move(pin));
}

asio::awaitable<Bytes> TokenPool::Sign(std::string key_label, Mechanism mechanism, Bytes input) {
  return Implementation::Sign(implementation_, std::move(key_label), mechanism, std::move(input));
}

void TokenPool::Lock() {
  asio::dispatch(implementation_->strand,
                 [implementation = implementation_] { implementation->Lock(); });
}

TokenStatus TokenPool::Status() const { return implementation_->ledger->Status(); }

}  // namespace signet::hsm
