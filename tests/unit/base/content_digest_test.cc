#include "appliance/base/content_digest.h"

#include <gtest/gtest.h>

#include "appliance/base/digest.h"
#include "appliance/base/encoding.h"

namespace signet {
namespace {

constexpr std::string_view kBody = R"({"hello": "world"})";

TEST(ContentDigest, IsThatOfRfc9530) {
  // Appendix A: {"hello": "world"} with the line feed that the RFC's example has.
  constexpr std::string_view kHello = "{\"hello\": \"world\"}\n";
  EXPECT_EQ(ContentDigest(AsBytes(kHello)),
            "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
  EXPECT_TRUE(
      ContentDigestFits("sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCs"
                        "yRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:",
                        AsBytes(kHello)));
  // RFC 9421 B.2, the same without.
  EXPECT_TRUE(ContentDigestFits(
      "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHW"
      "XvJwew==:",
      AsBytes(kBody)));
}

struct DigestCase {
  std::string_view rule;
  std::string field;
  bool fits;
};

TEST(ContentDigest, FitsIfOneKnownDigestDoesAndNoneContradicts) {
  const std::string good = ContentDigest(AsBytes(kBody));
  const std::string wrong = ContentDigest(AsBytes("another body"));
  const std::string long_one =
      "sha-512=:" + EncodeBase64(Hash(HashFunction::kSha512, {AsBytes(kBody)})) + ":";
  const std::string long_wrong =
      "sha-512=:" + EncodeBase64(Hash(HashFunction::kSha512, {AsBytes("another")})) + ":";
  const DigestCase cases[] = {
      {"SHA-256", good, true},
      {"SHA-512", long_one, true},
      {"both", good + ", " + long_one, true},
      {"an unknown one beside it", "md5=:AAAA:, " + good, true},
      {"of another body", wrong, false},
      {"one of another body", good + ", " + long_wrong, false},
      {"the other of another body", wrong + "," + long_one, false},
      {"the good one last (RFC 9651 4.2.2)", wrong + ", " + good, false},
      {"an unknown one alone", "md5=:AAAA:", false},
      {"SHA-384 under another's name",
       "sha-512=:" + EncodeBase64(Hash(HashFunction::kSha384, {AsBytes(kBody)})) + ":", false},
      {"cut off", good.substr(0, good.size() - 1), false},
      {"a digest cut off", "sha-256=:X48E:", false},
      {"an empty digest", "sha-256=::", false},
      {"in capitals", "SHA-256" + good.substr(7), false},
      {"RFC 3230", "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=", false},
      {"nothing", "", false},
  };
  for (const auto& [rule, field, fits] : cases) {
    EXPECT_EQ(ContentDigestFits(field, AsBytes(kBody)), fits) << rule;
  }
  EXPECT_FALSE(ContentDigestFits(good, AsBytes(kBody.substr(1))));
  EXPECT_TRUE(ContentDigestFits(ContentDigest({}), {}));
}

}  // namespace
}  // namespace signet
