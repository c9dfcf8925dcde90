// Who asked for a seal: the client's own signature in its intention (LOG.md).

#include "appliance/audit/people_rules.h"

#include <gmock/gmock.h>

#include "tests/unit/audit/told_log.h"

namespace signet::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Entry 9: campus may sign.
class SigningLog : public BoxLog {
 public:
  SigningLog() { Add(SigningKeyAdded{"campus", "portal", PublicKey(7), "anna"}); }
};

std::string Base(const std::string& path = "/v1/seals", const std::string& origin = kOrigin,
                 const std::string& key = "portal") {
  return "\"@method\": POST\n\"@path\": " + path +
         "\n\"content-digest\": sha-256=:AA==:\n\"@signature-params\": (\"@method\" \"@path\" "
         "\"content-digest\");created=1800000000;nonce=\"0123456789abcdef\";keyid=\"" +
         key + "\";tag=\"signet:" + origin + "\"";
}

SealIntended Signed(const std::string& base, int number = 7) {
  SealIntended intention = BoxLog::Intention("s", "own");
  intention.request_base = base;
  intention.request_key = "portal";
  intention.request_signature =
      EncodeBase64(SignOver(AsBytes(base), test::TestKey(test::KeyKind::kP256, number)));
  return intention;
}

TEST(Asker, ARequestThatItsClientSignedIsProved) {
  SigningLog log;
  log.Add(Signed(Base()));
  EXPECT_THAT(log.TakeFound(), IsEmpty());
}

TEST(Asker, WhatTheClientDidNotSignIsFound) {
  SealIntended changed = Signed(Base());
  changed.request_base.replace(changed.request_base.find("AA=="), 4, "AB==");
  SealIntended unsigned_base = Signed(Base());
  unsigned_base.request_signature.clear();
  SealIntended unknown_key = Signed(Base());
  unknown_key.request_key = "other";
  const struct {
    const char* rule;
    SealIntended intention;
    const char* found;
  } cases[] = {
      {"another request", changed, "error: entry 10: The client's signature is not one of its key"},
      {"another key", Signed(Base(), 8), "error: entry 10: The client's signature is not one"},
      {"no signature", unsigned_base, "error: entry 10: The client's signature is not one"},
      {"a key it does not have", unknown_key,
       "error: entry 10: The client had no signing key other"},
      {"for another box", Signed(Base("/v1/seals", "elsewhere")),
       "error: entry 10: The client's signature is for another box"},
      {"as another key", Signed(Base("/v1/seals", kOrigin, "x")),
       "error: entry 10: The client's signature is for another box, or says that it is of another"},
      {"for something else", Signed(Base("/v1/validations")),
       "warning: entry 10: The client has signed a request, but not one for a seal"},
  };
  for (const auto& c : cases) {
    SigningLog log;
    log.Add(c.intention);
    EXPECT_THAT(log.TakeFound(), ElementsAre(HasSubstr(c.found))) << c.rule;
  }
}

TEST(Asker, ASignedRequestIsOneSeal) {
  SigningLog log;
  log.Add(Signed(Base()));
  SealIntended again = Signed(Base());
  again.seal = "t";
  log.Add(again);
  EXPECT_THAT(log.TakeFound(), IsEmpty());
  log.Finish();
  EXPECT_THAT(log.TakeFound(),
              ElementsAre(HasSubstr("error: entry 11: The request that the client signed "
                                    "has an intention at entry 10 already.")));
}

// RFC 9421 3.2: a key that was taken away counts for requests that were under way.
TEST(Asker, AKeyThatWasTakenAwayProvesNothing) {
  SigningLog log;
  log.Add(SigningKeyRemoved{"campus", "portal", "anna"}, 10);
  log.Add(Signed(Base()), 15);
  EXPECT_THAT(log.TakeFound(), IsEmpty());
  log.Add(Signed(Base()), 16);
  EXPECT_THAT(log.TakeFound(),
              ElementsAre(HasSubstr("error: entry 12: The client had no signing key")));
}

}  // namespace
}  // namespace signet::audit
