#include "hsm/token_admin.h"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

#include "appliance/base/error.h"
#include "appliance/base/openssl.h"
#include "hsm/curve.h"
#include "hsm/key.h"
#include "hsm/module.h"
#include "hsm/object.h"
#include "hsm/public_key.h"
#include "hsm/return_value.h"
#include "hsm/session.h"
#include "hsm/signer.h"
#include "hsm/slot.h"

namespace signet::hsm {
namespace {

CK_UTF8CHAR* Digits(const Secret& pin) {
  // PKCS#11 takes PINs without const and does not write to them.
  return reinterpret_cast<CK_UTF8CHAR*>(const_cast<char*>(pin.Reveal().data()));
}

/// A label as C_InitToken takes it: 32 octets, filled with blanks.
std::array<CK_UTF8CHAR, 32> PaddedLabel(const std::string& label) {
  std::array<CK_UTF8CHAR, 32> padded;
  padded.fill(' ');
  if (label.empty() || label.size() > padded.size()) {
    throw Error(Code::kParameterInvalid, "A token's label has 1 to 32 octets. Choose another.");
  }
  std::ranges::copy(label, padded.begin());
  return padded;
}

CK_SLOT_ID FreeSlot(const Module& module) {
  for (const SlotToken& token : ListTokens(module)) {
    if ((token.flags & CKF_TOKEN_INITIALIZED) == 0) return token.slot;
  }
  throw Error(Code::kTokenUnavailable,
              "There is no free slot for a new token. Plug in an empty token, or use one that is "
              "there.");
}

SlotToken RequireToken(const Module& module, const std::string& label) {
  if (auto token = FindToken(module, label)) return *std::move(token);
  throw Error(
      Code::kTokenUnavailable,
      fmt::format("There is no token named \"{}\". Plug it in, or correct the label.", label));
}

/// A template for C_GenerateKeyPair that owns what its attributes point to.
class Template {
 public:
  void Flag(CK_ATTRIBUTE_TYPE type, CK_BBOOL value) { Octets(type, Bytes{value}); }
  void Number(CK_ATTRIBUTE_TYPE type, CK_ULONG value) {
    const auto* first = reinterpret_cast<const std::uint8_t*>(&value);
    Octets(type, Bytes(first, first + sizeof value));
  }
  void Octets(CK_ATTRIBUTE_TYPE type, Bytes value) {
    values_.push_back(std::move(value));  // moving a vector later leaves its octets in place
    attributes_.push_back(Attribute(type, values_.back()));
  }
  CK_ATTRIBUTE* data() { return attributes_.data(); }
  CK_ULONG size() const { return attributes_.size(); }

 private:
  std::vector<Bytes> values_;
  std::vector<CK_ATTRIBUTE> attributes_;
};

CK_ULONG ModulusBitsOf(KeyKind kind) {
  if (kind == KeyKind::kRsa2048) return 2048;
  if (kind == KeyKind::kRsa3072) return 3072;
  return kind == KeyKind::kRsa4096 ? 4096 : 0;
}

CK_MECHANISM_TYPE GeneratorOf(KeyKind kind) {
  if (ModulusBitsOf(kind) != 0) return CKM_RSA_PKCS_KEY_PAIR_GEN;
  return kind == KeyKind::kEd25519 ? CKM_EC_EDWARDS_KEY_PAIR_GEN : CKM_EC_KEY_PAIR_GEN;
}

Template PublicTemplate(KeyKind kind, const std::string& label, const Bytes& id) {
  Template attributes;
  attributes.Flag(CKA_TOKEN, CK_TRUE);
  attributes.Flag(CKA_VERIFY, CK_TRUE);
  attributes.Octets(CKA_LABEL, ToBytes(label));
  attributes.Octets(CKA_ID, id);
  if (const CK_ULONG bits = ModulusBitsOf(kind)) {
    attributes.Number(CKA_MODULUS_BITS, bits);
    attributes.Octets(CKA_PUBLIC_EXPONENT, {1, 0, 1});  // FIPS 186-5 A.1.1: 65537
  } else {
    attributes.Octets(CKA_EC_PARAMS, CurveParameters(kind));
  }
  return attributes;
}

Template PrivateTemplate(const std::string& label, const Bytes& id) {
  Template attributes;
  attributes.Flag(CKA_TOKEN, CK_TRUE);
  attributes.Flag(CKA_PRIVATE, CK_TRUE);
  attributes.Flag(CKA_SENSITIVE, CK_TRUE);
  attributes.Flag(CKA_EXTRACTABLE, CK_FALSE);
  attributes.Flag(CKA_SIGN, CK_TRUE);
  attributes.Octets(CKA_LABEL, ToBytes(label));
  attributes.Octets(CKA_ID, id);
  return attributes;
}

Bytes RandomId() {
  Bytes id(16);
  if (RAND_bytes(id.data(), static_cast<int>(id.size())) != 1) {
    throw openssl::Failure("The system gives no random numbers.");
  }
  return id;
}

}  // namespace

void InitialiseToken(const std::filesystem::path& module_path, const std::string& label,
                     const Secret& so_pin, const Secret& user_pin) {
  auto padded = PaddedLabel(label);
  const Module module(module_path);
  if (FindToken(module, label)) {
    throw Error(Code::kParameterInvalid,
                fmt::format("There is a token named \"{}\" already. Choose another label.", label));
  }
  Check(
      module->C_InitToken(FreeSlot(module), Digits(so_pin), so_pin.Reveal().size(), padded.data()),
      "C_InitToken");
  // The token may have moved to another slot (SoftHSM makes the slot's number from its serial).
  const Session session(module, RequireToken(module, label).slot, Access::kReadWrite);
  session.Login(CKU_SO, so_pin);
  Check(module->C_InitPIN(session.handle(), Digits(user_pin), user_pin.Reveal().size()),
        "C_InitPIN");
  session.Logout();
}

struct TokenAdministration::Connection {
  Connection(const std::filesystem::path& path, const std::string& label, const Secret& pin)
      : module(path),
        session(module, RequireToken(module, label).slot, Access::kReadWrite),
        signer(path, label, pin.Duplicate(), PinGuard()) {
    session.Login(CKU_USER, pin);
  }

