#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace signet::api {

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kJoseJson = "application/jose+json";
inline constexpr std::string_view kProblemJson = "application/problem+json";
inline constexpr std::string_view kPlainText = "text/plain";
inline constexpr std::string_view kOctets = "application/octet-stream";
inline constexpr std::string_view kYaml = "application/yaml";
inline constexpr std::string_view kPdf = "application/pdf";
inline constexpr std::string_view kPng = "image/png";
inline constexpr std::string_view kJpeg = "image/jpeg";

/// Whether `content_type` (RFC 9110 8.3) is one under which a credential may come, whatever its
/// parameters, as long as a charset is UTF-8.
bool IsCredentialType(std::string_view content_type);

/// The same for a sealed file.
bool IsSealedType(std::string_view content_type);

/// The same for an object of the registry.
bool IsJsonType(std::string_view content_type);

/// Which of the types of a mandate's document this is, without parameters; nullopt if none.
std::optional<std::string_view> DocumentType(std::string_view content_type);

/// Which of `offers` an Accept field wants most (RFC 9110 12.5.1): by the quality of the most
/// specific range that covers an offer, the earlier offer first where two are equal. An absent or
/// empty field takes the first offer; nullopt if none is acceptable. Ranges that cannot be read are
/// passed over.
std::optional<std::string_view> ChooseMediaType(std::string_view accept,
                                                std::span<const std::string_view> offers);

}  // namespace signet::api
