// The fields of a signed request, a line each: Signature-Input, Signature, method, target,
// Content-Digest, Content-Type, Idempotency-Key; what is left is the body.

#include <algorithm>
#include <cstdint>
#include <string>

#include "appliance/base/bytes.h"
#include "appliance/base/content_digest.h"
#include "appliance/base/http_signature.h"
#include "appliance/base/structured_field.h"
#include "tests/fuzz/invariant.h"

namespace {

using signet::Code;
using signet::Error;
using signet::HttpSignature;
using signet::SignableRequest;
using signet::UntrustedText;
using signet::fuzz::Require;
namespace sf = signet::structured_field;

std::string TakeLine(std::string_view& rest) {
  const std::string line(rest.substr(0, rest.find('\n')));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

// Any field may hold what only another one should.
void ReadFields(const std::string& field) {
  try {
    const std::string written = sf::Write(sf::ReadLabelledList(field).list);
    Require(sf::Write(sf::ReadLabelledList("x=" + written).list) == written,
            "a list has one spelling");
  } catch (const Error& error) {
    signet::fuzz::RequireCode(error, {Code::kRequestMalformed});
  }
  try {
    for (const auto& member : sf::ReadOctets(field)) {
      const auto again = sf::ReadOctets(sf::Write(member));
      Require(again.size() == 1 && again.front().label == member.label &&
                  again.front().octets == member.octets,
              "a byte sequence that was read is written and read again the same");
    }
  } catch (const Error& error) {
    signet::fuzz::RequireCode(error, {Code::kRequestMalformed});
  }
}

void CheckBase(const HttpSignature& signature, const std::string& base) {
  const bool plain =
      std::ranges::all_of(base, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
  Require(plain, "a base is ASCII");
  Require(static_cast<std::size_t>(std::ranges::count(base, '\n')) == signature.components.size(),
          "a base has a line for each component and one for the parameters");
  Require(base.ends_with("\n\"@signature-params\": " + signature.parameters_text),
          "a base ends with the parameters");
}

void CheckSignature(const HttpSignature& signature, const SignableRequest& request) {
  const std::string base = signet::SignatureBase(signature, request);
  CheckBase(signature, base);
  const sf::LabelledList list = sf::ReadLabelledList("x=" + signature.parameters_text);
  Require(sf::Write(list.list) == signature.parameters_text, "parameters have one spelling");
  const HttpSignature again =
      signet::ReadHttpSignature(UntrustedText("x=" + signature.parameters_text),
                                UntrustedText(sf::Write({"x", signature.signature})), request);
  Require(again.components == signature.components && again.signature == signature.signature &&
              again.parameters.nonce == signature.parameters.nonce &&
              signet::SignatureBase(again, request) == base,
          "a signature that was read is written and read again the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = signet::AsText({data, size});
  const std::string input = TakeLine(rest);
  const std::string signature = TakeLine(rest);
  SignableRequest request;
  request.method = TakeLine(rest);
  request.target = TakeLine(rest);
  request.content_digest = TakeLine(rest);
  request.content_type = TakeLine(rest);
  request.idempotency_key = TakeLine(rest);

  for (const std::string& field : {input, signature, request.content_digest}) ReadFields(field);
  const signet::ByteView body = signet::AsBytes(rest);
  static_cast<void>(signet::ContentDigestFits(request.content_digest, body));
  Require(signet::ContentDigestFits(signet::ContentDigest(body), body), "a body's digest fits it");
  try {
    CheckSignature(
        signet::ReadHttpSignature(UntrustedText(input), UntrustedText(signature), request),
        request);
  } catch (const Error& error) {
    signet::fuzz::RequireCode(error, {Code::kSignatureInvalid});
  }
  return 0;
}
