// The EU's trusted lists come into a running box through its gateway, from list servers on loopback
// that behave and misbehave.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/running_box.h"
#include "tests/support/services/made_hierarchy.h"
#include "tests/support/services/test_services.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_trusted_list.h"

namespace signet::test {
namespace {

using testing::HasSubstr;

struct Signer {
  explicit Signer(int number)
      : key(TestKey(KeyKind::kP256, number)),
        certificate(MakeRoot(AuthorityOptions("TEST list signer " + std::to_string(number)), key)
                        .certificate) {}
  EVP_PKEY* key;
  Certificate certificate;
};

std::string Signed(const TrustedListOptions& list, const Signer& signer) {
  ListSignatureOptions how;
  how.signer = signer.certificate;
  how.key = signer.key;
  return SignTrustedList(WriteTrustedList(list), how);
}

// A box whose gateway may fetch from a list server: a list of lists with one pivot, and the lists
// of XX, which has the box's own CA, and YY.
class TrustFetched : public testing::Test {
 protected:
  TrustFetched() {
    WriteFile(folder_ / "oj.pem", first_.certificate.Pem(), FileMode::kPublic);
    Publish("/eu-lotl-pivot-11.xml", Signed(ListOfLists("11"), first_));
    Publish("/eu-lotl.xml", Signed(ListOfLists("12"), second_));
    Publish("/XX.xml", Signed(National("XX", "7"), national_));
    Publish("/YY.xml", Signed(National("YY", "3"), national_));
    box_.Edit("gateway.toml", "\nallow = [", "\nallow = [\"" + servers_.Url("/") + "\", ");
    box_.StartSealer();
    box_.StartGateway();
    box_.AwaitReady();
  }

  void Publish(const std::string& path, const std::string& list) {
    servers_.answers().Publish(path, list);
  }

  TrustedListOptions ListOfLists(const std::string& sequence) const {
    TrustedListOptions list;
    list.type = "EUlistofthelists";
    list.territory = "EU";
    list.sequence = sequence;
    if (sequence == "12") list.uris = {servers_.Url("/eu-lotl-pivot-11.xml")};
    list.pointers = {
        {.territory = "EU", .signers = {second_.certificate}, .type = "EUlistofthelists"},
        {.territory = "XX",
         .signers = {national_.certificate},
         .location = servers_.Url("/XX.xml")},
        {.territory = "YY",
         .signers = {national_.certificate},
         .location = servers_.Url("/YY.xml")},
        {.territory = "YY",
         .signers = {national_.certificate},
         .mime = "application/pdf",
         .location = servers_.Url("/YY.pdf")},
    };
    return list;
  }

  TrustedListOptions National(const std::string& territory, const std::string& sequence) const {
    TrustedListOptions list;
    list.territory = territory;
    list.sequence = sequence;
    list.services.emplace_back();
    list.services.back().now.additional = {"ForeSeals"};
    if (territory == "XX") {
      list.services.back().now.certificates =
          Certificate::FromPem(ReadFile(box_.folder() / "trust" / "seal-ca.pem"));
    }
    return list;
  }

  CommandResult Fetch(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"trust", "import", "--fetch", "--lotl",
                                          servers_.Url("/eu-lotl.xml")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return box_.Box(arguments);
  }
  CommandResult FetchFirst(std::vector<std::string> more = {}) {
    more.insert(more.end(), {"--oj", folder_ / "oj.pem"});
    return Fetch(more);
  }

  /// On what a seal of this box rests, by its own verification.
  std::string TrustOfASeal() {
    HttpsClient client(box_.Client("submitter"));
    const auto sealed =
        client.Post("/v1/seals?level=B-B",
                    {{"Content-Type", "application/ld+json"}, {"Accept", "application/jose+json"}},
                    ReadFile(SIGNET_SOURCE_DIR "/provisioning/models/micro-credential.jsonld"));
    const auto judged = client.Post("/v1/verifications?require=B-B",
                                    {{"Content-Type", "application/jose+json"}}, sealed.body);
    const auto document = json::Document::Parse(judged.body, {});
    const auto signature = document.root().Find("signatures")->First();
    return std::string(signature->Find("qualification")->AsString().value_or("none"));
  }

  std::string Trusted() { return box_.Box({"trust", "list"}).output; }

