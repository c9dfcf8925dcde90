#pragma once

#include <optional>
#include <string>

#include "appliance/base/certificate.h"
#include "appliance/base/clock.h"
#include "appliance/seal/algorithm.h"
#include "appliance/seal/judgement.h"

namespace signet::seal {

/// Which algorithms and keys could be relied on until when: cryptographic_suite.json, which has the
/// values of ETSI TS 119 312 and says of which version. What ended before that text was written
/// fails, what it lets end later warns.

enum class Scheme { kPkcs1, kPss, kEcdsa };
Scheme SchemeOf(Algorithm algorithm);

/// Why something was too weak at some time. `indication` is kNone if that only warns;
/// CRYPTO_CONSTRAINTS_FAILURE for what was never good enough, _NO_POE for what once was.
struct Weakness {
  SubIndication indication;
  std::string text;  ///< "was too weak …", a verb's phrase without its subject
};

/// Of a hash function by OpenSSL's number (NID).
std::optional<Weakness> WeaknessOfHash(int nid, Time at);
std::optional<Weakness> WeaknessOfKey(Scheme scheme, int bits, Time at);

/// Of the signature on `certificate`: its hash function and its issuer's key; the worse of both.
std::optional<Weakness> WeaknessOfCertificate(const Certificate& certificate,
                                              const Certificate& issuer, Time at);
/// Of a signature on something else that `signer` made, by this hash function.
std::optional<Weakness> WeaknessOfSignature(int hash_nid, const Certificate& signer, Time at);

}  // namespace signet::seal
