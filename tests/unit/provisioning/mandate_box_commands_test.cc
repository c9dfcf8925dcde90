// Mandates at a box that is being set up: from the questions to the approval and the end.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>

#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/test_certificates.h"
#include "tests/unit/provisioning/offline_box.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;
using test::AddAdministrator;
using test::ClientCertificate;
using test::CommandResult;
using test::OfflineBox;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

// Gives the key "k" a certificate whose owner and issuer are called so.
CommandResult Certify(const OfflineBox& box, const std::string& owner, const std::string& issuer,
                      const std::string& qc_statements) {
  box.GenerateKey("k", "ES256");
  const std::string csr = box.Good({"key", "csr", "k"});
  const openssl::Handle<BIO> in(BIO_new_mem_buf(csr.data(), static_cast<int>(csr.size())));
  const openssl::Handle<X509_REQ> request(
      PEM_read_bio_X509_REQ(in.get(), nullptr, nullptr, nullptr));
  const openssl::Handle<EVP_PKEY> key(X509_REQ_get_pubkey(request.get()));
  auto options = test::SealCertificateOptions();
  options.subject = {owner, "NTREE-1", "e-seal", "EE"};
  options.qc_statements = qc_statements;
  const auto ca =
      test::MakeRoot(test::AuthorityOptions(issuer), test::TestKey(test::KeyKind::kP256, 31));
  WriteFile(box / "answer.pem", test::IssueCertificate(ca, options, key.get()).Pem(),
            FileMode::kPublic);
  return box.Run({"key", "certificate", "k", (box / "answer.pem").string()});
}

class MandateAtBox : public testing::Test {
 protected:
  MandateAtBox() {
    box_.Good({"organisation", "add", "--name", "artes", "--legal-name", "TEST Academy",
               "--identifier", "VATES-1", "--country", "ES"});
    box_.Good({"client", "add", "--name", "campus", "--role", "submitter", "--certificate",
               ClientCertificate(box_, 21)});
  }

  CommandResult New(const std::vector<std::string>& more) const {
    std::vector<std::string> all{"mandate", "new", "--out", folder().string()};
    all.insert(all.end(), more.begin(), more.end());
    return box_.Run(all);
  }
  std::string NewMandate() const {
    const CommandResult made =
        New({"--name", "artes-1", "--issuing", "artes", "--client", "campus", "--valid-from",
             "2026-10-01", "--valid-until", "2099-09-30", "--total", "10", "--evidence", "en"});
    EXPECT_EQ(made.status, 0) << made.output;
    return (folder() / "artes-1.mandate.json").string();
  }
  fs::path folder() const { return box_ / "mandates"; }
  std::string pdf() const { return (folder() / "artes-1.mandate.pdf").string(); }
  std::string Phase(const std::string& name) const {
    const std::string text = box_.Good({"--json", "mandate", "show", name});
    const auto document = json::Document::Parse(text, {});
    return std::string(document.root().Find("phase")->AsString().value_or(""));
  }

  OfflineBox box_;
};

TEST_F(MandateAtBox, IsApprovedAtOnceByWhomSetsTheBoxUp) {
  const CommandResult proposed =
      box_.Run({"mandate", "propose", NewMandate(), "--document", pdf()});
  EXPECT_EQ(proposed.status, 0) << proposed.output;
  EXPECT_THAT(proposed.output, HasSubstr("Approved at once"));
  EXPECT_EQ(Phase("artes-1"), "active");
  EXPECT_THAT(box_.Good({"mandate", "list"}), HasSubstr("0 sealed of 10"));
  EXPECT_THAT(box_.LoggedTypes(), Contains("mandate.approved"));
}

TEST_F(MandateAtBox, KeepsTheSignedDocumentAsItCame) {
  box_.Good({"mandate", "propose", NewMandate(), "--document", pdf()});
  const auto out = box_ / "fetched.pdf";
  box_.Good({"mandate", "document", "artes-1", "--out", out.string()});
  EXPECT_EQ(ReadFile(out), ReadFile(pdf()));
}

TEST_F(MandateAtBox, IsSuspendedResumedAndEnded) {
  box_.Good({"mandate", "propose", NewMandate(), "--document", pdf()});
  box_.Good({"mandate", "suspend", "artes-1"});
  EXPECT_EQ(Phase("artes-1"), "suspended");
  box_.Good({"mandate", "resume", "artes-1"});
  EXPECT_EQ(Phase("artes-1"), "active");
  box_.Good({"mandate", "end", "artes-1"});
  EXPECT_EQ(Phase("artes-1"), "ended");
  EXPECT_EQ(box_.Run({"mandate", "resume", "artes-1"}).status, 2);
}

TEST_F(MandateAtBox, NeedsTwoPeopleOnceTheBoxHasThemButOneMayStopIt) {
  box_.Good({"mandate", "propose", NewMandate(), "--document", pdf()});
  AddAdministrator(box_, "ada", 41);
  AddAdministrator(box_, "grace", 42);
  fs::rename(folder() / "artes-1.mandate.json", folder() / "artes-2.mandate.json");
  const CommandResult refused = box_.Run(
      {"mandate", "propose", (folder() / "artes-2.mandate.json").string(), "--document", pdf()});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.output, HasSubstr("needs two administrators"));
  EXPECT_EQ(box_.Run({"mandate", "show", "artes-2"}).status, 2) << "no draft stays behind";
  box_.Good({"mandate", "suspend", "artes-1"});
  EXPECT_EQ(box_.Run({"mandate", "resume", "artes-1"}).status, 2);
  EXPECT_EQ(Phase("artes-1"), "suspended");
}

