#include <gtest/gtest.h>

#include <algorithm>

#include "appliance/base/content_digest.h"
#include "appliance/sealer/http_form.h"
#include "tests/unit/sealer/signing_client.h"

// What was signed and what is asked for are the same request.

namespace signet::sealer::test {
namespace {

using wire::Request;

/// Every operation that can be signed, as somebody may ask for it.
Request Asked(const HttpOperation& operation) {
  Request request;
  const auto* const field = Request::descriptor()->FindFieldByNumber(operation.request);
  google::protobuf::Message& asked = *Request::GetReflection()->MutableMessage(&request, field);
  const auto set = [&asked](const char* name, const std::string& value) {
    const auto* const member = asked.GetDescriptor()->FindFieldByName(name);
    if (member != nullptr) asked.GetReflection()->SetString(&asked, member, value);
  };
  const bool one_named = operation.path.find("{name}") != std::string_view::npos ||
                         operation.path.find("{id}") != std::string_view::npos;
  if (one_named) set("name", "a");
  if (operation.path.find("{item}") != std::string_view::npos) set("item", "b");
  set("seal", "a");
  const bool has_body = operation.method == "POST" || operation.method == "PUT";
  for (const char* const body : {"body", "credential", "sealed"}) {
    if (has_body) set(body, "{}");
  }
  if (request.has_set_mandate_document()) set("media_type", "application/pdf");
  return request;
}

TEST(SignedRequestForm, OfOneOperationIsNoneOfAnother) {
  for (const HttpOperation& signed_for : AllHttpOperations()) {
    const Request good = Signed(Asked(signed_for));
    EXPECT_TRUE(Check(good)) << signed_for.path;
    for (const HttpOperation& other : AllHttpOperations()) {
      if (other.request == signed_for.request) continue;
      Request moved = Asked(other);
      *moved.mutable_signature() = good.signature();
      EXPECT_EQ(Refusal(moved), Code::kSignatureInvalid)
          << signed_for.method << " " << signed_for.path << " as " << other.method << " "
          << other.path;
    }
  }
}

TEST(SignedRequestForm, WithoutAFormIsRefused) {
  Request request = Signed(
      Asked(*std::ranges::find(AllHttpOperations(), Request::kGetState, &HttpOperation::request)),
      Parameters());
  request.mutable_unlock()->set_pin("1234");
  EXPECT_EQ(Refusal(request), Code::kSignatureInvalid);
}

TEST(SignedRequestForm, MayHaveItsParametersInAnyOrderAndEscaped) {
  for (const char* const target :
       {"/v1/seals?key=k&level=B-B", "/v1/seals?level=B-B&key=k", "/v1/seals?level=B%2DB&key=%6b",
        "/v1/seals?l%65vel=B-B&key=k"}) {
    Request request = UnsignedSeal();
    SignableRequest sent = Sent(request);
    sent.target = target;
    Sign(request, sent);
    EXPECT_TRUE(Check(request)) << target;
  }
}

TEST(SignedRequestForm, HasNoOtherTarget) {
  for (const char* const target :
       {"/v1/seals", "/v1/seals?", "/v1/seals?key=k", "/v1/seals?key=k&level=B-B&preparation=edc",
        "/v1/seals?key=k&level=B-B&level=B-B", "/v1/seals?key=k&level=B-B&x",
        "/v1/seals/?key=k&level=B-B", "/v1//seals?key=k&level=B-B", "/v1/se%61ls?key=k&level=B-B",
        "/V1/seals?key=k&level=B-B", "/v1/seals?key=k&level=B%2", "/v1/seals?key=k&level=B%-B",
        "/v1/seals?key=k&level=B%2BB", "/v1/seals?key=k;level=B-B", "/v1/seals?KEY=k&level=B-B",
        "/v1/seals?key=k&&level=B-B", "/v1/seals#?key=k&level=B-B",
        "/v1/validations?key=k&level=B-B"}) {
    Request request = UnsignedSeal();
    SignableRequest sent = Sent(request);
    sent.target = target;
    Sign(request, sent);
    EXPECT_EQ(Refusal(request), Code::kSignatureInvalid) << target;
  }
}

TEST(SignedRequestForm, ForHeadIsForHead) {
  Request get;
  get.mutable_get_seal()->set_seal("0b5c");
  get = Signed(get);
  EXPECT_TRUE(Check(get));
  Request as_head = get;
  as_head.mutable_signature()->set_method("HEAD");
  EXPECT_EQ(Refusal(as_head), Code::kSignatureInvalid);

  // RFC 9110 9.3.2: the gateway asks for the same, and leaves the content out.
  Request head = get;
  SignableRequest sent = Sent(get);
  sent.method = "HEAD";
  Sign(head, sent);
  EXPECT_TRUE(Check(head));

  Request seal = UnsignedSeal();
  sent = Sent(seal);
  sent.method = "HEAD";
  Sign(seal, sent);
  EXPECT_EQ(Refusal(seal), Code::kSignatureInvalid);
}

TEST(SignedRequestForm, WithoutABodyIsNotGivenOne) {
  Request end;
  end.mutable_end_mandate()->set_name("m");
  end = Signed(end);
  EXPECT_TRUE(Check(end));
  end.mutable_end_mandate()->set_body("{}");
  EXPECT_EQ(Refusal(end), Code::kSignatureInvalid);

  // A digest of nothing is true (RFC 9530 2).
  Request suspend;
  suspend.mutable_suspend_mandate()->set_name("m");
  SignableRequest sent = Sent(suspend);
  sent.content_digest = ContentDigest({});
  Sign(suspend, sent);
  EXPECT_TRUE(Check(suspend));
}

TEST(SignedRequestForm, SaysOfWhichKindADocumentIs) {
  const struct {
    const char* signed_type;
    const char* passed_on;
    bool good;
  } types[] = {
      {"application/pdf", "application/pdf", true},
      {"Application/PDF; version=2", "application/pdf", true},
      {"application/pdf", "image/png", false},
      {"application/pdf", "", false},
      {"image/png", "application/pdf", false},
      {"application/pdfx", "application/pdf", false},
  };
  for (const auto& [signed_type, passed_on, good] : types) {
    Request request;
    wire::RegistryRequest& document = *request.mutable_set_mandate_document();
    document.set_name("m");
    document.set_body("%PDF");
    document.set_media_type(passed_on);
    SignableRequest sent = Sent(request);
    sent.content_type = signed_type;
    Sign(request, sent);
    if (good) {
      EXPECT_TRUE(Check(request)) << signed_type;
    } else {
      EXPECT_EQ(Refusal(request), Code::kSignatureInvalid) << signed_type << " as " << passed_on;
    }
  }
}

}  // namespace
}  // namespace signet::sealer::test
