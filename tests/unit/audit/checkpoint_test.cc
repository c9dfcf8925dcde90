#include "appliance/audit/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "appliance/base/encoding.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_log.h"

namespace signet::audit {
namespace {

using ::testing::HasSubstr;

// The example of C2SP signed-note, "Verifier keys".
constexpr const char* kExampleVkey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr const char* kExampleText = "This is an example message.\n";
constexpr const char* kExampleSignature =
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=";

TreeHead SomeHead() { return {20'852'163, HashSha256("root")}; }

test::LogSigner Signer(test::KeyKind kind, int number = 0) {
  return {"signet.example/log", test::TestKey(kind, number)};
}

TEST(Checkpoint, TheExampleOfTheSpecificationVerifies) {
  const LogKey key = LogKey::FromVkey(kExampleVkey);
  EXPECT_EQ(key.name(), "example.com/foo");
  EXPECT_EQ(key.type(), LogKey::Type::kEd25519);
  EXPECT_EQ(key.id(), 0x530d903aU);
  EXPECT_EQ(key.Vkey(), kExampleVkey);
  const Bytes content = *DecodeBase64(kExampleSignature);
  const ByteView signature = ByteView(content).subspan(4);
  EXPECT_TRUE(key.Verify(kExampleText, signature));
  EXPECT_FALSE(key.Verify("This is an example message", signature));
  EXPECT_FALSE(key.Verify(kExampleText, ByteView(content).subspan(3)));
  EXPECT_FALSE(key.Verify(kExampleText, {}));
}

// Its text is no checkpoint, so only the signature can be believed.
TEST(Checkpoint, ASignedTextThatIsNoCheckpointIsRefusedAsSuch) {
  const std::string note =
      std::string(kExampleText) + "\n— example.com/foo " + kExampleSignature + "\n";
  EXPECT_EQ(test::CodeOf([&] { OpenNote(note, LogKey::FromVkey(kExampleVkey)); }),
            Code::kLogMalformed);
}

TEST(Checkpoint, VkeysReadBackForBothTypes) {
  for (const test::KeyKind kind : {test::KeyKind::kEd25519, test::KeyKind::kP256}) {
    const LogKey key = Signer(kind).key();
    const LogKey again = LogKey::FromVkey(key.Vkey() + "\n");
    EXPECT_EQ(again.name(), key.name());
    EXPECT_EQ(again.type(), key.type());
    EXPECT_EQ(again.id(), key.id());
    EXPECT_EQ(again.Vkey(), key.Vkey());
  }
}

TEST(Checkpoint, MalformedVkeysAreRefused) {
  const std::string good = kExampleVkey;
  const struct {
    const char* rule;
    std::string vkey;
  } cases[] = {
      {"empty", ""},
      {"no parts", "example.com"},
      {"two parts", "example.com/foo+530d903a"},
      {"no name", good.substr(good.find('+'))},
      {"space in name", "example com/foo" + good.substr(good.find('+'))},
      {"another ID", "example.com/foo+530d903b" + good.substr(good.rfind('+'))},
      {"another name", "example.com/bar" + good.substr(good.find('+'))},
      {"ID too short", "example.com/foo+530d90" + good.substr(good.rfind('+'))},
      {"ID in capitals", "example.com/foo+530D903A" + good.substr(good.rfind('+'))},
      {"no base64", "example.com/foo+530d903a+*"},
      {"no key", "example.com/foo+530d903a+"},
      {"key one octet short",
       "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q=="},
      {"type 0x04", "example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(test::CodeOf([&] { LogKey::FromVkey(c.vkey); }), Code::kLogMalformed) << c.rule;
  }
}

TEST(Checkpoint, KeysOfOtherCurvesAreRefused) {
  EXPECT_EQ(test::CodeOf([] { Signer(test::KeyKind::kP384); }), Code::kLogMalformed);
  EXPECT_EQ(test::CodeOf([] { Signer(test::KeyKind::kRsa2048); }), Code::kLogMalformed);
  EXPECT_EQ(test::CodeOf([] { LogKey("", LogKey::Type::kEd25519, Bytes(32)); }),
            Code::kLogMalformed);
}

// C2SP tlog-checkpoint, "Note text".
TEST(Checkpoint, TheTextIsOriginSizeAndRoot) {
  EXPECT_EQ(CheckpointText({"example.com/log", {0, EmptyRoot()}}),
            "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
}

// C2SP signed-note, "Format": em dash (U+2014), space, name, space, base64, newline.
TEST(Checkpoint, TheSignatureLineBeginsWithAnEmDash) {
  const LogKey key = Signer(test::KeyKind::kEd25519).key();
  EXPECT_EQ(SignedNote("text\n", key, Bytes{0, 0}),
            "text\n\n\xE2\x80\x94 signet.example/log " +
                EncodeBase64(*DecodeHex(key.Vkey().substr(19, 8) + "0000")) + "\n");
}

TEST(Checkpoint, WhatEitherKeySignsIsOpened) {
  for (const test::KeyKind kind : {test::KeyKind::kEd25519, test::KeyKind::kP256}) {
    const test::LogSigner signer = Signer(kind);
    const Checkpoint opened = OpenNote(signer.Sign(SomeHead()), signer.key());
    EXPECT_EQ(opened.origin, "signet.example/log");
    EXPECT_EQ(opened.head, SomeHead());
    EXPECT_EQ(ReadNoteUnverified(signer.Sign(SomeHead())).head, SomeHead());
  }
}

TEST(Checkpoint, NoOctetOfANoteCanBeChanged) {
  for (const test::KeyKind kind : {test::KeyKind::kEd25519, test::KeyKind::kP256}) {
    const test::LogSigner signer = Signer(kind);
    const std::string note = signer.Sign(SomeHead());
    for (std::size_t i = 0; i < note.size(); ++i) {
      for (const unsigned bit : {0x01U, 0x20U, 0x80U}) {
        std::string changed = note;
        changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ bit);
        EXPECT_THROW(OpenNote(changed, signer.key()), Error) << i << " " << bit;
      }
      EXPECT_THROW(OpenNote(note.substr(0, i), signer.key()), Error) << i;
    }
  }
}

// C2SP signed-note, "Signatures": "Verifiers MUST ignore signatures from unknown keys, even if they
// share a name or ID (but not both) with a known key."
TEST(Checkpoint, SignaturesOfUnknownKeysAreIgnored) {
  const test::LogSigner signer = Signer(test::KeyKind::kEd25519);
  const test::LogSigner same_name = Signer(test::KeyKind::kEd25519, 7);
  const std::string text = CheckpointText({"signet.example/log", SomeHead()});
  const std::string own = signer.Sign(SomeHead()).substr(text.size() + 1);
  const std::string other = same_name.Sign(SomeHead()).substr(text.size() + 1);
  EXPECT_EQ(OpenNote(text + "\n" + other + own, signer.key()).head, SomeHead());
  EXPECT_EQ(OpenNote(text + "\n" + own + other, same_name.key()).head, SomeHead());
  EXPECT_EQ(test::CodeOf([&] { OpenNote(text + "\n" + other, signer.key()); }),
            Code::kLogInconsistent);
}

TEST(Checkpoint, AWrongSignatureOfTheKnownKeySpoilsTheNote) {
  const test::LogSigner signer = Signer(test::KeyKind::kEd25519);
  const std::string text = CheckpointText({"signet.example/log", SomeHead()});
  const std::string good = signer.Sign(SomeHead()).substr(text.size() + 1);
  const std::string bad =
      SignedNote(text, signer.key(), signer.SignText("other\n")).substr(text.size() + 1);
  EXPECT_EQ(test::CodeOf([&] { OpenNote(text + "\n" + good + bad, signer.key()); }),
            Code::kLogInconsistent);
}

TEST(Checkpoint, ANoteOfAnotherLogIsRefusedThoughTheKeySignedIt) {
  const test::LogSigner signer = Signer(test::KeyKind::kEd25519);
  const std::string text = CheckpointText({"signet.example/other", SomeHead()});
  const std::string note = SignedNote(text, signer.key(), signer.SignText(text));
  EXPECT_EQ(test::CodeOf([&] { OpenNote(note, signer.key()); }), Code::kLogInconsistent);
}

TEST(Checkpoint, MalformedTextsAreRefusedAlsoWhenSigned) {
  const test::LogSigner signer = Signer(test::KeyKind::kEd25519);
  const std::string root = EncodeBase64(SomeHead().root.view());
  const struct {
    const char* rule;
    std::string text;
  } cases[] = {
      {"leading zero", "signet.example/log\n012\n" + root + "\n"},
      {"no number", "signet.example/log\nx\n" + root + "\n"},
      {"sign", "signet.example/log\n+1\n" + root + "\n"},
      {"more than 64 bits", "signet.example/log\n18446744073709551616\n" + root + "\n"},
      {"root of 31 octets", "signet.example/log\n1\n" + EncodeBase64(Bytes(31)) + "\n"},
      {"root not base64", "signet.example/log\n1\n" + std::string(44, '*') + "\n"},
      {"two lines", "signet.example/log\n1\n"},
      {"no origin", "\n1\n" + root + "\n"},
      {"control character", "signet.example/log\n1\n" + root + "\n\x01\n"},
  };
  for (const auto& c : cases) {
    const std::string note = SignedNote(c.text, signer.key(), signer.SignText(c.text));
    EXPECT_EQ(test::CodeOf([&] { OpenNote(note, signer.key()); }), Code::kLogMalformed) << c.rule;
  }
  const std::string extended = "signet.example/log\n1\n" + root + "\nextension\n";
  EXPECT_EQ(OpenNote(SignedNote(extended, signer.key(), signer.SignText(extended)), signer.key())
                .head.size,
            1U);
}

TEST(Checkpoint, MalformedNotesAreRefused) {
  const test::LogSigner signer = Signer(test::KeyKind::kEd25519);
  const std::string note = signer.Sign(SomeHead());
  const std::string text = CheckpointText({"signet.example/log", SomeHead()});
  const struct {
    const char* rule;
    std::string note;
  } cases[] = {
      {"empty", ""},
      {"no signature", text},
      {"no signature line", text + "\n"},
      {"hyphen for em dash", text + "\n- signet.example/log " + EncodeBase64(Bytes(68)) + "\n"},
      {"en dash", text + "\n– signet.example/log " + EncodeBase64(Bytes(68)) + "\n"},
      {"no name", text + "\n— " + EncodeBase64(Bytes(68)) + "\n"},
      {"plus in name", text + "\n— a+b " + EncodeBase64(Bytes(68)) + "\n"},
      {"only a key ID", text + "\n— a " + EncodeBase64(Bytes(4)) + "\n"},
      {"no final newline", note.substr(0, note.size() - 1)},
      {"rubbish after", note + "x\n"},
      {"too large", text + std::string(2U << 20U, 'x') + "\n" + note.substr(text.size())},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(test::CodeOf([&] { OpenNote(c.note, signer.key()); }), Code::kLogMalformed) << c.rule;
  }
}

TEST(Checkpoint, FailuresSayWhatIsWrong) {
  const test::LogSigner signer = Signer(test::KeyKind::kEd25519);
  const LogKey other = Signer(test::KeyKind::kEd25519, 9).key();
  const auto error = test::ErrorOf([&] { OpenNote(signer.Sign(SomeHead()), other); });
  ASSERT_TRUE(error);
  EXPECT_THAT(error->message(), HasSubstr("no signature of the log key"));
}

}  // namespace
}  // namespace signet::audit
