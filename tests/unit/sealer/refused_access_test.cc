#include "appliance/sealer/refused_access.h"

#include <gtest/gtest.h>

namespace signet::sealer {
namespace {

TEST(RefusedAccess, AMillionStrangersAreOneEntryAKind) {
  RefusedAccess refused;
  const Sha256 certificate = HashSha256("someone");
  for (int i = 0; i < 1'000'000; ++i) refused.Count(Code::kCertificateRequired, std::nullopt);
  refused.Count(Code::kClientUnknown, certificate);
  const auto events = refused.Take();
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].problem, "certificate-required");
  EXPECT_EQ(events[0].count, 1'000'000U);
  EXPECT_FALSE(events[0].certificate);
  EXPECT_EQ(events[1].problem, "client-unknown");
  EXPECT_EQ(events[1].certificate, certificate);
}

TEST(RefusedAccess, WhatWasTakenIsNotCountedAgain) {
  RefusedAccess refused;
  refused.Count(Code::kClientUnknown, std::nullopt);
  EXPECT_EQ(refused.Take().size(), 1U);
  EXPECT_TRUE(refused.Take().empty());
}

}  // namespace
}  // namespace signet::sealer
