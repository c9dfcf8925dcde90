// Levels put onto a seal entry by entry (TS 119 182-1 5.3), and the independent checker's opinion.

#include "appliance/seal/levels.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "appliance/base/digest.h"
#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/seal/container.h"
#include "appliance/seal/ocsp_request.h"
#include "appliance/seal/renewal.h"
#include "tests/support/error_matcher.h"
#include "tests/support/services/made_hierarchy.h"
#include "tests/support/services/service_answers.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_time_stamp.h"
#include "tests/unit/seal/check_jades.h"
#include "tests/unit/seal/seal_builder.h"

namespace signet::seal {
namespace {

using namespace std::chrono_literals;
using test::Behaviour;

const test::ServiceHierarchy& Hierarchy() {
  static const test::ServiceHierarchy hierarchy = test::MakeHierarchy();
  return hierarchy;
}

// Makes a seal last, step by step, with answers of the test services.
class Levels : public testing::Test {
 protected:
  Levels() {
    EVP_PKEY* const key = test::TestKey(test::KeyKind::kP256, 31);
    seal_ = test::IssueSealCertificate(Hierarchy(), key);
    builder_ = SoundSeal(Algorithm::kEs256, TimeHeader::kSigT);
    builder_.key = key;
    builder_.SetChain({*seal_});
    builder_.Set("sigT", "\"" + FormatTimeSeconds(now_) + "\"");
    signature_ = builder_.Signature();
    protected_ = builder_.Protected();
  }

  Bytes Stamp(std::string_view content, std::size_t number, const char* hash = "SHA256") const {
    const auto& tsa = Hierarchy().tsa[number];
    return test::TimeStampOver({tsa.certificate, tsa.key.get()}, AsBytes(content), now_, hash);
  }
  std::string SignatureText() const { return EncodeBase64Url(signature_); }
  std::string Covered() const {
    return builder_.payload + ArchivedText(protected_, SignatureText(), entries_);
  }
  RevocationValue SealStatus() const {
    const Bytes request = MakeOcspRequest(*seal_, Hierarchy().issuer.certificate);
    const auto answer = services_.Answer("/ocsp", AsText(request), Behaviour::kGood);
    return std::get<RevocationValue>(ReadOcspAnswer(
        AsBytes(answer.body), *seal_, Hierarchy().issuer.certificate, {now_, 24h, 60s}));
  }
  RevocationValue ListStatus(const char* path, const Certificate& certificate,
                             const Certificate& issuer) const {
    const auto answer = services_.Answer(path, "", Behaviour::kGood);
    return std::get<RevocationValue>(
        ReadCrlAnswer(AsBytes(answer.body), certificate, issuer, {now_, 24h, 60s}));
  }
  RevocationValue TsaStatus(std::size_t number) const {
    return ListStatus("/crl/tsa-ca.crl", Hierarchy().tsa[number].certificate,
                      Hierarchy().tsa_issuer.certificate);
  }

  void RaiseToT() { entries_.push_back(SignatureTimeStampEntry(Stamp(SignatureText(), 0))); }
  void RaiseToLt() {
    ValidationValues values;
    values.Add(*seal_);
    values.Add(Hierarchy().tsa[0].certificate);
    values.Add(Hierarchy().responder.certificate);
    values.Add(SealStatus());
    values.Add(TsaStatus(0));
    values.Add(ListStatus("/crl/seal-ca.crl", Hierarchy().responder.certificate,
                          Hierarchy().issuer.certificate));
    entries_.push_back(values.CertificatesEntry());
    entries_.push_back(values.RevocationEntry());
  }
  void RaiseToLta(std::size_t number, const char* hash = "SHA256") {
    entries_.push_back(ArchiveTimeStampEntry(Stamp(Covered(), number, hash)));
  }
  std::string Sealed() const {
    return WriteContainer(builder_.payload, protected_, signature_, entries_);
  }

