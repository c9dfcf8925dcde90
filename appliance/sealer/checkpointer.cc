#include "appliance/sealer/checkpointer.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "appliance/base/ecdsa_signature.h"
#include "appliance/base/error.h"
#include "appliance/base/journal.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds kRefusalsInterval{60};

hsm::Mechanism MechanismOf(const audit::LogKey& key) {
  return key.type() == audit::LogKey::Type::kEd25519 ? hsm::Mechanism::kEd25519
                                                     : hsm::Mechanism::kEcdsaP256;
}

// The token signs ECDSA over a digest and answers r‖s; notes carry DER over the text.
asio::awaitable<Bytes> SignText(Box& box, const std::string& text) {
  const bool is_ed25519 = box.log_key().type() == audit::LogKey::Type::kEd25519;
  Bytes input = is_ed25519 ? ToBytes(text) : Hash(HashFunction::kSha256, {AsBytes(text)});
  Bytes signature =
      co_await box.token().Sign(box.config().log_key, MechanismOf(box.log_key()), std::move(input));
  co_return is_ed25519 ? signature : EcdsaToDer(signature);
}

asio::awaitable<void> MakeCheckpoint(Box& box) {
  audit::TreeHead head;
  std::uint64_t signed_size = 0;
  co_await OnDatabase(box.database(), [&](SQLite::Database&) {
    head = box.log().Head();
    signed_size = box.log().LatestNoteSize();
  });
  if (head.size == signed_size) co_return;
  const std::string text = audit::CheckpointText({box.log_key().name(), head});
  const Bytes signature = co_await SignText(box, text);
  if (!box.log_key().Verify(text, signature)) {
    throw Error(Code::kTokenSignatureWrong,
                "The token's log key does not fit trust/log.vkey: the checkpoint was not kept.");
  }
  const std::string note = audit::SignedNote(text, box.log_key(), signature);
  const Time now = box.Now();
  co_await OnDatabase(box.database(),
                      [&](SQLite::Database&) { box.log().StoreNote(head.size, note, now); });
}

asio::awaitable<void> TryCheckpoint(Box& box) {
  try {
    co_await MakeCheckpoint(box);
  } catch (const Error& error) {
    journal::Warning("checkpoint-not-made problem=" + std::string(InfoOf(error.code()).name) +
                     " detail=\"" + error.message() + "\"");
  }
}

}  // namespace

asio::awaitable<void> KeepCheckpoints(Box& box) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  auto refusals_due = std::chrono::steady_clock::now() + kRefusalsInterval;
  for (;;) {
    timer.expires_after(box.config().checkpoint_interval);
    co_await timer.async_wait(asio::use_awaitable);
    box.Reconsider();
    if (std::chrono::steady_clock::now() >= refusals_due) {
      for (const auto& refused : box.refused_access().Take()) box.Record(refused);
      refusals_due += kRefusalsInterval;
    }
    const State state = box.state().Get().state;
    if (state == State::kOperational || state == State::kSuspended) co_await TryCheckpoint(box);
  }
}

}  // namespace signet::sealer
