#include "appliance/registry/request_nonce.h"

#include <gtest/gtest.h>

#include "tests/unit/registry/registry_fixture.h"

namespace signet::registry {
namespace {

const Time kNow = *ParseTime("2026-12-01T08:00:00Z");

using RequestNonceTest = RegistryTest;

// RFC 9421 7.2.2: a nonce is good for one request.
TEST_F(RequestNonceTest, ANonceIsGoodForOneRequestOfOneClient) {
  EXPECT_TRUE(NoteNonce(database_, "campus", "0123456789abcdef", kNow));
  EXPECT_FALSE(NoteNonce(database_, "campus", "0123456789abcdef", kNow));
  EXPECT_TRUE(NoteNonce(database_, "campus", "0123456789ABCDEF", kNow));
  EXPECT_TRUE(NoteNonce(database_, "other", "0123456789abcdef", kNow));
}

TEST_F(RequestNonceTest, ARestartDoesNotForgetIt) {
  NoteNonce(database_, "campus", "0123456789abcdef", kNow);
  SQLite::Database again = OpenDatabase(folder_ / "box.db");
  CreateRegistryTables(again);
  EXPECT_FALSE(NoteNonce(again, "campus", "0123456789abcdef", kNow));
}

TEST_F(RequestNonceTest, ItIsKeptThroughTheLastMomentAtWhichACopyWouldPass) {
  const Time::duration tick(1);
  NoteNonce(database_, "campus", "early", kNow - tick);
  NoteNonce(database_, "campus", "late", kNow);
  ForgetNonces(database_, kNow);
  EXPECT_TRUE(NoteNonce(database_, "campus", "early", kNow));
  EXPECT_FALSE(NoteNonce(database_, "campus", "late", kNow));
}

TEST_F(RequestNonceTest, AUsedOneIsKeptAsLongAsItWasAtFirst) {
  NoteNonce(database_, "campus", "nonce", kNow + std::chrono::minutes(5));
  EXPECT_FALSE(NoteNonce(database_, "campus", "nonce", kNow));
  ForgetNonces(database_, kNow + std::chrono::minutes(1));
  EXPECT_FALSE(NoteNonce(database_, "campus", "nonce", kNow));
}

}  // namespace
}  // namespace signet::registry
