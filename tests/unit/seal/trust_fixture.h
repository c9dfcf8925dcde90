#pragma once

#include <string>
#include <vector>

#include "appliance/seal/list_authority.h"
#include "appliance/seal/trusted_list.h"
#include "tests/support/moment.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_trusted_list.h"

namespace signet::seal {

/// Somebody who signs lists.
struct ListSigner {
  Certificate certificate;
  EVP_PKEY* key;
};
ListSigner MakeListSigner(int number);

/// The list in XML, signed.
std::string SignedXml(const test::TrustedListOptions& list, const ListSigner& signer);
/// The same read, as signet-list-reader would.
ReadList ReadXml(const std::string& xml);
ReadList SignedList(const test::TrustedListOptions& list, const ListSigner& signer);

/// A list of lists that hands LOTL signing to `lotl` and list XX to `national`.
test::TrustedListOptions ListOfLists(const std::vector<ListSigner>& lotl,
                                     const std::vector<ListSigner>& national);
/// A national list of XX with these services, authorised through a list of lists of its own.
AuthorisedList NationalList(const std::vector<test::ListedServiceOptions>& services);

using test::At;

}  // namespace signet::seal
