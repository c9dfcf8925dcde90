#include "appliance/elm/claims.h"

#include <gtest/gtest.h>

#include <string>

namespace signet::elm {
namespace {

Claims Read(const std::string& text) { return ReadClaims(json::Document::Parse(text, {}).root()); }

TEST(Claims, ReadsTheCredentialsOwnValidity) {
  const struct {
    const char* text;
    const char* from;
    const char* until;
  } cases[] = {
      {R"({"validFrom":"2026-01-12T07:28:03Z"})", "2026-01-12T07:28:03Z", nullptr},
      {R"({"issuanceDate":"2023-09-27T14:07:01+02:00"})", "2023-09-27T12:07:01Z", nullptr},
      {R"({"issuanceDate":"2023-09-27T14:07:01-02:30"})", "2023-09-27T16:37:01Z", nullptr},
      {R"({"validFrom":"2023-06-28T14:30:00Z","issuanceDate":"2023-09-27T12:00:00Z"})",
       "2023-09-27T12:00:00Z", nullptr},
      {R"({"validUntil":"2030-12-31T00:00:00.000Z"})", nullptr, "2030-12-31T00:00:00Z"},
      {R"({"validUntil":"2030-12-31T00:00:00Z","expirationDate":"2029-12-31T00:00:00Z"})", nullptr,
       "2029-12-31T00:00:00Z"},
      {R"({"validUntil":"some day","validFrom":1})", nullptr, nullptr},
  };
  for (const auto& c : cases) {
    const Claims claims = Read(c.text);
    EXPECT_EQ(claims.valid_from, c.from == nullptr ? std::nullopt : ParseTime(c.from)) << c.text;
    EXPECT_EQ(claims.valid_until, c.until == nullptr ? std::nullopt : ParseTime(c.until)) << c.text;
  }
}

std::string AwardedBy(const std::string& body) {
  return R"({"issuer":{"id":"urn:org:1123e4567-e89b-12d3-a456-426614174000",
    "eIDASIdentifier":{"notation":"NTREE-1"}},
    "credentialSubject":{"hasClaim":[{"awardedBy":{"awardingBody":)" +
         body + "}}]}}";
}

TEST(Claims, TellsAwardingBodiesThatAreNotTheIssuer) {
  const struct {
    const char* body;
    std::vector<std::string> others;
  } cases[] = {
      // The Commission's issuer appends a UUID to the issuer's id.
      {R"({"id":"urn:org:1"})", {}},
      {R"({"id":"urn:org:1123e4567-e89b-12d3-a456-426614174000"})", {}},
      {R"({"id":"urn:org:9","eIDASIdentifier":{"notation":"NTREE-1"}})", {}},
      {R"({"id":"urn:org:2"})", {"urn:org:2"}},
      {R"([{"id":"urn:org:1"},{"id":"urn:org:2"},"urn:org:2"])", {"urn:org:2"}},
      {R"({"legalName":{"en":"Nobody"}})", {"without an id"}},
      {R"({"id":"urn:org:11"})", {"urn:org:11"}},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Read(AwardedBy(c.body)).other_awarding_bodies, c.others) << c.body;
  }
}

TEST(Claims, KnowsEvidenceOfAMandate) {
  EXPECT_TRUE(Read(R"({"evidence":[{"dcType":{"id":
    "http://data.europa.eu/snb/evidence-type/c_18016257"}}]})")
                  .has_mandate);
  EXPECT_FALSE(Read(R"({"evidence":{"dcType":{"id":
    "http://data.europa.eu/snb/evidence-type/c_1"}}})")
                   .has_mandate);
  EXPECT_FALSE(Read("{}").has_mandate);
}

}  // namespace
}  // namespace signet::elm
