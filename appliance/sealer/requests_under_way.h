#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace signet::sealer {

/// The Idempotency-Keys whose requests are being worked on in this process, so that the same
/// request sent twice at once is not worked on twice. Safe from any thread.
class RequestsUnderWay {
 public:
  /// Held while the request is worked on.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept
        : owner_(std::exchange(other.owner_, nullptr)), name_(std::move(other.name_)) {}
    Place& operator=(Place&& other) noexcept;
    ~Place();

   private:
    friend class RequestsUnderWay;
    Place(RequestsUnderWay* owner, std::pair<std::string, std::string> name)
        : owner_(owner), name_(std::move(name)) {}
    RequestsUnderWay* owner_ = nullptr;
    std::pair<std::string, std::string> name_;
  };

  /// Throws Error(kRequestInProgress) if this client's key is taken.
  Place Enter(const std::string& client, const std::string& idempotency_key);

 private:
  void Leave(const std::pair<std::string, std::string>& name);

  std::mutex mutex_;
  std::set<std::pair<std::string, std::string>> names_;
};

}  // namespace signet::sealer
