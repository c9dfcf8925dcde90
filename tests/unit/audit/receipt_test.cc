#include "appliance/audit/receipt.h"

#include <gtest/gtest.h>

#include <string>

#include "appliance/base/encoding.h"
#include "tests/support/error_matcher.h"

namespace signet::audit {
namespace {

Receipt Example() {
  return {.entry = R"({"type":"seal.completed"})",
          .index = 73'894,
          .proof = {HashSha256("a"), HashSha256("b")},
          .note = "origin\n1\nroot\n\n— origin sig\n"};
}

// C2SP tlog-proof, "Format".
TEST(Receipt, IsWrittenAsTheSpecificationSays) {
  EXPECT_EQ(WriteReceipt(Example()),
            "c2sp.org/tlog-proof@v1\n"
            "extra " +
                EncodeBase64(AsBytes(Example().entry)) +
                "\n"
                "index 73894\n" +
                EncodeBase64(HashSha256("a").view()) + "\n" + EncodeBase64(HashSha256("b").view()) +
                "\n\norigin\n1\nroot\n\n— origin sig\n");
}

TEST(Receipt, ReadsBack) {
  for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{73'894}, ~std::uint64_t{0}}) {
    Receipt receipt = Example();
    receipt.index = index;
    if (index == 0) receipt.proof.clear();
    const Receipt again = ReadReceipt(WriteReceipt(receipt));
    EXPECT_EQ(again.entry, receipt.entry);
    EXPECT_EQ(again.index, receipt.index);
    EXPECT_EQ(again.proof, receipt.proof);
    EXPECT_EQ(again.note, receipt.note);
  }
}

TEST(Receipt, MalformedOnesAreRefused) {
  const std::string good = WriteReceipt(Example());
  const auto with = [&good](const std::string& old, const std::string& put) {
    std::string text = good;
    return text.replace(text.find(old), old.size(), put);
  };
  const std::string hash = EncodeBase64(HashSha256("a").view());
  std::string many = "c2sp.org/tlog-proof@v1\nextra AA==\nindex 0\n";
  for (int i = 0; i < 64; ++i) many += hash + "\n";
  const struct {
    const char* rule;
    std::string text;
  } cases[] = {
      {"empty", ""},
      {"another version", with("@v1", "@v2")},
      {"no extra", with("extra ", "Extra ")},
      {"extra not base64", with("extra ", "extra !")},
      {"no index", with("index ", "indes ")},
      {"index with leading zero", with("index 7", "index 07")},
      {"index not a number", with("index 7", "index x")},
      {"index beyond 64 bits", with("73894", "18446744073709551616")},
      {"hash of 31 octets", with(hash, EncodeBase64(Bytes(31)))},
      {"more hashes than a tree has levels", many + "\nnote\n"},
      {"cut in the proof", good.substr(0, good.find(hash) + 10)},
      {"CRLF", with("@v1\n", "@v1\r\n")},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(test::CodeOf([&] { ReadReceipt(c.text); }), Code::kLogMalformed) << c.rule;
  }
}

}  // namespace
}  // namespace signet::audit
