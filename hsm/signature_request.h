#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/base/error.h"
#include "hsm/mechanism.h"

namespace signet::hsm {

/// One call of TokenPool::Sign on its way. It is answered once, by Fulfil or Fail, on the executor
/// of the caller; one that ends unanswered ends its caller's coroutine too, so nobody may drop it.
struct SignatureRequest {
  /// Posts to the caller's executor: the caller's code never runs inside the pool.
  using Answer = std::function<void(std::exception_ptr, Bytes)>;

  std::string key_label;
  Mechanism mechanism{};
  Bytes input;
  Answer answer;
  boost::asio::any_io_executor work;  ///< keeps the caller's executor at work until the answer
  std::chrono::steady_clock::time_point wait_until{};  ///< for a free worker
  bool retried = false;
};

using RequestPointer = std::unique_ptr<SignatureRequest>;

void Fulfil(RequestPointer request, Bytes signature);
void Fail(RequestPointer request, const Error& error);

}  // namespace signet::hsm
