#include "appliance/elm/credential_text.h"

#include <array>

#include "appliance/base/error.h"

namespace signet::elm {
namespace {

constexpr std::array<std::string_view, 2> kContexts = {
    "https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"};
constexpr std::array<std::string_view, 2> kRootTypes = {"VerifiableCredential",
                                                        "EuropeanDigitalCredential"};

/// RFC 7515 7.2: general and flattened JSON serialization.
bool IsSealed(json::Value value) {
  return value.Find("payload") && (value.Find("signatures") || value.Find("signature"));
}

void RefuseSealed(json::Value value) {
  if (!IsSealed(value)) return;
  throw Error(
      Code::kAlreadySealed,
      "This is a sealed credential (a JWS container). Send the credential without its seal, "
      "or verify this file instead.");
}

/// The credential inside an upload wrapper; the value itself if it is none.
json::Value Unwrap(json::Value root) {
  const auto inner = root.Find("credential");
  if (!inner || root.Find("@context") || root.Find("type")) return root;
  for (auto member = root.First(); member; member = member->Next()) {
    if (member->name() == "credential" || member->name() == "deliveryDetails") continue;
    throw Error(Code::kNotACredential,
                "An upload wrapper has only the members credential and deliveryDetails. Remove the "
                "others, or send the credential alone.");
  }
  return *inner;
}

void CheckTypes(json::Value root) {
  const auto types = root.Find("type");
  for (const std::string_view wanted : kRootTypes) {
    bool found = false;
    if (types && types->is_array()) {
      for (auto type = types->First(); type; type = type->Next()) {
        found = found || type->AsString() == wanted;
      }
    }
    if (found) continue;
    throw Error(Code::kNotACredential,
                "The text is not a European Digital Credential: its type must be an array with " +
                    std::string(kRootTypes[0]) + " and " + std::string(kRootTypes[1]) + ".");
  }
}

void CheckContexts(json::Value root) {
  const auto contexts = root.Find("@context");
  bool as_expected = contexts && contexts->is_array() && contexts->size() == kContexts.size();
  if (as_expected) {
    auto context = contexts->First();
    for (const std::string_view wanted : kContexts) {
      as_expected = as_expected && context->AsString() == wanted;
      context = context->Next();
    }
  }
  if (as_expected) return;
  throw Error(Code::kContextUnexpected, "The credential's @context must be exactly [\"" +
                                            std::string(kContexts[0]) + "\", \"" +
                                            std::string(kContexts[1]) + "\"], in this order.");
}

/// A context inside the credential would give its terms another meaning than the one that is
/// checked, and the other JSON-LD keywords have aliases that every real credential uses.
void RefuseKeyword(json::Value member) {
  const std::string_view name = member.name();
  if (!name.starts_with('@')) return;
  if (name == "@context") {
    throw Error(Code::kContextUnexpected,
                "The credential has an @context inside. Only the one at its top is taken.");
  }
  throw Error(Code::kNotACredential,
              "The credential has a member whose name begins with @. Use id and type, and no "
              "JSON-LD keyword but the @context at the top.");
}

void RefuseKeywordsIn(json::Value value) {
  for (auto child = value.First(); child; child = child->Next()) {
    RefuseKeyword(*child);
    RefuseKeywordsIn(*child);
  }
}

void CheckCredential(json::Value root) {
  if (!root.is_object()) {
    throw Error(Code::kNotACredential, "A credential is a JSON object. Send one.");
  }
  RefuseSealed(root);
  CheckTypes(root);
  CheckContexts(root);
  for (auto member = root.First(); member; member = member->Next()) {
    if (member->name() == "@context") continue;
    RefuseKeyword(*member);
    RefuseKeywordsIn(*member);
  }
}

}  // namespace

CredentialText CredentialText::Read(const UntrustedText& text, const json::Limits& limits) {
  json::Document document = json::Document::Parse(text.unchecked(), limits);
  RefuseSealed(document.root());
  const json::Value credential = Unwrap(document.root());
  CheckCredential(credential);
  if (credential.begin() == document.root().begin()) return CredentialText(std::move(document));
  return CredentialText(json::Document::Parse(credential.raw(), limits));
}

std::optional<std::string_view> CredentialText::id() const {
  const auto id = root().Find("id");
  return id ? id->AsString() : std::nullopt;
}

}  // namespace signet::elm
