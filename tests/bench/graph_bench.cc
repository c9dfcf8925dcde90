// What reading a credential into a graph costs, beside the reading of its JSON that it stands on:
// real credentials where the corpus is, and texts that are made to be costly, at two sizes, so that
// what grows faster than its text shows as a lower rate.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "appliance/base/file.h"
#include "appliance/base/json_writer.h"
#include "appliance/elm/jsonld/context.h"
#include "appliance/elm/jsonld/graph_reader.h"
#include "provisioning/profile_compiler/context_compiler.h"
#include "provisioning/profile_compiler/context_writer.h"

namespace signet::bench {
namespace {

namespace fs = std::filesystem;

constexpr json::Limits kLimits{.max_octets = 256U << 20U, .max_depth = 100};

struct Contexts {
  elm::TermTable terms;
  elm::Context context;

  explicit Contexts(const std::vector<fs::path>& files) {
    std::vector<provisioning::ContextDocument> documents;
    for (const fs::path& file : files) documents.push_back({file.string(), ReadFile(file)});
    const auto compiled = provisioning::CompileContexts(documents);
    json::ObjectWriter profile;
    profile.Object("terms", WriteTerms(compiled.terms, compiled.prefixes))
        .Object("scopes", WriteScopes(compiled, compiled.prefixes));
    elm::IriPrefixes prefixes;
    for (const auto& [name, start] : compiled.prefixes) prefixes.Add(name, start);
    const auto document = json::Document::Parse(profile.Write(), kLimits);
    const elm::ProfileValue root(document.root());
    const auto member = [&](std::string_view name) {
      return elm::ProfileValue(document.root().Find(name).value(), &root);
    };
    context = elm::Context::Read(member("terms"), member("scopes"), prefixes, terms);
  }
};

const Contexts& OwnContexts() {
  const fs::path folder = fs::path(SIGNET_SOURCE_DIR) / "tests/interop/jsonld";
  static const Contexts contexts({folder / "credential.jsonld", folder / "learning.jsonld"});
  return contexts;
}

void Count(benchmark::State& state, std::size_t octets) {
  state.SetBytesProcessed(static_cast<std::int64_t>(octets) *
                          static_cast<std::int64_t>(state.iterations()));
}

void Parse(benchmark::State& state, const std::string& text) {
  for (auto _ : state) benchmark::DoNotOptimize(json::Document::Parse(text, kLimits));
  Count(state, text.size());
}

void Graph(benchmark::State& state, const std::string& text, const Contexts& contexts) {
  const auto document = json::Document::Parse(text, kLimits);
  for (auto _ : state) {
    benchmark::DoNotOptimize(elm::ReadGraph(document.root(), contexts.context, contexts.terms));
  }
  Count(state, text.size());
}

void ParseAndGraph(benchmark::State& state, const std::string& text, const Contexts& contexts) {
  for (auto _ : state) {
    const auto document = json::Document::Parse(text, kLimits);
    benchmark::DoNotOptimize(elm::ReadGraph(document.root(), contexts.context, contexts.terms));
  }
  Count(state, text.size());
}

/// `"members": [item(0), item(1) …]` of a node.
std::string ArrayOf(std::string_view members, std::size_t count,
                    const std::function<std::string(std::string)>& item) {
  std::string text = R"({"id": "urn:a", ")" + std::string(members) + R"(": [)";
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ",") + item(std::to_string(i));
  return text + "]}";
}

std::string Languages(std::size_t count) {
  std::string text = R"({"id": "urn:a", "title": {)";
  for (std::size_t i = 0; i < count; ++i) {
    const std::string tag = "x-" + std::to_string(i);
    text += (i == 0 ? "" : ",") + json::Quote(tag) + R"(:"text")";
  }
  return text + "}}";
}

std::string Deep(std::size_t count) {
  return ArrayOf("part", count / 90, [](const std::string& i) {
    std::string node = R"({"id":"urn:)" + i + R"("})";
    for (int depth = 0; depth < 90; ++depth) {
      node = R"({"type":["Attestation","Signature"],"schema":)" + node + "}";
    }
    return node;
  });
}

using Make = std::function<std::string(std::size_t)>;

/// Texts of about `count` nodes, values or names each.
const std::vector<std::pair<const char*, Make>>& HostileTexts() {
  static const std::vector<std::pair<const char*, Make>> texts = {
      {"NodesOfOneId",
       [](std::size_t n) {
         return ArrayOf("part", n, [](const std::string& i) {
           return R"({"id":"urn:x","type":"Course","name":")" + i + R"("})";
         });
       }},
      {"EqualStatements",
       [](std::size_t n) {
         return ArrayOf("part", n,
                        [](const auto&) { return std::string(R"({"id":"urn:x","name":"x"})"); });
       }},
      {"BlankNodes",
       [](std::size_t n) {
         return ArrayOf("part", n,
                        [](const std::string& i) { return R"({"about":"_:)" + i + R"("})"; });
       }},
      {"Languages", Languages},
      {"DeepScopes", Deep},
      {"LongIris",
       [](std::size_t n) {
         return ArrayOf("about", n / 100, [](const std::string& i) {
           return R"("http://)" + std::string(1000, 'a') + "/" + i + R"(")";
         });
       }},
      {"Brackets",
       [](std::size_t n) { return R"({"id":"http://)" + std::string(n, '[') + R"("})"; }},
      {"UndefinedNames",
       [](std::size_t n) {
         return ArrayOf("part", n, [](const std::string& i) {
           return R"({"id":"urn:x","no)" + i + R"(":1})";
         });
       }},
      {"ManyTypes",
       [](std::size_t n) {
         std::string text = R"({"id":"urn:a","type":[)";
         for (std::size_t i = 0; i < n; ++i) {
           text += (i == 0 ? "\"le:" : ",\"le:") + std::to_string(i) + '"';
         }
         return text + "]}";
       }},
  };
  return texts;
}

void RegisterHostileTexts() {
  for (const auto& [name, make] : HostileTexts()) {
    for (const std::size_t count : {100'000U, 1'000'000U}) {
      const std::string title = std::string("Hostile/") + name + "/" + std::to_string(count);
      benchmark::RegisterBenchmark(title.c_str(), [text = make(count)](benchmark::State& state) {
        ParseAndGraph(state, text, OwnContexts());
      })->Unit(benchmark::kMillisecond);
    }
  }
}

fs::path Corpus() {
  const char* chosen = std::getenv("SIGNET_CORPUS");
  if (chosen != nullptr) return chosen;
  return fs::path(SIGNET_SOURCE_DIR) / "../shared/corpus";
}

/// The credential of an upload wrapper, or the text itself.
std::string ReadCredential(const fs::path& file) {
  const std::string text = ReadFile(file);
  const auto document = json::Document::Parse(text, kLimits);
  const auto inner = document.root().Find("credential");
  return std::string(inner ? inner->raw() : document.root().raw());
}

void RegisterRealTexts() {
  const fs::path corpus = Corpus();
  if (!fs::exists(corpus)) {
    std::printf("Left out: real credentials, since there is no corpus at %s.\n", corpus.c_str());
    return;
  }
  static const Contexts contexts(
      {corpus / "contexts/credentials-v1.jsonld", corpus / "elm-ap-1.2/edc-ap-context.jsonld"});
  for (const char* file :
       {"samples-elm/Sample-CertOfPart-unsigned.jsonld",
        "samples-elm/Sample-MC-Annex1-unsigned.jsonld", "samples-mynextid/edc-mc-example.json"}) {
    const std::string text = ReadCredential(corpus / file);
    const std::string title = fs::path(file).stem().string();
    const auto add = [&](const char* step, auto measure) {
      benchmark::RegisterBenchmark((title + step).c_str(), measure)->Unit(benchmark::kMicrosecond);
    };
    add("/json", [text](benchmark::State& state) { Parse(state, text); });
    add("/graph", [text](benchmark::State& state) { Graph(state, text, contexts); });
    add("/both", [text](benchmark::State& state) { ParseAndGraph(state, text, contexts); });
  }
}

}  // namespace
}  // namespace signet::bench

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  signet::bench::RegisterRealTexts();
  signet::bench::RegisterHostileTexts();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
