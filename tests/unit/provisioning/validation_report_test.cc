#include "provisioning/validation_report.h"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <memory>

#include "tests/unit/sealer/sealed_credential.h"

namespace signet::provisioning {
namespace {

struct Free {
  void operator()(xmlDoc* p) const { xmlFreeDoc(p); }
  void operator()(xmlXPathContext* p) const { xmlXPathFreeContext(p); }
  void operator()(xmlXPathObject* p) const { xmlXPathFreeObject(p); }
};
template <typename T>
using Handle = std::unique_ptr<T, Free>;

const xmlChar* Of(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

// The report, read back.
class Report {
 public:
  explicit Report(const std::string& text)
      : document_(xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, 0)),
        context_(xmlXPathNewContext(document_.get())) {
    xmlXPathRegisterNs(context_.get(), Of("v"), Of("http://uri.etsi.org/19102/v1.4.1#"));
    xmlXPathRegisterNs(context_.get(), Of("ds"), Of("http://www.w3.org/2000/09/xmldsig#"));
  }

  std::string Text(const std::string& path) const {
    const Handle<xmlXPathObject> found(
        xmlXPathEvalExpression(Of("string(" + path + ")"), context_.get()));
    return reinterpret_cast<const char*>(found->stringval);
  }
  int Count(const std::string& path) const {
    const Handle<xmlXPathObject> found(
        xmlXPathEvalExpression(Of("count(" + path + ")"), context_.get()));
    return static_cast<int>(found->floatval);
  }

 private:
  Handle<xmlDoc> document_;
  Handle<xmlXPathContext> context_;
};

const Time kAt = *ParseTime("2026-06-01T01:00:00Z");

Report ReportOf(const std::string& sealed) {
  const sealer::JudgementTrust trust({test::SealCa().certificate});
  const auto judgement = sealer::JudgeCredential(
      UntrustedText(sealed), {.trust = trust, .at = kAt, .required = seal::Level::kB});
  return Report(ValidationReport(judgement, kAt));
}

TEST(ValidationReport, SaysWhatTheJudgementSays) {
  const Report report = ReportOf(test::SealText(test::CredentialOf("NTREE-1", "x")));
  const std::string one = "/v:ValidationReport/v:SignatureValidationReport";
  EXPECT_EQ(report.Text(one + "/v:SignatureValidationStatus/v:MainIndication"),
            "urn:etsi:019102:mainindication:total-passed");
  EXPECT_EQ(report.Count(one + "/v:SignatureValidationStatus/v:SubIndication"), 0);
  EXPECT_EQ(report.Text(one + "/v:ValidationTimeInfo/v:ValidationTime"), "2026-06-01T01:00:00Z");
  EXPECT_EQ(report.Text(one + "//v:SigningTime/v:Time"), "2026-06-01T00:00:00Z");
  EXPECT_EQ(report.Count("//v:SignatureValidationObjects/v:ValidationObject"), 2);
}

// TS 119 102-2 4.3.4: every reference leads to an object of the report.
TEST(ValidationReport, ReferencesLeadSomewhere) {
  const Report report = ReportOf(test::SealText(test::CredentialOf("NTREE-1", "x")));
  EXPECT_GT(report.Count("//@VOReference"), 2);
  EXPECT_EQ(report.Count("//*[@VOReference][not(@VOReference = //v:ValidationObject/@id)]"), 0);
}

TEST(ValidationReport, NamesTheSubIndicationAndWhatWasFound) {
  std::string changed = test::SealText(test::CredentialOf("NTREE-1", "x"));
  changed.replace(changed.find("NTREE-1"), 7, "NTREE-2");
  const Report report = ReportOf(changed);
  EXPECT_EQ(report.Text("//v:SignatureValidationStatus/v:SubIndication"),
            "urn:etsi:019102:subindication:HASH_FAILURE");
  EXPECT_EQ(report.Count("//v:ReportData[v:Type='urn:signet:report:finding:signature.value']"), 1);
}

TEST(ValidationReport, HasAStatusForWhatIsNoSealAtAll) {
  const Report report = ReportOf("not a seal");
  EXPECT_EQ(report.Text("//v:SignatureValidationStatus/v:MainIndication"),
            "urn:etsi:019102:mainindication:total-failed");
  EXPECT_EQ(report.Text("//v:SignatureValidationStatus/v:SubIndication"),
            "urn:etsi:019102:subindication:FORMAT_FAILURE");
}

}  // namespace
}  // namespace signet::provisioning
