#include "appliance/base/content_digest.h"

#include <vector>

#include "appliance/base/digest.h"
#include "appliance/base/error.h"
#include "appliance/base/structured_field.h"

namespace signet {

namespace sf = structured_field;

std::string ContentDigest(ByteView body) {
  const Sha256 digest = HashSha256(body);
  return sf::Write({"sha-256", Bytes(digest.octets.begin(), digest.octets.end())});
}

bool ContentDigestFits(std::string_view content_digest, ByteView body) {
  std::vector<sf::LabelledOctets> digests;
  try {
    digests = sf::ReadOctets(content_digest);
  } catch (const Error&) {
    return false;
  }
  bool fits = false;
  for (const auto& [label, octets] : digests) {
    const bool is_sha256 = label == "sha-256";
    if (!is_sha256 && label != "sha-512") continue;
    const HashFunction function = is_sha256 ? HashFunction::kSha256 : HashFunction::kSha512;
    if (octets != Hash(function, {body})) return false;
    fits = true;
  }
  return fits;
}

}  // namespace signet
