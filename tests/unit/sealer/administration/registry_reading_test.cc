// What administrators send, read strictly: a refusal names the member and what it takes.

#include "appliance/sealer/administration/registry_reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "tests/support/error_matcher.h"

namespace signet::sealer {
namespace {

using testing::HasSubstr;

struct Case {
  const char* rule;
  std::function<void(json::Value)> read;
  const char* text;
  Code code;
  const char* sentence;
};

const auto kOrganisation = [](json::Value value) { ReadOrganisation(value); };
const auto kClient = [](json::Value value) { ReadClient(value); };
const auto kMandate = [](json::Value value) { ReadNewMandate(value); };
const auto kProposal = [](json::Value value) { ReadNewProposal(value); };
const auto kApproval = [](json::Value value) { ReadApproval(value); };
const auto kKey = [](json::Value value) { ReadSigningKey(value); };

const Case kCases[] = {
    {"no object", kOrganisation, "[]", Code::kRegistryMalformed, "must be a JSON object"},
    {"a member that is missing", kOrganisation, R"({"name": "a"})", Code::kRegistryMalformed,
     "\"legalName\" takes a text, and must be there"},
    {"a member of another kind", kOrganisation, R"({"name": "a", "legalName": 1})",
     Code::kRegistryMalformed, "\"legalName\" takes a text"},
    {"a member that nobody knows", kOrganisation,
     R"({"name": "a", "legalName": "A", "country": "ES", "identifer": "x"})",
     Code::kRegistryMalformed, "no member \"identifer\""},
    {"a list of something else", kOrganisation,
     R"({"name": "a", "legalName": "A", "country": "ES", "names": [1]})", Code::kRegistryMalformed,
     "\"names\" takes a list of texts"},
    {"a role that is none", kClient, R"({"name": "a", "role": "king"})", Code::kParameterInvalid,
     "submitter, operator"},
    {"a certificate that is none", kClient,
     R"({"name": "a", "role": "submitter", "certificates": [{"certificate": "x"}]})",
     Code::kRegistryMalformed, "one certificate in PEM"},
    {"a rate of nothing", kClient,
     R"({"name": "a", "role": "submitter", "rate": {"sealsPerMinute": 0, "burst": 1}})",
     Code::kRegistryMalformed, "\"sealsPerMinute\" takes a whole number from 1"},
    {"a flag that is a text", kClient,
     R"({"name": "a", "role": "submitter", "signaturesRequired": "yes"})", Code::kRegistryMalformed,
     "true or false"},
    {"a signing key that is none", kKey, R"({"id": "k", "publicKey": "x"})",
     Code::kRegistryMalformed, "one public key in PEM"},
    {"a mandate without terms", kMandate, R"({"name": "m"})", Code::kRegistryMalformed,
     "\"terms\""},
    {"terms with a document from outside", kMandate,
     R"({"name": "m", "terms": {"format": "signet-mandate-1", "issuing": "a", "clients": ["c"],
         "validFrom": "2026-01-01T00:00:00Z", "validUntil": "2027-01-01T00:00:00Z",
         "document": {"sha256": "00", "mediaType": "application/pdf", "octets": 1}}})",
     Code::kRegistryMalformed, "document"},
    {"a proposal of no kind", kProposal, R"({"kind": "coup", "subject": "a"})",
     Code::kParameterInvalid, "mandate-approval"},
    {"an approval without its digest", kApproval, "{}", Code::kRegistryMalformed, "\"digest\""},
    {"an approval of something short", kApproval, R"({"digest": "00"})", Code::kParameterInvalid,
     ""},
};

TEST(RegistryReading, RefusesWhatDoesNotFitInWords) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.rule);
    const auto document = json::Document::Parse(c.text, {});
    const auto error = test::ErrorOf([&] { c.read(document.root()); });
    ASSERT_TRUE(error);
    EXPECT_EQ(InfoOf(error->code()).name, InfoOf(c.code).name) << error->message();
    EXPECT_THAT(error->message(), HasSubstr(c.sentence));
  }
}

TEST(RegistryReading, TakesAnOrganisationAsItIsWritten) {
  const auto document = json::Document::Parse(
      R"({"name": "artes", "legalName": "Academy", "identifier": "VATES-A0", "country": "ES",
          "sealing": false, "otherIdentifiers": ["https://a.example"], "names": ["Academia"]})",
      {});
  const auto organisation = ReadOrganisation(document.root());
  EXPECT_EQ(organisation.identifier, "VATES-A0");
  EXPECT_THAT(organisation.other_identifiers, testing::ElementsAre("https://a.example"));
  EXPECT_THAT(organisation.names, testing::ElementsAre("Academia"));
  EXPECT_FALSE(organisation.is_sealing_organisation);
}

}  // namespace
}  // namespace signet::sealer
