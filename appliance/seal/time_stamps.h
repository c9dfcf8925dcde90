#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "appliance/base/certificate.h"
#include "appliance/seal/container.h"
#include "appliance/seal/evidence.h"
#include "appliance/seal/findings.h"
#include "appliance/seal/protected_header.h"
#include "appliance/seal/time_stamp_token.h"

namespace signet::seal {

/// A time-stamp of a signature as it stands in the file.
struct TimeStamp {
  TimeStampKind kind;
  Place place = kSignedPlace;
  Bytes der;
  std::optional<TimeStampToken> token;  ///< none if it cannot be read
  std::optional<Certificate> signer;
  bool crowded = false;  ///< a sigTst with more than the one token that baseline allows
  /// What is wrong with it as bytes; empty if it is whole.
  std::vector<TokenFault> faults;

  bool whole() const { return token && faults.empty(); }
};

/// Reads the time-stamps of a signature (adoTst, sigTst, arcTst; TS 119 182-1 5.2.6, 5.3.4, 5.3.6)
/// in the order of the file, and adds the certificates in them to `evidence`. What is not in its
/// form is refused.
std::vector<TimeStamp> ReadTimeStamps(const ContainedSignature& signature,
                                      const ProtectedHeader& header, Evidence& evidence,
                                      Findings& findings);

/// Holds each against the octets that it should cover. One that is not whole is refused: a change
/// in anything that a time-stamp covers is seen here.
void WeighTimeStamps(std::string_view payload, const ContainedSignature& signature,
                     const Evidence& evidence, std::vector<TimeStamp>& time_stamps,
                     Findings& findings);

/// Where a time-stamp stands, for people: "arcTst in entry 3 of etsiU".
std::string Describe(const TimeStamp& time_stamp);

}  // namespace signet::seal
