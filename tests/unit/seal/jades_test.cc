#include "appliance/seal/jades.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "tests/support/error_matcher.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

HeaderParameters Parameters(TimeHeader time_header) {
  return {.algorithm = Algorithm::kEs256,
          .time_header = time_header,
          .signing_time = *ParseTime("2026-01-31T12:00:00.987Z"),
          .chain = {TestSigner(Algorithm::kEs256), TestSealCa().certificate}};
}

std::string HeaderJson(const HeaderParameters& parameters) {
  return ToString(DecodeBase64Url(EncodeProtectedHeader(parameters)).value());
}

// TS 119 182-1 5.1, 5.2, in the order of the Commission's own samples.
TEST(ProtectedHeader, IsWrittenOctetByOctetAsThisForBothTimeHeaders) {
  const HeaderParameters parameters = Parameters(TimeHeader::kSigT);
  const Certificate& signer = parameters.chain[0];
  const std::string beginning =
      R"({"alg":"ES256","cty":"json","kid":")" + EncodeBase64(signer.IssuerSerial()) +
      R"(","x5t#S256":")" + EncodeBase64Url(signer.fingerprint().view()) + R"(","x5c":[")" +
      EncodeBase64(signer.der()) + R"(",")" + EncodeBase64(parameters.chain[1].der()) +
      R"("],"typ":"jose+json","b64":false,)";
  EXPECT_EQ(HeaderJson(parameters),
            beginning + R"("sigT":"2026-01-31T12:00:00Z","crit":["b64","sigT"]})");

  HeaderParameters newer = parameters;
  newer.time_header = TimeHeader::kIat;
  EXPECT_EQ(HeaderJson(newer), beginning + R"("iat":1769860800,"crit":["b64"]})");
  EXPECT_EQ(EncodeProtectedHeader(newer), EncodeProtectedHeader(newer));
}

TEST(ProtectedHeader, IsNotWrittenForAKeyThatCannotMakeTheSignature) {
  HeaderParameters parameters = Parameters(TimeHeader::kSigT);
  parameters.algorithm = Algorithm::kRs256;
  EXPECT_EQ(test::CodeOf([&] { EncodeProtectedHeader(parameters); }),
            Code::kSealCertificateUnusable);
  parameters.chain.clear();
  EXPECT_EQ(test::CodeOf([&] { EncodeProtectedHeader(parameters); }), Code::kInternal);
}

TEST(TimeHeader, HasTwoNames) {
  for (const TimeHeader header : {TimeHeader::kSigT, TimeHeader::kIat}) {
    EXPECT_EQ(TimeHeaderFromName(NameOf(header)), header);
  }
  for (const char* name : {"", "sigt", "both"}) {
    EXPECT_EQ(test::CodeOf([&] { TimeHeaderFromName(name); }), Code::kParameterInvalid) << name;
  }
}

// RFC 7797 3: the payload's octets as they are, after a full stop.
TEST(SigningInput, IsHeaderFullStopPayload) {
  const ByteView input = AsBytes("aGVhZA.{\"ż\":1}");
  const struct {
    Algorithm algorithm;
    HashFunction function;
  } cases[] = {
      {Algorithm::kEs256, HashFunction::kSha256},
      {Algorithm::kPs256, HashFunction::kSha256},
      {Algorithm::kRs256, HashFunction::kSha256},
      {Algorithm::kEs384, HashFunction::kSha384},
  };
  for (const auto& [algorithm, function] : cases) {
    const SigningInput digests = DigestSigningInput(algorithm, "aGVhZA", "{\"ż\":1}");
    EXPECT_EQ(digests.logged, HashSha256(input)) << NameOf(algorithm);
    EXPECT_EQ(digests.to_sign, Hash(function, {input})) << NameOf(algorithm);
  }
}

// RFC 7515 7.2.1.
TEST(Container, EmbedsThePayloadByJsonEscapingOnly) {
  const std::string payload = "{\"a\": \"\\u00e9 / é \xE2\x80\xA8\",\r\n\t\"b\":1.10}";
  const Bytes signature = {0xFB, 0xFF, 0x00};
  EXPECT_EQ(
      WriteContainer(payload, "e30", signature),
      "{\"payload\":\"{\\\"a\\\": \\\"\\\\u00e9 / é \xE2\x80\xA8\\\",\\r\\n\\t\\\"b\\\":1.10}\","
      "\"signatures\":[{\"protected\":\"e30\",\"signature\":\"-_8A\"}]}");
  const std::string text = WriteContainer(payload, "e30", signature);
  const json::Document read = json::Document::Parse(text, {});
  EXPECT_EQ(read.root().Find("payload")->AsString(), payload);
}

}  // namespace
}  // namespace signet::seal
