#include "provisioning/request_record.h"

#include <gtest/gtest.h>

#include "appliance/base/file.h"
#include "tests/support/temporary_folder.h"

namespace signet::provisioning {
namespace {

TEST(RequestRecord, ComesBackAsItWasSaved) {
  const test::TemporaryFolder folder;
  const RequestRecord record{HashSha256(std::string_view("x")), "key-1", "seal-1"};
  record.Save(folder / ".x.request");
  const auto loaded = RequestRecord::Load(folder / ".x.request");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->request, record.request);
  EXPECT_EQ(loaded->idempotency_key, "key-1");
  EXPECT_EQ(loaded->seal, "seal-1");
}

TEST(RequestRecord, IsNoneWhereTheFileIsMissingOrDamaged) {
  const test::TemporaryFolder folder;
  EXPECT_FALSE(RequestRecord::Load(folder / "absent"));
  for (const char* text :
       {"", "{}", "[]", "{\"request\":\"00\",\"idempotencyKey\":\"a\",\"seal\":\"\"}",
        "{\"request\":1,\"idempotencyKey\":\"a\",\"seal\":\"\"}"}) {
    WriteFile(folder / "damaged", text, FileMode::kPrivate);
    EXPECT_FALSE(RequestRecord::Load(folder / "damaged")) << text;
  }
}

}  // namespace
}  // namespace signet::provisioning
