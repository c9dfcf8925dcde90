#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "appliance/elm/credential_text.h"

namespace signet::elm {

/// A small credential of our own; `issuer` and `more` are JSON, `more` begins with a comma.
std::string SampleCredential(std::string_view issuer, std::string_view more = "");

/// Reads as the box does.
CredentialText ReadText(std::string text);

/// The folder of real credentials of others (SIGNET_CORPUS); it may be missing.
std::filesystem::path Corpus();

/// The credential's text in a file that may be sealed: its payload (JSON text, or base64url of it).
std::string PayloadIn(const std::filesystem::path& file);

}  // namespace signet::elm
