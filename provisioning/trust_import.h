#pragma once

#include <cstddef>
#include <vector>

#include "appliance/seal/trust_judgement.h"
#include "provisioning/box.h"

namespace signet::provisioning {

struct TrustImport {
  std::vector<seal::JudgedFile> files;
  /// Whether the chain to the list of lists is whole. If not, nothing was taken.
  bool taken = false;
  std::size_t added = 0;  ///< lists that the box did not have yet
};

/// Verifies lists and puts the good ones into the box, all in one transaction with their entries in
/// the log. `sources` may come from files or from a relay. Certificates of the Official Journal and
/// pivots that it lacks are those that the box has already. Throws Error(kParameterInvalid) if
/// there is no certificate of the Official Journal at all, or for a list that is older than the
/// box's.
TrustImport ImportTrust(Box& box, seal::TrustSources sources,
                        const seal::ListReaderSettings& reader, Time now);

}  // namespace signet::provisioning
