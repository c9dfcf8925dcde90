#include "tests/bench/check_rate.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "appliance/base/file.h"
#include "appliance/elm/credential_check.h"
#include "appliance/elm/credential_text.h"
#include "appliance/elm/jsonld/graph_reader.h"
#include "appliance/elm/shacl/shape_check.h"
#include "tests/bench/machine.h"
#include "tests/support/command.h"
#include "tests/support/temporary_folder.h"

namespace signet::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSeconds = "1";
constexpr std::chrono::milliseconds kRound{200};
constexpr unsigned kRounds = 5;
constexpr double kMachineSeconds = 0.5;
constexpr int kLeftOut = 77;
// What the credentials below name, and what it imports.
constexpr const char* kProfile = "http://data.europa.eu/snb/model/ap/edc-generic-full";
constexpr const char* kShapes[] = {"EDC-generic-full.ttl", "EDC-generic-no-cv.ttl"};

/// What one credential costs, in milliseconds, warm, in one thread.
struct CheckRate {
  std::string name;  ///< of the file in the corpus
  std::size_t octets = 0;
  double reading_ms = 0;   ///< from its text into a graph: strict JSON, then JSON-LD
  double checking_ms = 0;  ///< that graph against the profile that it names
  /// Signet's alone: reading, checking, the rules' sentences and places, advice.
  double whole_ms = 0;
  std::size_t results = 0;  ///< different (focus, path, component)

  double both_ms() const { return reading_ms + checking_ms; }
};

fs::path Corpus() {
  const char* const given = std::getenv("SIGNET_CORPUS");
  return given != nullptr ? fs::path(given) : fs::path(SIGNET_SOURCE_DIR "/../shared/corpus");
}

/// The median of some rounds.
template <typename Step>
double MeasureMs(const Step& step) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> out;
  for (unsigned round = 0; round < kRounds; ++round) {
    const auto begin = Clock::now();
    unsigned count = 0;
    for (; Clock::now() < begin + kRound; ++count) step();
    out.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count() / count);
  }
  std::ranges::sort(out);
  return out[out.size() / 2];
}

/// The credential in a sealed file, or the text itself.
std::string CredentialIn(const fs::path& file) {
  std::string text = ReadFile(file);
  const auto document = json::Document::Parse(text, {});
  if (const auto payload = document.root().Find("payload"))
    return std::string(*payload->AsString());
  return text;
}

CheckRate Measure(const fs::path& file, const elm::ProfileLibrary& library) {
  const UntrustedText text(ReadFile(file));
  const elm::ProfileSet& set = *library.sets().front();
  const elm::Profile& profile = *set.Find(kProfile);
  const auto credential = elm::CredentialText::Read(text, {});
  const auto reading = elm::ReadGraph(credential.root(), set.context(), set.terms());
  CheckRate out{.name = file.stem().stem().string(), .octets = text.unchecked().size()};
  out.reading_ms = MeasureMs([&] {
    const auto read = elm::CredentialText::Read(text, {});
    elm::ReadGraph(read.root(), set.context(), set.terms());
  });
  out.checking_ms = MeasureMs([&] { CheckShapes(*reading.graph, set, profile, {}); });
  out.whole_ms = MeasureMs([&] {
    const auto read = elm::CredentialText::Read(text, {});
    elm::CheckCredential(read.root(), library, elm::CodeLists(), {});
  });
  std::set<std::tuple<elm::TermId, elm::TermId, elm::Component>> results;
  for (const auto& result : CheckShapes(*reading.graph, set, profile, {}).results) {
    results.emplace(result.focus, result.path, result.component);
  }
  out.results = results.size();
  return out;
}

// Lines of a file, the milliseconds of its reading and checking, and its results.
std::vector<CheckRate> Parse(const test::CommandResult& ran) {
  if (ran.status != 0) throw std::runtime_error("a measurement failed:\n" + ran.output);
  std::vector<CheckRate> out;
  std::istringstream lines(ran.output);
  std::string file;
  for (CheckRate rate; lines >> file >> rate.reading_ms >> rate.checking_ms >> rate.results;) {
    rate.name = fs::path(file).stem().stem().string();
    out.push_back(rate);
  }
  return out;
}

/// false, after saying why, if what is to be compared with is not there.
bool IsBuilt(const std::vector<std::string>& build) {
  const auto built = test::RunCommand(build);
  if (built.status == 0) return true;
  if (built.status != kLeftOut) throw std::runtime_error(built.output);
  fmt::print("  {}", built.output);
  return false;
}

