#include "appliance/registry/client.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/error_matcher.h"
#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

using ClientTest = RegistryTest;

Client Submitter(const std::string& name) {
  return {.name = name,
          .role = Role::kSubmitter,
          .status = ClientStatus::kActive,
          .certificate = HashSha256(name),
          .not_before = *ParseTime("2026-01-01T00:00:00Z"),
          .not_after = *ParseTime("2027-01-01T00:00:00Z"),
          .any_awarding_body = true};
}

TEST_F(ClientTest, WhatWasAddedIsListed) {
  AddClient(database_, Submitter("campus"));
  Client auditor{.name = "auditor",
                 .role = Role::kAuditor,
                 .status = ClientStatus::kSuspended,
                 .certificate = HashSha256("x"),
                 .not_before = Time{},
                 .not_after = Time{},
                 .any_awarding_body = false};
  AddClient(database_, auditor);
  const auto listed = ListClients(database_);
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].name, "auditor");
  EXPECT_EQ(listed[0].role, Role::kAuditor);
  EXPECT_EQ(listed[0].status, ClientStatus::kSuspended);
  EXPECT_EQ(listed[0].certificate, HashSha256("x"));
  EXPECT_FALSE(listed[0].any_awarding_body);
  EXPECT_EQ(listed[1].name, "campus");
  EXPECT_EQ(listed[1].role, Role::kSubmitter);
  EXPECT_EQ(listed[1].status, ClientStatus::kActive);
  EXPECT_EQ(FormatTimeSeconds(listed[1].not_before), "2026-01-01T00:00:00Z");
  EXPECT_EQ(FormatTimeSeconds(listed[1].not_after), "2027-01-01T00:00:00Z");
  EXPECT_TRUE(listed[1].any_awarding_body);
}

TEST_F(ClientTest, RolesHaveNamesThatReadBack) {
  for (const Role role :
       {Role::kSubmitter, Role::kOperator, Role::kAdministrator, Role::kAuditor, Role::kMonitor}) {
    EXPECT_EQ(RoleFromName(NameOf(role)), role);
  }
  for (const char* const name : {"", "Submitter", "root", "unknown"}) {
    EXPECT_EQ(test::CodeOf([&] { RoleFromName(name); }), Code::kParameterInvalid) << name;
  }
}

TEST_F(ClientTest, StatusChangesAndOnlyOfTheNamedClient) {
  AddClient(database_, Submitter("one"));
  AddClient(database_, Submitter("two"));
  SetClientStatus(database_, "one", ClientStatus::kSuspended);
  EXPECT_EQ(ListClients(database_)[0].status, ClientStatus::kSuspended);
  EXPECT_EQ(ListClients(database_)[1].status, ClientStatus::kActive);
  SetClientStatus(database_, "one", ClientStatus::kActive);
  EXPECT_EQ(ListClients(database_)[0].status, ClientStatus::kActive);
}

TEST_F(ClientTest, AnUnknownClientHasNoStatus) {
  EXPECT_EQ(test::CodeOf([&] { SetClientStatus(database_, "nobody", ClientStatus::kActive); }),
            Code::kClientUnknown);
}

TEST_F(ClientTest, ANameBelongsToOneClient) {
  AddClient(database_, Submitter("one"));
  Client other = Submitter("one");
  other.certificate = HashSha256("other");
  EXPECT_EQ(test::CodeOf([&] { AddClient(database_, other); }), Code::kParameterInvalid);
}

TEST_F(ClientTest, ACertificateBelongsToOneClient) {
  AddClient(database_, Submitter("one"));
  Client other = Submitter("one");
  other.name = "two";
  EXPECT_EQ(test::CodeOf([&] { AddClient(database_, other); }), Code::kParameterInvalid);
}

TEST_F(ClientTest, BadNamesAreRefused) {
  for (const char* const name : {"", "a b", "a'b", "ä", "a\"", "a;b"}) {
    EXPECT_EQ(test::CodeOf([&] { AddClient(database_, Submitter(name)); }), Code::kParameterInvalid)
        << name;
  }
}

}  // namespace
}  // namespace signet::registry
