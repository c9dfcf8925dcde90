#include "appliance/base/encoding.h"
#include "appliance/base/json_writer.h"
#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

// One member written like this, and signed so.
Make Set(const char* name, const char* json) {
  return Before([=](LongTermSeal& s) { s.seal.Set(name, json); });
}

Make Without(const char* name) {
  return Before([=](LongTermSeal& s) { s.seal.Without(name); });
}

Make SetTime(const char* json) {
  return Before([=](LongTermSeal& s) { s.seal.Set("sigT", json); });
}

Make SetIat(const char* json) {
  return Before(
      [=](LongTermSeal& s) { s.seal.Without("sigT").Set("iat", json).Set("crit", R"(["b64"])"); });
}

std::string ChainJson(const std::vector<Certificate>& chain, bool url_alphabet) {
  std::string out;
  for (const Certificate& certificate : chain) {
    const std::string text =
        url_alphabet ? EncodeBase64Url(certificate.der()) : EncodeBase64(certificate.der());
    out += (out.empty() ? "\"" : ",\"") + text + "\"";
  }
  return "[" + out + "]";
}

// As x5t#o and sigX5ts have it (TS 119 182-1 5.2.2).
std::string OtherDigest(const Certificate& certificate) {
  Bytes digest(48);
  unsigned size = 0;
  EVP_Digest(certificate.der().data(), certificate.der().size(), digest.data(), &size, EVP_sha384(),
             nullptr);
  return R"({"digAlg":"S384","digVal":")" + EncodeBase64Url(digest) + R"("})";
}

const Variant kAlgorithm[] = {
    {"header.alg-none", Set("alg", "\"none\"")},
    {"header.alg-hs256", Set("alg", "\"HS256\"")},
    {"header.alg-rs256-for-an-ec-key", Set("alg", "\"RS256\"")},
    {"header.alg-es384-for-p256", Set("alg", "\"ES384\"")},
    {"header.alg-lower-case", Set("alg", "\"es256\"")},
    {"header.alg-absent", Without("alg")},
    {"header.alg-a-number", Set("alg", "256")},
};

