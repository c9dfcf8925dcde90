// Sealing on behalf of others on a running box, with nothing but signetctl: two administrators make
// a mandate, it is sealed under, suspended, resumed, used up and ended.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/box_suite.h"
#include "tests/support/temporary_folder.h"

namespace signet::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kDiploma = SIGNET_SOURCE_DIR "/provisioning/models/diploma.jsonld";

class MandateCommands : public BoxSuite {
 protected:
  static std::string Good(const std::string& profile, const std::vector<std::string>& arguments) {
    const CommandResult result = box().As(profile, arguments);
    EXPECT_EQ(result.status, 0) << profile << " " << testing::PrintToString(arguments) << "\n"
                                << result.output;
    return result.output;
  }
  static std::string Admin(const std::vector<std::string>& arguments) {
    return Good("administrator-1", arguments);
  }
  static std::string Second(const std::vector<std::string>& arguments) {
    return Good("administrator-2", arguments);
  }

  static std::string TextIn(const std::string& text, const std::string& member) {
    const auto document = json::Document::Parse(text, {});
    return std::string(document.root().Find(member)->AsString().value_or(""));
  }

  // The organisations of the model credentials, once for all tests.
  static void KnowOrganisations() {
    if (box().As("operator", {"organisation", "show", "university"}).status == 0) return;
    Admin({"organisation", "add", "--name", "university", "--legal-name",
           "University of Sankt Orwin", "--identifier", "NTRDE-FICTIONAL-0001", "--country", "DE",
           "--call-name", "Universität Sankt Orwin"});
  }

