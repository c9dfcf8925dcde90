#include "appliance/seal/container.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "appliance/base/encoding.h"
#include "tests/unit/seal/fault.h"

namespace signet::seal {
namespace {

using Make = std::function<std::string(SealBuilder&)>;

Make With(const char* from, const char* to) {
  return [=](SealBuilder& s) { return Replaced(s.Write(), from, to); };
}

// RFC 7515 7.2.1, TS 119 182-1 5.1 and 6.
const Fault kFaults[] = {
    {"empty", [](SealBuilder&) { return ""; }, kFormat, "container.json"},
    {"byte order mark", [](SealBuilder& s) { return "\xEF\xBB\xBF" + s.Write(); }, kFormat,
     "container.json"},
    {"cut short",
     [](SealBuilder& s) {
       std::string text = s.Write();
       text.pop_back();
       return text;
     },
     kFormat, "container.json"},
    {"something after it", [](SealBuilder& s) { return s.Write() + "{}"; }, kFormat,
     "container.json"},
    {"an array", [](SealBuilder& s) { return "[" + s.Write() + "]"; }, kFormat, "container.json"},
    {"repeated payload", With("{\"payload\"", R"({"payload":"x","payload")"), kFormat,
     "container.json"},
    {"repeated payload, escaped", With("{\"payload\"", R"({"p\u0061yload":"x","payload")"), kFormat,
     "container.json"},
    {"repeated protected", With("\"protected\"", R"("protected":"e30","protected")"), kFormat,
     "container.json"},
    {"lone surrogate", With("urn:credential", "\\ud800"), kFormat, "container.json"},
    {"unknown member", With("{\"payload\"", R"({"x":1,"payload")"), kFormat, "container.members"},
    {"unknown member beside the signature", With("\"protected\"", R"("x":1,"protected")"), kFormat,
     "container.members"},
    {"payload as an object",
     [](SealBuilder& s) {
       const std::string text = s.Write();
       return "{\"payload\":" + s.payload + text.substr(text.find(",\"signatures\""));
     },
     kFormat, "container.payload"},
    {"no payload", With("\"payload\"", "\"pay\""), kFormat, "container.members"},
    {"empty payload",
     [](SealBuilder& s) {
       s.payload.clear();
       return s.Write();
     },
     kFormat, "container.payload"},
    {"flattened (RFC 7515 7.2.2)",
     [](SealBuilder& s) {
       return R"({"payload":"{}","protected":")" + s.Protected() + R"(","signature":"AAAA"})";
     },
     kFormat, "container.members"},
    {"no signatures", [](SealBuilder&) { return R"({"payload":"{}","signatures":[]})"; }, kFormat,
     "container.signatures"},
    {"signature a string", [](SealBuilder&) { return R"({"payload":"{}","signatures":["a"]})"; },
     kFormat, "container.signatures"},
    {"no signature value", With("\"signature\":\"", "\"signature\":\"\",\"protected2\":\""),
     kFormat, "container.members"},
    {"padded signature (RFC 7515 2)",
     [](SealBuilder& s) { return s.Write(s.Protected(), EncodeBase64Url(s.Signature()) + "=="); },
     kFormat, "container.base64url"},
    {"signature in standard base64",
     [](SealBuilder& s) { return s.Write(s.Protected(), EncodeBase64(s.Signature())); }, kFormat,
     "container.base64url"},
    {"signature with stray bits",
     [](SealBuilder& s) {
       // 64 octets leave four bits of the last character unused.
       std::string text = EncodeBase64Url(s.Signature());
       text.back() = static_cast<char>(text.back() + 1);
       return s.Write(s.Protected(), text);
     },
     kFormat, "container.base64url"},
    {"padded header",
     [](SealBuilder& s) {
       while (s.HeaderJson().size() % 3 == 0) s.Set("typ", "\"jose+json\" ");
       const std::string padding(3 - s.HeaderJson().size() % 3, '=');
       return s.Write(s.Protected() + padding, EncodeBase64Url(s.Signature()));
     },
     kFormat, "container.base64url"},
    {"unprotected header of other things",
     With("\"signature\":", R"("header":{"kid":"x"},"signature":)"), kFormat, "container.header"},
    {"empty unprotected header", With("\"signature\":", R"("header":{},"signature":)"), kFormat,
     "container.header"},
    {"unprotected header null", With("\"signature\":", R"("header":null,"signature":)"), kFormat,
     "container.header"},
    {"empty etsiU", With("\"signature\":", R"("header":{"etsiU":[]},"signature":)"), kFormat,
     "container.header"},
    {"etsiU in clear", With("\"signature\":", R"("header":{"etsiU":[{"sigTst":{}}]},"signature":)"),
     kFormat, "container.etsiu"},
    {"etsiU padded",
     [](SealBuilder& s) {
       s.etsi_u = {EncodeBase64Url(AsBytes(R"({"a":{}})")) + "="};
       return s.Write();
     },
     kFormat, "container.base64url"},
    {"etsiU with two members",
     [](SealBuilder& s) {
       s.etsi_u = {EncodeBase64Url(AsBytes(R"({"a":{},"b":{}})"))};
       return s.Write();
     },
     kFormat, "container.etsiu"},
    {"etsiU with a repeated member",
     [](SealBuilder& s) {
       s.etsi_u = {EncodeBase64Url(AsBytes(R"({"a":{"b":1,"b":2}})"))};
       return s.Write();
     },
     kFormat, "container.etsiu"},
    {"etsiU not JSON",
     [](SealBuilder& s) {
       s.etsi_u = {EncodeBase64Url(AsBytes("sigTst"))};
       return s.Write();
     },
     kFormat, "container.etsiu"},
    {"payload not JSON",
     [](SealBuilder& s) {
       s.payload = "{";
       return s.Write();
     },
     kFormat, "payload.json"},
    {"payload not an object",
     [](SealBuilder& s) {
       s.payload = "[1]";
       return s.Write();
     },
     kFormat, "payload.json"},
    {"payload with a repeated member",
     [](SealBuilder& s) {
       s.payload = R"({"a":1,"a":2})";
       return s.Write();
     },
     kFormat, "payload.json"},
};

TEST(Container, RefusesEverythingButTheOneForm) { ExpectFaults(kFaults); }

// RFC 8259 2 allows it, and validators that look at the first octet do not read the file.
TEST(Container, WhiteSpaceBeforeItIsAnotherDress) {
  const std::string sound = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT).Write();
  for (const char* space : {" ", "\n", "\r\n\t "}) {
    const Judgement before = JudgeText(space + sound);
    EXPECT_EQ(Verdict(before), "TOTAL-PASSED") << Explained(before);
    EXPECT_FALSE(before.accepted);
    EXPECT_TRUE(HasRule(before, "container.white-space"));
    EXPECT_TRUE(JudgeText(sound + space).accepted);
  }
}

}  // namespace
}  // namespace signet::seal
