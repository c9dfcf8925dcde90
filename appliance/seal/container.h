#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/json.h"
#include "appliance/seal/findings.h"

namespace signet::seal {

/// One entry of `etsiU` (TS 119 182-1 5.3.1): base64url of a JSON object with one member.
struct EtsiUEntry {
  std::string text;        ///< as stored: what an archive time-stamp covers
  json::Document content;  ///< the object
  std::string name;        ///< its one member, as "sigTst"

  json::Value value() const { return *content.root().First(); }
};

struct ContainedSignature {
  std::string protected_text;  ///< the `protected` string, as stored
  std::string protected_json;  ///< its content, not read yet
  std::string signature_text;  ///< the `signature` string, as stored
  Bytes signature;             ///< its content
  std::vector<EtsiUEntry> etsi_u;
};

/// JWS JSON General Serialization (RFC 7515 7.2.1) as JAdES baseline allows it, with one or more
/// signatures.
struct Container {
  std::string payload;  ///< the `payload` string, unescaped
  std::vector<ContainedSignature> signatures;
};

/// Reads a sealed text. Accepts one spelling of everything: no other members than the standard's,
/// no repeated ones, canonical base64url, `header` with nothing but a non-empty `etsiU` of
/// base64url entries. Anything else fails with FORMAT_FAILURE in `findings` and gives nullopt.
/// Never throws because of what the text holds.
std::optional<Container> ReadContainer(const UntrustedText& sealed, Findings& findings);

/// What a sealed text and a JSON text within one may measure.
json::Limits ContainerLimits();

}  // namespace signet::seal
