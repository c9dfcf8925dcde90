#include "api/connections.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "api/body_budget.h"

namespace signet::api {
namespace {

using Verdict = Connections::Verdict;
using Place = std::unique_ptr<Connections::Place>;

TEST(PeerGroup, IsAnAddressOrAnIpv6Network) {
  const auto group = [](const char* address) {
    return PeerGroup(boost::asio::ip::make_address(address));
  };
  EXPECT_EQ(group("192.0.2.1"), group("::ffff:192.0.2.1"));
  EXPECT_NE(group("192.0.2.1"), group("192.0.2.2"));
  EXPECT_EQ(group("2001:db8:0:1::1"), group("2001:db8:0:1:ffff::2"));
  EXPECT_NE(group("2001:db8:0:1::1"), group("2001:db8:0:2::1"));
}

TEST(Connections, AreBoundedAltogetherAndByPeer) {
  Connections connections(3, 2);
  Place a1;
  Place a2;
  Place a3;
  Place b1;
  Place b2;
  EXPECT_EQ(connections.Admit("a", a1), Verdict::kAdmitted);
  EXPECT_EQ(connections.Admit("a", a2), Verdict::kAdmitted);
  EXPECT_EQ(connections.Admit("a", a3), Verdict::kPeerFull);
  EXPECT_EQ(connections.Admit("b", b1), Verdict::kAdmitted);
  EXPECT_EQ(connections.Admit("b", b2), Verdict::kFull);
  EXPECT_EQ(connections.count(), 3U);
  a1.reset();
  EXPECT_EQ(connections.Admit("a", a3), Verdict::kAdmitted);
}

TEST(Connections, AreToldToDrainAndTheLastOneEndsIt) {
  Connections connections(9, 9);
  Place first;
  Place late;
  Place refused;
  connections.Admit("a", first);
  connections.Admit("a", late);
  int told = 0;
  bool empty = false;
  first->OnDrain([&told] { ++told; });
  connections.Drain([&empty] { empty = true; });
  EXPECT_EQ(told, 1);
  late->OnDrain([&told] { ++told; });  // came between Admit and Drain
  EXPECT_EQ(told, 2);
  EXPECT_EQ(connections.Admit("a", refused), Verdict::kDraining);
  first.reset();
  EXPECT_FALSE(empty);
  late.reset();
  EXPECT_TRUE(empty);
}

TEST(Connections, WithoutAnyDrainAtOnce) {
  Connections connections(1, 1);
  bool empty = false;
  connections.Drain([&empty] { empty = true; });
  EXPECT_TRUE(empty);
}

TEST(BodyBudget, IsGivenBack) {
  BodyBudget budget(10);
  auto first = budget.Take(6);
  ASSERT_TRUE(first);
  EXPECT_FALSE(budget.Take(5));
  EXPECT_EQ(budget.used(), 6U);
  {
    const BodyBudget::Share moved = std::move(*first);
    EXPECT_TRUE(budget.Take(4));
    EXPECT_EQ(budget.used(), 6U);
  }
  EXPECT_EQ(budget.used(), 0U);
  EXPECT_TRUE(budget.Take(10));
}

}  // namespace
}  // namespace signet::api