/// Real credentials of the corpus, put into `folder` as they are sealed; none without a corpus.
std::vector<fs::path> TakeCredentials(const fs::path& folder) {
  const fs::path corpus = Corpus();
  std::vector<fs::path> out;
  for (const char* const name :
       {"samples-elm/Sample-CertOfPart-signed.jsonld", "samples-elm/Sample-MC-Annex1-signed.jsonld",
        "samples-mynextid/edc-mc-signed.jsonld"}) {
    const fs::path file = corpus / name;
    if (!fs::exists(file)) return {};
    out.push_back(folder / (file.stem().string() + ".credential.json"));
    WriteFile(out.back(), CredentialIn(file), FileMode::kPublic);
  }
  return out;
}

std::vector<CheckRate> MeasureChecks(const std::vector<fs::path>& credentials) {
  const auto library = elm::ProfileLibrary::BuiltIn();
  std::vector<CheckRate> out;
  for (const fs::path& file : credentials) out.push_back(Measure(file, library));
  return out;
}

std::vector<CheckRate> MeasureOracleChecks(const std::vector<fs::path>& credentials) {
  const std::string node = SIGNET_INTEROP_DIR "/node";
  if (!IsBuilt({SIGNET_SOURCE_DIR "/tests/interop/node/prepare", node})) return {};
  const fs::path corpus = Corpus();
  std::vector<std::string> command{"node", node + "/shacl/bench.mjs", kSeconds,
                                   corpus / "elm-ap-1.2",
                                   corpus / "contexts" / "credentials-v1.jsonld"};
  command.insert(command.end(), credentials.begin(), credentials.end());
  return Parse(test::RunCommand(command));
}

std::vector<CheckRate> MeasureJenaChecks(const std::vector<fs::path>& credentials) {
  const std::string jena = SIGNET_INTEROP_DIR "/jena";
  if (!IsBuilt({SIGNET_SOURCE_DIR "/tests/interop/shacl/jena/build", jena})) return {};
  const fs::path corpus = Corpus();
  const auto context = [&corpus](const std::string& iri, const char* file) {
    return iri + "=" + (corpus / file).string();
  };
  std::vector<std::string> command{
      "java",
      "-cp",
      jena + "/classes:" + jena + "/lib/*",
      "signet.interop.CredentialBench",
      kSeconds,
      context("https://www.w3.org/2018/credentials/v1", "contexts/credentials-v1.jsonld"),
      context("http://data.europa.eu/snb/model/context/edc-ap",
              "elm-ap-1.2/edc-ap-context.jsonld")};
  for (const char* const shapes : kShapes) command.push_back(corpus / "elm-ap-1.2" / shapes);
  command.insert(command.end(), credentials.begin(), credentials.end());
  return Parse(test::RunCommand(command));
}

void RequireSameResults(const std::string& who, const CheckRate& theirs, const CheckRate& ours) {
  if (theirs.results == ours.results) return;
  throw std::runtime_error(fmt::format("{}: {} finds {} results, Signet {}", ours.name, who,
                                       theirs.results, ours.results));
}

void Print(const std::string& who, const CheckRate& rate) {
  fmt::print("    {:29} {:8.3f} ms + {:7.3f} ms = {:8.3f} ms", who, rate.reading_ms,
             rate.checking_ms, rate.both_ms());
}

void PrintCredential(std::size_t index, const std::vector<CheckRate>& ours,
                     const std::map<std::string, std::vector<CheckRate>>& others) {
  const CheckRate& own = ours[index];
  fmt::print("  {}, {} octets\n", own.name, own.octets);
  Print("Signet", own);
  fmt::print(", {:.3f} ms with sentences, places and advice\n", own.whole_ms);
  for (const auto& [who, rates] : others) {
    if (rates.empty()) continue;
    RequireSameResults(who, rates.at(index), own);
    Print(who, rates[index]);
    fmt::print(", {:.0f} times Signet's\n", rates[index].both_ms() / own.both_ms());
  }
}

}  // namespace

void CompareChecks() {
  const test::TemporaryFolder folder;
  const auto credentials = TakeCredentials(folder.path());
  if (credentials.empty()) {
    fmt::print("\nChecks of credentials: left out, there are none in SIGNET_CORPUS\n");
    return;
  }
  fmt::print(
      "\nReal credentials, warm, one thread: reading into a graph + checking against EDC 1.2\n");
  const std::vector<CheckRate> ours = MeasureChecks(credentials);
  const std::map<std::string, std::vector<CheckRate>> others{
      {"jsonld.js, rdf-validate-shacl", MeasureOracleChecks(credentials)},
      {"Titanium JSON-LD, Jena SHACL", MeasureJenaChecks(credentials)}};
  for (std::size_t i = 0; i < ours.size(); ++i) PrintCredential(i, ours, others);
  fmt::print("  100 KB: at most 0.5 ms on the design's machine, {:.3f} ms at this one's speed\n",
             kDesignMachineRsa3072 / MeasureOpensslRsa3072(kMachineSeconds) / 2);
}

}  // namespace signet::bench
