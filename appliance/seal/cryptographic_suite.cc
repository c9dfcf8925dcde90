#include "appliance/seal/cryptographic_suite.h"

#include <openssl/objects.h>
#include <openssl/x509.h>

#include <string_view>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/seal/cryptographic_suite_text.h"

namespace signet::seal {
namespace {

constexpr Time kNever = Time::max();

struct KeyEnd {
  Scheme scheme;
  int least_bits;
  Time end;
};
struct HashEnd {
  int nid;
  Time end;
};
struct Suite {
  Time date;
  std::vector<KeyEnd> keys;  ///< of one scheme from the longest to the shortest
  std::vector<HashEnd> hashes;
};

[[noreturn]] void RefuseSuite() {
  throw Error(Code::kInternal, "The table of algorithms that Signet was built with is damaged.");
}

std::string_view TextOf(const json::Value& object, std::string_view name) {
  const auto member = object.Find(name);
  const auto text = member ? member->AsString() : std::nullopt;
  if (!text) RefuseSuite();
  return *text;
}

Time EndOf(const json::Value& object) {
  const auto end = object.Find("end");
  if (end && end->kind() == json::Kind::kNull) return kNever;
  const auto time = ParseTime(TextOf(object, "end"));
  if (!time) RefuseSuite();
  return *time;
}

Scheme SchemeFromName(std::string_view name) {
  if (name == "RSA") return Scheme::kPkcs1;
  if (name == "PSS") return Scheme::kPss;
  if (name == "ECDSA") return Scheme::kEcdsa;
  RefuseSuite();
}

Suite ReadSuite() {
  const json::Document document = json::Document::Parse(CryptographicSuiteText(), {});
  const json::Value root = document.root();
  const auto date = ParseTime(TextOf(root, "date"));
  const auto hashes = root.Find("hashes");
  const auto keys = root.Find("keys");
  if (!date || !hashes || !keys) RefuseSuite();
  Suite out{.date = *date, .keys = {}, .hashes = {}};
  for (auto item = hashes->First(); item; item = item->Next()) {
    const int nid = OBJ_txt2nid(std::string(TextOf(*item, "name")).c_str());
    if (nid == NID_undef) RefuseSuite();
    out.hashes.push_back({nid, EndOf(*item)});
  }
  for (auto item = keys->First(); item; item = item->Next()) {
    const auto bits = item->Find("leastBits");
    const auto least = bits ? bits->AsInteger() : std::nullopt;
    if (!least) RefuseSuite();
    out.keys.push_back(
        {SchemeFromName(TextOf(*item, "scheme")), static_cast<int>(*least), EndOf(*item)});
  }
  return out;
}

const Suite& TheSuite() {
  static const Suite suite = ReadSuite();
  return suite;
}

// `end` is nullopt for what the table does not have.
std::optional<Weakness> Weigh(std::optional<Time> end, Time at) {
  if (!end) {
    return Weakness{SubIndication::kCryptoConstraintsFailure, "was never strong enough for a seal"};
  }
  if (at < *end) return std::nullopt;
  if (*end > TheSuite().date) {
    return Weakness{SubIndication::kNone, "is no longer recommended at the time of this judgement"};
  }
  return Weakness{SubIndication::kCryptoConstraintsFailureNoPoe,
                  "has been too weak to be relied on since " +
                      FormatTimeSeconds(*end).substr(0, 10) +
                      ", and nothing proves that it was used before"};
}

std::optional<Weakness> Worse(std::optional<Weakness> a, std::optional<Weakness> b) {
  const bool b_is_worse =
      b && (!a || (a->indication == SubIndication::kNone && b->indication != SubIndication::kNone));
  return b_is_worse ? b : a;
}

std::optional<Scheme> SchemeOfKey(int key_nid) {
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

std::optional<Weakness> WeaknessOfHash(int nid, Time at) {
  for (const HashEnd& row : TheSuite().hashes) {
    if (row.nid == nid) return Weigh(row.end, at);
  }
  return Weigh(std::nullopt, at);
}

std::optional<Weakness> WeaknessOfKey(Scheme scheme, int bits, Time at) {
  for (const KeyEnd& row : TheSuite().keys) {
    if (row.scheme == scheme && bits >= row.least_bits) return Weigh(row.end, at);
  }
  return Weigh(std::nullopt, at);
}

std::optional<Weakness> WeaknessOfCertificate(const Certificate& certificate,
                                              const Certificate& issuer, Time at) {
  int hash_nid = NID_undef;
  int key_nid = NID_undef;
  const bool known =
      X509_get_signature_info(certificate.x509(), &hash_nid, &key_nid, nullptr, nullptr) == 1;
  const auto scheme = known ? SchemeOfKey(key_nid) : std::nullopt;
  return Worse(scheme ? WeaknessOfKey(*scheme, issuer.key_bits(), at) : Weigh(std::nullopt, at),
               WeaknessOfHash(hash_nid, at));
}

std::optional<Weakness> WeaknessOfSignature(int hash_nid, const Certificate& signer, Time at) {
  const auto scheme = SchemeOfKey(EVP_PKEY_get_base_id(signer.public_key()));
  return Worse(scheme ? WeaknessOfKey(*scheme, signer.key_bits(), at) : Weigh(std::nullopt, at),
               WeaknessOfHash(hash_nid, at));
}

}  // namespace signet::seal
