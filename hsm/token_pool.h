#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/base/secret.h"
#include "hsm/mechanism.h"

namespace signet::hsm {

struct TokenSettings {
  std::filesystem::path worker_program;            ///< the signet-token executable
  std::filesystem::path module;                    ///< the PKCS#11 module, loaded only by workers
  std::string token_label;                         ///< CKA_LABEL of the token
  std::map<std::string, std::string> environment;  ///< set for workers (SOFTHSM2_CONF)
  unsigned workers = 2;                            ///< processes; a smartcard has one
  std::chrono::milliseconds time_limit{5000};      ///< for one signature, then the worker is killed
};

/// What happened to a worker, for the journal, the log and the metrics.
struct TokenEvent {
  enum class Kind { kWorkerReady, kWorkerLost, kWorkerHung, kPinRefused, kPinLocked };
  Kind kind;
  unsigned worker;     ///< its place in the pool
  std::string detail;  ///< a sentence; no secrets
};

struct TokenStatus {
  unsigned workers = 0;
  unsigned ready = 0;
  std::uint64_t replaced = 0;          ///< workers started again since the start
  std::uint64_t signatures = 0;        ///< made since the start
  std::uint64_t cpu_microseconds = 0;  ///< of the workers that ended and that run, user and system
};

/// The token workers of one token: starts them one after another, hands each at most one request at
/// a time, kills the one that does not answer within the time limit, starts it again with a growing
/// pause, and never tries a refused PIN twice (a token locks after a few). DESIGN 2, hsm/TOKEN.md.
///
/// All members may be called from any thread; work runs on the executor given.
class TokenPool {
 public:
  /// Must be quick, must not throw, must not end the pool. Not called after the pool's end.
  using Listener = std::function<void(const TokenEvent&)>;

  TokenPool(const boost::asio::any_io_executor& executor, TokenSettings settings,
            Listener listener);
  /// Tells the workers to end, which takes them a moment; requests under way fail with
  /// kTokenUnavailable. The executor's context must still be there.
  ~TokenPool();
  TokenPool(const TokenPool&) = delete;
  TokenPool& operator=(const TokenPool&) = delete;

  /// Starts the workers and logs them in; returns when the first one is ready (the others follow).
  /// Throws Error kPinWrong, kPinLocked, kTokenUnavailable or kTokenTimedOut; then nothing runs and
  /// the PIN is forgotten. Throws Error kStateForbids, changing nothing, if it is unlocked already.
  boost::asio::awaitable<void> Unlock(Secret pin);
  /// Tells the workers to end and forgets the PIN. Requests under way fail with kTokenUnavailable.
  void Lock();

  /// One signature by the private key with this CKA_LABEL. Waits for a free worker as long as
  /// `time_limit` twice. Throws Error kTokenTimedOut, kTokenUnavailable, kTokenKeyMissing,
  /// kTokenKeyUnsafe (the key is extractable or not sensitive) or kTokenFailed. A worker that died
  /// before it answered is replaced and the request is tried once more on another. Throws Error
  /// kInternal for an input that the mechanism does not take.
  boost::asio::awaitable<Bytes> Sign(std::string key_label, Mechanism mechanism, Bytes input);

  TokenStatus Status() const;

 private:
  class Implementation;
  std::shared_ptr<Implementation> implementation_;
};

}  // namespace signet::hsm
