#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <stdexcept>

#include "appliance/base/file.h"
#include "tests/interop/dss/qualified/qualified_case.h"

namespace {

using namespace signet;           // NOLINT(google-build-using-namespace)
using namespace signet::interop;  // NOLINT(google-build-using-namespace)
using std::filesystem::path;

std::string MakeSeal(const QualifiedCase& one) {
  LongTermSeal s = SoundLongTermSeal();
  const Certificate signer = IssueSigner(s.seal.key, [&](test::CertificateOptions& options) {
    options.not_before = At(one.certificate_from);
    options.certificate_policies = test::PoliciesValue({kPolicy});
    if (!one.statements.empty()) options.qc_statements = test::QcStatementsValue(one.statements);
  });
  s.SetChain({signer, seal::TestSealCa().certificate});
  if (one.make) return one.make(s);
  s.All();
  return s.Write();
}

path WriteLists(const QualifiedCase& one, const path& folder) {
  ListFolder lists;
  lists.list.services = one.services;
  lists.list.services.push_back(QualifiedTimeStamper(SoundStampAuthority().certificate));
  for (test::TrustedListOptions* list : {&lists.list, &lists.list_of_lists}) {
    list->issued = "2025-02-15T00:00:00Z";
    list->next_update = "2025-08-15T00:00:00Z";
  }
  if (one.lists) one.lists(lists);
  return lists.Write(folder);
}

void MakeAll(const path& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const path root = folder / "root.pem";
  WriteFile(root, seal::TestRoot().certificate.Pem(), FileMode::kPublic);
  std::string list;
  for (const auto& group :
       {CertificateCases(), ServiceCases(), QualifierCases(), ConclusionCases(), ListCases()}) {
    for (const QualifiedCase& one : group) {
      const path file = folder / (one.name + ".json");
      const path lists = WriteLists(one, folder / (one.name + ".lists"));
      WriteFile(file, MakeSeal(one), FileMode::kPublic);
      list +=
          fmt::format("{}\t{}\t{}\t{}\t{}\n", one.name, file.string(),
                      one.root_is_private_anchor ? root.string() : "", kSoonAfter, lists.string());
    }
  }
  WriteFile(folder / "list.tsv", list, FileMode::kPublic);
}

}  // namespace

// make_qualified DIR: the seal of each case in DIR/NAME.json, its lists in DIR/NAME.lists, and
// DIR/list.tsv: case, file, anchors, time of judgement, table of lists.
int main(int count, char** arguments) {
  if (count != 2) return EXIT_FAILURE;
  try {
    MakeAll(std::filesystem::absolute(arguments[1]));
  } catch (const std::exception& failure) {
    fmt::print(stderr, "{}\n", failure.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
