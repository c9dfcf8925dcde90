#include "tests/unit/seal/seal_builder.h"

#include <openssl/rsa.h>

#include <algorithm>

#include "appliance/base/encoding.h"
#include "appliance/base/json.h"
#include "appliance/base/json_writer.h"

namespace signet::seal {
namespace {

using test::KeyKind;

const char* DigestName(Algorithm algorithm) {
  switch (HashOf(algorithm)) {
    case HashFunction::kSha256:
      return "SHA256";
    case HashFunction::kSha384:
      return "SHA384";
    case HashFunction::kSha512:
      return "SHA512";
  }
  return "";
}

// DER to r‖s (RFC 7518 3.4).
Bytes FixedWidth(const Bytes& der, int width) {
  const unsigned char* at = der.data();
  const openssl::Handle<ECDSA_SIG> value(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (!value) throw openssl::Failure("No ECDSA signature.");
  Bytes out(2 * static_cast<std::size_t>(width));
  BN_bn2binpad(ECDSA_SIG_get0_r(value.get()), out.data(), width);
  BN_bn2binpad(ECDSA_SIG_get0_s(value.get()), out.data() + width, width);
  return out;
}

}  // namespace

const test::Authority& TestRoot() {
  static const test::Authority root =
      test::MakeRoot(test::AuthorityOptions("TEST root"), test::TestKey(KeyKind::kP384, 100));
  return root;
}

const test::Authority& TestSealCa() {
  static const test::Authority ca = test::MakeSubordinate(
      TestRoot(), test::AuthorityOptions("TEST seal CA"), test::TestKey(KeyKind::kP256, 101));
  return ca;
}

KeyKind KeyKindOf(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::kEs256:
      return KeyKind::kP256;
    case Algorithm::kEs384:
      return KeyKind::kP384;
    case Algorithm::kEs512:
      return KeyKind::kP521;
    case Algorithm::kPs256:
    case Algorithm::kPs384:
    case Algorithm::kPs512:
    case Algorithm::kRs256:
    case Algorithm::kRs384:
    case Algorithm::kRs512:
      return KeyKind::kRsa3072;
  }
  return KeyKind::kP256;
}

Certificate TestSigner(Algorithm algorithm) {
  return test::IssueCertificate(TestSealCa(), test::SealCertificateOptions(),
                                test::TestKey(KeyKindOf(algorithm)));
}

Bytes SignWith(EVP_PKEY* key, Algorithm algorithm, std::string_view signing_input) {
  const openssl::Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  bool good = EVP_DigestSignInit_ex(context.get(), &key_context, DigestName(algorithm), nullptr,
                                    nullptr, key, nullptr) == 1;
  if (NameOf(algorithm).starts_with("PS")) {
    good = good && EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, RSA_PSS_SALTLEN_DIGEST) == 1;
  }
  std::size_t size = 0;
  const ByteView input = AsBytes(signing_input);
  good = good && EVP_DigestSign(context.get(), nullptr, &size, input.data(), input.size()) == 1;
  Bytes out(size);
  good = good && EVP_DigestSign(context.get(), out.data(), &size, input.data(), input.size()) == 1;
  if (!good) throw openssl::Failure("A test signature could not be made.");
  out.resize(size);
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return out;
  return FixedWidth(out, (EVP_PKEY_get_bits(key) + 7) / 8);
}

SealBuilder& SealBuilder::Set(const std::string& name, const std::string& json) {
  const auto it = std::ranges::find(header, name, &std::pair<std::string, std::string>::first);
  if (it == header.end()) {
    header.emplace_back(name, json);
  } else {
    it->second = json;
  }
  return *this;
}

SealBuilder& SealBuilder::Without(const std::string& name) {
  std::erase_if(header, [&](const auto& member) { return member.first == name; });
  return *this;
}

