#include "appliance/sealer/seal_request.h"

#include <string>

#include "appliance/base/bytes.h"

namespace signet::sealer {

Sha256 DigestOf(const wire::Seal& request) {
  // Lengths between the parts: no two different requests have the same octets here.
  std::string parameters;
  for (const std::string* part : {&request.key(), &request.preparation(), &request.level()}) {
    parameters += std::to_string(part->size()) + ":" + *part + ";";
  }
  return HashSha256({AsBytes(parameters), AsBytes(request.credential())});
}

}  // namespace signet::sealer
