#include "appliance/base/digest.h"

#include <gtest/gtest.h>

#include "appliance/base/encoding.h"
#include "tests/support/error_matcher.h"

namespace signet {
namespace {

constexpr std::string_view kTwoBlocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

struct Vector {
  HashFunction function;
  std::string_view message;
  std::string_view digest;
};

// FIPS 180-4, examples of its appendix and of the CAVP short messages (length 0).
const Vector kVectors[] = {
    {HashFunction::kSha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {HashFunction::kSha256, "abc",
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {HashFunction::kSha256, kTwoBlocks,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {HashFunction::kSha384, "",
     "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b"
     "9"
     "5b"},
    {HashFunction::kSha384, "abc",
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c82"
     "5"
     "a7"},
    {HashFunction::kSha512, "",
     "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877ee"
     "c"
     "2f63b931bd47417a81a538327af927da3e"},
    {HashFunction::kSha512, "abc",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fee"
     "b"
     "bd454d4423643ce80e2a9ac94fa54ca49f"},
};

TEST(Digest, GivesTheValuesOfFips180) {
  for (const auto& [function, message, digest] : kVectors) {
    EXPECT_EQ(EncodeHex(Hash(function, {AsBytes(message)})), digest) << message;
    if (function == HashFunction::kSha256) {
      EXPECT_EQ(HashSha256(message).hex(), digest);
    }
  }
}

TEST(Digest, OfAMillionOctetsIsThatOfFips180) {
  EXPECT_EQ(HashSha256(std::string(1'000'000, 'a')).hex(),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Digest, TakesPartsAsOnePiece) {
  for (std::size_t cut = 0; cut <= kTwoBlocks.size(); ++cut) {
    const ByteView first = AsBytes(kTwoBlocks.substr(0, cut));
    const ByteView rest = AsBytes(kTwoBlocks.substr(cut));
    EXPECT_EQ(HashSha256({first, rest}), HashSha256(kTwoBlocks));
    EXPECT_EQ(HashSha256({first, {}, rest}), HashSha256(kTwoBlocks));
  }
}

TEST(Digest, IsReadFromSixtyFourLowerCaseDigitsOnly) {
  const std::string hex = HashSha256("abc").hex();
  EXPECT_EQ(Sha256FromHex(hex), HashSha256("abc"));
  const std::string refused[] = {"",
                                 hex.substr(1),
                                 hex + "0",
                                 hex + "00",
                                 hex.substr(2),
                                 " " + hex.substr(1),
                                 "BA" + hex.substr(2),
                                 "zz" + hex.substr(2)};
  for (const std::string& text : refused) {
    EXPECT_EQ(test::CodeOf([&] { Sha256FromHex(text); }), Code::kParameterInvalid) << text;
  }
}

TEST(Digest, IsReadFromThirtyTwoOctetsOnly) {
  const Sha256 digest = HashSha256("abc");
  EXPECT_EQ(Sha256FromOctets(digest.view()), digest);
  for (const std::size_t size : {0U, 31U, 33U, 64U}) {
    EXPECT_EQ(test::CodeOf([&] { Sha256FromOctets(Bytes(size)); }), Code::kInternal) << size;
  }
}

}  // namespace
}  // namespace signet
