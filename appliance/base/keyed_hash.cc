#include "appliance/base/keyed_hash.h"

#include <highwayhash/c_bindings.h>

#include <cstring>

#include "appliance/base/bytes.h"
#include "appliance/base/identifier.h"

namespace signet {
namespace {

struct Key {
  alignas(32) HHKey parts = {};
  Key() {
    const Bytes random = RandomOctets(sizeof(parts));
    std::memcpy(parts, random.data(), sizeof(parts));
  }
};

}  // namespace

std::uint64_t KeyedHash(std::string_view text) {
  static const Key key;
  return HighwayHash64(key.parts, text.data(), text.size());
}

}  // namespace signet
