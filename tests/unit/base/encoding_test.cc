#include "appliance/base/encoding.h"

#include <gtest/gtest.h>

namespace signet {
namespace {

struct Vector {
  std::string_view octets;
  std::string_view base64;
  std::string_view base64url;
  std::string_view hex;
};

// RFC 4648 10; the last two use both alphabets' differing characters.
const Vector kVectors[] = {
    {"", "", "", ""},
    {"f", "Zg==", "Zg", "66"},
    {"fo", "Zm8=", "Zm8", "666f"},
    {"foo", "Zm9v", "Zm9v", "666f6f"},
    {"foob", "Zm9vYg==", "Zm9vYg", "666f6f62"},
    {"fooba", "Zm9vYmE=", "Zm9vYmE", "666f6f6261"},
    {"foobar", "Zm9vYmFy", "Zm9vYmFy", "666f6f626172"},
    {"\xfb\xff", "+/8=", "-_8", "fbff"},
    {"\xff\xef\xbe", "/+++", "_---", "ffefbe"},
};

TEST(Encoding, GivesTheVectorsOfRfc4648) {
  for (const auto& [octets, base64, base64url, hex] : kVectors) {
    EXPECT_EQ(EncodeBase64(AsBytes(octets)), base64);
    EXPECT_EQ(EncodeBase64Url(AsBytes(octets)), base64url);
    EXPECT_EQ(EncodeHex(AsBytes(octets)), hex);
    EXPECT_EQ(DecodeBase64(base64), ToBytes(octets));
    EXPECT_EQ(DecodeBase64Url(base64url), ToBytes(octets));
    EXPECT_EQ(DecodeHex(hex), ToBytes(octets));
  }
}

TEST(Encoding, ReadsBackEveryOctetAtEveryPlace) {
  for (unsigned octet = 0; octet < 256; ++octet) {
    for (std::size_t place = 0; place < 4; ++place) {
      Bytes bytes(4, 0x5A);
      bytes[place] = static_cast<std::uint8_t>(octet);
      EXPECT_EQ(DecodeBase64(EncodeBase64(bytes)), bytes);
      EXPECT_EQ(DecodeBase64Url(EncodeBase64Url(bytes)), bytes);
      EXPECT_EQ(DecodeHex(EncodeHex(bytes)), bytes);
    }
  }
}

TEST(Encoding, Base64HasOneSpellingForEachText) {
  constexpr std::string_view kRefused[] = {
      "Zg",  // RFC 4648 3.2: padding belongs there
      "Zg=",      "Zg===",    "Z===",        "====",   "=",
      "Zh==",  // RFC 4648 3.5: stray bits below the last octet
      "Zm9=",     "Zg==Zg==", "Zm=v",        "Zm9v\n", "Zm 9v",
      " Zm9v",    "Zm9v ",    "\nZm9v\r\n ", "Zm9-",   "Zm9_",  // the other alphabet
      "Zm9v====", "Zm9\x80",  "Z\0m9",
  };
  for (const std::string_view text : kRefused) EXPECT_FALSE(DecodeBase64(text)) << text;
  EXPECT_FALSE(DecodeBase64(std::string_view("Zm\0v", 4)));
}

TEST(Encoding, Base64UrlHasNoPaddingAndItsOwnAlphabet) {
  // RFC 7515 2: "base64url" there means without padding, white space or line breaks.
  constexpr std::string_view kRefused[] = {
      "Zg==", "Zm8=", "Zh", "Zm9", "+_8", "-/8", "Z", "Zm9vY", "Zm9v\n", "Zm 9v", "Zm9v=", "=",
  };
  for (const std::string_view text : kRefused) EXPECT_FALSE(DecodeBase64Url(text)) << text;
  EXPECT_FALSE(DecodeBase64Url(std::string_view("Zm\0v", 4)));
}

TEST(Encoding, HexIsLowerCaseAndEven) {
  constexpr std::string_view kRefused[] = {"6", "666", "6F", "0x66", "6 66", "66\n", "gg"};
  for (const std::string_view text : kRefused) EXPECT_FALSE(DecodeHex(text)) << text;
}

}  // namespace
}  // namespace signet
