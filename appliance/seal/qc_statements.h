#pragma once

#include <string>
#include <vector>

#include "appliance/base/certificate.h"

namespace signet::seal {

/// What a certificate says of its own qualification (ETSI EN 319 412-5 4.2 and 4.3, in the
/// extension qcStatements of RFC 3739 3.2.6). It is a claim of its issuer until a trusted list
/// bears it out.
struct QcStatements {
  bool compliance = false;      ///< QcCompliance, 0.4.0.1862.1.1
  bool sscd = false;            ///< QcSSCD, 0.4.0.1862.1.4: the key is in a QSCD
  bool for_signatures = false;  ///< QcType, 0.4.0.1862.1.6: eSign
  bool for_seals = false;       ///< eSeal
  bool for_web = false;         ///< web
  /// QcCClegislation, 0.4.0.1862.1.7: countries under whose law, outside the EU, it is qualified.
  std::vector<std::string> legislation;
  /// The extension cannot be read, or stands there twice: then nothing of it counts.
  bool malformed = false;
};

/// Never throws because of what the certificate holds.
QcStatements ReadQcStatements(const Certificate& certificate);

}  // namespace signet::seal
