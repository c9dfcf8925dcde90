// Preparation as-is changes nothing: it needs a seal certificate whose subject is the credential's
// issuer. The corpus' issuers get test certificates of that subject, for each kind of key.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "appliance/elm/credential_text.h"
#include "appliance/elm/issuer.h"
#include "tests/support/administrators.h"
#include "tests/support/running_box.h"
#include "tests/support/temporary_folder.h"

namespace signet::test {
namespace {

namespace fs = std::filesystem;

struct Algorithm {
  const char* name;
  const char* jws;
};
constexpr Algorithm kAlgorithms[] = {
    {"p256", "ES256"}, {"p384", "ES384"}, {"pss", "PS256"}, {"pkcs1", "RS256"}};

elm::Issuer IssuerOf(const fs::path& file) {
  const auto credential = elm::CredentialText::Read(UntrustedText(ReadFile(file)), {});
  return elm::ReadIssuer(credential.root());
}

std::string SubjectOf(const elm::Issuer& issuer) {
  // A demo certificate, for which a demo box has the authority to seal in anybody's name. What says
  // whose it is is the identifier.
  std::string subject = "/O=TEST " + issuer.legal_names.front() + "/CN=TEST seal";
  if (!issuer.eidas_identifiers.empty()) {
    const std::string& notation = issuer.eidas_identifiers.front().notation;
    const bool whole = notation.find('-') != std::string::npos;  // EN 319 412-1 5.1.4
    subject = "/C=EE" + subject + "/organizationIdentifier=" + (whole ? "" : "NTREE-") + notation;
  }
  return subject;
}

// A certificate of the CSR's subject, by the demo's seal CA.
void Certify(const RunningBox& box, const std::string& csr, const std::string& certificate) {
  const auto made =
      RunCommand({SIGNET_SOURCE_DIR "/provisioning/demo/certificates", "seal",
                  (box.folder() / "ca").string(), csr, certificate, box.ServicesUrl()});
  ASSERT_EQ(made.status, 0) << made.output;
}

// What stood in a sealed file is complete, as as-is needs it.
fs::path PayloadOf(const fs::path& sealed, const fs::path& folder) {
  const auto container = json::Document::Parse(ReadFile(sealed), {});
  const fs::path file = folder / (sealed.stem().string() + "-payload.jsonld");
  WriteFile(file, *container.root().Find("payload")->AsString(), FileMode::kPublic);
  return file;
}

TEST(AsIs, CorpusFilesAreSealedUnchangedUnderACertificateOfTheirIssuer) {
  const fs::path corpus = CorpusFolder();
  const fs::path checker = corpus.parent_path() / "tools" / "check_jades.py";
  if (corpus.empty() || !fs::exists(checker))
    GTEST_SKIP() << "left out: no corpus beside the project";
  RunningBox box;
  const TemporaryFolder out;
  std::vector<fs::path> files = {corpus / "samples-mynextid/edc-coe-example.json"};
  for (const char* sealed :
       {"samples-elm/Sample-CertOfPart-signed.jsonld", "samples-elm/Sample-MC-Annex1-signed.jsonld",
        "samples-mynextid/edc-coe-signed.jsonld"}) {
    files.push_back(PayloadOf(corpus / sealed, out.path()));
  }
  std::map<std::string, unsigned> subjects;  // to a number for the keys' names
  for (const auto& file : files) subjects.emplace(SubjectOf(IssuerOf(file)), subjects.size());
  for (const auto& [subject, number] : subjects) {
    for (const auto& [name, jws] : kAlgorithms) {
      const std::string key = "as-is-" + std::to_string(number) + "-" + name;
      const std::string stem = (out.path() / key).string();
      auto done =
          box.Box({"key", "generate", "--name", key, "--algorithm", jws, "--time-header", "sigT"});
      ASSERT_EQ(done.status, 0) << done.output;
      done = box.Box({"key", "csr", key, "--subject", subject, "--out", stem + ".csr"});
      ASSERT_EQ(done.status, 0) << done.output;
      Certify(box, stem + ".csr", stem + ".pem");
      done = box.Box({"key", "certificate", key, stem + ".pem"});
      ASSERT_EQ(done.status, 0) << done.output;
    }
  }
  box.StartSealer();
  box.StartGateway();
  box.AwaitReady();
  Administrators administrators(box);
  for (const auto& [subject, number] : subjects) {
    for (const auto& [name, jws] : kAlgorithms) {
      administrators.Agree("key-activation", "as-is-" + std::to_string(number) + "-" + name);
    }
  }
  for (const auto& [name, jws] : kAlgorithms) {
    std::vector<std::string> sealed_files;
    for (const auto& file : files) {
      const std::string key =
          "as-is-" + std::to_string(subjects.at(SubjectOf(IssuerOf(file)))) + "-" + name;
      const fs::path folder = out.path() / name;
      const auto sealed = box.As("submitter", {"seal", file.string(), "--preparation", "as-is",
                                               "--key", key, "--out", folder.string()});
      ASSERT_EQ(sealed.status, 0) << file << "\n" << sealed.output;
      const fs::path result = folder / (file.stem().string() + ".sealed.jsonld");
      sealed_files.push_back(result.string());
      const auto container = json::Document::Parse(ReadFile(result), {});
      const auto original = elm::CredentialText::Read(UntrustedText(ReadFile(file)), {});
      EXPECT_EQ(container.root().Find("payload")->AsString(), original.text()) << file;
    }
    const auto trust = box.folder() / "trust";
    std::vector<std::string> check{"python3",  checker.string(),
                                   "--level",  "LTA",
                                   "--anchor", (trust / "seal-ca.pem").string(),
                                   "--anchor", (trust / "tsa-ca.pem").string(),
                                   "--mutate"};
    check.insert(check.end(), sealed_files.begin(), sealed_files.end());
    const auto checked = RunCommand(check);
    EXPECT_EQ(checked.status, 0) << name << "\n" << checked.output;
  }
}

}  // namespace
}  // namespace signet::test
