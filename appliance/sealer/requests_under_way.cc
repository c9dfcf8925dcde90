#include "appliance/sealer/requests_under_way.h"

#include "appliance/base/error.h"

namespace signet::sealer {

RequestsUnderWay::Place& RequestsUnderWay::Place::operator=(Place&& other) noexcept {
  std::swap(owner_, other.owner_);
  std::swap(name_, other.name_);
  return *this;
}

RequestsUnderWay::Place::~Place() {
  if (owner_ != nullptr) owner_->Leave(name_);
}

RequestsUnderWay::Place RequestsUnderWay::Enter(const std::string& client,
                                                const std::string& idempotency_key) {
  std::pair name(client, idempotency_key);
  const std::scoped_lock lock(mutex_);
  if (!names_.insert(name).second) {
    throw Error(Code::kRequestInProgress,
                "The first request with this Idempotency-Key is still being worked on. Send it "
                "again in a second to get its answer.");
  }
  return {this, std::move(name)};
}

void RequestsUnderWay::Leave(const std::pair<std::string, std::string>& name) {
  const std::scoped_lock lock(mutex_);
  names_.erase(name);
}

}  // namespace signet::sealer
