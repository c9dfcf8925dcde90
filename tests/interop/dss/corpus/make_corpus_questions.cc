#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <set>

#include "appliance/base/file.h"
#include "tests/interop/dss/qualified/list_folder.h"
#include "tests/unit/seal/check_jades.h"
#include "tests/unit/seal/real_seal.h"

namespace {

using namespace signet;  // NOLINT(google-build-using-namespace)
using interop::ListRow;
using std::filesystem::path;

constexpr int kLeftOut = 77;
constexpr const char* kNow = "2026-11-01T12:00:00Z";

// Writes the anchors into files of their own: their names, comma between.
std::string WriteAnchors(const path& folder, const std::string& name,
                         const std::vector<Certificate>& anchors) {
  std::string out;
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const path file = folder / fmt::format("{}.anchor-{}.pem", name, i + 1);
    WriteFile(file, anchors[i].Pem(), FileMode::kPublic);
    out += (out.empty() ? "" : ",") + file.string();
  }
  return out;
}

// The real lists of 2019 of these countries, under the URLs by which their list of lists knows
// them.
std::vector<ListRow> RealLists(const std::set<std::string>& countries) {
  const path folder = seal::CorpusFolder() / "trusted-lists";
  const path lotl = folder / "tl_pivot_247_mp.xml";
  const seal::TrustedList list = seal::ReadXml(ReadFile(lotl)).list.value();
  std::vector<ListRow> out = {{"official-journal", "", folder / "official-journal.pem"}};
  for (const seal::ListPointer& pointer : list.pointers) {
    const path file = folder / (pointer.territory + ".xml");
    if (pointer.mime != "application/vnd.etsi.tsl+xml") continue;
    if (pointer.territory == "EU") out.push_back({"list-of-lists", pointer.location, lotl});
    if (countries.contains(pointer.territory) && std::filesystem::exists(file)) {
      out.push_back({"list", pointer.location, file});
    }
  }
  for (const seal::Pivot& pivot : seal::PivotsOf(list)) {
    const path file = folder / fmt::format("tl_pivot_{}_mp.xml", pivot.number);
    if (std::filesystem::exists(file)) out.push_back({"pivot", pivot.location, file});
  }
  return out;
}

void MakeAll(const path& folder) {
  std::filesystem::create_directories(folder);
  const path lists = folder / "lists.tsv";
  std::set<std::string> countries;
  std::string list;
  for (const path& file : seal::RealSealedFiles()) {
    const std::string name = file.stem().string();
    const auto settings = seal::AtSealing(UntrustedText(ReadFile(file)));
    for (const Certificate& one : settings.anchors) countries.insert(one.subject().country);
    const std::string anchors = WriteAnchors(folder, name, settings.anchors);
    const std::string sealing = FormatTimeSeconds(settings.at);
    const auto add = [&](const char* setting, const std::string& trusted, const std::string& at,
                         const std::string& asked_lists) {
      list += fmt::format("{}.{}\t{}\t{}\t{}\t{}\n", name, setting, file.string(), trusted, at,
                          asked_lists);
    };
    add("at-sealing", anchors, sealing, "");
    add("now", anchors, kNow, "");
    add("nothing-trusted", "", kNow, "");
    add("lists-at-sealing", "", sealing, lists.string());
    add("anchors-and-lists-at-sealing", anchors, sealing, lists.string());
  }
  interop::WriteListTable(lists, RealLists(countries));
  WriteFile(folder / "list.tsv", list, FileMode::kPublic);
}

}  // namespace

// make_corpus_questions DIR: how the corpus's real sealed files are to be judged. DIR gets their
// anchors and list.tsv: name, file, anchors, time of judgement, table of lists. Exit 77 where there
// is no corpus.
int main(int count, char** arguments) {
  if (count != 2) return EXIT_FAILURE;
  try {
    if (seal::RealSealedFiles().empty()) {
      fmt::print("Left out: the corpus of real sealed files is not here (SIGNET_CORPUS).\n");
      return kLeftOut;
    }
    MakeAll(std::filesystem::absolute(arguments[1]));
  } catch (const std::exception& failure) {
    fmt::print(stderr, "{}\n", failure.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
