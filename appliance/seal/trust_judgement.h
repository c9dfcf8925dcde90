#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "appliance/base/bytes.h"
#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/list_authority.h"
#include "appliance/seal/list_reader_process.h"

namespace signet::seal {

/// A trusted list as it came from somewhere.
struct ListFile {
  std::string name;  ///< of the file, for people
  UntrustedText xml;
};

/// Everything from which trust in lists is built. Where it comes from, files or the network, is the
/// caller's affair: nothing in it is believed.
struct TrustSources {
  std::vector<Certificate> official_journal;  ///< this alone is trusted
  ListFile list_of_lists;
  /// Gives a pivot that the list of lists names; nullopt if it is not to be had.
  std::function<std::optional<ListFile>(const Pivot&)> pivot;
  std::vector<ListFile> lists;
};

struct JudgedFile {
  enum class Kind { kPivot, kListOfLists, kList };
  Kind kind = Kind::kList;
  ListFile file;
  ListJudgement judgement;

  /// Whether what it says may be used.
  bool good() const { return judgement.authorised.has_value(); }
};

/// The files in the order in which trust passes: pivots (oldest first), the list of lists, the
/// others in their order. Pivots that are missing, and files that their reader could not cope with,
/// are in it too, with their reason and an empty text. A missing pivot hands nothing on; whether
/// the rest still holds depends on who signed it.
std::vector<JudgedFile> JudgeTrust(TrustSources sources, const ListReaderSettings& reader, Time at);

}  // namespace signet::seal
