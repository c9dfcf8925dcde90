#include "provisioning/trust_files.h"

#include <string>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/file.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;

std::vector<Certificate> ReadCertificates(const fs::path& file) {
  const std::string content = ReadFile(file);
  if (content.find("-----BEGIN") != std::string::npos) return Certificate::FromPem(content);
  return {Certificate::FromDer(AsBytes(content))};
}

seal::ListFile ReadList(const fs::path& file) {
  return {file.filename().string(), UntrustedText(ReadFile(file))};
}

// "…pivot-247.xml" and "…pivot_247_mp.xml", but no copy with more in its name.
bool IsFileOf(const fs::path& file, const seal::Pivot& pivot) {
  const std::string name = file.filename().string();
  const std::string number = std::to_string(pivot.number);
  for (const char* before : {"pivot-", "pivot_"}) {
    for (const char* after : {".xml", "-mp.xml", "_mp.xml"}) {
      if (name.ends_with(before + number + after)) return true;
    }
  }
  return false;
}

std::optional<seal::ListFile> FindPivot(const fs::path& folder, const seal::Pivot& pivot) {
  if (!fs::is_directory(folder)) return std::nullopt;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file() && IsFileOf(entry.path(), pivot)) return ReadList(entry.path());
  }
  return std::nullopt;
}

// Everything but the national lists.
seal::TrustSources OpenOrigins(const TrustFiles& files) {
  seal::TrustSources out{.official_journal = ReadOfficialJournal(files),
                         .list_of_lists = ReadList(files.list_of_lists),
                         .pivot = {},
                         .lists = {}};
  const fs::path folder = files.pivots.empty() ? files.list_of_lists.parent_path() : files.pivots;
  out.pivot = [folder = folder.empty() ? fs::path(".") : folder](const seal::Pivot& pivot) {
    return FindPivot(folder, pivot);
  };
  return out;
}

}  // namespace

std::vector<Certificate> ReadOfficialJournal(const TrustFiles& files) {
  std::vector<Certificate> out;
  for (const fs::path& file : files.official_journal) {
    for (Certificate& certificate : ReadCertificates(file)) out.push_back(std::move(certificate));
  }
  return out;
}

seal::TrustSources OpenTrustFiles(const TrustFiles& files) {
  seal::TrustSources out = OpenOrigins(files);
  for (const fs::path& file : files.lists) out.lists.push_back(ReadList(file));
  return out;
}

seal::TrustSources OpenTrustFiles(const TrustFiles& files, std::vector<std::string>& unreadable) {
  seal::TrustSources out = OpenOrigins(files);
  for (const fs::path& file : files.lists) {
    try {
      out.lists.push_back(ReadList(file));
    } catch (const Error& error) {
      unreadable.push_back(error.message());
    }
  }
  return out;
}

}  // namespace signet::provisioning
