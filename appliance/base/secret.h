#pragma once

#include <openssl/crypto.h>

#include <string>
#include <string_view>

namespace signet {

/// A PIN or another secret: moves, never copies, is wiped when it goes, has no operator<< and no
/// formatter. `Reveal` is the one way to the content; grep for it in review.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string content) : content_(content) {
    OPENSSL_cleanse(content.data(), content.size());
  }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept { Take(other); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) Take(other);
    return *this;
  }
  ~Secret() { Wipe(); }

  /// Valid until this Secret moves or ends; do not store it.
  std::string_view Reveal() const { return content_; }
  Secret Duplicate() const { return Secret(content_); }
  bool empty() const { return content_.empty(); }

 private:
  // A short string lives inside the object, so moving it would leave the text behind.
  void Take(Secret& other) {
    Wipe();
    content_ = other.content_;
    other.Wipe();
  }
  void Wipe() {
    OPENSSL_cleanse(content_.data(), content_.size());
    content_.clear();
  }

  std::string content_;
};

}  // namespace signet
