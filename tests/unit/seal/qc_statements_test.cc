#include "appliance/seal/qc_statements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_certificates.h"

namespace signet::seal {
namespace {

using testing::ElementsAre;

QcStatements Read(const std::string& value) {
  auto options = test::SealCertificateOptions();
  options.qc_statements = value;
  EVP_PKEY* const key = test::TestKey(test::KeyKind::kP256);
  return ReadQcStatements(
      test::IssueCertificate(test::MakeRoot(test::AuthorityOptions("TEST CA"), key), options, key));
}

QcStatements ReadList(const std::vector<std::string>& statements) {
  return Read(test::QcStatementsValue(statements));
}

// EN 319 412-5 4.2 and 4.3.
TEST(QcStatements, SayWhatTheirIdentifiersMean) {
  const QcStatements seal =
      ReadList({"0.4.0.1862.1.1", "0.4.0.1862.1.4", "0.4.0.1862.1.6=0.4.0.1862.1.6.2"});
  EXPECT_TRUE(seal.compliance && seal.sscd && seal.for_seals);
  EXPECT_FALSE(seal.for_signatures || seal.for_web || seal.malformed);
  EXPECT_TRUE(ReadList({"0.4.0.1862.1.6=0.4.0.1862.1.6.1"}).for_signatures);
  EXPECT_TRUE(ReadList({"0.4.0.1862.1.6=0.4.0.1862.1.6.3"}).for_web);
  EXPECT_THAT(ReadList({"0.4.0.1862.1.7=CH"}).legislation, ElementsAre("CH"));
}

TEST(QcStatements, SayNothingWhereThereAreNoneOrOthers) {
  const QcStatements none = Read("");
  EXPECT_FALSE(none.compliance || none.sscd || none.malformed);
  const QcStatements others = ReadList({"0.4.0.1862.1.5=0.4.0.1862.1", "1.3.6.1.5.5.7.11.2"});
  EXPECT_FALSE(others.compliance || others.malformed);
}

// Half-read statements count for nothing at all.
TEST(QcStatements, DoNotCountIfTheyCannotBeRead) {
  constexpr const char* kMalformed[] = {
      "DER:0500",                              // NULL
      "DER:3003020101",                        // not a statement
      "DER:30023000",                          // a statement without identifier
      "DER:300A300806060400",                  // cut
      "DER:300A3008060604008E4601010500",      // something after the end
      "DER:300C300A060604008E4601060500",      // QcType that is no sequence
      "DER:300E300C060604008E46010630020500",  // QcType with something else in it
      "DER:300A3008060604008E460107",          // QcCClegislation without countries
  };
  for (const char* value : kMalformed) {
    const QcStatements read = Read(value);
    EXPECT_TRUE(read.malformed) << value;
    EXPECT_FALSE(read.compliance || read.for_seals) << value;
  }
}

}  // namespace
}  // namespace signet::seal
