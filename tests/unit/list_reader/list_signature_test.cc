#include "appliance/seal/list_reader/list_signature.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

#include "appliance/base/encoding.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_trusted_list.h"

namespace signet::list_reader {
namespace {

using test::KeyKind;
using test::ListSignatureOptions;

Certificate SelfSigned(EVP_PKEY* key) {
  return test::MakeRoot(test::AuthorityOptions("TEST list operator"), key).certificate;
}

ListSignatureOptions GoodSignature(KeyKind kind = KeyKind::kP256) {
  ListSignatureOptions out;
  out.key = test::TestKey(kind);
  out.signer = SelfSigned(out.key);
  return out;
}

ListSignature Judge(const std::string& xml) {
  const auto parsed = ParseXml(xml, 1U << 20U);
  return JudgeListSignature(*std::get<DocumentHandle>(parsed));
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// RFC 6931 2.3 and XMLDSig 6.5: what lists are signed with, in both ways of canonicalising.
struct GoodCase {
  const char* what;
  KeyKind key;
  const char* method;
  const char* digest;
};

constexpr GoodCase kGood[] = {
    {"RSA, SHA-256", KeyKind::kRsa2048, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
     "http://www.w3.org/2001/04/xmlenc#sha256"},
    {"RSA, SHA-512", KeyKind::kRsa3072, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
     "http://www.w3.org/2001/04/xmlenc#sha512"},
    {"RSA-PSS, SHA-256", KeyKind::kRsa2048,
     "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
     "http://www.w3.org/2001/04/xmlenc#sha256"},
    {"RSA-PSS, SHA-512", KeyKind::kRsa2048,
     "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
     "http://www.w3.org/2001/04/xmlenc#sha512"},
    {"ECDSA P-256", KeyKind::kP256, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
     "http://www.w3.org/2001/04/xmlenc#sha256"},
    {"ECDSA P-384", KeyKind::kP384, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
     "http://www.w3.org/2001/04/xmldsig-more#sha384"},
    {"ECDSA P-521", KeyKind::kP521, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
     "http://www.w3.org/2001/04/xmlenc#sha512"},
};

TEST(ListSignature, HoldsInEveryAlgorithmAndCanonicalisation) {
  for (const GoodCase& good : kGood) {
    for (const bool exclusive : {true, false}) {
      ListSignatureOptions how = GoodSignature(good.key);
      how.method = good.method;
      how.digest = good.digest;
      how.exclusive = exclusive;
      const auto found = Judge(test::SignTrustedList(test::WriteTrustedList({}), how));
      EXPECT_EQ(found.verdict, SignatureVerdict::kValid) << good.what << ": " << found.reason;
      EXPECT_EQ(found.signer, how.signer) << good.what;
      EXPECT_EQ(found.algorithm, good.method);
    }
  }
}

TEST(ListSignature, HoldsInOtherFormsThatListsHave) {
  ListSignatureOptions by_id = GoodSignature();
  by_id.names_root_by_id = true;
  ListSignatureOptions old = GoodSignature();
  old.old_signing_certificate = true;
  old.certificate_digest = "http://www.w3.org/2000/09/xmldsig#sha1";
  ListSignatureOptions filter = GoodSignature();
  filter.whole_transforms =
      "<ds:Transform Algorithm=\"http://www.w3.org/2002/06/xmldsig-filter2\">"
      "<f:XPath xmlns:f=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"subtract\">"
      "/descendant::ds:Signature</f:XPath></ds:Transform>";
  ListSignatureOptions xpath = GoodSignature();
  xpath.whole_transforms =
      "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">"
      "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>";
  for (const auto& how : {by_id, old, filter, xpath}) {
    const auto found = Judge(test::SignTrustedList(test::WriteTrustedList({}), how));
    EXPECT_EQ(found.verdict, SignatureVerdict::kValid) << found.reason;
  }
}

TEST(ListSignature, TakesTheNamedOneOfSeveralCertificates) {
  ListSignatureOptions how = GoodSignature();
  const auto other = SelfSigned(test::TestKey(KeyKind::kP256, 5));
  const std::string xml = test::SignTrustedList(test::WriteTrustedList({}), how);
  const std::string first = "<ds:X509Certificate>";
  const std::string chain =
      Replaced(xml, first, first + EncodeBase64(other.der()) + "</ds:X509Certificate>" + first);
  const auto found = Judge(chain);
  EXPECT_EQ(found.verdict, SignatureVerdict::kValid) << found.reason;
  EXPECT_EQ(found.signer, how.signer);
}

// Each fault is one change to a good list or to how it is signed.
struct Fault {
  const char* what;
  std::function<void(ListSignatureOptions&)> signing;
  std::function<std::string(const std::string&)> text;
  SignatureVerdict verdict;
  const char* reason;
};

constexpr const char* kXmlDsig = "http://www.w3.org/2000/09/xmldsig#";

std::function<std::string(const std::string&)> Replacing(std::string from, std::string to) {
  return [=](const std::string& xml) { return Replaced(xml, from, to); };
}

std::vector<Fault> ChangesAfterSigning() {
  using enum SignatureVerdict;
  return {
      {"a changed list", {}, Replacing("TEST service", "TEST serviсe"), kInvalid, "changed"},
      {"a changed text outside any element",
       {},
       Replacing("</SchemeInformation>", "</SchemeInformation> "),
       kInvalid,
       "changed"},
      {"an added element",
       {},
       Replacing("<ds:Signature ", "<Extra/><ds:Signature "),
       kInvalid,
       "changed"},
      {"a processing instruction beside the list",
       {},
       Replacing("<TrustServiceStatusList", "<?x y?><TrustServiceStatusList"),
       kInvalid,
       "changed"},
      {"a changed signing time",
       {},
       Replacing("<xades:SigningTime>2026", "<xades:SigningTime>2025"),
       kInvalid,
       "says of itself"},
      {"a changed SignedInfo",
       {},
       Replacing("<ds:SignedInfo", "<ds:SignedInfo Id=\"x\""),
       kInvalid,
       "value does not verify"},
  };
}

std::vector<Fault> WrongSigners() {
  using enum SignatureVerdict;
  return {
      {"another certificate's digest",
       [](ListSignatureOptions& how) { how.named = SelfSigned(test::TestKey(KeyKind::kP256, 3)); },
       {},
       kInvalid,
       "name its certificate"},
      {"another key",
       [](ListSignatureOptions& how) { how.key = test::TestKey(KeyKind::kP256, 4); },
       {},
       kInvalid,
       "value does not verify"},
      {"a hash function that is too weak",
       [](ListSignatureOptions& how) { how.digest = "http://www.w3.org/2000/09/xmldsig#sha1"; },
       {},
       kInvalid,
       "hash function"},
      {"an algorithm that is too weak",
       [](ListSignatureOptions& how) {
         how.method = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1";
       },
       {},
       kInvalid,
       "algorithm is unknown"},
      {"an algorithm that does not fit the key",
       [](ListSignatureOptions& how) {
         how.method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
       },
       {},
       kInvalid,
       "value does not verify"},
      {"no certificate",
       {},
       [](const std::string& xml) {
         return Replaced(Replaced(xml, "<ds:X509Certificate>", "<ds:X509SKI>"),
                         "</ds:X509Certificate>", "</ds:X509SKI>");
       },
       kNoCertificate,
       "no certificate"},
      {"a second signature, even an empty one deep inside",
       {},
       Replacing("<TSPServices>",
                 "<TSPServices><ds:Signature xmlns:ds=\"" + std::string(kXmlDsig) + "\"/>"),
       kSeveral,
       "more than one"},
  };
}

std::vector<Fault> WrongReferences() {
  using enum SignatureVerdict;
  return {
      {"a transform that could hide something",
       [](ListSignatureOptions& how) {
         how.whole_transforms = "<ds:Transform Algorithm=\"" + std::string(kXmlDsig) +
                                "enveloped-signature\"></ds:Transform>"
                                "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/"
                                "REC-xslt-19991116\"></ds:Transform>";
       },
       {},
       kInvalid,
       "transforms"},
      {"a filter that leaves out more than the signature",
       [](ListSignatureOptions& how) {
         how.whole_transforms =
             "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">"
             "<ds:XPath>not(ancestor-or-self::ds:Signature or ancestor-or-self::*)</ds:XPath>"
             "</ds:Transform>";
       },
       {},
       kInvalid,
       "transforms"},
      {"no enveloped-signature transform",
       [](ListSignatureOptions& how) {
         how.whole_transforms =
             "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">"
             "</ds:Transform>";
       },
       {},
       kInvalid,
       "transforms"},
      {"a third reference to something else",
       [](ListSignatureOptions& how) {
         how.more_references = "<ds:Reference URI=\"https://lists.example/\"></ds:Reference>";
       },
       {},
       kInvalid,
       "no part"},
  };
}

std::vector<Fault> MissingReferences() {
  using enum SignatureVerdict;
  return {
      {"a part of the list instead of the whole",
       {},
       Replacing("<ds:Reference URI=\"\">", "<ds:Reference URI=\"#part\">"),
       kDoesNotCoverIt,
       "cover"},
      {"no reference to the signed properties",
       {},
       Replacing("URI=\"#properties\"", "URI=\"#other\""),
       kDoesNotCoverIt,
       "cover"},
      {"the signed properties without their type",
       {},
       Replacing(" Type=\"http://uri.etsi.org/01903#SignedProperties\"", ""),
       kDoesNotCoverIt,
       "cover"},
      {"no signed properties",
       {},
       Replacing("xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" Target",
                 "xmlns:xades=\"u:x\" Target"),
       kDoesNotCoverIt,
       "cover"},
  };
}

void ExpectRefused(const std::vector<Fault>& faults) {
  for (const Fault& fault : faults) {
    ListSignatureOptions how = GoodSignature();
    if (fault.signing) fault.signing(how);
    std::string xml = test::SignTrustedList(
        test::WriteTrustedList({.services = {test::ListedServiceOptions{}}}), how);
    if (fault.text) xml = fault.text(xml);
    const auto found = Judge(xml);
    EXPECT_EQ(found.verdict, fault.verdict) << fault.what << ": " << found.reason;
    EXPECT_THAT(found.reason, testing::HasSubstr(fault.reason)) << fault.what;
  }
}

TEST(ListSignature, DoesNotHoldWithAFault) {
  ExpectRefused(ChangesAfterSigning());
  ExpectRefused(WrongSigners());
  ExpectRefused(WrongReferences());
  ExpectRefused(MissingReferences());
}

// Signature wrapping: the signed list moved into another one keeps its digests, and must not carry.
TEST(ListSignature, DoesNotHoldForAListAroundTheSignedOne) {
  ListSignatureOptions how = GoodSignature();
  how.names_root_by_id = true;
  std::string inner = test::SignTrustedList(test::WriteTrustedList({}), how);
  inner.erase(0, inner.find("<TrustServiceStatusList"));
  const std::string outer =
      Replaced(Replaced(test::WriteTrustedList({}), "Id=\"list\"", ""), "</TrustServiceStatusList>",
               inner + "</TrustServiceStatusList>");
  EXPECT_EQ(Judge(outer).verdict, SignatureVerdict::kNotEnveloped);

  const std::size_t begin = inner.find("<ds:Signature ");
  const std::size_t end = inner.find("</ds:Signature>") + std::string("</ds:Signature>").size();
  const std::string signature = inner.substr(begin, end - begin);
  const std::string forged =
      Replaced(Replaced(test::WriteTrustedList({.sequence = "8"}), "Id=\"list\"", "Id=\"forged\""),
               "</TrustServiceStatusList>",
               inner.erase(begin, end - begin) + signature + "</TrustServiceStatusList>");
  EXPECT_EQ(Judge(forged).verdict, SignatureVerdict::kDoesNotCoverIt);
}

TEST(ListSignature, IsMissedWhereThereIsNone) {
  EXPECT_EQ(Judge(test::WriteTrustedList({})).verdict, SignatureVerdict::kNone);
}

}  // namespace
}  // namespace signet::list_reader
