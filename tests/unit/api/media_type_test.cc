#include "api/media_type.h"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace signet::api {
namespace {

TEST(CredentialType, IsOneOfThreeInUtf8) {
  const struct {
    const char* content_type;
    bool taken;
  } cases[] = {
      {"application/json", true},
      {"application/ld+json", true},
      {"application/vc+ld+json", true},
      {"Application/JSON", true},
      {" application/json ", true},
      {"application/json; charset=utf-8", true},
      {"application/json;charset=\"UTF-8\"", true},
      {"application/ld+json; profile=\"a;b\"; charset=utf-8", true},
      {"application/json; charset=iso-8859-1", false},
      {"application/json;profile=x;charset=utf-16", false},
      {"application/jsonx", false},
      {"application/json, application/json", false},
      {"text/plain", false},
      {"application/x-www-form-urlencoded", false},
      {"*/*", false},
      {"", false},
      {";", false},
  };
  for (const auto& [content_type, taken] : cases) {
    EXPECT_EQ(IsCredentialType(content_type), taken) << content_type;
  }
}

TEST(JsonType, IsJsonAlone) {
  EXPECT_TRUE(IsJsonType("application/json; charset=UTF-8"));
  EXPECT_FALSE(IsJsonType("application/ld+json"));
  EXPECT_FALSE(IsJsonType("application/json; charset=utf-16"));
  EXPECT_FALSE(IsJsonType(""));
}

TEST(DocumentType, IsOneOfThreeWithoutItsParameters) {
  EXPECT_EQ(DocumentType("Application/PDF; version=1.7"), kPdf);
  EXPECT_EQ(DocumentType(" image/png"), kPng);
  EXPECT_EQ(DocumentType("image/jpeg"), kJpeg);
  for (const auto* other : {"", "image/jpg", "image/*", "application/pdf, image/png", "pdf"}) {
    EXPECT_EQ(DocumentType(other), std::nullopt) << other;
  }
}

// RFC 9110 12.5.1
TEST(Accept, ChoosesByQualityAndOrder) {
  const std::array<std::string_view, 2> offers = {kJson, kJoseJson};
  const struct {
    const char* accept;
    std::string_view chosen;  // empty: none
  } cases[] = {
      {"", kJson},
      {"*/*", kJson},
      {"application/*", kJson},
      {"application/json", kJson},
      {"application/jose+json", kJoseJson},
      {"APPLICATION/JOSE+JSON", kJoseJson},
      {"application/jose+json, application/json", kJson},
      {"application/jose+json, */*;q=0.1", kJoseJson},
      {"application/json;q=0.5, application/jose+json;q=0.6", kJoseJson},
      {"application/json;q=0, */*", kJoseJson},
      {"*/*, application/json;q=0.2", kJoseJson},
      {"application/*;q=0.3, application/json;q=0", kJoseJson},
      {"text/html, application/xhtml+xml, */*;q=0.8", kJson},
      {"application/json;charset=utf-8", kJson},
      {"application/json;q=\"0\"", {}},
      {"application/json;q=2", {}},
      {"application/json;q=1.001", {}},
      {"application/json;q=0.0001", {}},
      {"application/json;q=0", {}},
      {"*/*;q=0", {}},
      {"image/png", {}},
      {"application", {}},
      {",,,", {}},
      {"json", {}},
      {"application/jose+json;\"", kJoseJson},
  };
  for (const auto& [accept, chosen] : cases) {
    EXPECT_EQ(ChooseMediaType(accept, offers).value_or(std::string_view{}), chosen) << accept;
  }
}

}  // namespace
}  // namespace signet::api
