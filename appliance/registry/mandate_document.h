#pragma once

#include <cstddef>
#include <string_view>

#include "appliance/base/bytes.h"

namespace signet::registry {

/// The signed document is at most so large.
constexpr std::size_t kLargestMandateDocument = 1U << 20U;

/// Whether documents of this media type are taken: application/pdf, image/png, image/jpeg.
bool IsMandateDocumentType(std::string_view media_type);

/// Throws Error(kTooLarge), and Error(kRegistryMalformed) for a type that is not taken and for
/// octets that do not begin as its files do.
void RequireMandateDocument(std::string_view media_type, ByteView document);

}  // namespace signet::registry
