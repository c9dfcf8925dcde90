#include "tests/unit/hsm/raw_key.h"

#include <vector>

#include "hsm/curve.h"
#include "hsm/module.h"
#include "hsm/object.h"
#include "hsm/return_value.h"
#include "hsm/session.h"
#include "hsm/slot.h"

namespace signet::test {

void MakeRawKey(const SoftHsmToken& token, const RawKey& key) {
  const hsm::Module module(SoftHsmToken::Module());
  const hsm::Session session(module, hsm::FindToken(module, token.label())->slot,
                             hsm::Access::kReadWrite);
  session.Login(CKU_USER, token.Pin());

  RawKey own = key;
  CK_BBOOL yes = CK_TRUE;
  Bytes curve = hsm::CurveParameters(hsm::KeyKind::kP256);
  Bytes exponent{1, 0, 1};
  std::vector public_part{hsm::Attribute(CKA_TOKEN, yes),
                          hsm::Attribute(CKA_LABEL, AsBytes(own.label))};
  std::vector private_part{hsm::Attribute(CKA_TOKEN, yes),
                           hsm::Attribute(CKA_PRIVATE, yes),
                           hsm::Attribute(CKA_SIGN, yes),
                           hsm::Attribute(CKA_LABEL, AsBytes(own.label)),
                           hsm::Attribute(CKA_SENSITIVE, own.sensitive),
                           hsm::Attribute(CKA_EXTRACTABLE, own.extractable),
                           hsm::Attribute(CKA_ALWAYS_AUTHENTICATE, own.always_authenticate)};
  CK_MECHANISM generator{CKM_EC_KEY_PAIR_GEN, nullptr, 0};
  if (own.rsa_bits != 0) {
    generator.mechanism = CKM_RSA_PKCS_KEY_PAIR_GEN;
    public_part.push_back(hsm::Attribute(CKA_MODULUS_BITS, own.rsa_bits));
    public_part.push_back(hsm::Attribute(CKA_PUBLIC_EXPONENT, exponent));
  } else {
    public_part.push_back(hsm::Attribute(CKA_EC_PARAMS, curve));
  }
  CK_OBJECT_HANDLE public_key = 0;
  CK_OBJECT_HANDLE private_key = 0;
  hsm::Check(module->C_GenerateKeyPair(session.handle(), &generator, public_part.data(),
                                       public_part.size(), private_part.data(), private_part.size(),
                                       &public_key, &private_key),
             "C_GenerateKeyPair");
}

}  // namespace signet::test