SealBuilder& SealBuilder::SetChain(const std::vector<Certificate>& chain) {
  std::string x5c;
  for (const Certificate& certificate : chain) {
    x5c += (x5c.empty() ? "\"" : ",\"") + EncodeBase64(certificate.der()) + "\"";
  }
  return Set("x5c", "[" + x5c + "]")
      .Set("x5t#S256", json::Quote(EncodeBase64Url(chain.front().fingerprint().view())))
      .Set("kid", json::Quote(EncodeBase64(chain.front().IssuerSerial())));
}

std::string SealBuilder::HeaderJson() const {
  std::string out;
  for (const auto& [name, value] : header) {
    out += (out.empty() ? "" : ",") + json::Quote(name) + ":" + value;
  }
  return "{" + out + "}";
}

std::string SealBuilder::Protected() const { return EncodeBase64Url(AsBytes(HeaderJson())); }

Bytes SealBuilder::Signature() const {
  return SignWith(key, algorithm, Protected() + "." + payload);
}

std::string SealBuilder::Write() const { return Write(Protected(), EncodeBase64Url(Signature())); }

std::string SealBuilder::Write(const std::string& protected_text,
                               const std::string& signature_text) const {
  json::ObjectWriter entry;
  entry.Text("protected", protected_text);
  if (!etsi_u.empty()) {
    json::ObjectWriter unprotected;
    unprotected.Texts("etsiU", etsi_u);
    entry.Object("header", std::move(unprotected));
  }
  entry.Text("signature", signature_text);
  std::vector<json::ObjectWriter> signatures;
  signatures.push_back(std::move(entry));
  json::ObjectWriter container;
  container.Text("payload", payload).Objects("signatures", std::move(signatures));
  return container.Write();
}

SealBuilder SoundSeal(Algorithm algorithm, TimeHeader time_header) {
  const std::string encoded =
      EncodeProtectedHeader({.algorithm = algorithm,
                             .time_header = time_header,
                             .signing_time = *ParseTime("2026-01-31T12:00:00Z"),
                             .chain = {TestSigner(algorithm), TestSealCa().certificate}});
  const Bytes octets = DecodeBase64Url(encoded).value();
  const json::Document document = json::Document::Parse(AsText(octets), {});
  SealBuilder out;
  for (auto member = document.root().First(); member; member = member->Next()) {
    out.header.emplace_back(std::string(member->name()), std::string(member->raw()));
  }
  out.key = test::TestKey(KeyKindOf(algorithm));
  out.algorithm = algorithm;
  return out;
}

JudgementSettings TestSettings() {
  return {.anchors = {TestRoot().certificate},
          .at = *ParseTime("2026-01-31T13:00:00Z"),
          .required = Level::kB};
}

std::string Verdict(const Judgement& judgement) {
  std::string out(NameOf(judgement.conclusion));
  if (judgement.sub_indication != SubIndication::kNone) {
    out += " " + std::string(NameOf(judgement.sub_indication));
  }
  return out;
}

namespace {

std::vector<Finding> AllFindings(const Judgement& judgement) {
  std::vector<Finding> out = judgement.findings;
  for (const SignatureJudgement& signature : judgement.signatures) {
    out.insert(out.end(), signature.findings.begin(), signature.findings.end());
    for (const TimeStampJudgement& t : signature.time_stamps) {
      out.insert(out.end(), t.findings.begin(), t.findings.end());
    }
  }
  return out;
}

}  // namespace

std::string Explained(const Judgement& judgement) {
  std::string out = Verdict(judgement);
  for (const Finding& finding : AllFindings(judgement)) {
    out += finding.severity == Finding::Severity::kFailure   ? "\n  failure "
           : finding.severity == Finding::Severity::kRefusal ? "\n  refusal "
                                                             : "\n  warning ";
    out += finding.rule + ": " + finding.text;
  }
  return out;
}

bool HasObjection(const Judgement& judgement) {
  return std::ranges::any_of(AllFindings(judgement), [](const Finding& finding) {
    return finding.severity != Finding::Severity::kWarning;
  });
}

bool HasRule(const Judgement& judgement, std::string_view rule) {
  return std::ranges::any_of(AllFindings(judgement),
                             [&](const Finding& finding) { return finding.rule == rule; });
}

}  // namespace signet::seal
