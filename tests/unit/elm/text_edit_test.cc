#include "appliance/elm/text_edit.h"

#include <gtest/gtest.h>

#include "appliance/base/error.h"

namespace signet::elm {
namespace {

TEST(TextEdits, LeaveTheTextAloneWithoutEdits) { EXPECT_EQ(TextEdits().Apply("abc"), "abc"); }

TEST(TextEdits, AreAppliedAtOnceInAnyOrder) {
  TextEdits edits;
  edits.Replace(6, 7, "G");
  edits.Insert(0, "<");
  edits.Replace(1, 3, "");
  edits.Insert(8, ">");
  EXPECT_EQ(edits.Apply("abcdefgh"), "<adefGh>");
  EXPECT_EQ(edits.edits().front().text, "<");
  EXPECT_EQ(edits.edits().back().text, ">");
}

TEST(TextEdits, KeepTheOrderOfInsertionsAtOnePlace) {
  TextEdits edits;
  edits.Insert(2, "1");
  edits.Insert(2, "2");
  edits.Replace(1, 2, "B");
  edits.Insert(1, "0");
  EXPECT_EQ(edits.Apply("abc"), "a0B12c");
}

TEST(TextEdits, RefuseToOverlap) {
  const auto code = [](TextEdit first, TextEdit second) {
    TextEdits edits;
    edits.Replace(first.begin, first.end, "x");
    try {
      edits.Replace(second.begin, second.end, "y");
    } catch (const Error& error) {
      return error.code();
    }
    return Code::kUsage;
  };
  EXPECT_EQ(code({2, 4, ""}, {3, 5, ""}), Code::kInternal);
  EXPECT_EQ(code({2, 4, ""}, {1, 3, ""}), Code::kInternal);
  EXPECT_EQ(code({2, 4, ""}, {2, 4, ""}), Code::kInternal);
  EXPECT_EQ(code({2, 4, ""}, {1, 5, ""}), Code::kInternal);
  EXPECT_EQ(code({2, 4, ""}, {3, 3, ""}), Code::kInternal);
  EXPECT_EQ(code({3, 3, ""}, {2, 4, ""}), Code::kInternal);
  EXPECT_EQ(code({2, 4, ""}, {5, 4, ""}), Code::kInternal);
  EXPECT_EQ(code({2, 4, ""}, {4, 5, ""}), Code::kUsage);
  EXPECT_EQ(code({2, 4, ""}, {1, 2, ""}), Code::kUsage);
  EXPECT_EQ(code({2, 4, ""}, {4, 4, ""}), Code::kUsage);
  EXPECT_EQ(code({2, 4, ""}, {2, 2, ""}), Code::kUsage);
}

TEST(TextEdits, RefuseATextThatIsTooShort) {
  TextEdits edits;
  edits.Insert(4, "x");
  EXPECT_THROW(edits.Apply("abc"), Error);
}

}  // namespace
}  // namespace signet::elm