TEST_F(MandateAtBox, WithoutASignedPaperIsNotProposed) {
  const std::string terms = NewMandate();
  EXPECT_THAT(box_.Run({"mandate", "propose", terms}).output, HasSubstr("--document"));
  WriteFile(box_ / "text.pdf", "no PDF at all", FileMode::kPublic);
  EXPECT_EQ(
      box_.Run({"mandate", "propose", terms, "--document", (box_ / "text.pdf").string()}).status,
      2);
  EXPECT_EQ(box_.Run({"mandate", "show", "artes-1"}).status, 2);
}

TEST_F(MandateAtBox, DoesNotOverwriteTermsThatSomebodyMayHaveSigned) {
  NewMandate();
  EXPECT_THAT(New({"--name", "artes-1", "--issuing", "artes", "--client", "campus", "--valid-until",
                   "2099-09-30"})
                  .output,
              HasSubstr("there already"));
}

TEST_F(MandateAtBox, IsNotWrittenForWhomTheBoxDoesNotKnow) {
  const std::vector<std::vector<std::string>> refused = {
      {"--issuing", "nobody", "--client", "campus"},
      {"--issuing", "uni", "--client", "campus"},
      {"--issuing", "artes", "--client", "nobody"},
      {"--issuing", "artes", "--client", "campus", "--delivering", "nobody"},
      {"--issuing", "artes", "--client", "campus", "--per-period", "5"},
      {"--issuing", "artes", "--client", "campus", "--embed-document"},
      {"--issuing", "artes", "--client", "campus", "--evidence", "de"},
      {"--issuing", "artes", "--client", "campus", "--valid-from", "2099-10-01"},
      {"--issuing", "artes", "--client", "campus", "--valid-from", "tomorrow"},
  };
  for (auto arguments : refused) {
    arguments.insert(arguments.end(), {"--name", "m", "--valid-until", "2099-09-30"});
    EXPECT_EQ(New(arguments).status, 2) << testing::PrintToString(arguments);
  }
  EXPECT_FALSE(fs::exists(folder() / "m.mandate.json"));
}

TEST_F(MandateAtBox, StartsFromTheAwardingBodiesOfACredential) {
  const std::string model = SIGNET_SOURCE_DIR "/provisioning/models/diploma.jsonld";
  const CommandResult unknown =
      box_.Run({"mandate", "propose", "--from", model, "--out", folder().string()});
  EXPECT_EQ(unknown.status, 1) << unknown.output;
  EXPECT_THAT(unknown.output, HasSubstr("organisation add --name university-of-sankt-orwin"));
  EXPECT_THAT(unknown.output, HasSubstr("FICTIONAL-0001"));
  box_.Good({"mandate", "propose", "--from", model, "--add-organisations", "--client", "campus",
             "--out", folder().string()});
  const std::string list = box_.Good({"mandate", "list"});
  EXPECT_THAT(list, HasSubstr("draft"));
  EXPECT_THAT(list, HasSubstr("university-of-sankt-orwin"));
}

TEST_F(MandateAtBox, ForDemonstrationIsThereForTestCertificates) {
  const CommandResult certified = Certify(box_, "TEST University", "TEST Seal CA", "");
  ASSERT_EQ(certified.status, 0) << certified.output;
  box_.Good({"mandate", "demonstration"});
  EXPECT_EQ(Phase("demonstration"), "active");
  EXPECT_THAT(box_.Good({"mandate", "list"}), HasSubstr("any (demonstration)"));
}

struct RealCertificate {
  const char* what;
  const char* owner;
  const char* issuer;
  bool qualified;
};

TEST_F(MandateAtBox, ForDemonstrationIsRefusedToBoxesWithARealCertificate) {
  const std::string qualified = test::QcStatementsValue({"0.4.0.1862.1.1"});
  for (const RealCertificate& real :
       {RealCertificate{"owner", "University", "TEST Seal CA", false},
        RealCertificate{"issuer", "TEST University", "Seal CA", false},
        RealCertificate{"QcStatements", "TEST University", "TEST Seal CA", true}}) {
    const OfflineBox other;
    const auto certified = Certify(other, real.owner, real.issuer, real.qualified ? qualified : "");
    ASSERT_EQ(certified.status, 0) << certified.output;
    const CommandResult refused = other.Run({"mandate", "demonstration"});
    EXPECT_EQ(refused.status, 2) << real.what;
    EXPECT_EQ(other.Run({"mandate", "show", "demonstration"}).status, 2) << real.what;
  }
}

TEST_F(MandateAtBox, ForDemonstrationKeepsARealCertificateOut) {
  box_.Good({"mandate", "demonstration"});
  EXPECT_EQ(Certify(box_, "University", "Seal CA", "").status, 2);
  EXPECT_THAT(box_.LoggedTypes(), Not(Contains("key.activated")));
}

}  // namespace
}  // namespace signet::provisioning
