#include "appliance/seal/jades.h"

#include <chrono>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/json_writer.h"

namespace signet::seal {
namespace {

// RFC 7797 3: the signing input is the protected header, a full stop and the payload's octets.
constexpr std::string_view kStop = ".";

std::int64_t SecondsOf(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

}  // namespace

TimeHeader TimeHeaderFromName(std::string_view name) {
  if (name == "sigT") return TimeHeader::kSigT;
  if (name == "iat") return TimeHeader::kIat;
  throw Error(Code::kParameterInvalid,
              "The time header of a seal key is sigT or iat; write one of the two.");
}

std::string_view NameOf(TimeHeader header) { return header == TimeHeader::kSigT ? "sigT" : "iat"; }

ProtectedHeaders::ProtectedHeaders(Algorithm algorithm, TimeHeader time_header,
                                   const std::vector<Certificate>& chain)
    : time_header_(time_header) {
  if (chain.empty()) throw Error(Code::kInternal, "A seal needs the certificate of its key.");
  const Certificate& signer = chain.front();
  if (!Fits(algorithm, signer)) {
    throw Error(Code::kSealCertificateUnusable,
                "The certificate's key cannot make " + std::string(NameOf(algorithm)) +
                    " signatures; give the seal key an algorithm that fits its certificate.");
  }
  std::vector<std::string> x5c;
  for (const Certificate& certificate : chain) x5c.push_back(EncodeBase64(certificate.der()));
  constant_ = json::ObjectWriter()
                  .Text("alg", NameOf(algorithm))
                  .Text("cty", "json")
                  .Text("kid", EncodeBase64(signer.IssuerSerial()))
                  .Text("x5t#S256", EncodeBase64Url(signer.fingerprint().view()))
                  .Texts("x5c", x5c)
                  .Text("typ", "jose+json")
                  .Boolean("b64", false)
                  .Write();
}

std::string ProtectedHeaders::At(Time signing_time) const {
  json::ObjectWriter time;
  // DSS up to 6.0 wants sigT in crit, DSS from 6.1 on wants iat and nothing of it (SEALING.md).
  if (time_header_ == TimeHeader::kSigT) {
    time.Text("sigT", FormatTimeSeconds(signing_time)).Texts("crit", {"b64", "sigT"});
  } else {
    time.Integer("iat", SecondsOf(signing_time)).Texts("crit", {"b64"});
  }
  // One object of the two.
  std::string header = constant_;
  header.back() = ',';
  header.append(time.Write(), 1);
  return EncodeBase64Url(AsBytes(header));
}

std::string EncodeProtectedHeader(const HeaderParameters& parameters) {
  return ProtectedHeaders(parameters.algorithm, parameters.time_header, parameters.chain)
      .At(parameters.signing_time);
}

SigningInput DigestSigningInput(Algorithm algorithm, std::string_view protected_header,
                                std::string_view payload) {
  const auto parts = {AsBytes(protected_header), AsBytes(kStop), AsBytes(payload)};
  SigningInput input{HashSha256(parts), {}};
  const HashFunction function = HashOf(algorithm);
  input.to_sign = function == HashFunction::kSha256
                      ? Bytes(input.logged.octets.begin(), input.logged.octets.end())
                      : Hash(function, parts);
  return input;
}

bool VerifySeal(Algorithm algorithm, const Certificate& certificate,
                std::string_view protected_header, std::string_view payload, ByteView signature) {
  return VerifySignature(algorithm, certificate,
                         {AsBytes(protected_header), AsBytes(kStop), AsBytes(payload)}, signature);
}

std::string WriteContainer(std::string_view payload, std::string_view protected_header,
                           ByteView signature) {
  return WriteContainer(payload, protected_header, signature, {});
}

std::string WriteContainer(std::string_view payload, std::string_view protected_header,
                           ByteView signature, const std::vector<std::string>& etsi_u) {
  json::ObjectWriter entry;
  entry.Text("protected", protected_header);
  if (!etsi_u.empty()) {
    json::ObjectWriter header;
    header.Texts("etsiU", etsi_u);
    entry.Object("header", std::move(header));
  }
  entry.Text("signature", EncodeBase64Url(signature));
  // Put together here, since the writer would copy the payload once more.
  return R"({"payload":)" + json::Quote(payload) + R"(,"signatures":[)" + entry.Write() + "]}";
}

}  // namespace signet::seal
