#include "appliance/audit/event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "appliance/audit/entry_kind.h"
#include "appliance/audit/logged_entry.h"
#include "appliance/base/file.h"
#include "tests/support/error_matcher.h"

namespace signet::audit {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Time kTime = *ParseTime("2026-11-23T22:31:07.123Z");
const Sha256 kDigest = HashSha256("x");
constexpr const char* kDigestHex =
    "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";

// One of each type, in the order of Event.
std::vector<Event> OneOfEach() {
  return {BoxInitialised{"o", "v", "k"},
          BoxStarted{"v"},
          BoxStopped{},
          StateChanged{"locked", "operational", "PIN given"},
          OrganisationAdded{"o", "VATPT-1", true, kDigest, "a"},
          OrganisationChanged{"o", kDigest, "a", "p"},
          ClientAdded{"c", "submitter", kDigest, "a", "p"},
          ClientChanged{"c", kDigest, "a"},
          ClientCertificateAdded{"c", "public-key", kDigest, "a", "p"},
          ClientCertificateRemoved{"c", kDigest, "a"},
          SigningKeyAdded{"c", "k", "AA==", "a"},
          SigningKeyRemoved{"c", "k", "a"},
          AdministratorRecovered{"a", "b", "Token lost."},
          MandateDrafted{"m", "o", kDigest, "a"},
          MandateProposed{"m", kDigest, "a"},
          MandateApproved{"m", "o", kDigest, kTime, kTime, 7, false, "a", "b", "p"},
          MandateStatusChanged{"m", "approved", "a", "p"},
          ProposalMade{"p", "mandate-approval", "m", kDigest, kTime, "a"},
          ProposalApproved{"p", "mandate-approval", "m", kDigest, "b"},
          ProposalRejected{"p", "b"},
          KeyActivated{"k", kDigest, "a", "p"},
          ClientStatusChanged{"c", "suspended", "a", "p"},
          KeyGenerated{"k", "ES256", "sigT", kDigest},
          KeyCertified{"k", kDigest, kTime, kTime},
          DefaultKeySet{"k"},
          TokenUnlocked{"file"},
          TokenLocked{"operator"},
          PinRefused{"file"},
          TokenFault{"timed out"},
          AccessRefused{"client-unknown", 12, kDigest},
          RequestRefused{"c", "list", "role-not-allowed"},
          SealRefused{"c", "not-json", kDigest},
          SealIntended{"s", "c", "k", kDigest, "edc", "B-B", "mandate:m", kDigest, kDigest, "p",
                       "base", "k", "AA=="},
          SealResumed{"s", 5},
          SealInterrupted{"s", 5},
          SealCompleted{"s", 5, "B-B", kDigest, kTime, kDigest, "mandate:m"},
          SealFailed{"s", 5, "token-failed"},
          TrustOriginAdded{kDigest},
          TrustedListImported{"national", "PT", 7, kDigest, kTime, kTime},
          TrustAnchorAdded{"a", "tsa", kDigest},
          ProfileImported{"p", "1", kDigest},
          CodeListImported{"s", 2, kDigest},
          AdviceBound{"o", "outcome-thin", true},
          TimeStampRefused{"first", "wrong-nonce"},
          KeyRevoked{"k", kDigest},
          SealExtended{"c", "B-LTA", kDigest, kDigest}};
}

TEST(Event, ACompletionIsSpelledAsLogMdSays) {
  EXPECT_EQ(EncodeEntry(kTime, SealCompleted{"s", 5, "B-B", kDigest, kTime, kDigest}),
            std::string(R"({"certificate":")") + kDigestHex +
                R"(","intention":5,"level":"B-B","seal":"s","sealed":")" + kDigestHex +
                R"(","signing_time":"2026-11-23T22:31:07.123Z",)"
                R"("time":"2026-11-23T22:31:07.123Z","type":"seal.completed"})");
  EXPECT_EQ(EncodeEntry(kTime, BoxStopped{}),
            R"({"time":"2026-11-23T22:31:07.123Z","type":"box.stopped"})");
}

