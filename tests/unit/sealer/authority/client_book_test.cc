#include "appliance/sealer/authority/client_book.h"

#include <gtest/gtest.h>

#include "appliance/registry/client_certificate.h"
#include "tests/support/moment.h"
#include "tests/support/test_certificates.h"

namespace signet::sealer {
namespace {

using registry::CertificateMatch;
using test::At;
using test::KeyKind;

test::Authority Root(const char* name, int key) {
  return test::MakeRoot(test::AuthorityOptions(name), test::TestKey(KeyKind::kP256, key));
}

Certificate Issue(const test::Authority& issuer, const char* name, int key,
                  const char* from = "2026-01-01T00:00:00Z",
                  const char* until = "2027-01-01T00:00:00Z") {
  auto options = test::SealCertificateOptions();
  options.subject.common_name = name;
  options.not_before = At(from);
  options.not_after = At(until);
  return test::IssueCertificate(issuer, options, test::TestKey(KeyKind::kP256, key));
}

registry::Client Known(const std::string& name, registry::ClientCertificate entry) {
  registry::Client client;
  client.name = name;
  client.certificates = {std::move(entry)};
  return client;
}

std::string Recognised(const ClientBook& book, const Certificate& certificate) {
  const KnownClient known = book.Recognise(certificate.der());
  return known.client == nullptr ? "" : known.client->name;
}

TEST(ClientBook, KnowsAClientByEachOfTheWaysItIsRegistered) {
  const test::Authority ca = Root("TEST CA", 1);
  const test::Authority other_ca = Root("TEST CA", 2);  // the same name, another key
  const Certificate one = Issue(ca, "one", 11);
  const Certificate two = Issue(ca, "two", 12);
  const Certificate three = Issue(ca, "three", 13);
  const ClientBook book({
      Known("by-certificate", registry::EntryFor(one, CertificateMatch::kCertificate, nullptr)),
      Known("by-issuer",
            registry::EntryFor(three, CertificateMatch::kIssuerAndSubject, &ca.certificate)),
      Known("by-key", registry::EntryFor(two, CertificateMatch::kPublicKey, nullptr)),
  });
  struct {
    const char* rule;
    Certificate certificate;
    const char* client;
  } const cases[] = {
      {"this very certificate", one, "by-certificate"},
      {"another certificate for its key is not this one",
       Issue(ca, "one", 11, "2026-02-01T00:00:00Z"), ""},
      {"the registered key", two, "by-key"},
      {"the registered key in a renewed certificate",
       Issue(other_ca, "renamed", 12, "2026-12-01T00:00:00Z", "2028-01-01T00:00:00Z"), "by-key"},
      {"another key under the same name", Issue(ca, "two", 19), ""},
      {"issuer and subject", three, "by-issuer"},
      {"issuer and subject with another key", Issue(ca, "three", 14), "by-issuer"},
      {"the subject under a CA that only has the name", Issue(other_ca, "three", 15), ""},
      {"another subject of that CA", Issue(ca, "four", 16), ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.rule);
    EXPECT_EQ(Recognised(book, c.certificate), c.client);
    EXPECT_EQ(Recognised(book, c.certificate), c.client) << "looked up again";
  }
}

TEST(ClientBook, TakesTheEndOfTheCertificateAndOfItsRegistration) {
  const test::Authority ca = Root("TEST CA", 1);
  const Certificate first = Issue(ca, "one", 11);
  const Certificate renewed = Issue(ca, "one", 11, "2026-12-01T00:00:00Z", "2028-01-01T00:00:00Z");
  auto entry = registry::EntryFor(first, CertificateMatch::kPublicKey, nullptr);
  entry.not_after = At("2027-06-01T00:00:00Z");
  const ClientBook book({Known("campus", entry)});
  EXPECT_EQ(book.Recognise(first.der()).not_after, At("2027-01-01T00:00:00Z"));
  EXPECT_EQ(book.Recognise(renewed.der()).not_before, At("2026-12-01T00:00:00Z"));
  EXPECT_EQ(book.Recognise(renewed.der()).not_after, At("2027-06-01T00:00:00Z"));
}

TEST(ClientBook, TakesWhatIsNoCertificateForNobody) {
  const ClientBook book({});
  EXPECT_EQ(book.Recognise(AsBytes("")).client, nullptr);
  EXPECT_EQ(book.Recognise(AsBytes("rubbish")).client, nullptr);
}

}  // namespace
}  // namespace signet::sealer
