#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

namespace signet::api {

class SealerClient;

/// Tells the sealer of peers that were turned away for want of a certificate, so that the log has
/// them: at most one message a second, with their number, so that a stranger cannot flood it. What
/// cannot be told because the sealer is away is told when it is back. Safe from any thread.
class AccessReporter {
 public:
  AccessReporter(const boost::asio::any_io_executor& executor, SealerClient& sealer);
  ~AccessReporter();
  AccessReporter(const AccessReporter&) = delete;
  AccessReporter& operator=(const AccessReporter&) = delete;

  void CountWithoutCertificate();
  /// Nothing is told any more.
  void Stop();

 private:
  class Implementation;
  std::shared_ptr<Implementation> implementation_;
};

}  // namespace signet::api
