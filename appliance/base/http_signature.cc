#include "appliance/base/http_signature.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "appliance/base/error.h"
#include "appliance/base/request_signature.h"
#include "appliance/base/structured_field.h"

namespace signet {
namespace {

namespace sf = structured_field;

constexpr std::string_view kLabel = "signet";
constexpr std::size_t kShortestNonce = 16;
constexpr std::size_t kLongestNonce = 128;
constexpr std::size_t kLongestField = 2048;

Error Refusal(const std::string& what) {
  return {Code::kSignatureInvalid, "The request's signature is not taken: " + what + "."};
}

/// What a signature may cover, in the order in which we sign.
struct Component {
  std::string_view name;
  /// nullopt: the request does not have it.
  std::optional<std::string> (*value)(const SignableRequest& request);
};

std::optional<std::string> IfThere(const std::string& field) {
  return field.empty() ? std::nullopt : std::optional(field);
}

constexpr auto kComponents = std::to_array<Component>({
    {"@method", [](const SignableRequest& request) { return std::optional(request.method); }},
    // RFC 9421 2.2.6: nothing is decoded.
    {"@path",
     [](const SignableRequest& request) {
       return std::optional(request.target.substr(0, request.target.find('?')));
     }},
    // RFC 9421 2.2.7: with its '?', which also stands for no query at all.
    {"@query",
     [](const SignableRequest& request) {
       const std::size_t at = request.target.find('?');
       return std::optional(at == std::string::npos ? "?" : request.target.substr(at));
     }},
    {"content-digest",
     [](const SignableRequest& request) { return IfThere(request.content_digest); }},
    {"content-type", [](const SignableRequest& request) { return IfThere(request.content_type); }},
    {"idempotency-key",
     [](const SignableRequest& request) { return IfThere(request.idempotency_key); }},
});

std::optional<std::string> ValueOf(std::string_view name, const SignableRequest& request) {
  const auto* const found = std::ranges::find(kComponents, name, &Component::name);
  return found == kComponents.end() ? std::nullopt : found->value(request);
}

bool IsVisible(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

// A line break in a value would let it pass for another line of the base.
void CheckValue(std::string_view name, std::string_view value) {
  const bool plain = std::ranges::all_of(value, [](char c) { return c >= ' ' && c <= '~'; });
  if (!plain) {
    throw Refusal(std::string(name) + " has other characters than visible ASCII and spaces");
  }
  if (value.size() > kLongestField) {
    throw Refusal(std::string(name) + " has more than 2,048 octets");
  }
}

void CheckRequest(const SignableRequest& request) {
  if (!request.target.starts_with('/') || !IsVisible(request.target)) {
    throw Refusal("the request's target must be a path with or without a query");
  }
  for (const Component& component : kComponents) {
    CheckValue(component.name, component.value(request).value_or(""));
  }
}

void CheckComponents(const std::vector<std::string>& covered, const SignableRequest& request) {
  for (auto name = covered.begin(); name != covered.end(); ++name) {
    if (std::find(covered.begin(), name, *name) != name) {
      throw Refusal("it covers " + *name + " twice");
    }
    if (!ValueOf(*name, request)) {
      throw Refusal("it covers " + *name +
                    ", which is not taken here or which the request does not have");
    }
  }
  for (const Component& component : kComponents) {
    if (component.value(request) && std::ranges::find(covered, component.name) == covered.end()) {
      throw Refusal("it must cover " + std::string(component.name));
    }
  }
}

/// Takes the parameters of a signature out of what was read, each once.
class Parameters {
 public:
  explicit Parameters(const std::vector<sf::Parameter>& all) : all_(all) {}

  template <typename Value>
  std::optional<Value> Take(std::string_view key) {
    const auto found = std::ranges::find(all_, key, &sf::Parameter::key);
    if (found == all_.end()) return std::nullopt;
    ++taken_;
    const auto* const value = std::get_if<Value>(&found->value);
    if (value == nullptr) throw Refusal("its parameter " + found->key + " is of the wrong kind");
    return *value;
  }

  std::optional<Time> TakeTime(std::string_view key) {
    const auto seconds = Take<std::int64_t>(key);
    if (!seconds) return std::nullopt;
    return Time(std::chrono::seconds(*seconds));
  }

  template <typename Value>
  static Value Needed(std::optional<Value> value, std::string_view key) {
    if (!value) throw Refusal("it needs the parameter " + std::string(key));
    return std::move(*value);
  }

  void ExpectNoMore() const {
    if (taken_ != all_.size()) {
      throw Refusal("it has other parameters than created, expires, nonce, alg, keyid and tag");
    }
  }

 private:
  const std::vector<sf::Parameter>& all_;
  std::size_t taken_ = 0;
};

SignatureParameters ParametersOf(const std::vector<sf::Parameter>& all) {
  Parameters given(all);
  SignatureParameters out;
  out.created = Parameters::Needed(given.TakeTime("created"), "created");
  out.nonce = Parameters::Needed(given.Take<std::string>("nonce"), "nonce");
  out.keyid = Parameters::Needed(given.Take<std::string>("keyid"), "keyid");
  out.tag = Parameters::Needed(given.Take<std::string>("tag"), "tag");
  out.expires = given.TakeTime("expires");
  out.algorithm = given.Take<std::string>("alg").value_or("");
  given.ExpectNoMore();
  if (out.nonce.size() < kShortestNonce || out.nonce.size() > kLongestNonce ||
      !IsVisible(out.nonce)) {
    throw Refusal("its nonce must be 16 to 128 visible ASCII characters");
  }
  return out;
}

std::int64_t Seconds(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

sf::StringList ListOf(const SignableRequest& request, const SignatureParameters& parameters) {
  sf::StringList list;
  for (const Component& component : kComponents) {
    if (component.value(request)) list.items.emplace_back(component.name);
  }
  list.parameters.push_back({"created", Seconds(parameters.created)});
  if (parameters.expires) list.parameters.push_back({"expires", Seconds(*parameters.expires)});
  list.parameters.push_back({"nonce", parameters.nonce});
  if (!parameters.algorithm.empty()) list.parameters.push_back({"alg", parameters.algorithm});
  list.parameters.push_back({"keyid", parameters.keyid});
  list.parameters.push_back({"tag", parameters.tag});
  return list;
}

/// All but its octets.
HttpSignature SignatureOf(sf::StringList list, const SignableRequest& request) {
  CheckRequest(request);
  CheckComponents(list.items, request);
  HttpSignature out;
  out.parameters = ParametersOf(list.parameters);
  out.parameters_text = sf::Write(list);
  out.components = std::move(list.items);
  return out;
}

template <typename Read>
auto ReadField(const char* name, const UntrustedText& field, Read read) {
  if (field.size() == 0) throw Refusal(std::string("the field ") + name + " is missing");
  CheckValue(name, field.unchecked());
  try {
    return read(field.unchecked());
  } catch (const Error& error) {
    throw Error(Code::kSignatureInvalid, std::string(name) + ": " + error.message());
  }
}

}  // namespace

std::string SignatureTag(std::string_view log_origin) {
  return "signet:" + std::string(log_origin);
}

HttpSignature ReadHttpSignature(const UntrustedText& signature_input,
                                const UntrustedText& signature, const SignableRequest& request) {
  auto input = ReadField("Signature-Input", signature_input, sf::ReadLabelledList);
  auto octets = ReadField("Signature", signature, sf::ReadOctets);
  if (octets.size() != 1 || octets.front().label != input.label) {
    throw Refusal("Signature must have one signature, under the label of Signature-Input");
  }
  HttpSignature out = SignatureOf(std::move(input.list), request);
  out.signature = std::move(octets.front().octets);
  return out;
}

std::string SignatureBase(const HttpSignature& signature, const SignableRequest& request) {
  std::string base;
  for (const std::string& name : signature.components) {
    const auto value = ValueOf(name, request);
    if (!value) throw Refusal("it covers " + name + ", which the request does not have");
    base.append("\"").append(name).append("\": ").append(*value).append("\n");
  }
  return base + "\"@signature-params\": " + signature.parameters_text;
}

bool VerifyHttpSignature(const HttpSignature& signature, const SignableRequest& request,
                         ByteView public_key_der) {
  const auto key = ReadPublicKey(public_key_der);
  const auto algorithm = RequestAlgorithmOf(key.get());
  const std::string& named = signature.parameters.algorithm;
  if (!algorithm || (!named.empty() && named != NameOf(*algorithm))) return false;
  return VerifySignatureOver(AsBytes(SignatureBase(signature, request)), signature.signature,
                             key.get());
}

bool IsSigningKey(ByteView public_key_der) {
  const auto key = ReadPublicKey(public_key_der);
  if (!key) {
    throw Error(Code::kRegistryMalformed,
                "A signing key is one public key (SubjectPublicKeyInfo).");
  }
  return RequestAlgorithmOf(key.get()).has_value();
}

SignatureFields SignRequest(const SignableRequest& request, const SignatureParameters& parameters,
                            EVP_PKEY* key) {
  HttpSignature signature = SignatureOf(ListOf(request, parameters), request);
  signature.signature = SignOver(AsBytes(SignatureBase(signature, request)), key);
  const std::string label(kLabel);
  return {label + "=" + signature.parameters_text, sf::Write({label, signature.signature})};
}

}  // namespace signet
