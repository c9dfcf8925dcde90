#include "appliance/base/error.h"

#include <gmock/gmock.h>

#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

#include "appliance/base/file.h"

namespace signet {
namespace {

// The enumerators as the header spells them: C++20 cannot list them itself.
std::map<std::string, std::uint32_t> EnumeratorsInHeader() {
  std::istringstream header(ReadFile(SIGNET_SOURCE_DIR "/appliance/base/error.h"));
  std::map<std::string, std::uint32_t> found;
  for (std::string line; std::getline(header, line);) {
    const auto equals = line.find(" = ");
    if (!line.starts_with("  k") || equals == std::string::npos) continue;
    const std::string name = line.substr(3, equals - 3);
    EXPECT_TRUE(found.emplace(name, std::stoul(line.substr(equals + 3))).second) << name;
  }
  return found;
}

// kNotUtf8 is called "not-utf8", kByteOrderMark "byte-order-mark".
std::string Kebab(const std::string& camel) {
  std::string out;
  for (const char c : camel) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !out.empty()) out.push_back('-');
    out.push_back(upper ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

TEST(ErrorCodes, EveryEnumeratorStandsInTheTableUnderItsOwnName) {
  const auto enumerators = EnumeratorsInHeader();
  ASSERT_GT(enumerators.size(), 50U);
  EXPECT_EQ(enumerators.size(), AllCodes().size());
  for (const auto& [name, number] : enumerators) {
    const CodeInfo& info = InfoOf(static_cast<Code>(number));
    EXPECT_EQ(static_cast<std::uint32_t>(info.code), number) << name;
    EXPECT_EQ(info.name, Kebab(name));
  }
}

TEST(ErrorCodes, NumbersAndNamesAreUnique) {
  std::set<Code> numbers;
  std::set<std::string_view> names;
  for (const CodeInfo& info : AllCodes()) {
    EXPECT_TRUE(numbers.insert(info.code).second) << info.name;
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
  }
}

TEST(ErrorCodes, NamesAreKebabCaseAndTitlesSentences) {
  for (const CodeInfo& info : AllCodes()) {
    EXPECT_THAT(std::string(info.name), testing::MatchesRegex("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
    ASSERT_GT(info.title.size(), 10U);
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(info.title.front()))) << info.title;
    // RFC 9457 3.1.3: a summary, so no full stop.
    EXPECT_NE(info.title.back(), '.') << info.title;
  }
}

TEST(ErrorCodes, StatusIsAnErrorOfRfc9110) {
  for (const CodeInfo& info : AllCodes()) {
    EXPECT_GE(info.status, 400) << info.name;
    EXPECT_LE(info.status, 599) << info.name;
  }
}

TEST(ErrorCodes, AreFoundByNumber) {
  for (const CodeInfo& info : AllCodes()) {
    EXPECT_EQ(CodeFromNumber(static_cast<std::uint32_t>(info.code)), info.code);
  }
  for (const std::uint32_t unknown : {0U, 1U, 99U, 999U, 65636U, 4294967295U}) {
    EXPECT_EQ(CodeFromNumber(unknown), Code::kInternal) << unknown;
  }
}

TEST(Error, KeepsCodeMessageAndCause) {
  const Error error(Code::kPinWrong, "The PIN is wrong.", "CKR_PIN_INCORRECT");
  EXPECT_EQ(error.code(), Code::kPinWrong);
  EXPECT_STREQ(error.what(), "The PIN is wrong.");
  EXPECT_EQ(error.cause(), "CKR_PIN_INCORRECT");
}

TEST(Error, ForeignExceptionsBecomeInternalWithoutShowingTheirText) {
  const Error error = AsError(std::make_exception_ptr(std::runtime_error("SELECT secret")));
  EXPECT_EQ(error.code(), Code::kInternal);
  EXPECT_THAT(error.message(), testing::Not(testing::HasSubstr("SELECT")));
  EXPECT_EQ(error.cause(), "SELECT secret");
}

TEST(Error, AsErrorGivesAnErrorBackAsItIs) {
  const Error error = AsError(std::make_exception_ptr(Error(Code::kTooDeep, "m", "c")));
  EXPECT_EQ(error.code(), Code::kTooDeep);
  EXPECT_EQ(error.message(), "m");
  EXPECT_EQ(error.cause(), "c");
}

}  // namespace
}  // namespace signet
