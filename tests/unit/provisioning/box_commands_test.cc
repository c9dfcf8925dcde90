#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "appliance/audit/checkpoint.h"
#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/unit/provisioning/offline_box.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;
using test::ClientCertificate;
using test::CommandResult;
using test::OfflineBox;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Init, MakesABoxWithTheLogsFirstEntries) {
  const OfflineBox box;
  EXPECT_THAT(box.LoggedTypes(), ElementsAre("box.initialised", "organisation.added"));
  const std::string vkey = ReadFile(box.folder() / "trust" / "log.vkey");
  EXPECT_EQ(audit::LogKey::FromVkey(vkey.substr(0, vkey.size() - 1)).type(),
            audit::LogKey::Type::kEd25519);
  for (const char* secret : {"secrets/pin", "secrets/so-pin"}) {
    EXPECT_EQ(fs::status(box.folder() / secret).permissions(), fs::perms(0600)) << secret;
  }
  EXPECT_THAT(box.Good({"organisation", "list"}), HasSubstr("the sealing organisation"));
}

TEST(Init, GivesEachBoxPinsOfItsOwn) {
  const OfflineBox one;
  const OfflineBox other;
  std::set<std::string> pins;
  for (const OfflineBox* box : {&one, &other}) {
    pins.insert(ReadFile(box->folder() / "secrets" / "pin"));
    pins.insert(ReadFile(box->folder() / "secrets" / "so-pin"));
  }
  EXPECT_EQ(pins.size(), 4U);
}

TEST(Init, LeavesAnExistingBoxAlone) {
  const OfflineBox box;
  const CommandResult again = box.Run(
      {"init", "--organisation", "x", "--legal-name", "x", "--identifier", "x", "--country", "EE"});
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(again.output, HasSubstr("already"));
  EXPECT_EQ(box.LoggedTypes().size(), 2U);
}

TEST(Init, LeavesNothingBehindWhenItFails) {
  const test::TemporaryFolder folder;
  const CommandResult failed =
      test::Signetctl({"--box", folder / "box", "init", "--organisation", "bad name!",
                       "--legal-name", "x", "--identifier", "x", "--country", "EE"});
  EXPECT_EQ(failed.status, 2) << failed.output;
  EXPECT_FALSE(fs::exists(folder / "box"));
}

TEST(Init, DoesNotKeepAPinThatTheOperatorBrings) {
  const test::TemporaryFolder folder;
  WriteFile(folder / "pin", "my own pin\n", FileMode::kPrivate);
  const auto with = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--box", folder / "box"});
    return test::Signetctl(std::move(arguments));
  };
  EXPECT_EQ(with({"init", "--organisation", "x", "--legal-name", "x", "--identifier", "x",
                  "--country", "EE", "--pin-file", folder / "pin"})
                .status,
            0);
  EXPECT_FALSE(fs::exists(folder / "box/secrets/pin"));
  EXPECT_THAT(ReadFile(folder / "box/sealer.toml"), testing::Not(HasSubstr("pin_file")));
  const std::vector<std::string> generate{"key",         "generate",    "--name",        "k",
                                          "--algorithm", "ES256",       "--time-header", "iat",
                                          "--pin-file",  folder / "pin"};
  EXPECT_EQ(with(generate).status, 0);
  WriteFile(folder / "pin", "another pin", FileMode::kPrivate);
  std::vector<std::string> wrong = generate;
  wrong[3] = "l";
  const CommandResult refused = with(wrong);
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.output, HasSubstr("PIN"));
}

TEST(Client, IsKnownOnceByNameAndByCertificate) {
  const OfflineBox box;
  const std::string first = ClientCertificate(box, 21);
  const std::string second = ClientCertificate(box, 22);
  box.Good({"client", "add", "--name", "campus", "--role", "submitter", "--certificate", first});
  const std::vector<std::vector<std::string>> refused = {
      {"client", "add", "--name", "campus", "--role", "auditor", "--certificate", second},
      {"client", "add", "--name", "other", "--role", "auditor", "--certificate", first},
      {"client", "add", "--name", "no spaces", "--role", "auditor", "--certificate", second},
      {"client", "add", "--name", "other", "--role", "king", "--certificate", second},
      {"client", "add", "--name", "other", "--role", "auditor", "--certificate", second, "--rate",
       "60", "--burst", "1"},
      {"client", "add", "--name", "other", "--role", "submitter", "--certificate", second, "--rate",
       "60"},
      {"client", "add", "--name", "other", "--role", "submitter", "--certificate", second,
       "--organisation", "nobody"},
      {"client", "add", "--name", "other", "--role", "submitter", "--certificate", second,
       "--match", "issuer-and-subject"},
      {"client", "add", "--name", "other", "--role", "administrator", "--certificate", second},
      {"client", "add", "--name", "other", "--role", "auditor", "--certificate", "/absent.pem"},
      {"client", "add", "--name", "other", "--role", "auditor", "--certificate",
       ClientCertificate(box, 23, SystemNow() - std::chrono::hours(1))},
  };
  for (const auto& arguments : refused) {
    const CommandResult result = box.Run(arguments);
    EXPECT_EQ(result.status, 2) << testing::PrintToString(arguments);
    EXPECT_THAT(result.output, HasSubstr("signetctl: "));
  }
  EXPECT_THAT(box.LoggedTypes(),
              ElementsAre("box.initialised", "organisation.added", "client.added"));
}