  Module module;
  Session session;
  Signer signer;
};

TokenAdministration::TokenAdministration(const std::filesystem::path& module,
                                         const std::string& token_label, const Secret& pin)
    : connection_(std::make_unique<Connection>(module, token_label, pin)) {}

TokenAdministration::~TokenAdministration() = default;

Bytes TokenAdministration::GenerateKey(KeyKind kind, const std::string& label) {
  const Session& session = connection_->session;
  if (label.empty()) throw Error(Code::kParameterInvalid, "A key needs a label. Give one.");
  if (!FindObjects(session, CKO_PRIVATE_KEY, label).empty() ||
      !FindObjects(session, CKO_PUBLIC_KEY, label).empty()) {
    throw Error(
        Code::kParameterInvalid,
        fmt::format("The token has a key named \"{}\" already. Choose another label.", label));
  }
  const Bytes id = RandomId();
  Template public_part = PublicTemplate(kind, label, id);
  Template private_part = PrivateTemplate(label, id);
  CK_MECHANISM generator{GeneratorOf(kind), nullptr, 0};
  CK_OBJECT_HANDLE public_key = CK_INVALID_HANDLE;
  CK_OBJECT_HANDLE private_key = CK_INVALID_HANDLE;
  Check(session.module()->C_GenerateKeyPair(session.handle(), &generator, public_part.data(),
                                            public_part.size(), private_part.data(),
                                            private_part.size(), &public_key, &private_key),
        "C_GenerateKeyPair");
  return PublicKey(label);
}

Bytes TokenAdministration::PublicKey(const std::string& label) {
  const Session& session = connection_->session;
  return ReadPublicKey(session, FindPrivateKey(session, label), label);
}

Bytes TokenAdministration::Sign(const std::string& label, Mechanism mechanism, ByteView input) {
  return connection_->signer.Sign(label, mechanism, input);
}

std::vector<TokenKey> TokenAdministration::ListKeys() {
  const Session& session = connection_->session;
  CK_OBJECT_CLASS private_keys = CKO_PRIVATE_KEY;
  std::array attributes{Attribute(CKA_CLASS, private_keys)};
  std::vector<TokenKey> keys;
  for (const CK_OBJECT_HANDLE handle : FindObjects(session, attributes)) {
    const PrivateKey key = DescribePrivateKey(session, handle);
    keys.push_back({.label = ToString(ReadAttribute(session, handle, CKA_LABEL).value_or(Bytes())),
                    .kind = KindOf(key),
                    .id = key.id,
                    .usable = NeverLeavesTheToken(session, handle)});
  }
  std::ranges::sort(keys, {}, &TokenKey::label);
  return keys;
}

}  // namespace signet::hsm