  /// What tools/check_jades.py of the corpus' owners says; empty if it agrees with the level.
  static std::string CheckerSays(const std::string& sealed, const std::string& level) {
    const std::filesystem::path checker = CorpusFolder() / "../tools/check_jades.py";
    if (!std::filesystem::exists(checker)) return "no checker";
    const test::TemporaryFolder folder;
    WriteFile(folder / "sealed.jsonld", sealed, FileMode::kPrivate);
    WriteFile(folder / "anchors.pem",
              Hierarchy().issuer.certificate.Pem() + Hierarchy().tsa_issuer.certificate.Pem(),
              FileMode::kPrivate);
    const std::string command = "python3 " + checker.string() + " --level " + level + " --anchor " +
                                (folder / "anchors.pem").string() + " " +
                                (folder / "sealed.jsonld").string() + " >" +
                                (folder / "said").string() + " 2>&1";
    const int status = std::system(command.c_str());  // NOLINT: a test's own words
    return status == 0 ? "" : ReadFile(folder / "said");
  }

  const Time now_ = SystemNow();
  test::ServiceAnswers services_{Hierarchy(), [this] { return now_; }};
  std::optional<Certificate> seal_;
  SealBuilder builder_;
  std::string protected_;
  Bytes signature_;
  std::vector<std::string> entries_;
};

TEST_F(Levels, AreWhatTheIndependentCheckerFinds) {
  if (CheckerSays(Sealed(), "B") == "no checker") {
    GTEST_SKIP() << "The independent checker lies beside the corpus; set SIGNET_CORPUS.";
  }
  EXPECT_EQ(CheckerSays(Sealed(), "B"), "");
  EXPECT_NE(CheckerSays(Sealed(), "T"), "");
  RaiseToT();
  EXPECT_EQ(CheckerSays(Sealed(), "T"), "");
  EXPECT_NE(CheckerSays(Sealed(), "LT"), "");
  RaiseToLt();
  EXPECT_EQ(CheckerSays(Sealed(), "LT"), "");
  EXPECT_NE(CheckerSays(Sealed(), "LTA"), "");
  RaiseToLta(1);
  EXPECT_EQ(CheckerSays(Sealed(), "LTA"), "");
}

TEST_F(Levels, AreRenewedWithTheDataOfTheEarlierAuthorityAndAStrongerHash) {
  RaiseToT();
  RaiseToLt();
  RaiseToLta(1);
  ValidationValues values;
  values.Add(Hierarchy().tsa[1].certificate);
  values.Add(TsaStatus(1));
  entries_.push_back(values.TimeStampEntry());
  RaiseToLta(0, "SHA512");
  const std::string said = CheckerSays(Sealed(), "LTA");
  if (said == "no checker") {
    GTEST_SKIP() << "The independent checker lies beside the corpus; set SIGNET_CORPUS.";
  }
  EXPECT_EQ(said, "");
}

// 5.3.1: whatever came before stays as it is, octet by octet.
TEST_F(Levels, AreAppendedWithoutTouchingAnOctet) {
  const std::string before = WriteContainer(builder_.payload, protected_, signature_, {});
  RaiseToT();
  const std::string once = AppendEtsiU(UntrustedText(before), entries_);
  RaiseToLt();
  const std::vector<std::string> more(entries_.begin() + 1, entries_.end());
  const std::string twice = AppendEtsiU(UntrustedText(once), more);
  Findings findings;
  const auto container = ReadContainer(UntrustedText(twice), findings);
  ASSERT_TRUE(container) << findings.all().front().text;
  ASSERT_EQ(container->signatures.front().etsi_u.size(), entries_.size());
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    EXPECT_EQ(container->signatures.front().etsi_u[i].text, entries_[i]);
  }
  EXPECT_TRUE(once.starts_with(before.substr(0, before.size() - 3)));
  const auto list = once.find("\"etsiU\":[") + 9;
  EXPECT_TRUE(twice.starts_with(once.substr(0, list + entries_.front().size() + 2)));
}

TEST_F(Levels, AreAppendedWhateverTheSpellingAround) {
  const std::string spaced = "\n{ \"signatures\" : [ { \"signature\":\"" + SignatureText() +
                             "\" , \"protected\":\"" + protected_ +
                             "\" } ] ,\t\"payload\":\"{}\" } ";
  const std::string once = AppendEtsiU(UntrustedText(spaced), {"eyJhIjoxfQ"});
  const std::string twice = AppendEtsiU(UntrustedText(once), {"eyJiIjoyfQ", "eyJjIjozfQ"});
  Findings findings;
  const auto container = ReadContainer(UntrustedText(twice), findings);
  ASSERT_TRUE(container) << twice;
  ASSERT_EQ(container->signatures.front().etsi_u.size(), 3U);
  EXPECT_EQ(container->signatures.front().etsi_u[0].name, "a");
  EXPECT_EQ(container->signatures.front().etsi_u[2].name, "c");
  EXPECT_TRUE(twice.starts_with("\n{ \"signatures\" : [ { \"signature\":\"" + SignatureText()));
  EXPECT_TRUE(twice.ends_with(" ] ,\t\"payload\":\"{}\" } "));
  EXPECT_EQ(AppendEtsiU(UntrustedText(twice), {}), twice);
}

TEST_F(Levels, AreNotAppendedToWhatIsNoSingleSeal) {
  const std::string two = "{\"payload\":\"{}\",\"signatures\":[" +
                          std::string(R"({"protected":"e30","signature":"AA"})") + "," +
                          R"({"protected":"e30","signature":"AA"})" + "]}";
  for (const std::string& text : {std::string("{}"), std::string("rubbish"), two}) {
    EXPECT_EQ(test::CodeOf([&] { AppendEtsiU(UntrustedText(text), {"e30"}); }),
              Code::kSealMalformed);
  }
}

TEST_F(Levels, AreDueForRenewalBeforeTheLastAuthoritysCertificateEnds) {
  const auto need = [this](Time by) { return NeedOfRenewal(UntrustedText(Sealed()), by); };
  using Kind = RenewalNeed::Kind;
  EXPECT_EQ(need(now_).kind, Kind::kNotArchived);
  RaiseToT();
  RaiseToLt();
  EXPECT_EQ(need(now_).kind, Kind::kNotArchived);
  RaiseToLta(1);
  const Time end = Hierarchy().tsa[1].certificate.not_after();
  EXPECT_EQ(need(now_).kind, Kind::kNone) << need(now_).reason;
  EXPECT_EQ(need(end - 24h).kind, Kind::kNone);
  const auto due = need(end + 24h);
  EXPECT_EQ(due.kind, Kind::kDue);
  EXPECT_EQ(due.end, end);
  EXPECT_NE(due.reason.find(FormatTimeSeconds(end)), std::string::npos) << due.reason;
  EXPECT_EQ(NeedOfRenewal(UntrustedText("{}"), now_).kind, Kind::kNotSealed);
  entries_.push_back(ArchiveTimeStampEntry(Bytes{1, 2, 3}));
  EXPECT_EQ(need(now_).kind, Kind::kDamaged);
}

TEST_F(Levels, HoldEachValueOnce) {
  ValidationValues values;
  EXPECT_TRUE(values.empty());
  values.Add(*seal_);
  values.Add(*seal_);
  const RevocationValue status = SealStatus();
  values.Add(status);
  values.Add(status);
  const auto certificates = DecodeBase64Url(values.CertificatesEntry());
  EXPECT_EQ(ToString(*certificates),
            R"({"xVals":[{"x509Cert":{"val":")" + EncodeBase64(seal_->der()) + R"("}}]})");
  const auto revocation = DecodeBase64Url(values.RevocationEntry());
  EXPECT_EQ(ToString(*revocation),
            R"({"rVals":{"ocspVals":[{"val":")" + EncodeBase64(status.der) + R"("}]}})");
}

}  // namespace
}  // namespace signet::seal
