// Whether a list may be used at all (TS 119 615 4.1 and 4.2), and who else is trusted.

#include "tests/interop/dss/qualified/qualified_case.h"

namespace signet::interop {
namespace {

constexpr const char* kFrom = "2020-01-01T00:00:00Z";
constexpr const char* kPivotUri = "https://lists.example/eu-lotl-pivot-9.xml";

std::string WithOtherNumber(std::string xml) {
  const std::string number = "<TSLSequenceNumber>7<";
  return xml.replace(xml.find(number), number.size(), "<TSLSequenceNumber>8<");
}

std::string WithoutSignature(std::string xml) {
  const std::string end = "</ds:Signature>";
  const std::size_t begin = xml.find("<ds:Signature ");
  return xml.erase(begin, xml.find(end) + end.size() - begin);
}

// A pivot hands the signing of the list of lists from the Official Journal's signer to another.
void ThroughPivot(ListFolder& folder) {
  folder.lotl_signer = seal::MakeListSigner(4);
  folder.list_of_lists = seal::ListOfLists({folder.lotl_signer}, {folder.national});
  folder.list_of_lists.uris = {kPivotUri};
  folder.list_of_lists.sequence = "10";
  test::TrustedListOptions pivot = seal::ListOfLists({folder.lotl_signer}, {folder.national});
  pivot.sequence = "9";
  pivot.uris = {kPivotUri};
  folder.pivots = {{"eu-lotl-pivot-9.xml", SignedListXml(pivot, folder.journal)}};
}

void WithoutStampAuthority(ListFolder& folder) { folder.list.services.pop_back(); }

QualifiedCase WithLists(const char* name, const std::function<void(ListFolder&)>& change) {
  return {name, QualifiedSealInQscd(), {SealService()}, kFrom, {}, change};
}

}  // namespace

std::vector<QualifiedCase> ListCases() {
  QualifiedCase beside = WithLists("anchor.root-beside-the-lists", {});
  beside.root_is_private_anchor = true;
  QualifiedCase unlisted = WithLists("anchor.root-for-what-no-list-has", {});
  unlisted.services = {};
  unlisted.root_is_private_anchor = true;
  QualifiedCase stamps = WithLists("anchor.root-for-time-stamps", WithoutStampAuthority);
  stamps.root_is_private_anchor = true;
  return {
      beside,
      unlisted,
      stamps,
      WithLists("list.no-time-stamp-authority", WithoutStampAuthority),
      WithLists("list.no-issuer-and-no-time-stamp-authority",
                [](auto& folder) { folder.list.services.clear(); }),
      WithLists("list.overdue",
                [](auto& folder) { folder.list.next_update = "2025-02-01T00:00:00Z"; }),
      WithLists("list.version-6", [](auto& folder) { folder.list.version = "6"; }),
      WithLists("list.version-4", [](auto& folder) { folder.list.version = "4"; }),
      WithLists("list.changed", [](auto& folder) { folder.damage = WithOtherNumber; }),
      WithLists("list.unsigned", [](auto& folder) { folder.damage = WithoutSignature; }),
      WithLists("list.signed-by-a-stranger",
                [](auto& folder) { folder.list_signer = seal::MakeListSigner(3); }),
      WithLists("lotl.signed-by-a-stranger",
                [](auto& folder) { folder.lotl_signer = seal::MakeListSigner(3); }),
      WithLists("lotl.pivot", ThroughPivot),
      WithLists("lotl.pivot-missing",
                [](auto& folder) {
                  ThroughPivot(folder);
                  folder.pivots.clear();
                }),
      WithLists("lotl.pivot-signed-by-a-stranger",
                [](auto& folder) {
                  ThroughPivot(folder);
                  test::TrustedListOptions pivot =
                      seal::ListOfLists({folder.lotl_signer}, {folder.national});
                  pivot.sequence = "9";
                  folder.pivots = {
                      {"eu-lotl-pivot-9.xml", SignedListXml(pivot, seal::MakeListSigner(3))}};
                }),
  };
}

}  // namespace signet::interop
