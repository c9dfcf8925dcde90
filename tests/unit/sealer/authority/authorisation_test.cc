// DESIGN 3.3: every awarding body is the sealing organisation itself or has a mandate that is
// approved, valid now, covers the credential, and lets this client submit.

#include "appliance/sealer/authority/authorisation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "tests/support/error_matcher.h"
#include "tests/support/moment.h"

namespace signet::sealer {
namespace {

using elm::Attribution;
using elm::NamedOrganisation;
using registry::Mandate;
using registry::MandateStatus;
using registry::Organisation;
using testing::HasSubstr;

const Time kFrom = test::At("2026-03-01T00:00:00Z");
const Time kUntil = test::At("2027-03-01T00:00:00Z");
const Time kNow = test::At("2026-11-26T12:00:00Z");

constexpr const char* kGeneric = "http://data.europa.eu/snb/model/ap/edc-generic-full";
constexpr const char* kDiploma = "http://data.europa.eu/snb/model/ap/edc-diploma-supplement";

Mandate Good(const std::string& name) {
  Mandate mandate;
  mandate.name = name;
  mandate.status = MandateStatus::kApproved;
  mandate.terms.issuing = "artes";
  mandate.terms.clients = {"campus"};
  mandate.terms.valid_from = kFrom;
  mandate.terms.valid_until = kUntil;
  return mandate;
}

NamedOrganisation Called(const std::string& name) { return {"urn:epass:org:1", {}, {name}}; }

// A box that seals for artes, and a credential that artes awards.
struct Situation {
  std::vector<Organisation> organisations{
      {.name = "artes", .legal_name = "Academy of Arts", .identifier = "", .country = "ES"},
      {.name = "school", .legal_name = "Harbour School", .identifier = "", .country = "ES"},
      {.name = "velo",
       .legal_name = "Velo OÜ",
       .identifier = "",
       .country = "EE",
       .is_sealing_organisation = true}};
  std::vector<Mandate> mandates{Good("artes-2026")};
  registry::Client client{.name = "campus"};
  Attribution credential{.issuers = {Called("Velo OÜ")},
                         .awarding_bodies = {Called("Academy of Arts")},
                         .delivering = {},
                         .awards = {{{0}, {"urn:spec:1"}}},
                         .profiles = {kGeneric},
                         .kinds = {}};
  bool demo_key = false;
  Time now = kNow;

