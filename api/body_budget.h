#pragma once

#include <atomic>
#include <cstddef>
#include <optional>

namespace signet::api {

/// The memory that all bodies under way may take together. Safe from any thread.
class BodyBudget {
 public:
  explicit BodyBudget(std::size_t octets) : octets_(octets) {}

  /// A part of it, given back when the share goes.
  class Share {
   public:
    Share(BodyBudget& budget, std::size_t octets) : budget_(&budget), octets_(octets) {}
    Share(Share&& other) noexcept : budget_(other.budget_), octets_(other.octets_) {
      other.octets_ = 0;
    }
    Share& operator=(Share&&) = delete;
    ~Share() { budget_->used_.fetch_sub(octets_); }

   private:
    BodyBudget* budget_;
    std::size_t octets_;
  };

  /// nullopt if that is more than is left.
  std::optional<Share> Take(std::size_t octets) {
    if (used_.fetch_add(octets) + octets > octets_) {
      used_.fetch_sub(octets);
      return std::nullopt;
    }
    return Share(*this, octets);
  }

  std::size_t used() const { return used_.load(); }

 private:
  std::size_t octets_;
  std::atomic<std::size_t> used_{0};
};

}  // namespace signet::api
