// Organisations, clients and administrators at the box itself: what one person may do while the box
// is being set up, and what needs two from then on.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "appliance/base/json.h"
#include "tests/unit/provisioning/offline_box.h"

namespace signet::provisioning {
namespace {

using test::AddAdministrator;
using test::ClientCertificate;
using test::CommandResult;
using test::OfflineBox;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> Organisation(const std::string& command, const std::string& legal_name) {
  return {"organisation",       command,       "--name",    "artes",
          "--legal-name",       legal_name,    "--country", "ES",
          "--identifier",       "VATES-1",     "--json",    "--other-identifier",
          "https://artes.test", "--call-name", "Artes",     "--call-name",
          "Academia de Artes"};
}

std::string TextAt(const std::string& text, const std::vector<std::string>& path) {
  const auto document = json::Document::Parse(text, {});
  json::Value value = document.root();
  for (const std::string& name : path) {
    value = value.is_array() ? *value.First() : *value.Find(name);
  }
  return std::string(value.AsString().value_or(""));
}

TEST(OrganisationAtBox, IsKnownByAllThatWasSaidOfIt) {
  const OfflineBox box;
  const std::string added = box.Good(Organisation("add", "TEST Academy"));
  EXPECT_EQ(TextAt(added, {"otherIdentifiers", "0"}), "https://artes.test");
  EXPECT_THAT(box.Good({"organisation", "show", "artes"}), HasSubstr("Artes, Academia de Artes"));
  EXPECT_EQ(box.LoggedTypes().back(), "organisation.added");
  EXPECT_EQ(box.Run({"organisation", "show", "nobody"}).status, 2);
}

TEST(OrganisationAtBox, IsChangedByOnePersonOnlyWhileTheBoxIsSetUp) {
  const OfflineBox box;
  box.Good(Organisation("add", "TEST Academy"));
  box.Good(Organisation("change", "TEST Academy of Arts"));
  EXPECT_EQ(box.LoggedTypes().back(), "organisation.changed");
  AddAdministrator(box, "ada", 41);
  box.Good(Organisation("change", "TEST Academy"));
  AddAdministrator(box, "grace", 42);
  const CommandResult refused = box.Run(Organisation("change", "TEST Arts"));
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.output, HasSubstr("--profile ADMIN.toml organisation change"));
  EXPECT_EQ(TextAt(box.Good({"--json", "organisation", "show", "artes"}), {"legalName"}),
            "TEST Academy");
}

TEST(ClientAtBox, IsKnownByItsPublicKeyUnlessSomethingElseIsSaid) {
  const OfflineBox box;
  const std::string by_key = box.Good({"--json", "client", "add", "--name", "a", "--role",
                                       "auditor", "--certificate", ClientCertificate(box, 21)});
  EXPECT_EQ(TextAt(by_key, {"certificates", "0", "match"}), "public-key");
  const std::string by_certificate =
      box.Good({"--json", "client", "add", "--name", "b", "--role", "auditor", "--certificate",
                ClientCertificate(box, 22), "--match", "certificate"});
  EXPECT_EQ(TextAt(by_certificate, {"certificates", "0", "match"}), "certificate");
}

TEST(ClientAtBox, ChangesOverToAnotherCertificateWithBothGoodInBetween) {
  const OfflineBox box;
  const std::string added = box.Good({"--json", "client", "add", "--name", "campus", "--role",
                                      "submitter", "--certificate", ClientCertificate(box, 21)});
  const std::string old = TextAt(added, {"certificates", "0", "id"});
  box.Good({"client", "certificate", "add", "campus", "--certificate", ClientCertificate(box, 22)});
  EXPECT_THAT(box.Good({"client", "show", "campus"}), HasSubstr("certificate " + old));
  box.Good({"client", "certificate", "remove", "campus", old});
  const std::string shown = box.Good({"client", "show", "campus", "--json"});
  EXPECT_THAT(shown, Not(HasSubstr(old)));
  const CommandResult last = box.Run(
      {"client", "certificate", "remove", "campus", TextAt(shown, {"certificates", "0", "id"})});
  EXPECT_EQ(last.status, 2);
  EXPECT_THAT(box.LoggedTypes(), Contains("client.certificate-added"));
  EXPECT_EQ(box.LoggedTypes().back(), "client.certificate-removed");
}

TEST(ClientAtBox, IsLimitedAndHasToSignAsTheLastChangeSays) {
  const OfflineBox box;
  const std::string file = ClientCertificate(box, 21);
  box.Good({"client", "add", "--name", "campus", "--role", "submitter", "--certificate", file,
            "--signing-key", file, "--signing-key-id", "campus-2026", "--rate", "60", "--burst",
            "5", "--organisation", "uni"});
  EXPECT_THAT(box.Good({"client", "show", "campus"}), HasSubstr("60 seals a minute, 5 at once"));
  box.Good({"client", "change", "campus", "--signatures-required"});
  const std::string shown = box.Good({"client", "show", "campus"});
  EXPECT_THAT(shown, Not(HasSubstr("seals a minute")));
  EXPECT_THAT(shown, Not(HasSubstr("only for")));
  EXPECT_THAT(shown, HasSubstr("requests must be signed    yes"));
  EXPECT_EQ(box.LoggedTypes().back(), "client.changed");
  // The last key of a client that has to sign stays.
  EXPECT_EQ(box.Run({"client", "signing-key", "remove", "campus", "campus-2026"}).status, 2);
}

TEST(AdministratorAtBox, IsTheLastThatOnePersonAddsAlone) {
  const OfflineBox box;
  AddAdministrator(box, "ada", 41);
  AddAdministrator(box, "grace", 42);
  const std::string file = ClientCertificate(box, 43);
  const CommandResult third =
      box.Run({"client", "add", "--name", "third", "--role", "administrator", "--certificate", file,
               "--signing-key", file});
  EXPECT_EQ(third.status, 2);
  EXPECT_THAT(third.output, HasSubstr("needs two administrators"));
  EXPECT_EQ(box.Run({"client", "suspend", "ada"}).status, 2);
  EXPECT_EQ(box.Run({"client", "certificate", "add", "ada", "--certificate", file}).status, 2);
  EXPECT_EQ(box.Run({"client", "signing-key", "add", "ada", file, "--id", "x"}).status, 2);
  EXPECT_THAT(box.Good({"client", "list"}), Not(HasSubstr("third")));
  // What one administrator may do alone, the box may still do.
  box.Good({"client", "add", "--name", "campus", "--role", "submitter", "--certificate", file});
}

TEST(AdministratorAtBox, ThatIsLostIsReplacedAndTheLogSaysWhy) {
  const OfflineBox box;
  AddAdministrator(box, "ada", 41);
  AddAdministrator(box, "grace", 42);
  const std::string file = ClientCertificate(box, 43);
  const auto recover = [&](const std::string& lost) {
    return box.Run({"administrator", "recover", "--lost", lost, "--name", "edith", "--certificate",
                    file, "--signing-key", file, "--reason", "smartcard broken, ticket 4711"});
  };
  EXPECT_EQ(recover("nobody").status, 2);
  const CommandResult recovered = recover("ada");
  EXPECT_EQ(recovered.status, 0) << recovered.output;
  EXPECT_EQ(TextAt(box.Good({"--json", "client", "show", "ada"}), {"status"}), "suspended");
  EXPECT_EQ(TextAt(box.Good({"--json", "client", "show", "edith"}), {"role"}), "administrator");
  EXPECT_THAT(box.LoggedTypes(), Contains("administrator.recovered"));
  // It does not open the box for one person again.
  EXPECT_EQ(box.Run({"client", "suspend", "grace"}).status, 2);
  EXPECT_EQ(recover("ada").status, 2) << "ada is no active administrator any more";
}

TEST(Registry, IsOfOneBoxOnly) {
  const OfflineBox box;
  const CommandResult both = box.Run({"--profile", "x.toml", "client", "list"});
  EXPECT_EQ(both.status, 2);
  EXPECT_THAT(both.output, HasSubstr("either --profile or --box"));
}

}  // namespace
}  // namespace signet::provisioning