  Authority Decide() const {
    const OrganisationBook organisation_book(organisations);
    const MandateBook mandate_book(mandates);
    return Authorise({organisation_book, mandate_book, client, demo_key, now}, credential,
                     credential.profiles);
  }
};

using Change = std::function<void(Situation&)>;

struct Allowed {
  const char* rule;
  Change change;
  const char* authority;
};

const Allowed kAllowed[] = {
    {"an approved mandate", [](Situation&) {}, "mandate:artes-2026"},
    {"the sealing organisation itself needs none",
     [](Situation& s) { s.credential.awarding_bodies = {Called("Velo OÜ")}; }, "own"},
    {"nobody awards: what remains is the issuer",
     [](Situation& s) { s.credential.awarding_bodies = {}; }, "own"},
    {"two bodies, each covered",
     [](Situation& s) {
       s.credential.awarding_bodies = {Called("Velo OÜ"), Called("Academy of Arts")};
     },
     "mandate:artes-2026"},
    {"the first moment", [](Situation& s) { s.now = kFrom; }, "mandate:artes-2026"},
    {"the last moment", [](Situation& s) { s.now = kUntil - std::chrono::milliseconds(1); },
     "mandate:artes-2026"},
    {"of several that hold the first by name",
     [](Situation& s) { s.mandates.insert(s.mandates.begin(), Good("artes-2027")); },
     "mandate:artes-2026"},
    {"one that holds beside one that ended",
     [](Situation& s) {
       s.mandates.push_back(Good("artes-2025"));
       s.mandates.back().status = MandateStatus::kEnded;
     },
     "mandate:artes-2026"},
    {"a profile that is covered", [](Situation& s) { s.mandates[0].terms.profiles = {kGeneric}; },
     "mandate:artes-2026"},
    {"learning that is covered",
     [](Situation& s) { s.mandates[0].terms.learning = {"urn:spec:1"}; }, "mandate:artes-2026"},
    {"delivering organisations that are named",
     [](Situation& s) {
       s.mandates[0].terms.delivering_checked = true;
       s.mandates[0].terms.delivering = {"school"};
       s.credential.delivering = {Called("Harbour School"), Called("Academy of Arts")};
     },
     "mandate:artes-2026"},
    {"a client that is bound to this organisation",
     [](Situation& s) { s.client.organisations = {"artes"}; }, "mandate:artes-2026"},
    {"an issuer that keeps the awarding body's number from its draft",
     [](Situation& s) {
       s.organisations[0].other_identifiers = {"REG-1"};
       s.organisations[2].identifier = "NTREE-17207834";
       s.credential.issuers = {
           {"", {{"NTREE-17207834", "", true}, {"REG-1", "", true}}, {"Velo OÜ"}}};
     },
     "mandate:artes-2026"},
    {"a demonstration covers anybody, with a demo key",
     [](Situation& s) {
       s.demo_key = true;
       s.mandates.push_back(Good("demo"));
       s.mandates.back().terms.issuing = "";
       s.mandates.back().terms.demonstration = true;
       s.credential.awarding_bodies = {Called("Somebody"), Called("Academy of Arts")};
     },
     "mandate:artes-2026 demonstration-mandate:demo"},
};

TEST(Authorisation, IsGivenWhereEachAwardingBodyIsCovered) {
  for (const Allowed& c : kAllowed) {
    SCOPED_TRACE(c.rule);
    Situation situation;
    c.change(situation);
    EXPECT_EQ(situation.Decide().text, c.authority);
  }
}

struct Refused {
  const char* rule;
  Change change;
  Code code;
  const char* sentence;
};

void AddDemonstration(Situation& s) {
  s.mandates.push_back(Good("demo"));
  s.mandates.back().terms.issuing = "";
  s.mandates.back().terms.clients = {};
  s.mandates.back().terms.demonstration = true;
}

const Refused kRefused[] = {
    {"one day after its end", [](Situation& s) { s.now = kUntil + std::chrono::days(1); },
     Code::kMandateEnded, "artes-2026 has ended"},
    {"at the first moment after it", [](Situation& s) { s.now = kUntil; }, Code::kMandateEnded,
     "artes-2026"},
    {"before its beginning", [](Situation& s) { s.now = kFrom - std::chrono::milliseconds(1); },
     Code::kMandateNotYetValid, "begins at 2026-03-01"},
    {"suspended", [](Situation& s) { s.mandates[0].status = MandateStatus::kSuspended; },
     Code::kMandateSuspended, "is suspended"},
    {"ended early", [](Situation& s) { s.mandates[0].status = MandateStatus::kEnded; },
     Code::kMandateEnded, "has ended"},
    {"not approved", [](Situation& s) { s.mandates[0].status = MandateStatus::kProposed; },
     Code::kMandateNotApproved, "two administrators"},
    {"another client", [](Situation& s) { s.client.name = "stranger"; },
     Code::kClientNotForOrganisation, "does not name client stranger"},
    {"a client that is bound to another organisation",
     [](Situation& s) { s.client.organisations = {"school"}; }, Code::kClientNotForOrganisation,
     "may not submit for artes"},
    {"another profile", [](Situation& s) { s.mandates[0].terms.profiles = {kDiploma}; },
     Code::kMandateDoesNotCover, "edc-generic-full"},
    {"a second profile that is not covered",
     [](Situation& s) {
       s.mandates[0].terms.profiles = {kGeneric};
       s.credential.profiles = {kGeneric, kDiploma};
     },
     Code::kMandateDoesNotCover, "edc-diploma-supplement"},
    {"another kind",
     [](Situation& s) {
       s.mandates[0].terms.kinds = {"urn:kind:diploma"};
       s.credential.kinds = {"urn:kind:generic"};
     },
     Code::kMandateDoesNotCover, "urn:kind:generic"},
    {"no kind where kinds are limited",
     [](Situation& s) { s.mandates[0].terms.kinds = {"urn:kind:diploma"}; },
     Code::kMandateDoesNotCover, "names none"},
    {"another qualification", [](Situation& s) { s.mandates[0].terms.learning = {"urn:spec:2"}; },
     Code::kMandateDoesNotCover, "urn:spec:1"},
    {"an award that refers to nothing where learning is limited",
     [](Situation& s) {
       s.mandates[0].terms.learning = {"urn:spec:1"};
       s.credential.awards.push_back({{0}, {}});
     },
     Code::kMandateDoesNotCover, "refers to none"},
    {"a delivering organisation that is not named",
     [](Situation& s) {
       s.mandates[0].terms.delivering_checked = true;
       s.credential.delivering = {Called("Harbour School")};
     },
     Code::kMandateDoesNotCover, "Harbour School"},
    {"no mandate at all", [](Situation& s) { s.mandates.clear(); }, Code::kMandateMissing,
     "no mandate of artes"},
    {"an awarding body that nobody registered",
     [](Situation& s) {
       s.credential.awarding_bodies = {Called("Academy of Arts"), Called("Somebody")};
     },
     Code::kAwardingBodyUnknown, "\"Somebody\""},
    {"an awarding body that could be two",
     [](Situation& s) {
       s.organisations.push_back(
           {.name = "other", .legal_name = "Academy of Arts", .identifier = "", .country = "FR"});
     },
     Code::kAwardingBodyAmbiguous, "artes, other"},
    {"an issuer with an identifier of somebody who does not award it",
     [](Situation& s) {
       s.organisations[1].identifier = "VATES-B11111111";
       s.credential.issuers = {{"", {{"VATES-B11111111", "", true}}, {"Velo OÜ"}}};
     },
     Code::kAwardingBodyAmbiguous, "school"},
    {"of several that do not hold the nearest is told of",
     [](Situation& s) {
       s.mandates[0].terms.profiles = {kDiploma};
       s.mandates.push_back(Good("artes-2025"));
       s.mandates.back().status = MandateStatus::kEnded;
     },
     Code::kMandateDoesNotCover, "artes-2026"},
    {"a demonstration with a real key",
     [](Situation& s) {
       AddDemonstration(s);
       s.mandates.erase(s.mandates.begin());
     },
     Code::kMandateMissing, "artes"},
    {"a demonstration does not help who has a mandate that does not hold",
     [](Situation& s) {
       s.demo_key = true;
       AddDemonstration(s);
       s.mandates[0].status = MandateStatus::kSuspended;
     },
     Code::kMandateSuspended, "is suspended"},
    {"a demonstration that ended",
     [](Situation& s) {
       s.demo_key = true;
       AddDemonstration(s);
       s.mandates.back().status = MandateStatus::kEnded;
       s.credential.awarding_bodies = {Called("Somebody")};
     },
     Code::kAwardingBodyUnknown, "Somebody"},
};

TEST(Authorisation, IsRefusedWithAProblemOfItsOwn) {
  for (const Refused& c : kRefused) {
    SCOPED_TRACE(c.rule);
    Situation situation;
    c.change(situation);
    const auto error = test::ErrorOf([&] { situation.Decide(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(InfoOf(error->code()).name, InfoOf(c.code).name) << error->message();
    EXPECT_THAT(error->message(), HasSubstr(c.sentence));
  }
}

TEST(Authorisation, IsFoundAgainByItsRecord) {
  const MandateBook book({Good("artes-2026")});
  const Authority again = AuthorityFrom("mandate:artes-2026", {"artes-2026"}, book);
  EXPECT_EQ(again.mandates.front()->terms.issuing, "artes");
  EXPECT_EQ(test::CodeOf([&] { AuthorityFrom("mandate:gone", {"gone"}, book); }),
            Code::kMandateUnknown);
}

}  // namespace
}  // namespace signet::sealer
