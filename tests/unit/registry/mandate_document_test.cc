#include "appliance/registry/mandate_document.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/error_matcher.h"

namespace signet::registry {
namespace {

TEST(MandateDocument, ADocumentBeginsAsItsTypeDoes) {
  const struct {
    const char* media_type;
    std::string_view octets;
    bool taken;
  } cases[] = {
      {"application/pdf", "%PDF-1.7\n", true},
      {"image/png", "\x89PNG\r\n\x1A\n...", true},
      {"image/jpeg", "\xFF\xD8\xFF\xE0...", true},
      {"application/pdf", "\x89PNG\r\n\x1A\n", false},
      {"application/pdf", " %PDF-1.7", false},
      {"application/pdf", "%PDF", false},
      {"application/pdf", "", false},
      {"image/png", "\x89PNG\n", false},
      {"image/jpeg", "\xFF\xD8", false},
      {"text/html", "<html>", false},
      {"application/PDF", "%PDF-1.7", false},
      {"", "%PDF-1.7", false},
  };
  for (const auto& c : cases) {
    const auto require = [&] { RequireMandateDocument(c.media_type, AsBytes(c.octets)); };
    if (c.taken) {
      EXPECT_NO_THROW(require()) << c.media_type;
    } else {
      EXPECT_EQ(test::CodeOf(require), Code::kRegistryMalformed) << c.media_type << c.octets;
    }
  }
}

TEST(MandateDocument, ItHasAMebibyteAtMost) {
  std::string document = "%PDF-";
  document.resize(kLargestMandateDocument);
  EXPECT_NO_THROW(RequireMandateDocument("application/pdf", AsBytes(document)));
  document += 'x';
  EXPECT_EQ(test::CodeOf([&] { RequireMandateDocument("application/pdf", AsBytes(document)); }),
            Code::kTooLarge);
}

}  // namespace
}  // namespace signet::registry
