#include "appliance/base/config.h"

#include <gmock/gmock.h>

#include "appliance/base/file.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temporary_folder.h"

namespace signet {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

class Config : public testing::Test {
 protected:
  ConfigReader Read(std::string_view toml) {
    WriteFile(file_, toml, FileMode::kPublic);
    return ConfigReader(file_);
  }

  /// The message of the refusal that `use` of this file ends with.
  template <typename Use>
  std::string Refusal(std::string_view toml, Use use) {
    WriteFile(file_, toml, FileMode::kPublic);
    const auto error = test::ErrorOf([&] {
      ConfigReader reader(file_);
      use(reader);
    });
    if (!error) return "";
    EXPECT_EQ(error->code(), Code::kConfigurationInvalid);
    EXPECT_THAT(error->message(), HasSubstr(file_.string()));
    return error->message();
  }

  const test::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / "signet.toml";
};

TEST_F(Config, GivesListsAndTheNamesOfTablesInTheOrderOfTheFile) {
  ConfigReader reader = Read(R"(
allow = ["b", "a"]
[tsa.zebra]
url = "z"
[tsa.aardvark]
url = "a"
)");
  EXPECT_THAT(reader.TextList("allow"), ElementsAre("b", "a"));
  EXPECT_THAT(reader.TextList("nothing"), testing::IsEmpty());
  EXPECT_THAT(reader.TableNames("tsa"), ElementsAre("zebra", "aardvark"));
  EXPECT_THAT(reader.TableNames("no.such"), testing::IsEmpty());
  EXPECT_EQ(reader.Text("tsa.zebra.url"), "z");
  EXPECT_EQ(reader.Text("tsa.aardvark.url"), "a");
  EXPECT_NO_THROW(reader.RefuseUnknown());
}

TEST_F(Config, RefusesAListOfOtherThanTextsAndATableOfOtherThanTables) {
  EXPECT_THAT(Refusal("allow = [1]", [](ConfigReader& reader) { reader.TextList("allow"); }),
              HasSubstr("list of texts"));
  EXPECT_THAT(Refusal("allow = \"a\"", [](ConfigReader& reader) { reader.TextList("allow"); }),
              HasSubstr("list of texts"));
  EXPECT_THAT(Refusal("[tsa]\nurl = \"a\"", [](ConfigReader& reader) { reader.TableNames("tsa"); }),
              HasSubstr("table of tables"));
}

TEST_F(Config, GivesWhatItWasAskedFor) {
  ConfigReader reader = Read(R"(
socket = "run/signet.sock"

[token]
module = "/usr/lib/module.so"
workers = 4

[token.environment]
SOFTHSM2_CONF = "softhsm2.conf"
OTHER = "x"
)");
  EXPECT_EQ(reader.Text("socket"), "run/signet.sock");
  EXPECT_EQ(reader.TextOr("token.module", "none"), "/usr/lib/module.so");
  EXPECT_EQ(reader.IntegerOr("token.workers", 1, 1, 64), 4);
  EXPECT_THAT(reader.Texts("token.environment"),
              ElementsAre(Pair("OTHER", "x"), Pair("SOFTHSM2_CONF", "softhsm2.conf")));
  EXPECT_NO_THROW(reader.RefuseUnknown());
}

TEST_F(Config, FallsBackWhereAKeyIsAbsent) {
  ConfigReader reader = Read("");
  EXPECT_EQ(reader.TextOr("a.b", "fallback"), "fallback");
  EXPECT_EQ(reader.IntegerOr("a.c", 7, 1, 9), 7);
  EXPECT_EQ(reader.OptionalPath("a.d"), std::nullopt);
  EXPECT_TRUE(reader.Texts("a.e").empty());
}

TEST_F(Config, TakesPathsRelativeToTheFile) {
  ConfigReader reader = Read(R"(
relative = "run/../keys/a.pem"
absolute = "/etc/signet/a.pem"
above = "../a.pem"
)");
  EXPECT_EQ(reader.Path("relative"), folder_ / "keys/a.pem");
  EXPECT_EQ(reader.Path("absolute"), "/etc/signet/a.pem");
  EXPECT_EQ(reader.OptionalPath("above"), folder_.path().parent_path() / "a.pem");
}

TEST_F(Config, RefusesTheFirstKeyNobodyAskedForWithItsLine) {
  struct Case {
    std::string_view toml;
    std::string_view key;
    std::string_view line;
  };
  const Case cases[] = {
      {"known = \"x\"\nknwon = \"y\"\n", "\"knwon\"", "line 2"},
      {"zebra = 1\nant = 2\n", "\"zebra\"", "line 1"},
      {"[token]\nmodule = \"m\"\nworker = 3\n", "\"token.worker\"", "line 3"},
      {"[tokn]\nmodule = \"m\"\n", "\"tokn\"", "line 1"},
      {"[token]\n[token.inner]\n", "\"token.inner\"", "line 2"},
      {"known = \"x\"\n\"token.module\" = \"m\"\n", "\"token.module\"", "line 2"},
      {"[[list]]\na = 1\n", "\"list\"", "line 1"},
  };
  for (const auto& [toml, key, line] : cases) {
    SCOPED_TRACE(toml);
    EXPECT_THAT(Refusal(toml,
                        [](ConfigReader& reader) {
                          reader.TextOr("known", "");
                          reader.TextOr("token.module", "");
                          reader.RefuseUnknown();
                        }),
                AllOf(HasSubstr(key), HasSubstr(line)));
  }
}

TEST_F(Config, NamesTheKeyThatIsMissing) {
  EXPECT_THAT(Refusal("", [](ConfigReader& reader) { reader.Text("token.module"); }),
              HasSubstr("\"token.module\" is missing"));
  EXPECT_THAT(Refusal("[token]", [](ConfigReader& reader) { reader.Path("token.pin"); }),
              HasSubstr("\"token.pin\" is missing"));
}

TEST_F(Config, RefusesAnotherTypeWithItsLine) {
  const auto text = [](ConfigReader& reader) { reader.Text("a.key"); };
  const auto path = [](ConfigReader& reader) { reader.OptionalPath("a.key"); };
  const auto integer = [](ConfigReader& reader) { reader.IntegerOr("a.key", 5, 1, 9); };
  const auto texts = [](ConfigReader& reader) { reader.Texts("a.key"); };
  const auto line_two = AllOf(HasSubstr("line 2"), HasSubstr("\"a.key"));

  for (const std::string_view value : {"1", "true", "1.5", "[\"x\"]", "{x = \"y\"}"}) {
    EXPECT_THAT(Refusal("[a]\nkey = " + std::string(value), text), line_two) << value;
    EXPECT_THAT(Refusal("[a]\nkey = " + std::string(value), path), line_two) << value;
  }
  for (const std::string_view value : {"\"5\"", "5.0", "true", "0", "10", "-3", "[5]"}) {
    EXPECT_THAT(Refusal("[a]\nkey = " + std::string(value), integer), line_two) << value;
  }
  for (const std::string_view value : {"\"x\"", "5", "[\"x\"]", "{x = 1}", "{x = {y = \"z\"}}"}) {
    EXPECT_THAT(Refusal("[a]\nkey = " + std::string(value), texts), line_two) << value;
  }
  EXPECT_THAT(Refusal("[a]\nkey = \"\"", path), line_two);
}

TEST_F(Config, TakesTheBoundsThemselves) {
  EXPECT_EQ(Read("n = 1").IntegerOr("n", 5, 1, 9), 1);
  EXPECT_EQ(Read("n = 9").IntegerOr("n", 5, 1, 9), 9);
}

TEST_F(Config, NamesTheLineOfWhatIsNotToml) {
  const auto nothing = [](ConfigReader&) {};
  EXPECT_THAT(Refusal("a = 1\nb = \n", nothing), HasSubstr("line 2"));
  EXPECT_THAT(Refusal("a = 1\n\na = 2\n", nothing), HasSubstr("line 3"));
}

TEST_F(Config, AFileThatIsNotThereIsNamed) {
  EXPECT_EQ(test::CodeOf([&] { ConfigReader reader(folder_ / "missing.toml"); }),
            Code::kFileUnusable);
}

}  // namespace
}  // namespace signet
