#include "tests/interop/dss/variants/variant.h"

namespace signet::interop {
namespace {

const Variant kPayload[] = {
    {"payload.byte", Replacing("credential:1", "credential:0")},
    {"payload.space", Replacing("1.10}", "1.10 }")},
    {"payload.number-spelling", Replacing("1.10}", "1.1}")},
    {"payload.escape-of-the-same", Replacing("Ś", "\\u015A")},
    {"payload.slash-escaped", Replacing(" / ", " \\/ ")},
    {"payload.normal-form", Replacing("Ś", "S\u0301")},
    {"payload.empty", After([](auto& s) { s.seal.payload = ""; })},
    {"payload.signed-empty", Before([](auto& s) { s.seal.payload = ""; })},
    {"payload.signed-no-json", Before([](auto& s) { s.seal.payload = "Diploma"; })},
    {"payload.signed-duplicate-member", Before([](auto& s) {
       s.seal.payload = Replaced(s.seal.payload, R"("n":1.10)", R"("n":1,"n":2)");
     })},
    {"payload.of-another-issuer", Before([](auto& s) {
       s.seal.payload = Replaced(s.seal.payload, "VATXX-00000000", "VATXX-11111111");
     })},
    {"payload.of-another-seal", After([](auto& s) { s.seal.payload = R"({"id":"urn:x"})"; })},
    {"payload.not-a-string", Rewritten([](std::string text) {
       const std::size_t end = text.find(R"(,"signatures")");
       return R"({"payload":{"id":"x"})" + text.substr(end);
     })},
    {"payload.absent", Rewritten([](std::string text) {
       const std::size_t end = text.find(R"("signatures")");
       return "{" + text.substr(end);
     })},
};

}  // namespace

std::vector<Variant> PayloadVariants() { return {std::begin(kPayload), std::end(kPayload)}; }

}  // namespace signet::interop