  // A mandate that both sides would have signed, proposed.
  void Propose(const std::string& name, const std::vector<std::string>& more) {
    KnowOrganisations();
    std::vector<std::string> arguments{"mandate",       "new",         "--name",     name,
                                       "--issuing",     "university",  "--client",   "submitter",
                                       "--valid-until", "2099-09-30",  "--evidence", "en",
                                       "--out",         folder_.path()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    Admin(arguments);
    Admin({"mandate", "propose", folder_ / (name + ".mandate.json"), "--document",
           folder_ / (name + ".mandate.pdf")});
  }

  CommandResult Seal(const std::string& out) {
    return box().As("submitter", {"seal", kDiploma, "--out", folder_ / out});
  }
  std::string Phase(const std::string& mandate) const {
    return TextIn(Good("auditor", {"mandate", "show", mandate, "--json"}), "phase");
  }

  TemporaryFolder folder_;
};

TEST_F(MandateCommands, TwoAdministratorsMakeAMandateAndItsLifeDecidesWhatIsSealed) {
  Propose("life", {"--issued-by-mandate", "--total", "2"});
  EXPECT_EQ(Phase("life"), "proposed");
  EXPECT_THAT(Seal("before").output, HasSubstr("demonstration-mandate:demonstration"))
      << "a mandate that is not approved covers nothing";

  const CommandResult own = box().As("administrator-1", {"mandate", "approve", "life", "--yes"});
  EXPECT_EQ(own.status, 2);
  EXPECT_THAT(own.output, Not(HasSubstr("in force now")));
  EXPECT_EQ(Phase("life"), "proposed");

  EXPECT_THAT(Second({"mandate", "approve", "life", "--yes"}),
              HasSubstr("Issuing organisation       university"));
  EXPECT_EQ(Phase("life"), "active");

  const CommandResult sealed = Seal("one");
  EXPECT_EQ(sealed.status, 0) << sealed.output;
  EXPECT_THAT(sealed.output, HasSubstr("under mandate:life\n"));
  EXPECT_THAT(ReadFile(folder_ / "one/diploma.sealed.jsonld"),
              HasSubstr("http://data.europa.eu/snb/evidence-type/c_18016257"));

  Admin({"mandate", "suspend", "life"});
  const CommandResult suspended = Seal("suspended");
  EXPECT_EQ(suspended.status, 1) << suspended.output;
  EXPECT_THAT(suspended.output, HasSubstr("(mandate-suspended)"));

  Admin({"mandate", "resume", "life"});
  EXPECT_EQ(Phase("life"), "suspended") << "one person resumes nothing";
  Second({"mandate", "approve", "life", "--yes"});
  EXPECT_THAT(Seal("two").output, HasSubstr("under mandate:life\n"));
  EXPECT_THAT(Good("auditor", {"mandate", "list"}), HasSubstr("2 sealed of 2"));

  const CommandResult used_up = Seal("three");
  EXPECT_EQ(used_up.status, 1) << used_up.output;
  EXPECT_THAT(used_up.output, HasSubstr("(mandate-used-up)"));

  Admin({"mandate", "end", "life"});
  EXPECT_EQ(Phase("life"), "ended");
  EXPECT_THAT(Seal("ended").output, HasSubstr("(mandate-ended)"));
  EXPECT_EQ(box().As("administrator-1", {"mandate", "resume", "life"}).status, 2);

  const std::string log = box().LogOnceItHas("mandate-ended");
  for (const char* entry : {"mandate.drafted", "mandate.proposed", "proposal.made",
                            "proposal.approved", "mandate.approved", "mandate.status-changed",
                            "mandate-suspended", "mandate-used-up", "mandate-ended"}) {
    EXPECT_THAT(log, HasSubstr(entry));
  }
}

TEST_F(MandateCommands, TheSignedDocumentComesBackAsItWasHandedIn) {
  Propose("document", {});
  Good("auditor", {"mandate", "document", "document", "--out", folder_ / "back.pdf"});
  EXPECT_EQ(ReadFile(folder_ / "back.pdf"), ReadFile(folder_ / "document.mandate.pdf"));
}

TEST_F(MandateCommands, ARejectedMandateIsADraftAgainAndIsProposedByName) {
  Propose("rejected", {});
  const auto list = json::Document::Parse(Admin({"approval", "list", "--json"}), {});
  const auto newest = list.root().Find("approvals")->First();
  ASSERT_EQ(newest->Find("subject")->AsString(), "rejected");
  const std::string id(*newest->Find("id")->AsString());
  EXPECT_THAT(Second({"approval", "show", id}), HasSubstr("Mandate \"rejected\" is approved"));
  Second({"approval", "reject", id});
  EXPECT_EQ(Phase("rejected"), "draft");
  EXPECT_EQ(box().As("administrator-2", {"mandate", "approve", "rejected", "--yes"}).status, 2);
  Admin({"mandate", "propose", "rejected"});
  EXPECT_EQ(Phase("rejected"), "proposed");
}

TEST_F(MandateCommands, AnotherClientIsNotCovered) {
  Propose("for-one", {});
  Second({"mandate", "approve", "for-one", "--yes"});
  const std::string box_folder = box().folder().string();
  const CommandResult issued =
      RunCommand({SIGNET_SOURCE_DIR "/provisioning/demo/certificates", "client", box_folder + "/ca",
                  "other", box_folder + "/other.key", box_folder + "/other.pem"});
  ASSERT_EQ(issued.status, 0) << issued.output;
  Admin({"client", "add", "--name", "other", "--role", "submitter", "--certificate",
         box_folder + "/other.pem", "--rate", "60", "--burst", "10"});
  std::string profile = ReadFile(box().folder() / "submitter.toml");
  for (std::size_t at = 0; (at = profile.find("\"submitter.", at)) != std::string::npos;) {
    profile.replace(at, 11, "\"other.");
  }
  WriteFile(box().folder() / "other.toml", profile, FileMode::kPrivate);
  const CommandResult refused = box().As("other", {"seal", kDiploma, "--out", folder_ / "other"});
  EXPECT_EQ(refused.status, 1) << refused.output;
  EXPECT_THAT(refused.output, HasSubstr("does not name client other"));
  Admin({"client", "suspend", "other"});
  EXPECT_EQ(box().As("other", {"status"}).status, 2) << "turned away at once";
  Admin({"mandate", "end", "for-one"});
}

TEST_F(MandateCommands, StartFromTheAwardingBodiesOfACredential) {
  KnowOrganisations();
  const std::string said = Admin({"mandate", "propose", "--from", kDiploma, "--client", "submitter",
                                  "--out", folder_ / "drafts"});
  EXPECT_THAT(said, HasSubstr("University of Sankt Orwin: \"university\" at this box"));
  EXPECT_THAT(Admin({"mandate", "list"}), HasSubstr("draft"));
}

TEST_F(MandateCommands, OneAdministratorChangesNothingThatNeedsTwo) {
  KnowOrganisations();
  const CommandResult change =
      box().As("administrator-1", {"organisation", "change", "--name", "university", "--legal-name",
                                   "Another University", "--country", "DE"});
  EXPECT_EQ(change.status, 0) << change.output;
  EXPECT_THAT(change.output, HasSubstr("Nothing has changed yet"));
  EXPECT_THAT(Admin({"organisation", "show", "university"}),
              HasSubstr("University of Sankt Orwin"));
  const CommandResult removal =
      box().As("administrator-1", {"client", "suspend", "administrator-2"});
  EXPECT_EQ(removal.status, 2) << removal.output;
  EXPECT_THAT(removal.output, HasSubstr("two administrators"));
}

TEST_F(MandateCommands, NobodyButAdministratorsChangesAnything) {
  for (const char* profile : {"submitter", "operator", "auditor", "monitor"}) {
    const CommandResult refused = box().As(
        profile, {"organisation", "add", "--name", "x", "--legal-name", "X", "--country", "DE"});
    EXPECT_EQ(refused.status, 2) << profile << "\n" << refused.output;
  }
}

}  // namespace
}  // namespace signet::test
