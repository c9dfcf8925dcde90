#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/trusted_list.h"

namespace signet::seal {

/// A trusted list whose signature holds and whose signer may sign it. Only ListAuthority makes one,
/// so whoever has one may use what it says. Cheap to copy, immutable.
class AuthorisedList {
 public:
  const TrustedList& operator*() const { return *list_; }
  const TrustedList* operator->() const { return list_.get(); }
  const std::shared_ptr<const TrustedList>& shared() const { return list_; }

 private:
  friend class ListAuthority;
  explicit AuthorisedList(std::shared_ptr<const TrustedList> list) : list_(std::move(list)) {}
  std::shared_ptr<const TrustedList> list_;
};

/// What became of one list.
struct ListJudgement {
  ReadList read;
  bool signer_authorised = false;
  std::string reason;                 ///< why it may not be used; empty if it may
  std::vector<std::string> warnings;  ///< what leaves it usable (NextUpdate has passed)
  std::optional<AuthorisedList> authorised;
};

/// Who may sign which list (TS 119 615 4.1 and 4.2). It starts from the certificates that the
/// Official Journal publishes for the list of lists (LOTL). Each pivot LOTL that one of the present
/// signers signed hands on to the signers that it names for the LOTL. The LOTL names those of the
/// national lists. Feed it in that order: pivots oldest first, the LOTL, then national lists.
class ListAuthority {
 public:
  ListAuthority(std::vector<Certificate> official_journal, Time at);

  /// Takes the signers of the next LOTL from a pivot if it is good; changes nothing otherwise.
  ListJudgement AdmitPivot(ReadList pivot);
  /// Takes the signers of national lists from the LOTL if it is good.
  ListJudgement AdmitListOfLists(ReadList list_of_lists);
  /// Any other list: a national one, or a LOTL that is looked at without taking anything from it.
  ListJudgement Judge(ReadList list) const;

 private:
  ListJudgement JudgeBy(ReadList read, const std::vector<Certificate>& signers) const;
  std::vector<Certificate> SignersOf(const TrustedList& list) const;

  std::vector<Certificate> lotl_signers_;
  std::map<std::string, std::vector<Certificate>> national_signers_;  // by territory
  Time at_;
};

/// A pivot as a LOTL's SchemeInformationURI names it (TS 119 615 4.1.2).
struct Pivot {
  std::int64_t number = 0;  ///< the sequence number of the LOTL that is the pivot
  std::string location;
};
/// Those of a LOTL, oldest first, each once.
std::vector<Pivot> PivotsOf(const TrustedList& list_of_lists);
/// The number in a pivot's location or file name ("tl-pivot-247-mp.xml", "eu-lotl-pivot-282.xml");
/// nullopt if it is not called as a pivot is.
std::optional<std::int64_t> PivotNumber(std::string_view location);

}  // namespace signet::seal
