#include "tests/unit/seal/check_jades.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "appliance/base/json.h"

namespace signet::seal {
namespace {

namespace fs = std::filesystem;

fs::path Checker() { return CorpusFolder() / ".." / "tools" / "check_jades.py"; }

std::string Quoted(const fs::path& path) { return " '" + path.string() + "'"; }

// Standard output of a command; its exit code is 1 when a file was refused.
std::string OutputOf(const std::string& command) {
  struct Close {
    void operator()(FILE* file) const { pclose(file); }
  };
  const std::unique_ptr<FILE, Close> pipe(popen(command.c_str(), "r"));
  if (!pipe) throw std::runtime_error("cannot run " + command);
  std::string out;
  std::array<char, 65536> block{};
  for (std::size_t n; (n = fread(block.data(), 1, block.size(), pipe.get())) > 0;) {
    out.append(block.data(), n);
  }
  return out;
}

json::Document Report(const std::string& options, const std::vector<fs::path>& files) {
  std::string command = "python3" + Quoted(Checker()) + " " + options;
  for (const fs::path& file : files) command += Quoted(file);
  return json::Document::Parse(OutputOf(command), {.max_octets = 64U << 20U, .max_depth = 100});
}

// The report is an object for one file and an array of such objects for several.
template <typename Take>
void ForEachFile(const json::Document& document, Take take) {
  const auto one = [&](const json::Value& report) {
    const auto file = report.Find("file");
    if (!file) throw std::runtime_error("the checker's report names no file");
    take(report, fs::path(file->AsString().value()));
  };
  if (document.root().is_object()) one(document.root());
  if (!document.root().is_array()) return;
  for (auto report = document.root().First(); report; report = report->Next()) one(*report);
}

}  // namespace

fs::path CorpusFolder() {
  const char* const given = std::getenv("SIGNET_CORPUS");
  return given != nullptr ? fs::path(given) : fs::path(SIGNET_SOURCE_DIR "/../shared/corpus");
}

std::vector<fs::path> RealSealedFiles() {
  std::vector<fs::path> out;
  for (const char* folder : {"samples-elm", "samples-mynextid"}) {
    if (!fs::is_directory(CorpusFolder() / folder)) continue;
    for (const auto& entry : fs::directory_iterator(CorpusFolder() / folder)) {
      const std::string name = entry.path().filename().string();
      if (name.ends_with("-signed.jsonld")) out.push_back(entry.path());
    }
  }
  std::ranges::sort(out);
  return out;
}

bool HaveCheckJades() {
  return fs::exists(Checker()) &&
         std::system("python3 -c '' >/dev/null 2>&1 && openssl version >/dev/null 2>&1") == 0;
}

std::map<std::string, bool> CheckJades(const std::vector<fs::path>& files) {
  const json::Document document = Report("--level B", files);
  std::map<std::string, bool> out;
  ForEachFile(document, [&](const json::Value& report, const fs::path& file) {
    const auto ok = report.Find("ok");
    out[file.filename().string()] = ok && ok->kind() == json::Kind::kTrue;
  });
  return out;
}

std::map<std::string, bool> CheckTamperedCopies(const fs::path& file) {
  const json::Document document = Report("--level B --mutate", {file});
  std::map<std::string, bool> out;
  ForEachFile(document, [&](const json::Value& report, const fs::path&) {
    const auto refused = report.Find("refused");
    const auto accepted = report.Find("notRefused");
    if (!refused || !accepted) throw std::runtime_error("the checker reports no copies");
    for (auto copy = refused->First(); copy; copy = copy->Next()) {
      out[std::string(copy->name())] = false;
    }
    for (auto copy = accepted->First(); copy; copy = copy->Next()) {
      out[std::string(copy->AsString().value())] = true;
    }
  });
  return out;
}

std::map<std::string, std::string> WriteTamperedCopies(const std::vector<fs::path>& files,
                                                       const fs::path& folder) {
  std::string command = "python3 -B" +
                        Quoted(SIGNET_SOURCE_DIR "/tests/unit/seal/tampered_copies.py") +
                        Quoted(Checker()) + Quoted(folder);
  for (const fs::path& file : files) command += Quoted(file);
  std::istringstream lines(OutputOf(command));
  std::map<std::string, std::string> out;
  for (std::string name, wrong; std::getline(lines, name, '\t') && std::getline(lines, wrong);) {
    out[name] = wrong;
  }
  return out;
}

}  // namespace signet::seal
