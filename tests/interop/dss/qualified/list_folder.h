#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/certificate.h"
#include "tests/support/test_trusted_list.h"
#include "tests/unit/seal/trust_fixture.h"

namespace signet::interop {

/// Where a trusted list is to be had: a line of the table by which EU DSS and `signetctl verify`
/// read the same files (src/signet/interop/ListFiles.java).
struct ListRow {
  std::string kind;  ///< "official-journal", "list-of-lists", "pivot" or "list"
  std::string url;
  std::filesystem::path file;
};
void WriteListTable(const std::filesystem::path& file, const std::vector<ListRow>& rows);

/// Trusted lists made in a folder: a good chain of trust as it stands here.
struct ListFolder {
  seal::ListSigner journal = seal::MakeListSigner(1);
  seal::ListSigner lotl_signer = journal;
  seal::ListSigner national = seal::MakeListSigner(2);
  seal::ListSigner list_signer = national;
  test::TrustedListOptions list_of_lists = seal::ListOfLists({journal}, {national});
  test::TrustedListOptions list{};
  /// Earlier lists of lists, by file name, signed.
  std::vector<std::pair<std::string, std::string>> pivots{};
  /// Applied to the national list once it is signed.
  std::function<std::string(std::string)> damage{};

  /// The table of what was written.
  std::filesystem::path Write(const std::filesystem::path& folder) const;
};

/// The list in XML, signed with the older SigningCertificate: DSS 5.11.1 checks lists by a schema
/// that has no other.
std::string SignedListXml(const test::TrustedListOptions& list, const seal::ListSigner& signer);

/// A service of these certificates: CA/QC, granted since the regulation, for these uses
/// ("ForeSeals").
test::ListedServiceOptions QualifiedCa(const std::vector<Certificate>& certificates,
                                       const std::vector<std::string>& uses);
test::ListedServiceOptions QualifiedTimeStamper(const Certificate& certificate);

}  // namespace signet::interop
