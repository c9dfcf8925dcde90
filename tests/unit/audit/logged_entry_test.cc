#include "appliance/audit/logged_entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "appliance/audit/event.h"
#include "tests/support/error_matcher.h"

namespace signet::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kTimeMember = R"("time":"2026-11-23T22:31:07.123Z")";

std::string Entry(const std::string& type, const std::string& members) {
  return "{" + members + (members.empty() ? "" : ",") + kTimeMember + R"(,"type":")" + type + "\"}";
}

TEST(LoggedEntry, TextsThatAreNoEntriesAreRefused) {
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("x"), std::string("{}"),
        std::string(R"({"type":"box.stopped"})"), std::string("{") + kTimeMember + "}",
        std::string(R"({"time":"yesterday","type":"box.stopped"})"),
        std::string(R"({"time":5,"type":"box.stopped"})"),
        std::string("{") + kTimeMember + R"(,"type":7})",
        std::string("{") + kTimeMember + R"(,"type":"a","type":"b"})", std::string("\xFF"),
        std::string("1"), std::string("null"), std::string(70'000, ' ')}) {
    EXPECT_EQ(test::CodeOf([&] { const LoggedEntry entry(text); }), Code::kLogMalformed) << text;
  }
}

// RFC 8785 3.2.
TEST(LoggedEntry, OnlyTheOneSpellingIsCanonical) {
  const struct {
    const char* rule;
    std::string text;
    bool canonical;
  } cases[] = {
      {"sorted", Entry("t", R"("a":1)"), true},
      {"white space", Entry("t", R"("a": 1)"), false},
      {"other order", std::string("{") + R"("type":"t",)" + kTimeMember + "}", false},
      {"needless escape", Entry("t", R"("a":"\u0041")"), false},
      {"escaped solidus", Entry("t", R"("a":"\/")"), false},
      {"exponent", Entry("t", R"("a":1e0)"), false},
      {"minus zero", Entry("t", R"("a":-0)"), false},
      {"null", Entry("t", R"("a":null)"), false},
      {"nested", Entry("t", R"("a":{})"), false},
      {"boolean", Entry("t", R"("a":true)"), true},
      {"characters beyond ASCII", Entry("t", R"("a":"é")"), true},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(LoggedEntry(c.text).IsCanonical(), c.canonical) << c.rule;
  }
}

TEST(LoggedEntry, MembersAreHeldAgainstTheirType) {
  const std::string digest(64, 'a');
  const struct {
    const char* rule;
    std::string members;
    bool good;
  } cases[] = {
      {"as it must be", R"("certificate":")" + digest + R"(","count":1,"problem":"p")", true},
      {"without the optional one", R"("count":1,"problem":"p")", true},
      {"without a required one", R"("problem":"p")", false},
      {"negative count", R"("count":-1,"problem":"p")", false},
      {"count as text", R"("count":"1","problem":"p")", false},
      {"short digest", R"("certificate":"aa","count":1,"problem":"p")", false},
      {"digest in capitals",
       R"("certificate":")" + std::string(64, 'A') + R"(","count":1,"problem":"p")", false},
      {"text as number", R"("count":1,"problem":5)", false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(LoggedEntry(Entry("access.refused", c.members)).WrongMembers().empty(), c.good)
        << c.rule;
  }
  EXPECT_THAT(LoggedEntry(Entry("box.stopped", R"("more":1)")).UnknownMembers(),
              ElementsAre("more"));
  EXPECT_EQ(LoggedEntry(Entry("new.type", "")).kind(), nullptr);
}

TEST(DescribeEntry, TellsTheEventInASentence) {
  const Time time = *ParseTime("2026-11-23T22:31:07.123Z");
  const Sha256 digest = HashSha256("x");
  EXPECT_EQ(DescribeEntry(EncodeEntry(time, SealCompleted{"s-1", 5, "B-B", digest, time, digest})),
            "2026-11-23T22:31:07.123Z  Seal s-1 (entry 5) is complete at B-B; sealed file "
            "2d711642b726….");
  EXPECT_EQ(DescribeEntry(EncodeEntry(time, BoxStopped{})),
            "2026-11-23T22:31:07.123Z  The sealer stopped.");
}

// What an entry does not have is no gap in its sentence.
TEST(DescribeEntry, LeavesOutWhatIsAbsent) {
  const Time time = *ParseTime("2026-11-23T22:31:07.123Z");
  const Sha256 digest = HashSha256("x");
  EXPECT_THAT(DescribeEntry(EncodeEntry(time, KeyActivated{"k", digest, "box", ""})),
              HasSubstr("Key k may seal with certificate 2d711642b726…, by box."));
  EXPECT_THAT(DescribeEntry(EncodeEntry(time, KeyActivated{"k", digest, "ben", "p-1"})),
              HasSubstr("Key k may seal with certificate 2d711642b726…, by ben, proposal p-1."));
  EXPECT_THAT(DescribeEntry(EncodeEntry(time, AccessRefused{"client-unknown", 2, std::nullopt})),
              HasSubstr("Turned away 2 times: client-unknown."));
  EXPECT_THAT(DescribeEntry(Entry("client.added", R"("client":"campus","role":"submitter")")),
              HasSubstr("Client campus was added as submitter."));
  EXPECT_THAT(DescribeEntry(Entry("client.added", R"("role":"submitter")")),
              HasSubstr("Client  was added as submitter."));
}

TEST(DescribeEntry, TellsAnUnknownTypeMemberByMember) {
  EXPECT_EQ(DescribeEntry(Entry("new.type", R"("a":1,"b":"two")")),
            "2026-11-23T22:31:07.123Z  new.type: a 1, b two");
}

TEST(DescribeEntry, NeverBreaksTheLineAndNeverThrows) {
  EXPECT_THAT(DescribeEntry("rubbish"), StartsWith("(not an entry"));
  EXPECT_THAT(DescribeEntry(""), StartsWith("(not an entry"));
  const std::string told = DescribeEntry(Entry("token.fault", R"("fault":"a\nb\u001b[31m")"));
  EXPECT_EQ(told.find('\n'), std::string::npos);
  EXPECT_EQ(told.find('\x1b'), std::string::npos);
  EXPECT_THAT(told, HasSubstr(R"(a\nb)"));
  std::string accents;
  for (int i = 0; i < 300; ++i) accents += "é";
  EXPECT_THAT(DescribeEntry(Entry("token.fault", R"("fault":")" + accents + "\"")),
              HasSubstr("é…"));
}

}  // namespace
}  // namespace signet::audit
