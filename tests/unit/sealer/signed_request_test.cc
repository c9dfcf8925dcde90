#include "appliance/sealer/signed_request.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "appliance/base/content_digest.h"
#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/http_signature.h"
#include "appliance/base/request_signature.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/sealer/signing_client.h"

namespace signet::sealer::test {
namespace {

using wire::Request;

TEST(SignedRequest, GivesTheProofThatTheLogKeeps) {
  const auto proof = Check(Signed(UnsignedSeal()));
  ASSERT_TRUE(proof);
  EXPECT_EQ(proof->key, "key-1");
  EXPECT_EQ(proof->nonce, "0123456789abcdef");
  EXPECT_EQ(proof->keep_until, kNow + std::chrono::seconds(360));
  EXPECT_TRUE(proof->base.starts_with(
      "\"@method\": POST\n\"@path\": /v1/seals\n\"@query\": ?key=k&level=B-B\n"));
  EXPECT_TRUE(VerifySignatureOver(AsBytes(proof->base), *DecodeBase64(proof->signature),
                                  PublicDer(TestKey(KeyKind::kP256))));
}

TEST(SignedRequest, NeedNotBeSignedUnlessItMustBe) {
  EXPECT_EQ(CheckSignedRequest(UnsignedSeal(), Keys(), false, kOrigin, kNow), std::nullopt);
  EXPECT_EQ(Refusal(UnsignedSeal()), Code::kSignatureRequired);
  // What is there is looked at all the same.
  Request broken = Signed(UnsignedSeal());
  broken.mutable_seal()->set_key("another");
  EXPECT_EQ(signet::test::CodeOf([&] { CheckSignedRequest(broken, Keys(), false, kOrigin, kNow); }),
            Code::kSignatureInvalid);
  Request empty = UnsignedSeal();
  empty.mutable_signature();
  EXPECT_EQ(signet::test::CodeOf([&] { CheckSignedRequest(empty, Keys(), false, kOrigin, kNow); }),
            Code::kSignatureInvalid);
}

struct Moment {
  std::string_view rule;
  int created;  ///< seconds after the box's time
  std::optional<int> expires;
  bool good;
};

TEST(SignedRequest, IsOfNow) {
  constexpr Moment kMoments[] = {
      {"now", 0, std::nullopt, true},
      {"300 s ago", -300, std::nullopt, true},
      {"301 s ago", -301, std::nullopt, false},
      {"60 s ahead", 60, std::nullopt, true},
      {"61 s ahead", 61, std::nullopt, false},
      {"long ago", -86400, std::nullopt, false},
      {"long ahead", 86400, std::nullopt, false},
      {"expires now", -10, 0, true},
      {"expired", -10, -1, false},
      {"expires long after", -301, 3600, false},
  };
  for (const auto& [rule, created, expires, good] : kMoments) {
    SignatureParameters parameters = Parameters();
    parameters.created = kNow + std::chrono::seconds(created);
    if (expires) parameters.expires = kNow + std::chrono::seconds(*expires);
    const Request request = Signed(UnsignedSeal(), parameters);
    if (good) {
      EXPECT_TRUE(Check(request)) << rule;
    } else {
      EXPECT_EQ(Refusal(request), Code::kSignatureOutOfTime) << rule;
    }
  }
}

TEST(SignedRequest, OfAnyTimeAtAllIsCompared) {
  for (const std::int64_t seconds : {-999'999'999'999'999, -1L, 0L, 999'999'999'999'999}) {
    SignatureParameters parameters = Parameters();
    parameters.created = Time(std::chrono::seconds(seconds));
    EXPECT_EQ(Refusal(Signed(UnsignedSeal(), parameters)), Code::kSignatureOutOfTime) << seconds;
  }
}

struct Parametrised {
  std::string_view rule;
  void (*change)(SignatureParameters&);
};

TEST(SignedRequest, IsForThisBoxAndByOneOfItsClientsKeys) {
  constexpr Parametrised kChanges[] = {
      {"another box", [](SignatureParameters& p) { p.tag = "signet:log.example/other"; }},
      {"another application", [](SignatureParameters& p) { p.tag = "log.example/box"; }},
      {"no box", [](SignatureParameters& p) { p.tag = ""; }},
      {"a key that is not registered", [](SignatureParameters& p) { p.keyid = "key-3"; }},
      {"no key", [](SignatureParameters& p) { p.keyid = ""; }},
      {"another of its keys", [](SignatureParameters& p) { p.keyid = "spare"; }},
      {"an algorithm that is not its key's",
       [](SignatureParameters& p) { p.algorithm = "ed25519"; }},
  };
  for (const auto& [rule, change] : kChanges) {
    SignatureParameters parameters = Parameters();
    change(parameters);
    EXPECT_EQ(Refusal(Signed(UnsignedSeal(), parameters)), Code::kSignatureInvalid) << rule;
  }
}

TEST(SignedRequest, OfAnotherClientIsNotThisOnes) {
  Request request = UnsignedSeal();
  // Key ids are unique in their client only.
  Sign(request, Sent(request), Parameters(), TestKey(KeyKind::kP256, 1));
  EXPECT_EQ(Refusal(request), Code::kSignatureInvalid);
  EXPECT_EQ(signet::test::CodeOf(
                [] { CheckSignedRequest(Signed(UnsignedSeal()), {}, true, kOrigin, kNow); }),
            Code::kSignatureInvalid);
}

struct Tampering {
  std::string_view rule;
  void (*change)(Request&);
};

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

// What a gateway in the wrong hands can do with a request that it was given.
TEST(SignedRequest, CannotBeChangedOnTheWay) {
  constexpr Tampering kTamperings[] = {
      {"another key", [](Request& r) { r.mutable_seal()->set_key("other"); }},
      {"the default key", [](Request& r) { r.mutable_seal()->clear_key(); }},
      {"another level", [](Request& r) { r.mutable_seal()->set_level("B-LTA"); }},
      {"an invented parameter", [](Request& r) { r.mutable_seal()->set_preparation("as-is"); }},
      {"another idempotency key",
       [](Request& r) { r.mutable_seal()->set_idempotency_key("order-4711/2"); }},
      {"no idempotency key", [](Request& r) { r.mutable_seal()->clear_idempotency_key(); }},
      {"another body", [](Request& r) { r.mutable_seal()->set_credential(R"({"a":2})"); }},
      {"a truncated body", [](Request& r) { r.mutable_seal()->set_credential(R"({"a":1)"); }},
      {"no body", [](Request& r) { r.mutable_seal()->clear_credential(); }},
      {"another body and its digest",
       [](Request& r) {
         r.mutable_seal()->set_credential("{}");
         r.mutable_signature()->set_content_digest(ContentDigest(AsBytes("{}")));
       }},
      {"another operation with the body",
       [](Request& r) {
         const std::string body = r.seal().credential();
         r.mutable_validate()->set_credential(body);
       }},
      {"another key, also in the target",
       [](Request& r) {
         r.mutable_seal()->set_key("other");
         r.mutable_signature()->set_target("/v1/seals?key=other&level=B-B");
       }},
      {"another idempotency key, also in the fields",
       [](Request& r) {
         r.mutable_seal()->set_idempotency_key("x");
         r.mutable_signature()->set_idempotency_key("x");
       }},
      {"a method in small letters", [](Request& r) { r.mutable_signature()->set_method("post"); }},
      {"another media type",
       [](Request& r) { r.mutable_signature()->set_content_type("application/ld+json"); }},
      {"no media type", [](Request& r) { r.mutable_signature()->clear_content_type(); }},
      {"no digest", [](Request& r) { r.mutable_signature()->clear_content_digest(); }},
      {"re-dated",
       [](Request& r) {
         auto& signature = *r.mutable_signature();
         const auto created = std::to_string(
             std::chrono::duration_cast<std::chrono::seconds>(kNow.time_since_epoch()).count());
         const auto later = std::to_string(
             std::chrono::duration_cast<std::chrono::seconds>(kNow.time_since_epoch()).count() + 1);
         signature.set_signature_input(Replaced(signature.signature_input(), created, later));
       }},
      {"another nonce",
       [](Request& r) {
         auto& signature = *r.mutable_signature();
         signature.set_signature_input(
             Replaced(signature.signature_input(), "0123456789abcdef", "0123456789abcdeF"));
       }},
      {"less covered",
       [](Request& r) {
         auto& signature = *r.mutable_signature();
         signature.set_signature_input(
             Replaced(signature.signature_input(), " \"idempotency-key\"", ""));
         signature.clear_idempotency_key();
         r.mutable_seal()->clear_idempotency_key();
       }},
      {"a truncated signature",
       [](Request& r) {
         auto& signature = *r.mutable_signature();
         signature.set_signature(signature.signature().substr(0, 40) + ":");
       }},
      {"no signature", [](Request& r) { r.mutable_signature()->clear_signature(); }},
      {"no signature input", [](Request& r) { r.mutable_signature()->clear_signature_input(); }},
      {"fields that make the sealer read for long",
       [](Request& r) {
         r.mutable_signature()->set_signature_input("s=" + std::string(4U << 20U, '('));
       }},
  };
  ASSERT_TRUE(Check(Signed(UnsignedSeal())));
  for (const auto& [rule, change] : kTamperings) {
    Request request = Signed(UnsignedSeal());
    change(request);
    EXPECT_EQ(Refusal(request), Code::kSignatureInvalid) << rule;
  }
}

}  // namespace
}  // namespace signet::sealer::test
