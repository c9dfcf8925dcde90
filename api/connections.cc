#include "api/connections.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace signet::api {

std::string PeerGroup(const boost::asio::ip::address& address) {
  if (address.is_v4()) return address.to_string();
  const auto v6 = address.to_v6();
  if (v6.is_v4_mapped()) {
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, v6).to_string();
  }
  const auto octets = v6.to_bytes();
  return {octets.begin(), octets.begin() + 8};
}

Connections::Verdict Connections::Admit(const std::string& group, std::unique_ptr<Place>& place) {
  const std::lock_guard lock(mutex_);
  if (draining_) return Verdict::kDraining;
  if (open_.size() >= most_) return Verdict::kFull;
  const auto peer = groups_.find(group);
  if (peer != groups_.end() && peer->second >= most_per_peer_) return Verdict::kPeerFull;
  ++groups_[group];
  const std::uint64_t id = next_++;
  open_.emplace(id, nullptr);
  place = std::make_unique<Place>(*this, id, group);
  return Verdict::kAdmitted;
}

std::size_t Connections::count() const {
  const std::lock_guard lock(mutex_);
  return open_.size();
}

// Functions of others are called, and let go, outside the lock: they may come back here.

void Connections::Tell(std::uint64_t id, std::function<void()> drain) {
  {
    const std::lock_guard lock(mutex_);
    if (!draining_) {
      open_[id] = std::move(drain);
      return;
    }
  }
  drain();
}

void Connections::Drain(std::function<void()> empty) {
  std::vector<std::function<void()>> drains;
  {
    const std::lock_guard lock(mutex_);
    draining_ = true;
    for (auto& [id, drain] : open_) {
      if (drain) drains.push_back(std::exchange(drain, nullptr));
    }
    if (!open_.empty()) empty_ = std::exchange(empty, nullptr);
  }
  for (const auto& drain : drains) drain();
  if (empty) empty();
}

void Connections::Leave(std::uint64_t id, const std::string& group) {
  std::function<void()> drain;
  std::function<void()> empty;
  {
    const std::lock_guard lock(mutex_);
    drain = std::move(open_[id]);
    open_.erase(id);
    if (--groups_[group] == 0) groups_.erase(group);
    if (open_.empty()) empty = std::exchange(empty_, nullptr);
  }
  if (empty) empty();
}

}  // namespace signet::api
