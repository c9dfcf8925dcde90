#pragma once

#include <atomic>
#include <boost/asio/ip/address.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace signet::api {

/// What a peer address counts as: an IPv4 address (also mapped into IPv6), an IPv6 /64.
std::string PeerGroup(const boost::asio::ip::address& address);

/// The open connections: counted against two limits, and known so that stopping can tell them.
/// Safe from any thread.
class Connections {
 public:
  Connections(std::size_t most, std::size_t most_per_peer)
      : most_(most), most_per_peer_(most_per_peer) {}

  enum class Verdict : std::uint8_t { kAdmitted, kFull, kPeerFull, kDraining };

  /// A place among them; given back when it goes.
  class Place {
   public:
    Place(Connections& connections, std::uint64_t id, std::string group)
        : connections_(&connections), id_(id), group_(std::move(group)) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { connections_->Leave(id_, group_); }

    /// `drain` is called once, from any thread, when no new request is to be begun any more; at
    /// once if that is so already.
    void OnDrain(std::function<void()> drain) { connections_->Tell(id_, std::move(drain)); }
    /// Whether no new request is to be begun any more; true before anybody is told.
    bool draining() const { return connections_->draining_; }

   private:
    Connections* connections_;
    std::uint64_t id_;
    std::string group_;
  };

  /// `place` is set only when admitted.
  Verdict Admit(const std::string& group, std::unique_ptr<Place>& place);

  std::size_t count() const;

  /// Admits nobody any more, tells every connection, and calls `empty` once when the last is gone.
  void Drain(std::function<void()> empty);

 private:
  void Tell(std::uint64_t id, std::function<void()> drain);
  void Leave(std::uint64_t id, const std::string& group);

  const std::size_t most_;
  const std::size_t most_per_peer_;
  mutable std::mutex mutex_;
  std::map<std::uint64_t, std::function<void()>> open_;
  std::unordered_map<std::string, std::size_t> groups_;
  std::uint64_t next_ = 0;
  std::atomic<bool> draining_{false};
  std::function<void()> empty_;
};

}  // namespace signet::api
