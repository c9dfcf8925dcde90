#pragma once

#include <boost/asio/awaitable.hpp>

#include "appliance/sealer/box.h"
#include "appliance/wire/signet.pb.h"

namespace signet::sealer {

/// Brings the EU's trusted lists into the running box: has the list of lists fetched, the pivots it
/// names that the box lacks, then the national lists it names; verifies them (TRUST.md), keeps the
/// good ones with an entry each in the log, and uses them from then on. A national list that cannot
/// be fetched is a row with its reason, and the others go on without it.
///
/// Throws Error: what Fetch throws for the list of lists itself, and kParameterInvalid where the
/// box has no certificate of the Official Journal or the request is badly formed.
boost::asio::awaitable<wire::TrustImported> FetchTrust(Box& box, wire::ImportTrust request);

}  // namespace signet::sealer
