#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/elm/credential_text.h"
#include "appliance/elm/graph/well_known_terms.h"
#include "appliance/elm/jsonld/graph_reader.h"
#include "appliance/elm/node.h"
#include "appliance/elm/profile/built_in_profiles.h"
#include "appliance/elm/profile/profile.h"
#include "appliance/elm/shacl/shape_check.h"
#include "tests/support/json_patch.h"
#include "tests/unit/elm/sample.h"

namespace signet::elm {
namespace {

namespace fs = std::filesystem;

fs::path Oracle() { return Corpus() / ".." / "tools" / "shacl-oracle"; }

const ProfileSet& Profiles() {
  static const ProfileSet kProfiles = ProfileSet::Read(BuiltInProfiles());
  return kProfiles;
}

// A bare credential, an upload wrapper, or a sealed container.
boost::json::value Unwrap(const boost::json::value& document) {
  const auto& object = document.as_object();
  if (const auto* const payload = object.if_contains("payload")) {
    const std::string text(payload->as_string());
    const auto bytes = text.starts_with('{') ? ToBytes(text) : *DecodeBase64Url(text);
    return Unwrap(boost::json::parse(ToString(bytes)));
  }
  const bool wrapper = object.contains("credential") && !object.contains("@context");
  return wrapper ? object.at("credential") : document;
}

fs::path FindSample(const std::string& name) {
  for (const auto& entry : fs::recursive_directory_iterator(Corpus())) {
    if (entry.path().filename() == name) return entry.path();
  }
  return {};
}

struct Verdict {
  std::string refusal;  ///< why no shape was asked; empty if they were
  std::set<std::string> results;
};

std::string Line(std::string_view focus, std::string_view path, std::string_view component) {
  return std::string(focus).append(" ").append(path).append(" ").append(component);
}

std::string ResultLine(const Graph& graph, const ShapeResult& result) {
  const Term focus = graph.terms()[result.focus];
  return Line(focus.kind == TermKind::kBlank ? "_:" : focus.text,
              result.path == kNoTerm ? "" : graph.terms()[result.path].text,
              "sh:" + std::string(IriOf(result.component)).substr(27));
}

Verdict Judge(const std::string& text) {
  Verdict verdict;
  std::optional<CredentialText> credential;
  try {
    credential = CredentialText::Read(UntrustedText(text), {});
  } catch (const Error& refused) {
    verdict.refusal = refused.message();
    return verdict;
  }
  const ProfileSet& set = Profiles();
  const GraphReading reading = ReadGraph(credential->root(), set.context(), set.terms());
  if (!reading.graph || reading.graph->With(kRdfType, set.root().back()).size() != 1) {
    verdict.refusal = "not one root";
    return verdict;
  }
  for (const json::Value schema : ValuesOf(credential->root(), "credentialSchema")) {
    const auto iri = IriOf(schema);
    const Profile* const profile = iri ? set.Find(*iri) : nullptr;
    if (profile == nullptr) {
      verdict.refusal = "no such profile";
      return verdict;
    }
    for (const ShapeResult& result : CheckShapes(*reading.graph, set, *profile, {}).results) {
      verdict.results.insert(ResultLine(*reading.graph, result));
    }
  }
  return verdict;
}

std::set<std::string> Expected(const boost::json::value& expect) {
  std::set<std::string> lines;
  for (const auto& result : expect.as_object().at("results").as_array()) {
    const auto text = [&result](const char* name) {
      const auto& value = result.as_object().at(name);
      return value.is_null() ? std::string() : std::string(value.as_string());
    };
    const std::string focus = text("focus");
    lines.insert(Line(focus.starts_with("_:") ? "_:" : focus, text("path"), text("component")));
  }
  return lines;
}

// Where Signet means to differ from the oracle: it refuses what no shape, or not every shape, gets
// to see (DESIGN 5, facts "Vacuous success").
const std::map<std::string, std::string> kRefused = {
    {"context-missing-edc", "without its context, EDC's terms mean nothing and all rules pass"},
    {"context-missing-w3c", "the same for id and type"},
    {"context-nested", "a context inside could give terms other meanings"},
    {"context-swapped", "the order decides what a term means"},
    {"root-type-edc-only", "the other type's scope defines issuer, issued and more"},
    {"root-type-misspelt", "no rule looks at a credential without its type"},
    {"title-none-language", "@none is a keyword of JSON-LD, and no other than @context is read"},
    {"unknown-profile", "there are no rules"},
};

TEST(ShaclOracle, SaysTheSameOfEveryMutation) {
  if (!fs::exists(Oracle() / "mutations")) {
    GTEST_SKIP() << "No mutations at " << Oracle() << ": set SIGNET_CORPUS.";
  }
  std::set<std::string> refused;
  int same = 0;
  for (const auto& entry : fs::directory_iterator(Oracle() / "mutations")) {
    const std::string name = entry.path().stem().string();
    SCOPED_TRACE(name);
    const auto mutation = boost::json::parse(ReadFile(entry.path())).as_object();
    const auto source = Unwrap(
        boost::json::parse(ReadFile(FindSample(std::string(mutation.at("source").as_string())))));
    const auto* const newer = mutation.if_contains("expectAp12");
    const auto& expect = newer != nullptr ? *newer : mutation.at("expect");
    const Verdict verdict = Judge(boost::json::serialize(ApplyPatch(source, mutation.at("patch"))));
    if (!verdict.refusal.empty()) {
      EXPECT_TRUE(kRefused.contains(name)) << verdict.refusal;
      refused.insert(name);
      continue;
    }
    EXPECT_EQ(verdict.results, Expected(expect));
    EXPECT_EQ(verdict.results.empty(), expect.as_object().at("conforms").as_bool());
    ++same;
  }
  EXPECT_EQ(refused.size(), kRefused.size());
  EXPECT_GE(same, 40);
}

TEST(ShaclOracle, SaysTheSameOfEverySample) {
  std::ifstream table(Oracle() / "samples.tsv");
  if (!table) GTEST_SKIP() << "No samples.tsv at " << Oracle() << ": set SIGNET_CORPUS.";
  std::string line;
  std::getline(table, line);
  int samples = 0;
  while (std::getline(table, line)) {
    std::istringstream columns(line);
    std::vector<std::string> row;
    for (std::string column; std::getline(columns, column, '\t');) row.push_back(column);
    SCOPED_TRACE(row.at(0));
    const fs::path file = FindSample(row[0]);
    ASSERT_FALSE(file.empty());
    const Verdict verdict =
        Judge(boost::json::serialize(Unwrap(boost::json::parse(ReadFile(file)))));
    EXPECT_EQ(verdict.refusal, "");
    EXPECT_EQ(verdict.results.empty() ? "true" : "false", row.at(5))
        << testing::PrintToString(verdict.results);
    ++samples;
  }
  EXPECT_EQ(samples, 12);
}

}  // namespace
}  // namespace signet::elm
