#include "appliance/seal/service_qualifiers.h"

#include <gtest/gtest.h>

#include "tests/support/test_certificates.h"

namespace signet::seal {
namespace {

using Assert = Criteria::Assert;

// A certificate with policies 1.2.3 and 1.2.4, nonRepudiation, emailProtection, and a subject of C,
// O, organizationIdentifier and CN.
Certificate Example() {
  auto options = test::SealCertificateOptions();
  options.certificate_policies = test::PoliciesValue({"1.2.3", "1.2.4"});
  options.extended_key_usage = "emailProtection";
  EVP_PKEY* const key = test::TestKey(test::KeyKind::kP256);
  return test::IssueCertificate(test::MakeRoot(test::AuthorityOptions("TEST CA"), key), options,
                                key);
}

Criteria Policies(Assert assertion, std::vector<Criteria::Identifiers> sets) {
  Criteria out;
  out.assertion = assertion;
  out.policy_sets = std::move(sets);
  return out;
}

struct Case {
  const char* what;
  Criteria criteria;
  std::optional<bool> met;
};

std::vector<Case> Cases() {
  Criteria usage = Policies(Assert::kAll, {});
  usage.key_usages = {{{"nonRepudiation", true}, {"keyCertSign", false}}};
  Criteria other_usage = Policies(Assert::kAll, {});
  other_usage.key_usages = {{{"nonRepudiation", false}}};
  Criteria odd_usage = Policies(Assert::kAll, {});
  odd_usage.key_usages = {{{"singing", true}}};
  Criteria purpose = Policies(Assert::kAll, {});
  purpose.extended_key_usages = {{"1.3.6.1.5.5.7.3.4"}};
  Criteria attribute = Policies(Assert::kAll, {});
  attribute.subject_attributes = {{"2.5.4.97", "2.5.4.10"}};
  Criteria no_attribute = Policies(Assert::kAll, {});
  no_attribute.subject_attributes = {{"2.5.4.5"}};
  Criteria unknown = Policies(Assert::kAtLeastOne, {{"9.9"}});
  unknown.unknown = true;
  Criteria unknown_but_met = Policies(Assert::kAtLeastOne, {{"1.2.3"}});
  unknown_but_met.unknown = true;
  Criteria nested = Policies(Assert::kAll, {});
  nested.lists = {Policies(Assert::kNone, {{"9.9"}}), usage};
  return {
      {"a policy that is there", Policies(Assert::kAtLeastOne, {{"1.2.3"}}), true},
      {"all of a set are needed", Policies(Assert::kAtLeastOne, {{"1.2.3", "9.9"}}), false},
      {"at least one of several", Policies(Assert::kAtLeastOne, {{"9.9"}, {"1.2.4"}}), true},
      {"all of several", Policies(Assert::kAll, {{"9.9"}, {"1.2.4"}}), false},
      {"none, and one is there", Policies(Assert::kNone, {{"1.2.3"}}), false},
      {"none, and none is there", Policies(Assert::kNone, {{"9.9"}}), true},
      {"key usage bits set and not set", usage, true},
      {"a bit that must not be set", other_usage, false},
      {"a bit that does not exist", odd_usage, std::nullopt},
      {"a purpose", purpose, true},
      {"subject attributes", attribute, true},
      {"a subject attribute that is missing", no_attribute, false},
      {"a criterion that cannot be read", unknown, std::nullopt},
      {"one that does not matter any more", unknown_but_met, true},
      {"lists in lists", nested, true},
      {"an assertion that does not exist", Policies(Assert::kUnknown, {{"1.2.3"}}), std::nullopt},
  };
}

// TS 119 612 5.5.9.2.2.
TEST(ServiceQualifiers, CriteriaAreMetAsTheirAssertionSays) {
  const Certificate certificate = Example();
  for (const Case& one : Cases()) EXPECT_EQ(Meets(one.criteria, certificate), one.met) << one.what;
}

TEST(ServiceQualifiers, AreThoseOfTheElementsThatAreMet) {
  const std::string uri(uri::kQualifier);
  ServiceState state;
  state.qualifications = {
      {{uri + "QCForESeal", "http://other.example/x"}, Policies(Assert::kAll, {{"1.2.3"}})},
      {{uri + "NotQualified"}, Policies(Assert::kAll, {{"9.9"}})}};
  const Qualifiers found = QualifiersFor(state, Example());
  EXPECT_EQ(found.names, std::set<std::string>{"QCForESeal"});
  EXPECT_FALSE(found.undecided);
  state.qualifications.push_back({{uri + "NotQualified"}, std::nullopt});
  EXPECT_TRUE(QualifiersFor(state, Example()).undecided);
}

}  // namespace
}  // namespace signet::seal
