#include "tests/unit/seal/trust_fixture.h"

#include <stdexcept>

#include "appliance/seal/list_reader/list_reader.h"

namespace signet::seal {

ListSigner MakeListSigner(int number) {
  EVP_PKEY* const key = test::TestKey(test::KeyKind::kP256, 100 + number);
  const auto options = test::AuthorityOptions("TEST list signer " + std::to_string(number));
  return {test::MakeRoot(options, key).certificate, key};
}

std::string SignedXml(const test::TrustedListOptions& list, const ListSigner& signer) {
  test::ListSignatureOptions how;
  how.signer = signer.certificate;
  how.key = signer.key;
  return test::SignTrustedList(test::WriteTrustedList(list), how);
}

ReadList ReadXml(const std::string& xml) {
  return ReadListAnswer(UntrustedText(list_reader::ReadTrustedList(xml)));
}

ReadList SignedList(const test::TrustedListOptions& list, const ListSigner& signer) {
  return ReadXml(SignedXml(list, signer));
}

test::TrustedListOptions ListOfLists(const std::vector<ListSigner>& lotl,
                                     const std::vector<ListSigner>& national) {
  const auto certificates = [](const std::vector<ListSigner>& signers) {
    std::vector<Certificate> out;
    for (const ListSigner& signer : signers) out.push_back(signer.certificate);
    return out;
  };
  test::TrustedListOptions out;
  out.type = "EUlistofthelists";
  out.territory = "EU";
  out.pointers = {
      {.territory = "EU", .signers = certificates(lotl), .type = "EUlistofthelists"},
      {.territory = "XX", .signers = certificates(national)},
  };
  return out;
}

AuthorisedList NationalList(const std::vector<test::ListedServiceOptions>& services) {
  const ListSigner signer = MakeListSigner(0);
  ListAuthority authority({signer.certificate}, At("2026-06-01T00:00:00Z"));
  authority.AdmitListOfLists(SignedList(ListOfLists({signer}, {signer}), signer));
  const auto judged = authority.Judge(SignedList({.services = services}, signer));
  if (!judged.authorised) throw std::runtime_error(judged.reason);
  return *judged.authorised;
}

}  // namespace signet::seal