  TemporaryFolder folder_;
  TestServices servers_{MakeHierarchy(), 0, SystemNow};
  const Signer first_{1};
  const Signer second_{2};
  const Signer national_{3};
  RunningBox box_;
};

TEST_F(TrustFetched, ListsAreKeptLoggedAndUsedAtOnceWithoutAStop) {
  const std::string before = TrustOfASeal();
  const auto imported = FetchFirst();
  EXPECT_EQ(imported.status, 0) << imported.output;
  EXPECT_THAT(imported.output, HasSubstr("4 added"));
  EXPECT_THAT(Trusted(), HasSubstr("XX               7"));
  EXPECT_THAT(Trusted(), HasSubstr("YY               3"));
  EXPECT_NE(TrustOfASeal(), before);
  const std::string log = box_.LogOnceItHas("XX");
  EXPECT_THAT(log, HasSubstr("YY"));
  EXPECT_EQ(box_.As("auditor", {"audit", "verify"}).status, 0);
  EXPECT_EQ(servers_.answers().Count("/YY.pdf"), 0U) << "it is for people";

  // Again: the certificates and the pivot are there already.
  servers_.answers().Set("/eu-lotl-pivot-11.xml", Behaviour::kDown);
  Publish("/XX.xml", Signed(National("XX", "8"), national_));
  const auto again = Fetch();
  EXPECT_EQ(again.status, 0) << again.output;
  EXPECT_THAT(again.output, HasSubstr("1 added"));
  box_.StopSealer();
  box_.StartSealer();
  EXPECT_THAT(Trusted(), HasSubstr("XX               8"));
}

TEST_F(TrustFetched, OneListThatDoesNotComeOrDoesNotHoldKeepsTheOthersFromNothing) {
  const struct {
    Behaviour behaviour;
    const char* said;
  } faults[] = {
      {Behaviour::kDown, "could not be fetched"},
      {Behaviour::kHttp500, "status 500"},
      {Behaviour::kRedirect, "status 302"},
      {Behaviour::kRubbish, "not XML"},
      {Behaviour::kEmpty, "refused"},
      {Behaviour::kHuge, "refused"},
  };
  for (const auto& fault : faults) {
    servers_.answers().Set("/YY.xml", fault.behaviour);
    const auto imported = FetchFirst();
    EXPECT_EQ(imported.status, 1) << NameOf(fault.behaviour) << imported.output;
    EXPECT_THAT(imported.output, HasSubstr(fault.said)) << NameOf(fault.behaviour);
  }
  EXPECT_THAT(Trusted(), HasSubstr("XX               7"));
  EXPECT_THAT(Trusted(), testing::Not(HasSubstr("YY")));

  servers_.answers().Set("/YY.xml", Behaviour::kGood);
  Publish("/YY.xml", Signed(National("YY", "3"), first_));
  EXPECT_THAT(Fetch().output, HasSubstr("its signer is not among those"));
  Publish("/YY.xml", Signed(National("YY", "4"), national_));
  EXPECT_EQ(Fetch().status, 0);
  Publish("/YY.xml", Signed(National("YY", "3"), national_));
  const auto older = Fetch();
  EXPECT_EQ(older.status, 1);
  EXPECT_THAT(older.output, HasSubstr("it has number 3, and the box has 4 already"));
}

TEST_F(TrustFetched, NothingIsTakenWhereTheWayToTheListOfListsDoesNotHold) {
  EXPECT_THAT(Fetch().output, HasSubstr("--oj CERT"));
  Publish("/eu-lotl.xml", Signed(ListOfLists("12"), national_));
  const auto forged = FetchFirst();
  EXPECT_EQ(forged.status, 1);
  EXPECT_THAT(forged.output, HasSubstr("Nothing was taken"));
  EXPECT_EQ(servers_.answers().Count("/XX.xml"), 0U) << "its addresses are not believed either";
  Publish("/eu-lotl.xml", Signed(ListOfLists("12"), second_));
  servers_.answers().Set("/eu-lotl-pivot-11.xml", Behaviour::kDown);
  EXPECT_THAT(FetchFirst().output, HasSubstr("get it from " + servers_.Url("")));
  EXPECT_THAT(Trusted(), HasSubstr("No trusted lists yet"));
}

TEST_F(TrustFetched, WhatCannotBeDoneIsSaidWithWhatToDo) {
  const auto elsewhere = box_.Box({"trust", "import", "--fetch", "--lotl",
                                   "http://127.0.0.1:1/eu-lotl.xml", "--oj", folder_ / "oj.pem"});
  EXPECT_EQ(elsewhere.status, 2);
  EXPECT_THAT(elsewhere.output, HasSubstr("add it to relay.allow in gateway.toml"));
  const auto nowhere = FetchFirst({"--territory", "ZZ"});
  EXPECT_EQ(nowhere.status, 2);
  EXPECT_THAT(nowhere.output, HasSubstr("no list of ZZ"));
  const auto one = FetchFirst({"--territory", "YY"});
  EXPECT_EQ(one.status, 0) << one.output;
  EXPECT_EQ(servers_.answers().Count("/XX.xml"), 0U);
  box_.KillGateway();
  EXPECT_EQ(Fetch().status, 2);
  box_.StopSealer();
  const auto stopped = Fetch();
  EXPECT_EQ(stopped.status, 2);
  EXPECT_THAT(stopped.output, HasSubstr("start it first"));
}

}  // namespace
}  // namespace signet::test
