#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <memory>
#include <utility>

#include "appliance/base/database_thread.h"

namespace signet::sealer {

/// Runs `work` on the database thread; the coroutine goes on, on its own executor, once the work is
/// durable. Rethrows what the work or the commit threw. What `work` refers to must live in the
/// awaiting coroutine or longer.
inline boost::asio::awaitable<void> OnDatabase(DatabaseThread& database,
                                               DatabaseThread::Work work) {
  auto initiate = [&database, &work](auto handler) {
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    database.Submit(std::move(work), [shared](std::exception_ptr failure) {
      boost::asio::post(boost::asio::get_associated_executor(*shared),
                        [shared, failure] { (*shared)(failure); });
    });
  };
  co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>,
                                       void(std::exception_ptr)>(initiate,
                                                                 boost::asio::use_awaitable);
}

}  // namespace signet::sealer
