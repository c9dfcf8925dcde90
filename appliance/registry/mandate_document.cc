#include "appliance/registry/mandate_document.h"

#include <algorithm>
#include <array>
#include <string>

#include "appliance/base/error.h"

namespace signet::registry {
namespace {

struct DocumentType {
  std::string_view media_type;
  std::string_view first_octets;
};
// ISO 32000-2 7.5.2; PNG (third edition) 5.2; ITU-T T.81 B.1.1.3, SOI and the next marker.
constexpr auto kTypes = std::to_array<DocumentType>({
    {"application/pdf", "%PDF-"},
    {"image/png", "\x89PNG\r\n\x1A\n"},
    {"image/jpeg", "\xFF\xD8\xFF"},
});

}  // namespace

bool IsMandateDocumentType(std::string_view media_type) {
  return std::ranges::count(kTypes, media_type, &DocumentType::media_type) != 0;
}

void RequireMandateDocument(std::string_view media_type, ByteView document) {
  if (document.size() > kLargestMandateDocument) {
    throw Error(Code::kTooLarge,
                "The mandate's document has more than 1 MiB; save or scan it smaller.");
  }
  const auto* const type = std::ranges::find(kTypes, media_type, &DocumentType::media_type);
  if (type == kTypes.end()) {
    throw Error(Code::kRegistryMalformed,
                "A mandate's document is application/pdf, image/png or image/jpeg.");
  }
  if (!AsText(document).starts_with(type->first_octets)) {
    throw Error(Code::kRegistryMalformed,
                "The mandate's document does not begin as " + std::string(media_type) +
                    " does; see that it is the right file and not damaged.");
  }
}

}  // namespace signet::registry
