// The same seal in another dress, and containers that hold more or less than one.

#include "appliance/base/json_writer.h"
#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

// Members of the signature object, of which a sound file has one.
std::string SignatureObject(const std::string& text) {
  const std::string start = R"("signatures":[)";
  const std::size_t from = text.find(start) + start.size();
  return text.substr(from, text.rfind(']') - from);
}

std::string WithSignatures(const std::string& text, const std::string& signatures) {
  return text.substr(0, text.find(R"("signatures")")) + R"("signatures":[)" + signatures + "]}";
}

std::string Flattened(const std::string& text) {
  return text.substr(0, text.find(R"("signatures")")) + SignatureObject(text).substr(1);
}

std::string Compact(LongTermSeal& s) {
  s.Sign();
  return s.seal.Protected() + "." + s.seal.payload + "." + s.signature;
}

std::string SignaturesFirst(const std::string& text) {
  const std::size_t payload = text.find(R"(,"signatures")");
  return R"({"signatures":[)" + SignatureObject(text) + "]," + text.substr(1, payload - 1) + "}";
}

// A second signature beside a sound one, over the same payload.
Make Beside(const Change& change) {
  return [=](LongTermSeal& s) {
    LongTermSeal second = s;
    s.All();
    const std::string text = s.Write();
    change(second);
    second.All();
    return WithSignatures(text, SignatureObject(text) + "," + SignatureObject(second.Write()));
  };
}

std::string BesideDamaged(LongTermSeal& s) {
  s.All();
  const std::string text = s.Write();
  s.signature = std::string(86, 'A');
  return WithSignatures(text, SignatureObject(text) + "," + SignatureObject(s.Write()));
}

const Variant kDress[] = {
    {"dress.white-space", Rewritten([](std::string text) {
       return "\r\n " + Replaced(std::move(text), R"(,"signatures":)", ",\n \"signatures\" : ") +
              "\n";
     })},
    {"dress.signatures-first", Rewritten(SignaturesFirst)},
    {"dress.flattened", Rewritten(Flattened)},
    {"dress.compact", Compact},
    {"dress.member-of-the-container", Replacing(R"(,"signatures")", R"(,"colour":1,"signatures")")},
    {"dress.member-of-the-signature", Replacing(R"("protected")", R"("colour":1,"protected")")},
    {"dress.duplicate-payload", Replacing(R"(,"signatures")", R"(,"payload":"x","signatures")")},
    {"dress.duplicate-signature",
     Replacing(R"(,"signature":)", R"(,"signature":"AA","signature":)")},
    {"dress.protected-name-escaped", Replacing(R"("protected")", R"("p\u0072otected")")},
    {"dress.byte-order-mark",
     Rewritten([](const std::string& text) { return "\xEF\xBB\xBF" + text; })},
    {"dress.text-after-it", Rewritten([](const std::string& text) { return text + "x"; })},
    {"dress.second-object-after-it",
     Rewritten([](const std::string& text) { return text + text; })},
    {"dress.cut",
     Rewritten([](const std::string& text) { return text.substr(0, text.size() - 2); })},
    {"dress.upload-wrapper",
     Rewritten([](const std::string& text) { return R"({"credential":)" + text + "}"; })},
    {"dress.no-signatures",
     Rewritten([](const std::string& text) { return WithSignatures(text, ""); })},
    {"dress.not-sealed", [](LongTermSeal& s) { return s.seal.payload; }},
    {"dress.empty-file", [](LongTermSeal&) { return std::string(); }},
    {"dress.payload-nul-octet", Rewritten([](std::string text) {
       return Replaced(std::move(text), "credential:1", std::string("credential\0:1", 13));
     })},
    {"dress.payload-lone-surrogate", Replacing("credential:1", "credential\\ud800:1")},
    {"dress.payload-invalid-utf8", Replacing("credential:1", "credential\xFF:1")},
    {"several.both-sound", Beside([](LongTermSeal&) {})},
    {"several.second-of-an-unknown-root", Beside([](LongTermSeal& s) {
       s.SetChain({test::MakeRoot(test::SealCertificateOptions(), s.seal.key).certificate});
     })},
    {"several.second-damaged", BesideDamaged},
    {"several.second-of-another-b64",
     Beside([](LongTermSeal& s) { s.seal.Without("b64").Set("crit", R"(["sigT"])"); })},
};

}  // namespace

std::vector<Variant> DressVariants() { return {std::begin(kDress), std::end(kDress)}; }

}  // namespace signet::interop
