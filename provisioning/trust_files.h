#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "appliance/seal/trust_judgement.h"

namespace signet::provisioning {

/// Trusted lists that lie on this machine.
struct TrustFiles {
  std::vector<std::filesystem::path> official_journal;  ///< certificates, PEM or DER
  std::filesystem::path list_of_lists;
  std::filesystem::path pivots;  ///< folder; empty: the one of the list of lists
  std::vector<std::filesystem::path> lists;
};

/// Those certificates. Throws as OpenTrustFiles does.
std::vector<Certificate> ReadOfficialJournal(const TrustFiles& files);

/// Opens them. A pivot is the file in the folder that is called as the list of lists calls it:
/// its name ends in "pivot-247.xml", "pivot_247_mp.xml" or the like. Throws Error(kFileUnusable)
/// for a file that cannot be read, Error(kCryptographyFailed) for a certificate that is none.
seal::TrustSources OpenTrustFiles(const TrustFiles& files);
/// The same, but national lists that cannot be read are left out, with a sentence each in
/// `unreadable`.
seal::TrustSources OpenTrustFiles(const TrustFiles& files, std::vector<std::string>& unreadable);

}  // namespace signet::provisioning
