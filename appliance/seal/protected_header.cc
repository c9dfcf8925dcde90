#include "appliance/seal/protected_header.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/seal/container.h"
#include "appliance/seal/time_stamp_container.h"

namespace signet::seal {
namespace {

// Parameters that may stand in crit because they are understood here (TS 119 182-1 5.1.9).
constexpr std::array<std::string_view, 10> kUnderstood = {
    "b64", "sigT", "iat", "x5t#o", "sigX5ts", "srCms", "sigPl", "srAts", "adoTst", "sigPId"};
// RFC 7515 4.1.11: names of RFC 7515 and RFC 7518 may not stand in crit.
constexpr std::array<std::string_view, 19> kNeverCritical = {
    "alg",  "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty",
    "crit", "epk", "apu", "apv", "iv",  "tag", "p2s", "p2c",      "enc"};
// Read here, or named in a finding of their own.
constexpr std::array<std::string_view, 9> kKnownBesides = {"alg", "cty",  "kid",  "x5t#S256", "x5c",
                                                           "typ", "crit", "sigD", "etsiU"};
// From then on v1.2.1 wants iat.
constexpr Time kSigTEnds(std::chrono::sys_days(std::chrono::year(2025) / 7 / 15));
constexpr std::size_t kMostCertificates = 16;
// 9999-12-31T23:59:59Z, the last second that a date of four digits can name.
constexpr std::int64_t kLastSecond = 253402300799;

template <std::size_t n>
bool Holds(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// The characters of RFC 3986 2, and no more than a report can hold.
bool IsShortUri(std::string_view text) {
  static constexpr std::string_view kMarks = "-._~:/?#[]@!$&'()*+,;=%";
  return !text.empty() && text.size() <= 200 && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

std::optional<HashFunction> FunctionOf(std::string_view name) {
  if (name == "S256") return HashFunction::kSha256;
  if (name == "S384") return HashFunction::kSha384;
  if (name == "S512") return HashFunction::kSha512;
  return std::nullopt;
}

class HeaderReader {
 public:
  HeaderReader(json::Value header, Findings& findings) : header_(header), findings_(findings) {}

  ProtectedHeader Read() {
    ReadAlgorithm();
    ReadCritical();
    ReadPayloadEncoding();
    ReadTime();
    ReadReferences();
    ReadChain();
    ReadContentTypes();
    ReadContentTimeStamps();
    NameTheRest();
    out_.is_baseline = IsBaseline();
    return std::move(out_);
  }

 private:
  void Malformed(std::string rule, std::string text) {
    findings_.Fail(SubIndication::kFormatFailure, std::move(rule), std::move(text));
  }
  void Breaks(std::string rule, std::string text) {
    findings_.Fail(SubIndication::kSigConstraintsFailure, std::move(rule), std::move(text));
  }

  // The string parameter of this name; a value of another kind breaks JWS.
  std::optional<std::string_view> Text(std::string_view name, const std::string& rule) {
    const auto value = header_.Find(name);
    if (!value) return std::nullopt;
    const auto text = value->AsString();
    if (!text) Malformed(rule, "The header parameter " + std::string(name) + " is not a string.");
    return text;
  }

  void ReadAlgorithm() {
    const auto name = Text("alg", "header.alg");
    if (!name) {
      if (!header_.Find("alg")) {
        Malformed("header.alg", "The header does not name a signature algorithm (alg).");
      }
      return;
    }
    out_.algorithm = AlgorithmFromName(*name);
    if (out_.algorithm) return;
    if (*name == "none" || name->starts_with("HS")) {
      Malformed("header.alg",
                "The header's alg makes no signature at all, so nobody has sealed this file.");
    } else {
      findings_.Fail(SubIndication::kCryptoConstraintsFailure, "header.alg",
                     "The signature algorithm in the header is not one that seals may use: "
                     "ES256, ES384, ES512 or PS or RS with 256, 384, 512.");
    }
  }

  // RFC 7515 4.1.11, TS 119 182-1 5.1.9.
  void ReadCritical() {
    const auto crit = header_.Find("crit");
    if (!crit) return;
    if (!crit->is_array() || crit->size() == 0) {
      return Malformed("header.crit", "The header parameter crit is not a list with entries.");
    }
    for (auto item = crit->First(); item; item = item->Next()) {
      const auto name = item->AsString();
      if (!name) return Malformed("header.crit", "An entry of crit is not a string.");
      if (!critical_.insert(std::string(*name)).second) {
        Malformed("header.crit", "An entry of crit is repeated.");
      } else if (Holds(kNeverCritical, *name) || *name == "zip") {
        Malformed("header.crit",
                  "A parameter of JWS itself is listed in crit, which is forbidden.");
      } else if (!header_.Find(*name)) {
        Malformed("header.crit", "crit names a parameter that the header does not have.");
      } else if (!Holds(kUnderstood, *name) && *name != "sigD") {
        Breaks("header.crit",
               "The header demands that a parameter be understood (crit) that Signet does not "
               "know, so it cannot say whether the seal is good.");
      }
    }
  }

  void ReadPayloadEncoding() {
    out_.payload_encoded = true;
    const auto b64 = header_.Find("b64");
    if (!b64) return;
    if (b64->kind() != json::Kind::kTrue && b64->kind() != json::Kind::kFalse) {
      return Malformed("header.b64", "The header parameter b64 is neither true nor false.");
    }
    out_.payload_encoded = b64->kind() == json::Kind::kTrue;
    // RFC 7797 6: else a reader that does not know b64 takes other octets for the signed ones.
    if (!critical_.contains("b64")) {
      Malformed("header.crit",
                "b64 is used but not listed in crit, so two programs could see different texts "
                "as the signed one.");
    }
  }

  // TS 119 182-1 5.1.11 and 5.2.1: one claimed time, never two.
  void ReadTime() {
    const auto iat = header_.Find("iat");
    const auto sig_t = header_.Find("sigT");
    if (iat.has_value() == sig_t.has_value()) {
      return Breaks("header.time",
                    iat ? "The header claims two signing times, iat and sigT; only one is allowed."
                        : "The header claims no signing time; iat or sigT is required.");
    }
    if (iat) {
      const auto seconds = iat->AsInteger();
      if (seconds && *seconds >= 0 && *seconds <= kLastSecond) {
        out_.claimed_time = Time(std::chrono::seconds(*seconds));
      } else {
        Malformed("header.iat", "The header parameter iat is not a whole number of seconds.");
      }
      return;
    }
    const auto text = sig_t->AsString();
    // No fraction: 2025-01-31T12:00:00Z has 20 characters.
    if (text && text->size() == 20) out_.claimed_time = ParseTime(*text);
    if (!out_.claimed_time) {
      Malformed("header.sigT",
                "The header parameter sigT is not a time like "
                "2025-01-31T12:00:00Z.");
    } else if (!critical_.contains("sigT")) {
      findings_.Warn("header.crit",
                     "sigT is not listed in crit. Older validators do not take such a seal for "
                     "a JAdES baseline one.");
    }
  }

  // TS 119 182-1 5.1.7, 5.2.2, 6.3: the certificate is named by its digest in one way.
  void ReadReferences() {
    if (header_.Find("x5t")) {
      Breaks("header.x5t", "The header names the certificate by SHA-1 (x5t), which is forbidden.");
    }
    const auto x5t = header_.Find("x5t#S256");
    const auto x5t_o = header_.Find("x5t#o");
    const auto list = header_.Find("sigX5ts");
    if (int{x5t.has_value()} + int{x5t_o.has_value()} + int{list.has_value()} != 1) {
      return Breaks("header.x5t#S256",
                    "The header must bind the certificate by exactly one of x5t#S256, x5t#o and "
                    "sigX5ts.");
    }
    if (x5t) AddReference(HashFunction::kSha256, x5t->AsString(), "header.x5t#S256");
    if (x5t_o) ReadReference(*x5t_o, "header.x5t#o");
    if (!list) return;
    if (!list->is_array() || list->size() < 2) {
      return Malformed("header.sigX5ts", "sigX5ts is not a list of two or more digests.");
    }
    for (auto item = list->First(); item; item = item->Next()) {
      ReadReference(*item, "header.sigX5ts");
    }
  }

  void ReadReference(const json::Value& object, const std::string& rule) {
    const auto name = object.Find("digAlg");
    const auto value = object.Find("digVal");
    const auto name_text = name ? name->AsString() : std::nullopt;
    if (!object.is_object() || object.size() != 2 || !name_text || !value) {
      return Malformed(rule, "A certificate's digest is not an object of digAlg and digVal.");
    }
    const auto function = FunctionOf(*name_text);
    if (!function) {
      findings_.Fail(SubIndication::kCryptoConstraintsFailure, rule,
                     "A certificate's digest uses another hash function than S256, S384 or S512.");
      return;
    }
    AddReference(*function, value->AsString(), rule);
  }

  void AddReference(HashFunction function, std::optional<std::string_view> text,
                    const std::string& rule) {
    auto digest = text ? DecodeBase64Url(*text) : std::nullopt;
    if (!digest) return Malformed(rule, "A certificate's digest is not spelt as base64url.");
    out_.references.push_back({function, std::move(*digest)});
  }

  // TS 119 182-1 5.1.8, RFC 7515 4.1.6: standard base64.
  void ReadChain() {
    const auto x5c = header_.Find("x5c");
    if (!x5c) {
      findings_.Fail(SubIndication::kNoSigningCertificateFound, "header.x5c",
                     "The header does not carry the certificate of the seal (x5c).");
      return;
    }
    if (!x5c->is_array() || x5c->size() == 0 || x5c->size() > kMostCertificates) {
      return Malformed("header.x5c", "x5c is not a list of 1 to 16 certificates.");
    }
    for (auto item = x5c->First(); item; item = item->Next()) {
      const auto text = item->AsString();
      const auto der = text ? DecodeBase64(*text) : std::nullopt;
      if (!der) {
        out_.chain.clear();
        return Malformed("header.x5c", "A certificate in x5c is not spelt as standard base64.");
      }
      try {
        out_.chain.push_back(Certificate::FromDer(*der));
      } catch (const Error&) {
        out_.chain.clear();
        return Malformed("header.x5c", "A certificate in x5c cannot be read.");
      }
    }
  }

  void ReadContentTypes() {
    if (const auto kid = Text("kid", "header.kid")) out_.kid = std::string(*kid);
    const auto typ = Text("typ", "header.typ");
    if (typ && *typ != "jose+json" && *typ != "jose") {
      findings_.Warn("header.typ", "typ says something else than jose+json.");
    }
    const auto cty = Text("cty", "header.cty");
    if (cty && *cty != "json" && *cty != "octet-stream" && !cty->ends_with("+json")) {
      findings_.Warn("header.cty", "cty calls the credential something else than JSON.");
    }
  }

  void ReadContentTimeStamps() {
    const auto container = header_.Find("adoTst");
    if (!container) return;
    auto tokens = ReadTimeStampContainer(*container);
    if (!tokens) return Malformed("header.adoTst", "The time-stamp adoTst is not in its form.");
    out_.content_time_stamps = std::move(*tokens);
  }

  bool IsBaseline() const {
    if (!out_.claimed_time || !out_.algorithm || out_.references.empty() || header_.Find("sigD") ||
        findings_.Failed("header.crit")) {
      return false;
    }
    if (header_.Find("iat")) return true;  // without sigT, or there would be no claimed time
    return *out_.claimed_time < kSigTEnds;
  }

  void NameTheRest() {
    if (header_.Find("sigD")) {
      Breaks("header.sigD",
             "The header says that the signed text lies elsewhere (sigD). A sealed credential "
             "carries its text.");
    }
    if (header_.Find("etsiU")) {
      findings_.Refuse("header.etsiU",
                       "The protected header has etsiU, which belongs into the unprotected one "
                       "alone (TS 119 182-1 5.3.1). Programs may disagree on which of the two "
                       "counts.");
    }
    if (const auto policy = header_.Find("sigPId")) NamePolicy(*policy);
    for (auto member = header_.First(); member; member = member->Next()) {
      const std::string_view name = member->name();
      if (!Holds(kUnderstood, name) && !Holds(kKnownBesides, name) && name != "x5t") {
        findings_.Warn("header.unknown",
                       "The header has a parameter that Signet does not interpret. It is not "
                       "critical, so it changes nothing here.");
      }
    }
  }

  // 5.2.7: {"id":{"id":URI}, …}. A report repeats the name only if it is one.
  void NamePolicy(const json::Value& policy) {
    const auto object = policy.Find("id");
    const auto id = object ? object->Find("id") : std::nullopt;
    const auto name = id ? id->AsString() : std::nullopt;
    const bool named = name && IsShortUri(*name);
    findings_.Warn("header.sigPId", "The seal names a signature policy" +
                                        (named ? ", " + std::string(*name) : std::string()) +
                                        ". Policies are not judged yet.");
  }

  json::Value header_;
  Findings& findings_;
  ProtectedHeader out_;
  std::set<std::string> critical_;
};

}  // namespace

ProtectedHeader ReadProtectedHeader(std::string_view json, Findings& findings) {
  try {
    const json::Document document = json::Document::Parse(json, ContainerLimits());
    if (document.root().is_object()) return HeaderReader(document.root(), findings).Read();
    findings.Fail(SubIndication::kFormatFailure, "header.json",
                  "The protected header is not a JSON object.");
  } catch (const Error& error) {
    findings.Fail(SubIndication::kFormatFailure, "header.json",
                  "The protected header is damaged: " + error.message());
  }
  return {};
}

}  // namespace signet::seal
