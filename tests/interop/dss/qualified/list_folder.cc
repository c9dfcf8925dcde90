#include "tests/interop/dss/qualified/list_folder.h"

#include <fmt/format.h>

#include "appliance/base/file.h"

namespace signet::interop {

void WriteListTable(const std::filesystem::path& file, const std::vector<ListRow>& rows) {
  std::string out;
  for (const ListRow& row : rows) {
    out += fmt::format("{}\t{}\t{}\n", row.kind, row.url, row.file.string());
  }
  WriteFile(file, out, FileMode::kPublic);
}

std::filesystem::path ListFolder::Write(const std::filesystem::path& folder) const {
  std::filesystem::create_directories(folder);
  std::vector<ListRow> rows;
  const auto write = [&](const char* kind, const std::string& name, const std::string& text) {
    WriteFile(folder / name, text, FileMode::kPublic);
    rows.push_back({kind, "https://lists.example/" + name, folder / name});
  };
  write("official-journal", "official-journal.pem", journal.certificate.Pem());
  write("list-of-lists", "EU.xml", SignedListXml(list_of_lists, lotl_signer));
  const std::string xml = SignedListXml(list, list_signer);
  write("list", "XX.xml", damage ? damage(xml) : xml);
  for (const auto& [name, text] : pivots) write("pivot", name, text);
  WriteListTable(folder / "lists.tsv", rows);
  return folder / "lists.tsv";
}

std::string SignedListXml(const test::TrustedListOptions& list, const seal::ListSigner& signer) {
  test::ListSignatureOptions how;
  how.signer = signer.certificate;
  how.key = signer.key;
  how.old_signing_certificate = true;
  return test::SignTrustedList(test::WriteTrustedList(list), how);
}

test::ListedServiceOptions QualifiedCa(const std::vector<Certificate>& certificates,
                                       const std::vector<std::string>& uses) {
  test::ListedServiceOptions out;
  out.now.certificates = certificates;
  out.now.additional = uses;
  return out;
}

test::ListedServiceOptions QualifiedTimeStamper(const Certificate& certificate) {
  test::ListedServiceOptions out;
  out.now.type = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST";
  out.now.certificates = {certificate};
  return out;
}

}  // namespace signet::interop
