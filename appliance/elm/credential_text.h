#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/json.h"

namespace signet::elm {

/// The text of one credential that passed strict reading (base/json.h) and is the JSON object a
/// European Digital Credential is: both root types, the two pinned contexts in order. It keeps the
/// characters as they came. Immutable; safe to share between threads.
class CredentialText {
 public:
  /// Takes a credential, or an EDC upload wrapper `{"credential": …, "deliveryDetails": …}`, of
  /// which only the credential is kept (its characters as they stand in the wrapper).
  /// Throws Error: the reader's codes, kNotACredential, kContextUnexpected, kAlreadySealed.
  static CredentialText Read(const UntrustedText& text, const json::Limits& limits);

  std::string_view text() const { return document_.text(); }
  json::Value root() const { return document_.root(); }
  /// The `id` of the credential; it may name a person's diploma, so it is never logged.
  std::optional<std::string_view> id() const;

 private:
  explicit CredentialText(json::Document document) : document_(std::move(document)) {}
  json::Document document_;
};

}  // namespace signet::elm
