#include <gtest/gtest.h>

#include "appliance/base/content_digest.h"
#include "appliance/base/http_signature.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_certificates.h"

namespace signet {
namespace {

SignableRequest Post() {
  return {.method = "POST",
          .target = "/v1/seals?level=B-B&key=k",
          .content_digest = ContentDigest(AsBytes("{}")),
          .content_type = "application/json",
          .idempotency_key = "order-4711/1"};
}

SignableRequest Get() {
  return {.method = "GET",
          .target = "/v1/state",
          .content_digest = "",
          .content_type = "",
          .idempotency_key = ""};
}

struct Change {
  std::string_view rule;
  void (*change)(SignableRequest&);
};

constexpr std::string_view kCovered =
    R"(("@method" "@path" "@query" "content-digest" "content-type" "idempotency-key"))";
constexpr std::string_view kGiven =
    R"(;created=1618884473;nonce="0123456789abcdef";keyid="k";tag="t")";

std::string Input(std::string_view covered, std::string_view given) {
  return "s=" + std::string(covered) + std::string(given);
}

struct Refusal {
  std::string_view rule;
  std::string input;
  std::string signature = "s=:AAAA:";
};

void ExpectRefused(const Refusal& refusal, const SignableRequest& request) {
  const auto error = test::ErrorOf([&] {
    ReadHttpSignature(UntrustedText(refusal.input), UntrustedText(refusal.signature), request);
  });
  ASSERT_TRUE(error) << refusal.rule;
  EXPECT_EQ(error->code(), Code::kSignatureInvalid) << refusal.rule << ": " << error->message();
}

TEST(HttpSignatureRefusals, RefuseWhatDoesNotCoverTheRequestExactly) {
  const std::string covered(kCovered);
  const auto without = [&](const std::string& component) {
    std::string changed = covered;
    changed.erase(changed.find("\"" + component + "\""), component.size() + 2);
    return Input(changed, kGiven);
  };
  const auto instead = [&](const std::string& component, const std::string& other) {
    std::string changed = covered;
    return Input(
        changed.replace(changed.find("\"" + component + "\""), component.size() + 2, other),
        kGiven);
  };
  const auto with = [&](const std::string& more) {
    return Input(covered.substr(0, covered.size() - 1) + " " + more + ")", kGiven);
  };
  const Refusal refusals[] = {
      {"nothing covered", Input("()", kGiven)},
      {"@method missing", without("@method")},
      {"@path missing", without("@path")},
      {"@query missing", without("@query")},
      {"content-digest missing", without("content-digest")},
      {"content-type missing", without("content-type")},
      {"idempotency-key missing", without("idempotency-key")},
      {"a field that nobody passes on", with(R"("date")")},
      {"@authority", with(R"("@authority")")},
      {"@target-uri", with(R"("@target-uri")")},
      {"@request-target", with(R"("@request-target")")},
      {"@status", with(R"("@status")")},
      {"@signature-params", with(R"("@signature-params")")},  // RFC 9421 2.3
      {"a component of no name", with(R"("")")},
      {"a component twice", with(R"("@method")")},
      {"a field in capitals", instead("content-type", R"("Content-Type")")},
      {"req", instead("@method", R"("@method";req)")},
      {"sf", instead("content-digest", R"("content-digest";sf)")},
      {"bs", instead("content-digest", R"("content-digest";bs)")},
      {"key", instead("content-digest", R"("content-digest";key="sha-256")")},
      {"tr", instead("content-type", R"("content-type";tr)")},
      {"@query-param", instead("@query", R"("@query-param";name="key")")},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal, Post());
}

TEST(HttpSignatureRefusals, RefuseToCoverWhatTheRequestDoesNotHave) {
  for (const char* const name : {"content-digest", "content-type", "idempotency-key"}) {
    ExpectRefused(
        {name, Input(R"(("@method" "@path" "@query" ")" + std::string(name) + R"("))", kGiven)},
        Get());
  }
  HttpSignature signature;
  signature.components = {"content-type"};
  EXPECT_EQ(test::CodeOf([&] { SignatureBase(signature, Get()); }), Code::kSignatureInvalid);
  signature.components = {"@authority"};
  EXPECT_EQ(test::CodeOf([&] { SignatureBase(signature, Get()); }), Code::kSignatureInvalid);
}

TEST(HttpSignatureRefusals, RefuseOtherParametersThanItsOwn) {
  const auto given = [](std::string_view parameters) { return Input(kCovered, parameters); };
  const std::string whole(kGiven);
  const Refusal refusals[] = {
      {"none", given("")},
      {"no created", given(R"(;nonce="0123456789abcdef";keyid="k";tag="t")")},
      {"no nonce", given(R"(;created=1618884473;keyid="k";tag="t")")},
      {"no keyid", given(R"(;created=1618884473;nonce="0123456789abcdef";tag="t")")},
      {"no tag", given(R"(;created=1618884473;nonce="0123456789abcdef";keyid="k")")},
      {"another", given(whole + R"(;purpose="t")")},
      {"another without a value", given(whole + ";strict")},
      {"one twice", given(whole + R"(;tag="t")")},
      {"created as a string",
       given(R"(;created="1618884473";nonce="0123456789abcdef";keyid="k";tag="t")")},
      {"created with a fraction",
       given(R"(;created=1618884473.5;nonce="0123456789abcdef";keyid="k";tag="t")")},
      {"a nonce that is a number",
       given(R"(;created=1618884473;nonce=1234567890123456;keyid="k";tag="t")")},
      {"a short nonce", given(R"(;created=1618884473;nonce="0123456789abcde";keyid="k";tag="t")")},
      {"a long nonce",
       given(";created=1618884473;nonce=\"" + std::string(129, 'n') + "\";keyid=\"k\";tag=\"t\"")},
      {"a nonce with a space",
       given(R"(;created=1618884473;nonce="0123456789 abcdef";keyid="k";tag="t")")},
      {"expires as a string", given(whole + R"(;expires="1618884473")")},
      {"alg as a token", given(whole + ";alg=ed25519")},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal, Post());
}

TEST(HttpSignatureRefusals, RefuseFieldsOfAnotherForm) {
  const std::string good = Input(kCovered, kGiven);
  const Refusal refusals[] = {
      {"no Signature-Input", ""},
      {"no Signature", good, ""},
      {"two inputs", good + ", " + good},
      {"two labelled inputs", good + ", u=" + good.substr(2), "s=:AAAA:, u=:AAAA:"},
      {"two signatures", good, "s=:AAAA:, t=:AAAA:"},
      {"one signature twice", good, "s=:AAAA:, s=:AAAA:"},
      {"another label", good, "t=:AAAA:"},
      {"another label's case", good, "S=:AAAA:"},
      {"a signature that is a string", good, "s=\"AAAA\""},
      {"a signature cut off", good, "s=:AAAA"},
      {"a signature without padding", good, "s=:AAA:"},
      {"a signature with stray bits", good, "s=:AAB=:"},
      {"a signature with parameters", good, "s=:AAAA:;a=1"},
      {"an input cut off", good.substr(0, good.size() - 1)},
      {"an input without label", good.substr(2)},
      {"not ASCII", good + "\xc3\xa4"},
      {"a line break", good + "\n"},
      {"a tab", good + "\t"},
      {"an input of 2,049 octets", good + std::string(2049 - good.size(), ' ')},
      {"a giant input", "s=" + std::string(1U << 20U, '(')},
      {"a giant signature", good, "s=:" + std::string(1U << 20U, 'A') + ":"},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal, Post());
}

TEST(HttpSignatureRefusals, RefuseRequestsThatCannotBeSigned) {
  constexpr Change kChanges[] = {
      {"no target", [](SignableRequest& r) { r.target = ""; }},
      {"RFC 9112 3.2.2", [](SignableRequest& r) { r.target = "https://box.example/v1/seals"; }},
      {"RFC 9112 3.2.4", [](SignableRequest& r) { r.target = "*"; }},
      {"a space in the target", [](SignableRequest& r) { r.target = "/v1/se als"; }},
      // It would add a line to the base.
      {"a line break in the target",
       [](SignableRequest& r) { r.target = "/v1\n\"@query\": ?level=B-B"; }},
      {"a line break in the method", [](SignableRequest& r) { r.method = "POST\n"; }},
      {"a line break in a field",
       [](SignableRequest& r) { r.content_type += "\n\"idempotency-key\": x"; }},
      {"not ASCII", [](SignableRequest& r) { r.idempotency_key = "\xc3\xa4"; }},
      {"a giant target", [](SignableRequest& r) { r.target = "/" + std::string(4096, 'a'); }},
      {"a giant field", [](SignableRequest& r) { r.content_type = std::string(2049, 'a'); }},
  };
  const SignatureParameters parameters = {
      .created = Time{}, .nonce = "0123456789abcdef", .keyid = "k", .tag = "t"};
  for (const auto& [rule, change] : kChanges) {
    SignableRequest request = Post();
    change(request);
    ExpectRefused({rule, Input(kCovered, kGiven)}, request);
    EXPECT_EQ(test::CodeOf(
                  [&] { SignRequest(request, parameters, test::TestKey(test::KeyKind::kP256)); }),
              Code::kSignatureInvalid)
        << rule;
  }
}

}  // namespace
}  // namespace signet
