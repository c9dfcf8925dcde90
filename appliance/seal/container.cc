#include "appliance/seal/container.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"

namespace signet::seal {
namespace {

constexpr std::size_t kMostSignatures = 16;

// Reads with the first broken rule as the end: what follows it could mean anything.
class ContainerReader {
 public:
  explicit ContainerReader(Findings& findings) : findings_(findings) {}

  std::optional<Container> Read(std::string_view text) {
    const auto document = Parse(text, "container.json", "The file is not a sealed credential: ");
    if (!document) return std::nullopt;
    const json::Value root = document->root();
    if (root.begin() != 0) {
      findings_.Refuse("container.white-space",
                       "There is white space before the container. The seal is as good as without "
                       "it, but other validators look at the first character only and refuse the "
                       "file. Remove everything before the first brace.");
    }
    if (!root.is_object()) {
      return Fail("container.json", "The file is JSON, but not the object that a seal is.");
    }
    if (!OnlyMembers(root, {"payload", "signatures"}, "container.members", "the container")) {
      return std::nullopt;
    }
    const auto payload = Text(root, "payload", "container.payload");
    const auto signatures = root.Find("signatures");
    if (!payload) return std::nullopt;
    if (!signatures || !signatures->is_array() || signatures->size() == 0) {
      return Fail("container.signatures",
                  "The container has no list of signatures. A file that is not sealed, or in "
                  "another serialization, cannot be judged; EDC uses the general JSON one.");
    }
    if (signatures->size() > kMostSignatures) {
      return Fail("container.signatures", "The container has more than 16 signatures.");
    }
    Container out{.payload = std::string(*payload), .signatures = {}};
    for (auto entry = signatures->First(); entry; entry = entry->Next()) {
      auto signature = ReadSignature(*entry);
      if (!signature) return std::nullopt;
      out.signatures.push_back(std::move(*signature));
    }
    return out;
  }

 private:
  std::nullopt_t Fail(std::string rule, std::string text) {
    findings_.Fail(SubIndication::kFormatFailure, std::move(rule), std::move(text));
    return std::nullopt;
  }

  std::optional<json::Document> Parse(std::string_view text, std::string rule,
                                      const std::string& beginning) {
    try {
      return json::Document::Parse(text, ContainerLimits());
    } catch (const Error& error) {
      return Fail(std::move(rule), beginning + error.message());
    }
  }

  bool OnlyMembers(const json::Value& object, std::initializer_list<std::string_view> allowed,
                   const std::string& rule, const std::string& where) {
    for (auto member = object.First(); member; member = member->Next()) {
      if (std::ranges::find(allowed, member->name()) == allowed.end()) {
        Fail(rule, "There is a member in " + where +
                       " that does not belong there. It is not signed, so anybody may have added "
                       "it; the file is not accepted with it.");
        return false;
      }
    }
    return true;
  }

  // The view lives as long as the document.
  std::optional<std::string_view> Text(const json::Value& object, std::string_view name,
                                       const std::string& rule) {
    const auto member = object.Find(name);
    const auto text = member ? member->AsString() : std::nullopt;
    if (text && !text->empty()) return text;
    return Fail(rule, "The member \"" + std::string(name) +
                          "\" must be there as a string that is not empty.");
  }

  std::optional<Bytes> Decode(std::string_view text, const std::string& what) {
    auto octets = DecodeBase64Url(text);
    if (octets && !octets->empty()) return octets;
    return Fail("container.base64url",
                "The " + what +
                    " is not spelt as base64url without padding (RFC 7515 2). The file was "
                    "changed after sealing or written by a faulty program.");
  }

  std::optional<ContainedSignature> ReadSignature(const json::Value& entry) {
    if (!entry.is_object()) {
      return Fail("container.signatures", "An entry of \"signatures\" is not an object.");
    }
    if (!OnlyMembers(entry, {"protected", "header", "signature"}, "container.members",
                     "a signature's entry")) {
      return std::nullopt;
    }
    const auto protected_text = Text(entry, "protected", "container.signatures");
    const auto signature_text = Text(entry, "signature", "container.signatures");
    if (!protected_text || !signature_text) return std::nullopt;
    const auto header = Decode(*protected_text, "protected header");
    auto signature = Decode(*signature_text, "signature");
    if (!header || !signature) return std::nullopt;
    auto etsi_u = ReadUnprotected(entry);
    if (!etsi_u) return std::nullopt;
    return ContainedSignature{.protected_text = std::string(*protected_text),
                              .protected_json = ToString(*header),
                              .signature_text = std::string(*signature_text),
                              .signature = std::move(*signature),
                              .etsi_u = std::move(*etsi_u)};
  }

  std::optional<std::vector<EtsiUEntry>> ReadUnprotected(const json::Value& entry) {
    std::vector<EtsiUEntry> out;
    const auto header = entry.Find("header");
    if (!header) return out;
    if (!header->is_object()) {
      return Fail("container.header", "The unprotected \"header\" is not an object.");
    }
    if (!OnlyMembers(*header, {"etsiU"}, "container.header", "the unprotected \"header\"")) {
      return std::nullopt;
    }
    const auto list = header->Find("etsiU");
    if (!list || !list->is_array() || list->size() == 0) {
      // RFC 7515 7.2.1: `header` is absent when it would be empty.
      return Fail("container.header",
                  "The unprotected \"header\" is there but has no list \"etsiU\" with entries.");
    }
    for (auto item = list->First(); item; item = item->Next()) {
      auto read = ReadEtsiU(*item, out.size());
      if (!read) return std::nullopt;
      out.push_back(std::move(*read));
    }
    return out;
  }

  std::optional<EtsiUEntry> ReadEtsiU(const json::Value& item, std::size_t index) {
    const std::string what = "etsiU entry " + std::to_string(index);
    const auto text = item.AsString();
    if (!text) {
      return Fail("container.etsiu",
                  "The " + what +
                      " is in clear JSON. Only base64url entries are accepted, since time-stamps "
                      "over clear ones cannot be recomputed for certain.");
    }
    const auto octets = Decode(*text, what);
    if (!octets) return std::nullopt;
    auto document = Parse(AsText(*octets), "container.etsiu", "The " + what + " is damaged: ");
    if (!document) return std::nullopt;
    if (!document->root().is_object() || document->root().size() != 1) {
      return Fail("container.etsiu", "The " + what + " is not an object with one member.");
    }
    std::string name(document->root().First()->name());
    return EtsiUEntry{
        .text = std::string(*text), .content = std::move(*document), .name = std::move(name)};
  }

  Findings& findings_;
};

}  // namespace

json::Limits ContainerLimits() { return {.max_octets = 64U << 20U, .max_depth = 100}; }

std::optional<Container> ReadContainer(const UntrustedText& sealed, Findings& findings) {
  return ContainerReader(findings).Read(sealed.unchecked());
}

}  // namespace signet::seal