TEST(Client, IsSuspendedAndActivated) {
  const OfflineBox box;
  box.Good({"client", "add", "--name", "campus", "--role", "submitter", "--certificate",
            ClientCertificate(box, 21)});
  box.Good({"client", "suspend", "campus"});
  EXPECT_THAT(box.Good({"client", "list"}), HasSubstr("suspended"));
  box.Good({"client", "activate", "campus"});
  const std::string text = box.Good({"--json", "client", "list"});
  const auto document = json::Document::Parse(text, {});
  const auto client = document.root().Find("clients")->First();
  EXPECT_EQ(client->Find("status")->AsString(), "active");
  EXPECT_EQ(client->Find("name")->AsString(), "campus");
  EXPECT_EQ(box.Run({"client", "suspend", "nobody"}).status, 2);
  EXPECT_THAT(box.LoggedTypes(),
              ElementsAre("box.initialised", "organisation.added", "client.added",
                          "client.status-changed", "client.status-changed"));
}

TEST(Organisation, IsAddedOnce) {
  const OfflineBox box;
  const std::vector<std::string> add{"organisation", "add",          "--name",    "artes",
                                     "--legal-name", "TEST Academy", "--country", "ES",
                                     "--identifier", "VATES-1"};
  box.Good(add);
  EXPECT_EQ(box.Run(add).status, 2);
  EXPECT_EQ(box.LoggedTypes().back(), "organisation.added");
  EXPECT_EQ(box.LoggedTypes().size(), 3U);
}

TEST(Box, IsNotChangedWhileAnotherProcessHasIt) {
  const OfflineBox box;
  const FileDescriptor lock = LockFile(box.folder() / "run" / "box.lock", "");
  const CommandResult refused = box.Run({"client", "add", "--name", "campus", "--role", "auditor",
                                         "--certificate", ClientCertificate(box, 21)});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.output, HasSubstr("in use"));
  // Reading needs no lock.
  EXPECT_EQ(box.Run({"client", "list"}).status, 0);
  EXPECT_EQ(box.Run({"key", "list"}).status, 0);
}

TEST(Commands, SayWhatIsMissing) {
  const test::TemporaryFolder folder;
  const CommandResult no_box = test::Signetctl({"client", "list"});
  EXPECT_EQ(no_box.status, 2);
  EXPECT_THAT(no_box.output, HasSubstr("--box DIR"));
  EXPECT_THAT(no_box.output, HasSubstr("--profile FILE"));
  const CommandResult empty = test::Signetctl({"--box", folder.path(), "client", "list"});
  EXPECT_EQ(empty.status, 2);
  EXPECT_THAT(empty.output, HasSubstr("init"));
  const CommandResult no_profile = test::Signetctl({"status"});
  EXPECT_EQ(no_profile.status, 2);
  EXPECT_THAT(no_profile.output, HasSubstr("--profile"));
  EXPECT_EQ(test::Signetctl({"nonsense"}).status, 2);
  EXPECT_EQ(test::Signetctl({}).status, 2);
}

TEST(Commands, TeachWithHelp) {
  const std::vector<std::vector<std::string>> commands = {{},
                                                          {"init"},
                                                          {"unlock"},
                                                          {"lock"},
                                                          {"status"},
                                                          {"seal"},
                                                          {"verify"},
                                                          {"key", "generate"},
                                                          {"key", "csr"},
                                                          {"key", "certificate"},
                                                          {"key", "list"},
                                                          {"key", "activate"},
                                                          {"client", "add"},
                                                          {"client", "list"},
                                                          {"client", "suspend"},
                                                          {"client", "activate"},
                                                          {"client", "show"},
                                                          {"client", "change"},
                                                          {"client", "certificate", "add"},
                                                          {"client", "certificate", "remove"},
                                                          {"client", "signing-key", "add"},
                                                          {"client", "signing-key", "remove"},
                                                          {"administrator", "recover"},
                                                          {"mandate", "new"},
                                                          {"mandate", "propose"},
                                                          {"mandate", "approve"},
                                                          {"mandate", "suspend"},
                                                          {"mandate", "resume"},
                                                          {"mandate", "end"},
                                                          {"mandate", "list"},
                                                          {"mandate", "show"},
                                                          {"mandate", "document"},
                                                          {"mandate", "demonstration"},
                                                          {"approval", "list"},
                                                          {"approval", "show"},
                                                          {"approval", "approve"},
                                                          {"approval", "reject"},
                                                          {"organisation", "add"},
                                                          {"organisation", "change"},
                                                          {"organisation", "show"},
                                                          {"organisation", "list"},
                                                          {"audit", "verify"},
                                                          {"audit", "show"},
                                                          {"audit", "export"}};
  for (auto command : commands) {
    command.emplace_back("--help");
    const CommandResult help = test::Signetctl(command);
    EXPECT_EQ(help.status, 0) << testing::PrintToString(command);
    EXPECT_THAT(help.output, HasSubstr("  signetctl ")) << "an example";
  }
}

TEST(Unlock, SaysThatNoSealerListens) {
  const OfflineBox box;
  const CommandResult result = box.Run({"unlock", "--pin-file", box.folder() / "secrets" / "pin"});
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("start it first"));
}

}  // namespace
}  // namespace signet::provisioning