const Variant kNames[] = {
    {"header.cty-absent", Without("cty")},
    {"header.cty-a-number", Set("cty", "1")},
    {"header.typ-jwt", Set("typ", "\"JWT\"")},
    {"header.unknown-parameter", Set("colour", "\"blue\"")},
    {"header.kid-of-another", Before([](auto& s) {
       const Certificate& other = seal::TestSealCa().certificate;
       s.seal.Set("kid", json::Quote(EncodeBase64(other.IssuerSerial())));
     })},
    {"header.kid-no-issuer-serial", Set("kid", "\"key-1\"")},
    {"header.b64-true-but-raw", Before([](auto& s) { s.seal.Set("b64", "true"); })},
    {"header.b64-absent",
     Before([](auto& s) { s.seal.Without("b64").Set("crit", R"(["sigT"])"); })},
    {"header.b64-a-string", Set("b64", "\"false\"")},
    {"header.sigd", Set("sigD", R"({"mId":"http://uri.etsi.org/19182/HttpHeaders","pars":["x"]})")},
    {"header.sigpid-unknown-policy", Before([](auto& s) {
       s.seal.Set("sigPId", R"({"id":{"id":"urn:oid:1.2.3"},"digAlg":"S256","digVal":"AAAA"})")
           .Set("crit", R"(["b64","sigT","sigPId"])");
     })},
    {"header.etsiu-in-it", Set("etsiU", "[]")},
    {"header.duplicate-member", Before([](auto& s) { s.seal.header.push_back(s.seal.header[0]); })},
    {"header.no-json", Before([](auto& s) {
       s.seal.header = {{"alg", "ES256"}};
     })},
    {"header.padded-base64url", Rewritten([](std::string text) {
       return Replaced(std::move(text), R"(","header")", R"(==","header")");
     })},
};

const Variant kIdentity[] = {
    {"header.x5c-absent", Without("x5c")},
    {"header.x5c-empty", Set("x5c", "[]")},
    {"header.x5c-a-string",
     Before([](auto& s) { s.seal.Set("x5c", json::Quote(EncodeBase64(s.signer.der()))); })},
    {"header.x5c-ca-first", Before([](auto& s) {
       s.seal.Set("x5c", ChainJson({seal::TestSealCa().certificate, s.signer}, false));
     })},
    {"header.x5c-base64url",
     Before([](auto& s) { s.seal.Set("x5c", ChainJson({s.signer}, true)); })},
    {"header.x5c-damaged-der", Set("x5c", "[\"MAA=\"]")},
    {"header.x5t-s256-absent", Without("x5t#S256")},
    {"header.x5t-s256-of-another", Before([](auto& s) {
       const auto& other = seal::TestSealCa().certificate.fingerprint();
       s.seal.Set("x5t#S256", json::Quote(EncodeBase64Url(other.view())));
     })},
    {"header.x5t-s256-standard-base64", Before([](auto& s) {
       s.seal.Set("x5t#S256", json::Quote(EncodeBase64(s.signer.fingerprint().view())));
     })},
    {"header.x5t-sha1-too", Set("x5t", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAA\"")},
    {"header.x5t-o-instead", Before([](auto& s) {
       s.seal.Without("x5t#S256")
           .Set("x5t#o", OtherDigest(s.signer))
           .Set("crit", R"(["b64","sigT","x5t#o"])");
     })},
    {"header.x5t-o-too", Before([](auto& s) {
       s.seal.Set("x5t#o", OtherDigest(s.signer)).Set("crit", R"(["b64","sigT","x5t#o"])");
     })},
    {"header.sigx5ts-instead", Before([](auto& s) {
       const std::string digest = OtherDigest(s.signer);
       const std::string ca = OtherDigest(seal::TestSealCa().certificate);
       s.seal.Without("x5t#S256")
           .Set("sigX5ts", "[" + digest + "," + ca + "]")
           .Set("crit", R"(["b64","sigT","sigX5ts"])");
     })},
};

const Variant kTime[] = {
    {"header.no-time", Before([](auto& s) { s.seal.Without("sigT").Set("crit", R"(["b64"])"); })},
    {"header.both-times", Set("iat", "1740830400")},
    {"header.sigt-fraction", SetTime("\"2025-03-01T12:00:00.500Z\"")},
    {"header.sigt-offset", SetTime("\"2025-03-01T13:00:00+01:00\"")},
    {"header.sigt-no-such-day", SetTime("\"2025-02-30T12:00:00Z\"")},
    {"header.sigt-a-number", SetTime("1740830400")},
    {"header.sigt-after-the-stamp", SetTime("\"2025-03-01T12:30:00Z\"")},
    {"header.sigt-after-the-judgement", SetTime("\"2030-01-01T00:00:00Z\"")},
    {"header.sigt-before-the-certificate", SetTime("\"2019-01-01T00:00:00Z\"")},
    {"header.iat-a-string", SetIat("\"1740830400\"")},
    {"header.iat-fraction", SetIat("1740830400.5")},
    {"header.iat-negative", SetIat("-1")},
};

const Variant kCrit[] = {
    {"header.crit-absent", Without("crit")},
    {"header.crit-empty", Set("crit", "[]")},
    {"header.crit-without-b64", Set("crit", R"(["sigT"])")},
    {"header.crit-without-sigt", Set("crit", R"(["b64"])")},
    {"header.crit-unknown",
     Before([](auto& s) { s.seal.Set("colour", "1").Set("crit", R"(["b64","sigT","colour"])"); })},
    {"header.crit-of-an-absent-one", Set("crit", R"(["b64","sigT","sigPl"])")},
    {"header.crit-repeats", Set("crit", R"(["b64","sigT","b64"])")},
    {"header.crit-of-rfc7515", Set("crit", R"(["b64","sigT","alg"])")},
    {"header.crit-a-string", Set("crit", "\"b64\"")},
};

}  // namespace

std::vector<Variant> HeaderVariants() {
  std::vector<Variant> out;
  out.insert(out.end(), std::begin(kAlgorithm), std::end(kAlgorithm));
  out.insert(out.end(), std::begin(kNames), std::end(kNames));
  out.insert(out.end(), std::begin(kIdentity), std::end(kIdentity));
  out.insert(out.end(), std::begin(kTime), std::end(kTime));
  out.insert(out.end(), std::begin(kCrit), std::end(kCrit));
  return out;
}

}  // namespace signet::interop
