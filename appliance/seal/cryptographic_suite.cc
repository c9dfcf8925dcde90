#include "appliance/seal/cryptographic_suite.h"

#include <openssl/x509.h>

#include <array>
#include <chrono>
#include <optional>
#include <string>

namespace signet::seal {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

enum class Scheme { kPkcs1, kPss, kEcdsa };

constexpr Time kNever = Time::max();
constexpr Time Day(int y, unsigned m, unsigned d) {
  return Time(sys_days(year(y) / std::chrono::month(m) / std::chrono::day(d)));
}
// The date of TS 119 312 v1.5.1.
constexpr Time kSuiteDate = Day(2024, 10, 13);

struct KeyEnd {
  Scheme scheme;
  int least_bits;
  Time end;
};
// For one scheme from the longest keys to the shortest; shorter ones are refused at any time.
constexpr std::array kKeyEnds = {KeyEnd{Scheme::kPkcs1, 1900, Day(2029, 1, 1)},
                                 KeyEnd{Scheme::kPkcs1, 1024, Day(2019, 10, 1)},
                                 KeyEnd{Scheme::kPss, 3000, kNever},
                                 KeyEnd{Scheme::kPss, 1900, Day(2029, 1, 1)},
                                 KeyEnd{Scheme::kPss, 1024, Day(2019, 10, 1)},
                                 KeyEnd{Scheme::kEcdsa, 256, kNever},
                                 KeyEnd{Scheme::kEcdsa, 224, Day(2021, 10, 1)},
                                 KeyEnd{Scheme::kEcdsa, 160, Day(2012, 8, 1)}};

struct HashEnd {
  int nid;
  Time end;
};
constexpr std::array kHashEnds = {
    HashEnd{NID_sha256, kNever},          HashEnd{NID_sha384, kNever},
    HashEnd{NID_sha512, kNever},          HashEnd{NID_sha3_256, kNever},
    HashEnd{NID_sha3_384, kNever},        HashEnd{NID_sha3_512, kNever},
    HashEnd{NID_sha224, Day(2029, 1, 1)}, HashEnd{NID_sha1, Day(2012, 8, 1)},
    HashEnd{NID_md5, Day(2004, 8, 1)}};

std::optional<Time> EndOfKey(Scheme scheme, int bits) {
  for (const KeyEnd& row : kKeyEnds) {
    if (row.scheme == scheme && bits >= row.least_bits) return row.end;
  }
  return std::nullopt;
}

std::optional<Time> EndOfHash(int nid) {
  for (const HashEnd& row : kHashEnds) {
    if (row.nid == nid) return row.end;
  }
  return std::nullopt;
}

void Weigh(std::optional<Time> end, Time at, const std::string& rule, const std::string& what,
           Findings& findings) {
  if (end && at < *end) return;
  if (end && *end > kSuiteDate) {
    return findings.Warn(rule, what + " is no longer recommended at the time of this judgement.");
  }
  findings.Fail(SubIndication::kCryptoConstraintsFailure, rule,
                what + " was too weak to be relied on at the time of this judgement.");
}

Scheme SchemeOf(Algorithm algorithm) {
  switch (NameOf(algorithm).front()) {
    case 'E':
      return Scheme::kEcdsa;
    case 'P':
      return Scheme::kPss;
    default:
      return Scheme::kPkcs1;
  }
}

std::optional<Scheme> SchemeOf(int key_nid) {
  switch (key_nid) {
    case NID_rsaEncryption:
      return Scheme::kPkcs1;
    case NID_rsassaPss:
      return Scheme::kPss;
    case NID_X9_62_id_ecPublicKey:
      return Scheme::kEcdsa;
    default:
      return std::nullopt;
  }
}

}  // namespace

void JudgeSealStrength(Algorithm algorithm, const Certificate& signer, Time at,
                       Findings& findings) {
  const int bits = signer.key_bits();
  Weigh(EndOfKey(SchemeOf(algorithm), bits), at, "strength.key",
        "The key of the seal (" + std::string(NameOf(algorithm)) + ", " + std::to_string(bits) +
            " bits)",
        findings);
  // DSS 5.11.1, which the Commission's open EDC code pins, refuses it from this day on.
  if (signer.key_type() == KeyType::kRsa && bits < 3000 && at >= Day(2026, 1, 1)) {
    findings.Warn("strength.rsa2048",
                  "Older validators refuse RSA keys of less than 3000 bits since 2026. Ask for a "
                  "certificate with P-256 or RSA-3072 when this one is renewed.");
  }
}

void JudgePathStrength(const std::vector<Certificate>& path, Time at, Findings& findings) {
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    int hash_nid = NID_undef;
    int key_nid = NID_undef;
    const bool known =
        X509_get_signature_info(path[i].x509(), &hash_nid, &key_nid, nullptr, nullptr) == 1;
    const auto scheme = known ? SchemeOf(key_nid) : std::nullopt;
    const std::string whose =
        "The signature on certificate " + std::to_string(i + 1) + " of the chain";
    Weigh(scheme ? EndOfKey(*scheme, path[i + 1].key_bits()) : std::nullopt, at, "strength.chain",
          whose, findings);
    Weigh(EndOfHash(hash_nid), at, "strength.chain", whose + " by its hash function", findings);
  }
}

}  // namespace signet::seal
