#include "appliance/base/json_pointer.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace signet::json {
namespace {

class Walk {
 public:
  Walk(std::span<const std::size_t> places, std::size_t longest)
      : places_(places), longest_(longest), order_(places.size()) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::ranges::sort(order_, {}, [&](std::size_t i) { return places_[i]; });
    next_ = order_.begin();
    pointers_.resize(places.size());
  }

  std::vector<std::string> From(Value root) && {
    TakeBefore(root.begin());
    Visit(root);
    return std::move(pointers_);
  }

 private:
  bool HasPlaceBefore(std::size_t end) const {
    return next_ != order_.end() && places_[*next_] < end;
  }

  void TakeBefore(std::size_t end) {
    for (; HasPlaceBefore(end); ++next_) pointers_[*next_] = pointer_;
  }

  void Visit(Value value) {
    std::size_t index = 0;
    for (auto inner = value.First(); inner && HasPlaceBefore(value.end());
         inner = inner->Next(), ++index) {
      TakeBefore(inner->begin());
      if (!HasPlaceBefore(inner->end())) continue;
      const std::size_t length = pointer_.size();
      Append(value.is_object() ? std::string(inner->name()) : std::to_string(index));
      if (pointer_.size() <= longest_) {
        Visit(*inner);
        pointer_.resize(length);
      } else {
        pointer_.resize(length);
        TakeBefore(inner->end());
      }
    }
    TakeBefore(value.end());
  }

  /// RFC 6901 3.
  void Append(std::string_view step) {
    pointer_ += '/';
    for (const char c : step) {
      if (c == '~') {
        pointer_ += "~0";
      } else if (c == '/') {
        pointer_ += "~1";
      } else {
        pointer_ += c;
      }
    }
  }

  std::span<const std::size_t> places_;
  std::size_t longest_;
  std::vector<std::size_t> order_;
  std::vector<std::size_t>::const_iterator next_;
  std::string pointer_;
  std::vector<std::string> pointers_;
};

}  // namespace

std::vector<std::string> PointersTo(Value root, std::span<const std::size_t> places,
                                    std::size_t longest) {
  return Walk(places, longest).From(root);
}

}  // namespace signet::json
