#include "appliance/elm/credential_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "tests/unit/elm/sample.h"

namespace signet::elm {
namespace {

constexpr std::string_view kIssuer = R"({"id":"urn:org:1","legalName":{"en":"Example"}})";

std::optional<Code> Verdict(std::string text) {
  try {
    ReadText(std::move(text));
    return std::nullopt;
  } catch (const Error& error) {
    return error.code();
  }
}

std::string Credential() { return SampleCredential(kIssuer); }

std::string Replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t place = text.find(what);
  EXPECT_NE(place, std::string::npos) << what;
  return text.replace(place, what.size(), with);
}

TEST(CredentialText, KeepsTheCharactersAsTheyCame) {
  const std::string text =
      "\r\n " + SampleCredential(kIssuer, ",\r\n\t\"n\\u0061me\": 1.500E+2") + "\n";
  const auto credential = ReadText(text);
  EXPECT_EQ(credential.text(), text);
  EXPECT_EQ(credential.id(), "urn:credential:1");
}

TEST(CredentialText, IsTakenOutOfAnUploadWrapper) {
  for (const std::string& wrapper :
       {"{\"credential\":" + Credential() + "}",
        "{ \"deliveryDetails\" : {\"@x\": [1]},\n\"credential\" : " + Credential() + " }\n",
        "{\"\\u0063redential\":" + Credential() + ",\"deliveryDetails\":null}"}) {
    EXPECT_EQ(ReadText(wrapper).text(), Credential()) << wrapper;
  }
}

TEST(CredentialText, HasAnIdOnlyIfItIsAText) {
  EXPECT_EQ(ReadText(Replaced(Credential(), "\"urn:credential:1\"", "7")).id(), std::nullopt);
  EXPECT_EQ(ReadText(Replaced(Credential(), "\"id\":\"urn:credential:1\",", "")).id(),
            std::nullopt);
}

struct Case {
  const char* name;
  std::string text;
  std::optional<Code> expected;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

class Recognising : public testing::TestWithParam<Case> {};

TEST_P(Recognising, IsDecidedAsTheTableSays) {
  const auto verdict = Verdict(GetParam().text);
  EXPECT_EQ(verdict, GetParam().expected)
      << (verdict ? InfoOf(*verdict).name : std::string_view("read"));
}

constexpr const char* kFirst = "\"https://www.w3.org/2018/credentials/v1\"";
constexpr const char* kSecond = "\"http://data.europa.eu/snb/model/context/edc-ap\"";
const std::string kBoth = std::string("[") + kFirst + "," + kSecond + "]";
const std::string kTypes = R"(["VerifiableCredential","EuropeanDigitalCredential"])";

Case Context(const char* name, const std::string& context) {
  return {name, Replaced(Credential(), kBoth, context), Code::kContextUnexpected};
}
Case Types(const char* name, const std::string& types, std::optional<Code> expected) {
  return {name, Replaced(Credential(), kTypes, types), expected};
}

INSTANTIATE_TEST_SUITE_P(
    Table, Recognising,
    testing::Values(
        Case{"credential", Credential(), std::nullopt}, Case{"not_json", "{", Code::kNotJson},
        Case{"array", "[" + Credential() + "]", Code::kNotACredential},
        Case{"string", "\"a.b.c\"", Code::kNotACredential},
        Case{"empty_object", "{}", Code::kNotACredential},
        Case{"twins", SampleCredential(kIssuer, R"(,"issu\u0065r":1)"), Code::kDuplicateMember},
        Types("types_swapped", R"(["EuropeanDigitalCredential","VerifiableCredential"])",
              std::nullopt),
        Types("third_type", R"(["x","VerifiableCredential","EuropeanDigitalCredential"])",
              std::nullopt),
        Types("type_escaped", R"(["Verifiable\u0043redential","EuropeanDigitalCredential"])",
              std::nullopt),
        Types("one_type", R"(["VerifiableCredential"])", Code::kNotACredential),
        Types("other_type", R"(["EuropeanDigitalCredential"])", Code::kNotACredential),
        Types("type_misspelt", R"(["VerifiableCredential","EuropeanDigitalCredentia1"])",
              Code::kNotACredential),
        Types("type_no_array", R"("EuropeanDigitalCredential")", Code::kNotACredential),
        Types("types_inside", R"([["VerifiableCredential","EuropeanDigitalCredential"]])",
              Code::kNotACredential),
        Context("contexts_swapped", std::string("[") + kSecond + "," + kFirst + "]"),
        Context("one_context", std::string("[") + kFirst + "]"),
        Context("third_context", std::string("[") + kFirst + "," + kSecond + "," + kSecond + "]"),
        Context("inline_context", std::string("[") + kFirst + ",{}]"),
        Context("bare_context", kSecond), Context("no_contexts", "[]"),
        Context("null_context", "null"),
        Context("other_version",
                R"(["https://www.w3.org/ns/credentials/v2",)" + std::string(kSecond) + "]"),
        Case{"context_absent", Replaced(Credential(), "\"@context\":" + kBoth + ",", ""),
             Code::kContextUnexpected},
        Case{"context_inside", SampleCredential(R"({"@context":{},"id":"a"})"),
             Code::kContextUnexpected},
        Case{"context_deep", SampleCredential(kIssuer, R"(,"a":[{"b":[{"\u0040context":[]}]}])"),
             Code::kContextUnexpected},
        Case{"keyword_top", SampleCredential(kIssuer, R"(,"@graph":[])"), Code::kNotACredential},
        Case{"keyword_inside", SampleCredential(R"({"id":"a","@id":"b"})"), Code::kNotACredential},
        Case{"keyword_as_value", SampleCredential(kIssuer, R"(,"a":"@id")"), std::nullopt},
        Case{"wrapper_with_more", "{\"credential\":" + Credential() + ",\"signature\":1}",
             Code::kNotACredential},
        Case{"wrapper_of_nothing", R"({"credential":null})", Code::kNotACredential},
        Case{"wrapper_of_wrapper", "{\"credential\":{\"credential\":" + Credential() + "}}",
             Code::kNotACredential},
        Case{"wrapper_of_array", "{\"credential\":[" + Credential() + "]}", Code::kNotACredential},
        Case{"sealed", R"({"payload":"{}","signatures":[]})", Code::kAlreadySealed},
        Case{"sealed_flattened", R"({"payload":"e30","protected":"","signature":""})",
             Code::kAlreadySealed},
        Case{"sealed_in_wrapper", R"({"credential":{"payload":"{}","signatures":[]}})",
             Code::kAlreadySealed},
        Case{"payload_alone", R"({"payload":"{}"})", Code::kNotACredential},
        Case{"member_named_credential", SampleCredential(kIssuer, R"(,"credential":{})"),
             std::nullopt}),
    [](const auto& test) { return test.param.name; });

TEST(CredentialText, SaysWhatToDoWithASealedOne) {
  try {
    ReadText(R"({"payload":"{}","signatures":[]})");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), testing::HasSubstr("without its seal"));
  }
}

TEST(CredentialText, ReadsTheRealOnes) {
  if (!std::filesystem::exists(Corpus())) GTEST_SKIP() << "left out: no corpus at " << Corpus();
  int read = 0;
  int sealed = 0;
  for (const char* folder : {"samples-elm", "samples-mynextid"}) {
    for (const auto& entry : std::filesystem::directory_iterator(Corpus() / folder)) {
      const std::string text = ReadFile(entry.path());
      const auto verdict = Verdict(text);
      const bool is_sealed = entry.path().stem().string().ends_with("-signed");
      EXPECT_EQ(verdict, is_sealed ? std::optional(Code::kAlreadySealed) : std::nullopt)
          << entry.path();
      (is_sealed ? sealed : read) += 1;
      if (verdict) continue;
      const std::string kept(ReadText(text).text());
      EXPECT_NE(text.find(kept), std::string::npos);
    }
  }
  EXPECT_EQ(read, 7);
  EXPECT_EQ(sealed, 5);
}

}  // namespace
}  // namespace signet::elm