TEST(Event, EveryTypeIsKnownToReadersWithExactlyItsMembers) {
  std::set<std::string> types;
  ASSERT_EQ(OneOfEach().size(), std::variant_size_v<Event>);
  for (const Event& event : OneOfEach()) {
    const LoggedEntry entry(EncodeEntry(kTime, event));
    ASSERT_NE(entry.kind(), nullptr) << entry.type();
    EXPECT_THAT(entry.WrongMembers(), IsEmpty()) << entry.type();
    EXPECT_THAT(entry.UnknownMembers(), IsEmpty()) << entry.type();
    EXPECT_TRUE(entry.IsCanonical()) << entry.type();
    // Two members of client.added are those of older versions.
    const std::size_t older = entry.type() == "client.added" ? 2 : 0;
    EXPECT_EQ(entry.document().root().size() + older, entry.kind()->members.size() + 2)
        << entry.type();
    types.emplace(entry.type());
  }
  EXPECT_EQ(types.size(), AllEntryKinds().size());
}

TEST(Event, LogMdNamesEveryTypeAndMember) {
  const std::string text = ReadFile(SIGNET_SOURCE_DIR "/appliance/audit/LOG.md");
  for (const EntryKind& kind : AllEntryKinds()) {
    const std::size_t at = text.find("`" + std::string(kind.type) + "`");
    ASSERT_NE(at, std::string::npos) << kind.type;
    const std::string row = text.substr(at, text.find('\n', at) - at);
    for (const EntryMember& member : kind.members) {
      EXPECT_THAT(row, HasSubstr("`" + std::string(member.name) + (member.required ? "`" : "?`")))
          << kind.type;
    }
  }
}

TEST(Event, WhatIsEmptyIsNoMember) {
  EXPECT_EQ(EncodeEntry(kTime, KeyActivated{"k", kDigest, "box", ""}),
            std::string(R"({"by":"box","certificate":")") + kDigestHex +
                R"(","key":"k","time":"2026-11-23T22:31:07.123Z","type":"key.activated"})");
  const LoggedEntry intended(EncodeEntry(
      kTime, SealIntended{"s", "c", "k", kDigest, "edc", "B-B", "own", kDigest, kDigest}));
  for (const char* const name : {"profile", "request_base", "request_key", "request_signature"}) {
    EXPECT_FALSE(intended.Text(name)) << name;
  }
  const LoggedEntry approved(EncodeEntry(
      kTime, MandateApproved{"m", "o", kDigest, kTime, kTime, {}, true, "box", "box", ""}));
  EXPECT_FALSE(approved.Index("seals_in_total"));
  EXPECT_THAT(approved.WrongMembers(), IsEmpty());
}

TEST(Event, AnAbsentCertificateIsNoMember) {
  EXPECT_EQ(EncodeEntry(kTime, AccessRefused{"p", 1, std::nullopt}),
            R"({"count":1,"problem":"p","time":"2026-11-23T22:31:07.123Z",)"
            R"("type":"access.refused"})");
}

// C2SP tlog-tiles: a bundle gives an entry's length 16 bits.
TEST(Event, AnEntryHasAtMost65535Octets) {
  const std::size_t rest = EncodeEntry(kTime, TokenFault{""}).size();
  EXPECT_EQ(EncodeEntry(kTime, TokenFault{std::string(65'535 - rest, 'x')}).size(), 65'535U);
  EXPECT_EQ(test::CodeOf([&] { EncodeEntry(kTime, TokenFault{std::string(65'536 - rest, 'x')}); }),
            Code::kInternal);
}

TEST(Event, TextsAreEscapedAsCanonicalJson) {
  const std::string entry = EncodeEntry(kTime, TokenFault{"a\"b\\c\n\x01 é"});
  EXPECT_THAT(entry, HasSubstr(R"("fault":"a\"b\\c\n\u0001 é")"));
  EXPECT_TRUE(LoggedEntry(entry).IsCanonical());
}

}  // namespace
}  // namespace signet::audit
