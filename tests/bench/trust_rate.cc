#include "tests/bench/trust_rate.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "appliance/base/file.h"
#include "appliance/seal/trust_judgement.h"
#include "appliance/seal/trusted_lists.h"

namespace signet::bench {
namespace {

namespace fs = std::filesystem;

fs::path Folder() {
  const char* const given = std::getenv("SIGNET_CORPUS");
  return (given != nullptr ? fs::path(given) : fs::path(SIGNET_SOURCE_DIR "/../shared/corpus")) /
         "trusted-lists";
}

seal::ListFile Open(const fs::path& file) {
  return {file.filename().string(), UntrustedText(ReadFile(file))};
}

std::vector<fs::path> Lists() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(Folder())) {
    if (entry.path().filename().string().size() == 6) out.push_back(entry.path());  // "AT.xml"
  }
  return out;
}

template <typename Action>
double Milliseconds(const Action& action) {
  const auto begin = std::chrono::steady_clock::now();
  action();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
      .count();
}

double Median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void JudgeAll(const fs::path& reader, const std::vector<fs::path>& lists) {
  seal::TrustSources sources{
      .official_journal = Certificate::FromPem(ReadFile(Folder() / "official-journal.pem")),
      .list_of_lists = Open(Folder() / "tl_pivot_247_mp.xml"),
      .pivot = {},
      .lists = {}};
  sources.pivot = [](const seal::Pivot& pivot) -> std::optional<seal::ListFile> {
    return Open(Folder() / ("tl_pivot_" + std::to_string(pivot.number) + "_mp.xml"));
  };
  for (const fs::path& list : lists) sources.lists.push_back(Open(list));
  std::vector<seal::AuthorisedList> authorised;
  for (const auto& file : seal::JudgeTrust(std::move(sources), {.program = reader}, SystemNow())) {
    if (!file.good()) throw std::runtime_error(file.file.name + ": " + file.judgement.reason);
    authorised.push_back(*file.judgement.authorised);
  }
  if (seal::TrustedLists(authorised).empty()) throw std::runtime_error("no list is trusted");
}

}  // namespace

std::optional<TrustRate> MeasureTrustRate(const fs::path& reader, unsigned rounds) {
  if (!fs::exists(Folder() / "expected.tsv")) return std::nullopt;
  const std::vector<fs::path> lists = Lists();
  TrustRate out;
  std::string xmllint = "xmllint --noout";
  for (const fs::path& list : lists) {
    ++out.lists;
    out.octets += fs::file_size(list);
    xmllint += " '" + list.string() + "'";
  }
  for (const char* pivot : {"172", "191", "226", "247", "247"}) {
    ++out.lists;
    const fs::path file = Folder() / ("tl_pivot_" + std::string(pivot) + "_mp.xml");
    out.octets += fs::file_size(file);
    xmllint += " '" + file.string() + "'";
  }
  std::vector<double> signet;
  std::vector<double> other;
  for (unsigned round = 0; round < rounds; ++round) {
    signet.push_back(Milliseconds([&] { JudgeAll(reader, lists); }));
    rusage children{};
    getrusage(RUSAGE_CHILDREN, &children);
    out.reader_kib = std::max(out.reader_kib, children.ru_maxrss);
    other.push_back(Milliseconds([&] {
      if (std::system(xmllint.c_str()) != 0) throw std::runtime_error("xmllint failed");
    }));
  }
  out.signet_ms = Median(signet);
  out.xmllint_ms = Median(other);
  return out;
}

std::string DescribeTrustRate(const TrustRate& rate) {
  return fmt::format(
      "Trusted lists: {} of {:.1f} MB, verified from the Official Journal on\n"
      "  Signet {:.0f} ms (at most 10 s), xmllint only parsing them {:.0f} ms; {:.0f} MB at most "
      "in "
      "a reader (at most 200 MB)\n",
      rate.lists, static_cast<double>(rate.octets) / 1e6, rate.signet_ms, rate.xmllint_ms,
      static_cast<double>(rate.reader_kib) / 1024);
}

}  // namespace signet::bench
