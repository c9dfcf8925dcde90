#include "appliance/base/encoding.h"
#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

// This as the token of sigTst, all other steps as usual.
Make Token(const std::function<Bytes(LongTermSeal&)>& token) {
  return [=](LongTermSeal& s) {
    s.Sign();
    s.Stamp(token(s));
    s.AddValues();
    s.Archive();
    return s.Write();
  };
}

Bytes Over(LongTermSeal& s, ByteView content) {
  return TokenBy(s.signature_tsa, content, s.signature_time, s.hash);
}

Bytes SoundToken(LongTermSeal& s) { return Over(s, AsBytes(s.signature)); }

// This as the value of sigTst.
Make Container(const std::function<std::string(LongTermSeal&)>& json) {
  return [=](LongTermSeal& s) {
    s.Sign();
    s.etsi_u.push_back(Entry(R"({"sigTst":)" + json(s) + "}"));
    s.AddValues();
    s.Archive();
    return s.Write();
  };
}

Make Stamped(const char* signature_time, const char* archive_time) {
  return Before([=](LongTermSeal& s) {
    s.signature_time = At(signature_time);
    s.archive_time = At(archive_time);
  });
}

const Variant kSignatureStamp[] = {
    {"sigtst.over-the-raw-signature",
     Token([](LongTermSeal& s) { return Over(s, DecodeBase64Url(s.signature).value()); })},
    {"sigtst.over-the-payload",
     Token([](LongTermSeal& s) { return Over(s, AsBytes(s.seal.payload)); })},
    {"sigtst.of-another-seal", Token([](LongTermSeal& s) { return Over(s, AsBytes("other")); })},
    {"sigtst.bit-of-its-signature", Token([](LongTermSeal& s) {
       Bytes token = SoundToken(s);
       token[token.size() - 5] ^= 1U;
       return token;
     })},
    {"sigtst.octet-after-it", Token([](LongTermSeal& s) {
       Bytes token = SoundToken(s);
       token.push_back(0);
       return token;
     })},
    {"sigtst.no-token", Token([](LongTermSeal&) {
       return Bytes{0x30, 0x00};
     })},
    {"sigtst.no-tokens", Container([](LongTermSeal&) { return R"({"tstTokens":[]})"; })},
    {"sigtst.two-tokens", Container([](LongTermSeal& s) {
       const std::string token = R"({"val":")" + EncodeBase64(SoundToken(s)) + R"("})";
       return R"({"tstTokens":[)" + token + "," + token + "]}";
     })},
    {"sigtst.canonalg", Container([](LongTermSeal& s) {
       return R"({"canonAlg":"urn:x","tstTokens":[{"val":")" + EncodeBase64(SoundToken(s)) +
              R"("}]})";
     })},
    {"sigtst.base64url", Container([](LongTermSeal& s) {
       return R"({"tstTokens":[{"val":")" + EncodeBase64Url(SoundToken(s)) + R"("}]})";
     })},
    {"sigtst.imprint-sha1", Token([](LongTermSeal& s) {
       return TokenBy(s.signature_tsa, AsBytes(s.signature), s.signature_time, "SHA1");
     })},
    {"sigtst.twice",
     [](LongTermSeal& s) {
       s.Sign();
       s.Stamp();
       s.Stamp();
       s.AddValues();
       s.Archive();
       return s.Write();
     }},
    {"sigtst.second-is-damaged",
     [](LongTermSeal& s) {
       s.Sign();
       s.Stamp();
       s.Stamp(Over(s, AsBytes("other")));
       s.AddValues();
       s.Archive();
       return s.Write();
     }},
    {"sigtst.before-the-claimed-time", Stamped("2025-03-01T11:00:00Z", kArchiveStampTime)},
    {"sigtst.in-the-future", Stamped("2025-03-02T12:00:00Z", "2025-03-02T12:00:05Z")},
    {"sigtst.after-the-archive", Stamped("2025-03-01T12:00:20Z", kArchiveStampTime)},
    {"sigtst.late", Stamped("2025-03-01T12:50:00Z", "2025-03-01T12:50:10Z")},
};

}  // namespace

std::vector<Variant> SignatureStampVariants() {
  return {std::begin(kSignatureStamp), std::end(kSignatureStamp)};
}

}  // namespace signet::interop
