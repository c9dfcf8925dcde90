#include "hsm/worker_crew.h"

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <utility>

#include "hsm/frame.h"
#include "hsm/softhsm_store.h"
#include "hsm/token.pb.h"

namespace signet::hsm {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr auto kQuietly = asio::as_tuple(asio::use_awaitable);
constexpr milliseconds kFirstPause{100};
constexpr milliseconds kLongestPause{30'000};
constexpr milliseconds kShortestStartLimit{10'000};
constexpr milliseconds kGoodbye{2'000};  // more than a worker gives itself (worker_main.cc)

/// Loading a module and logging in may take a card longer than one signature.
milliseconds StartLimit(const TokenSettings& settings) {
  return std::max(4 * settings.time_limit, kShortestStartLimit);
}

/// How late the watch may be: little beside the limit.
milliseconds WatchInterval(const TokenSettings& settings) {
  return std::clamp(settings.time_limit / 20, milliseconds(5), milliseconds(250));
}

bool IsPinRefusal(Code code) { return code == Code::kPinWrong || code == Code::kPinLocked; }

Error Locked() { return {Code::kTokenUnavailable, "The token is locked. Unlock the box first."}; }

Error Hung(const TokenSettings& settings) {
  return {Code::kTokenTimedOut,
          fmt::format("The token did not answer within {} ms and its worker was replaced. Try "
                      "again; if it stays so, look at the token.",
                      settings.time_limit.count())};
}

Error FromFailure(const protocol::Failure& failure) {
  return {CodeFromNumber(failure.code()), failure.message(), failure.cause()};
}

std::string SignFrame(const SignatureRequest& request) {
  protocol::ToWorker message;
  auto* sign = message.mutable_sign();
  sign->set_key_label(request.key_label);
  sign->set_mechanism(static_cast<std::uint32_t>(request.mechanism));
  sign->set_input(request.input.data(), request.input.size());
  return EncodeFrame(message);
}

}  // namespace

WorkerCrew::WorkerCrew(Strand strand, std::shared_ptr<const TokenSettings> settings,
                       std::shared_ptr<WorkerLedger> ledger, Secret pin)
    : strand_(std::move(strand)),
      settings_(std::move(settings)),
      ledger_(std::move(ledger)),
      pin_(std::move(pin)),
      places_(std::max(1U, settings_->workers)),
      recruiting_(strand_),
      watching_(strand_) {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    places_[i].number = static_cast<unsigned>(i);
    places_[i].pause = kFirstPause;
  }
}

asio::awaitable<void> WorkerCrew::Assemble(std::shared_ptr<WorkerCrew> self) {
  asio::co_spawn(self->strand_, Watch(self), asio::detached);
  try {
    co_await self->Staff(self->places_.front());
  } catch (...) {
    self->End();
    throw;
  }
  asio::co_spawn(self->strand_, Recruit(self), asio::detached);
}

void WorkerCrew::Submit(RequestPointer request) {
  if (ended_) return Fail(std::move(request), Locked());
  request->wait_until = Clock::now() + 2 * settings_->time_limit;
  if (Place* place = Idle()) return Assign(*place, std::move(request));
  waiting_.push_back(std::move(request));
}

void WorkerCrew::End() {
  if (std::exchange(ended_, true)) return;
  pin_ = Secret();
  recruiting_.cancel();
  watching_.cancel();
  for (Place& place : places_) {
    if (place.request) Fail(std::move(place.request), Locked());
    if (place.worker) place.worker->HangUp();
  }
  for (RequestPointer& request : std::exchange(waiting_, {})) Fail(std::move(request), Locked());
}

// --- Starting ------------------------------------------------------------------------------------

asio::awaitable<void> WorkerCrew::Recruit(std::shared_ptr<WorkerCrew> self) {
  while (!self->ended_) {
    Place* place = self->NextVacant();
    if (place == nullptr || place->due > Clock::now()) {
      self->recruiting_.expires_at(place == nullptr ? Clock::time_point::max() : place->due);
      co_await self->recruiting_.async_wait(kQuietly);
      continue;
    }
    std::optional<Error> failure;
    try {
      co_await self->Staff(*place);
    } catch (const Error& error) {
      failure = error;
    }
    if (!failure || self->ended_) continue;
    if (IsPinRefusal(failure->code())) {
      self->RefusePin(*place, *failure);
      break;
    }
    self->ledger_->Announce({TokenEvent::Kind::kWorkerLost, place->number, failure->message()});
    self->Postpone(*place);
  }
}

asio::awaitable<void> WorkerCrew::Staff(Place& place) {
  if (std::exchange(place.staffed_before, true)) ledger_->CountReplaced();
  place.hung = false;
  place.deadline = Clock::now() + StartLimit(*settings_);
  KeepSoftHsmTokens(settings_->environment);
  place.worker = WorkerProcess::Start(strand_, *settings_, guard_.descriptor(), ledger_);

  std::string frame = OpenFrame();
  const bool sent = place.worker->Send(frame);
  OPENSSL_cleanse(frame.data(), frame.size());
  protocol::FromWorker answer;
  const bool answered = sent && co_await place.worker->Receive(answer);
  if (answered && answer.has_opened() && !ended_) {
    Present(place);
    co_return;
  }
  place.worker->HangUp();
  const std::string end = co_await place.worker->Ended(kGoodbye);
  const Error failure = StartFailure(place, answered, answer, end);
  place.worker.reset();
  throw failure;
}

Error WorkerCrew::StartFailure(const Place& place, bool answered,
                               const protocol::FromWorker& answer, const std::string& end) const {
  if (ended_) return Locked();
  if (answered && answer.has_failure()) {
    Error failure = FromFailure(answer.failure());
    if (IsPinRefusal(failure.code())) return failure;
    return {Code::kTokenUnavailable, failure.message(), failure.cause()};
  }
  if (place.hung) {
    return {Code::kTokenTimedOut,
            "The token did not answer when it was opened. Check that it is plugged in and that "
            "its driver runs."};
  }
  return {Code::kTokenUnavailable,
          "A token worker " + end + " while it opened the token. Check the PKCS#11 module."};
}

void WorkerCrew::Present(Place& place) {
  place.ready = true;
  ledger_->CountReady(1);
  ledger_->Announce({TokenEvent::Kind::kWorkerReady, place.number,
                     fmt::format("Token worker {} is ready.", place.number)});
  asio::co_spawn(strand_, Serve(shared_from_this(), place), asio::detached);
}

void WorkerCrew::Postpone(Place& place) {
  place.due = Clock::now() + place.pause;
  place.pause = std::min(2 * place.pause, kLongestPause);
  recruiting_.cancel();
}

WorkerCrew::Place* WorkerCrew::NextVacant() {
  Place* next = nullptr;
  for (Place& place : places_) {
    if (!place.worker && (next == nullptr || place.due < next->due)) next = &place;
  }
  return next;
}

std::string WorkerCrew::OpenFrame() const {
  protocol::ToWorker message;
  auto* open = message.mutable_open();
  open->set_module(settings_->module.string());
  open->set_token_label(settings_->token_label);
  open->set_pin(pin_.Reveal().data(), pin_.Reveal().size());
  std::string frame = EncodeFrame(message);
  OPENSSL_cleanse(open->mutable_pin()->data(), open->mutable_pin()->size());
  return frame;
}

// --- Working -------------------------------------------------------------------------------------

asio::awaitable<void> WorkerCrew::Serve(std::shared_ptr<WorkerCrew> self, Place& place) {
  const auto worker = place.worker;
  self->GiveNext(place);
  protocol::FromWorker answer;
  while (co_await worker->Receive(answer)) {
    if (!self->Take(place, answer)) break;
  }
  co_await self->Dismiss(place);
}

void WorkerCrew::Assign(Place& place, RequestPointer request) {
  place.deadline = Clock::now() + settings_->time_limit;
  place.request = std::move(request);
  // One that cannot take it is not well; Serve sees the closed socket and goes on from there.
  if (!place.worker->Send(SignFrame(*place.request))) place.worker->HangUp();
}

void WorkerCrew::GiveNext(Place& place) {
  if (ended_ || waiting_.empty()) return;
  RequestPointer next = std::move(waiting_.front());
  waiting_.pop_front();
  Assign(place, std::move(next));
}

/// False if the worker is not to be kept.
bool WorkerCrew::Take(Place& place, protocol::FromWorker& answer) {
  RequestPointer request = std::move(place.request);
  if (!request) return false;  // it spoke out of turn, or the crew has ended
  if (answer.has_failure()) return TakeFailure(place, std::move(request), answer.failure());
  if (!answer.has_signature()) {
    place.request = std::move(request);
    return false;
  }
  GiveNext(place);  // first, so that the token never waits for us
  ledger_->CountSignature();
  place.pause = kFirstPause;
  const std::string& octets = answer.signature().octets();
  Fulfil(std::move(request), Bytes(octets.begin(), octets.end()));
  return true;
}

bool WorkerCrew::TakeFailure(Place& place, RequestPointer request,
                             const protocol::Failure& failure) {
  const Error error = FromFailure(failure);
  if (IsPinRefusal(error.code())) {
    Fail(std::move(request), Error(Code::kTokenUnavailable, error.message(), error.cause()));
    RefusePin(place, error);
    return false;
  }
  if (failure.ends()) {
    place.farewell = error.message();
  } else {
    GiveNext(place);
  }
  Fail(std::move(request), error);
  return !failure.ends();
}

void WorkerCrew::RefusePin(const Place& place, const Error& error) {
  const auto kind = error.code() == Code::kPinLocked ? TokenEvent::Kind::kPinLocked
                                                     : TokenEvent::Kind::kPinRefused;
  if (!ended_) ledger_->Announce({kind, place.number, error.message()});
  End();
}

/// After its worker is lost: answers or passes on its request, waits for the process, vacates.
asio::awaitable<void> WorkerCrew::Dismiss(Place& place) {
  place.ready = false;
  ledger_->CountReady(-1);
  place.worker->HangUp();
  const bool hung = place.hung;
  if (RequestPointer request = std::move(place.request)) {
    if (hung) {
      Fail(std::move(request), Hung(*settings_));
    } else {
      Reassign(std::move(request));
    }
  }
  const std::string end = co_await place.worker->Ended(kGoodbye);
  place.worker.reset();
  if (ended_) co_return;
  if (hung) {
    ledger_->Announce({TokenEvent::Kind::kWorkerHung, place.number,
                       fmt::format("Token worker {} did not answer within {} ms and was killed.",
                                   place.number, settings_->time_limit.count())});
  } else {
    ledger_->Announce({TokenEvent::Kind::kWorkerLost, place.number,
                       fmt::format("Token worker {} {}. {}", place.number, end,
                                   std::exchange(place.farewell, {}))});
  }
  Postpone(place);
}

/// A worker that died before it answered: once more on another, then no more.
void WorkerCrew::Reassign(RequestPointer request) {
  if (ended_) return Fail(std::move(request), Locked());
  if (std::exchange(request->retried, true)) {
    return Fail(std::move(request),
                Error(Code::kTokenUnavailable,
                      "Two token workers ended while they made this signature. Try again; if it "
                      "stays so, check the PKCS#11 module."));
  }
  request->wait_until = Clock::now() + 2 * settings_->time_limit;
  if (Place* place = Idle()) return Assign(*place, std::move(request));
  waiting_.push_front(std::move(request));
}

WorkerCrew::Place* WorkerCrew::Idle() {
  const auto found = std::ranges::find_if(
      places_, [](const Place& place) { return place.ready && !place.request && !place.hung; });
  return found == places_.end() ? nullptr : &*found;
}

bool WorkerCrew::AnyReady() const { return std::ranges::any_of(places_, &Place::ready); }

// --- Watching ------------------------------------------------------------------------------------

asio::awaitable<void> WorkerCrew::Watch(std::shared_ptr<WorkerCrew> self) {
  while (!self->ended_) {
    self->watching_.expires_after(WatchInterval(*self->settings_));
    co_await self->watching_.async_wait(kQuietly);
    if (self->ended_) break;
    self->KillOverdue(Clock::now());
    self->FailOverdue(Clock::now());
  }
}

void WorkerCrew::KillOverdue(Clock::time_point now) {
  for (Place& place : places_) {
    const bool at_work = place.worker && (!place.ready || place.request);
    if (!at_work || place.hung || place.deadline > now) continue;
    place.hung = true;
    place.worker->Kill();
  }
}

void WorkerCrew::FailOverdue(Clock::time_point now) {
  const Error overdue =
      AnyReady() ? Error(Code::kTokenTimedOut,
                         "The token is busy: no worker was free in time. Try again later, with "
                         "fewer requests at once.")
                 : Error(Code::kTokenUnavailable,
                         "No token worker could be started in time. Check the token, then try "
                         "again.");
  std::erase_if(waiting_, [&](RequestPointer& request) {
    if (request->wait_until > now) return false;
    Fail(std::move(request), overdue);
    return true;
  });
}

}  // namespace signet::hsm
