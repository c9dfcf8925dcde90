// The main job through the running box: an unsigned credential goes in over mTLS, a sealed one and
// its receipt come out, and others than the box agree that they are right.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/file.h"
#include "appliance/base/json.h"
#include "tests/support/box_suite.h"
#include "tests/support/running_box.h"
#include "tests/support/temporary_folder.h"

namespace signet::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSealKeys[] = {"p256", "p384", "rsa3072-pss", "rsa3072-pkcs1", "p256-iat"};

class Seal : public BoxSuite {
 protected:
  static std::vector<std::string> ModelCredentials() {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(SIGNET_SOURCE_DIR "/provisioning/models")) {
      if (entry.path().extension() == ".jsonld") files.push_back(entry.path().string());
    }
    std::ranges::sort(files);
    return files;
  }

  static std::vector<std::string> With(std::vector<std::string> arguments,
                                       const std::vector<std::string>& files) {
    arguments.insert(arguments.end(), files.begin(), files.end());
    return arguments;
  }

  static std::vector<std::string> FilesIn(const fs::path& folder, const std::string& ending) {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().string().ends_with(ending)) files.push_back(entry.path().string());
    }
    return files;
  }
};

TEST_F(Seal, EveryModelCredentialIsSealedWithEveryKeyAndVerifiesAgainstTheAnchor) {
  for (const char* key : kSealKeys) {
    const TemporaryFolder out;
    const auto sealed =
        box().As("submitter",
                 With({"seal", "--key", key, "--out", out.path().string()}, ModelCredentials()));
    ASSERT_EQ(sealed.status, 0) << sealed.output;
    const auto files = FilesIn(out.path(), ".sealed.jsonld");
    ASSERT_EQ(files.size(), 3U);
    const auto verified = box().Signetctl(
        With({"verify", "--trust", (box().folder() / "trust" / "seal-ca.pem").string(), "--trust",
              (box().folder() / "trust" / "tsa-ca.pem").string()},
             files));
    EXPECT_EQ(verified.status, 0) << key << "\n" << verified.output;
  }
}

TEST_F(Seal, EachReceiptProvesItsSealAndNoOther) {
  const TemporaryFolder out;
  const auto sealed =
      box().As("submitter", With({"seal", "--out", out.path().string()}, ModelCredentials()));
  ASSERT_EQ(sealed.status, 0) << sealed.output;
  const std::string key = (box().folder() / "trust" / "log.vkey").string();
  for (const std::string name : {"diploma", "micro-credential"}) {
    const std::string receipt = (out.path() / (name + ".tlog-proof")).string();
    const auto good =
        box().Signetctl({"audit", "verify", "--receipt", receipt, "--log-key", key, "--sealed",
                         (out.path() / (name + ".sealed.jsonld")).string()});
    EXPECT_EQ(good.status, 0) << good.output;
    const auto other =
        box().Signetctl({"audit", "verify", "--receipt", receipt, "--log-key", key, "--sealed",
                         (out.path() / "certificate-of-participation.sealed.jsonld").string()});
    EXPECT_EQ(other.status, 1) << other.output;
  }
}

TEST_F(Seal, TheLogVerifiesOnlineAndAsAnExport) {
  const TemporaryFolder out;
  const auto sealed =
      box().As("submitter", With({"seal", "--out", out.path().string()}, ModelCredentials()));
  ASSERT_EQ(sealed.status, 0) << sealed.output;
  const auto online = box().As("auditor", {"audit", "verify"});
  EXPECT_EQ(online.status, 0) << online.output;
  const auto exported = box().As("auditor", {"audit", "export", (out.path() / "log").string()});
  ASSERT_EQ(exported.status, 0) << exported.output;
  const auto offline =
      box().Signetctl({"audit", "verify", (out.path() / "log").string(), "--log-key",
                       (box().folder() / "trust" / "log.vkey").string()});
  EXPECT_EQ(offline.status, 0) << offline.output;
}

TEST_F(Seal, OneRefusedFileDoesNotStopTheOthersAndTheSummarySaysWhy) {
  const TemporaryFolder out;
  const fs::path bad = out.path() / "not-a-credential.json";
  WriteFile(bad, R"({"hello": "world"})", FileMode::kPublic);
  auto files = ModelCredentials();
  files.insert(files.begin() + 1, bad.string());
  const auto sealed =
      box().As("submitter", With({"seal", "--out", (out.path() / "out").string()}, files));
  EXPECT_EQ(sealed.status, 1) << sealed.output;
  EXPECT_NE(sealed.output.find("not-a-credential"), std::string::npos) << sealed.output;
  EXPECT_EQ(FilesIn(out.path() / "out", ".sealed.jsonld").size(), 3U);
}

TEST_F(Seal, ARepeatedRequestGetsTheSameOctetsAndAnotherBodyIsRefused) {
  HttpsClient client(box().Client("submitter"));
  const std::string body = ReadFile(ModelCredentials().front());
  const std::map<std::string, std::string> headers{{"Content-Type", "application/ld+json"},
                                                   {"Accept", "application/jose+json"},
                                                   {"Idempotency-Key", "repeat-1"}};
  const auto first = client.Post("/v1/seals", headers, body);
  ASSERT_EQ(first.status, 201U) << first.body;
  const auto second = client.Post("/v1/seals", headers, body);
  EXPECT_EQ(second.status, 200U) << second.body;
  EXPECT_EQ(first.body, second.body);
  EXPECT_EQ(first.headers.at("signet-seal-id"), second.headers.at("signet-seal-id"));
  const auto other = client.Post("/v1/seals", headers, ReadFile(ModelCredentials().back()));
  EXPECT_EQ(ProblemName(other), "idempotency-conflict") << other.body;
  const auto otherKey = client.Post("/v1/seals?key=p384", headers, body);
  EXPECT_EQ(ProblemName(otherKey), "idempotency-conflict") << otherKey.body;
}

TEST_F(Seal, TheJsonAnswerNamesIdAndPlaceAndHoldsTheSameOctets) {
  HttpsClient client(box().Client("submitter"));
  const std::string body = ReadFile(ModelCredentials().front());
  std::map<std::string, std::string> headers{{"Content-Type", "application/json"},
                                             {"Accept", "application/json"},
                                             {"Idempotency-Key", "shape-1"}};
  const auto json = client.Post("/v1/seals", headers, body);
  ASSERT_EQ(json.status, 201U) << json.body;
  headers["Accept"] = "application/jose+json";
  const auto alone = client.Post("/v1/seals", headers, body);
  const auto document = json::Document::Parse(json.body, {});
  EXPECT_EQ(document.root().Find("sealed")->AsString(), alone.body);
  EXPECT_TRUE(document.root().Find("logIndex")->AsInteger());
  const std::string id(*document.root().Find("id")->AsString());
  const auto info = client.Get("/v1/seals/" + id);
  EXPECT_EQ(info.status, 200U) << info.body;
  EXPECT_NE(info.body.find("completed"), std::string::npos);
}

TEST_F(Seal, AnUploadWrapperIsSealedWithoutItsDeliveryDetails) {
  HttpsClient client(box().Client("submitter"));
  const std::string body = R"({"deliveryDetails": {"address": "someone"}, "credential": )" +
                           ReadFile(ModelCredentials().front()) + "}";
  const auto sealed = client.Post(
      "/v1/seals", {{"Content-Type", "application/json"}, {"Accept", "application/jose+json"}},
      body);
  ASSERT_EQ(sealed.status, 201U) << sealed.body;
  EXPECT_EQ(sealed.body.find("deliveryDetails"), std::string::npos);
}

TEST_F(Seal, StateTellsThatMandatesAreNotCheckedYet) {
  const auto status = box().As("operator", {"status"});
  EXPECT_EQ(status.status, 0) << status.output;
  EXPECT_NE(status.output.find("mandate"), std::string::npos) << status.output;
}

// The corpus and the checker that shares no code with Signet, where they are beside the project.
class SealedCorpus : public Seal {
 protected:
  void SetUp() override {
    if (corpus_.empty() || !fs::exists(checker_))
      GTEST_SKIP() << "left out: no corpus beside the project";
  }

  std::vector<std::string> UnsignedFiles() const {
    std::vector<std::string> files;
    for (const char* name : {"samples-elm/Sample-CertOfPart-unsigned.jsonld",
                             "samples-elm/Sample-CertOfPart-unsigned-uploadable.json",
                             "samples-elm/Sample-MC-Annex1-unsigned.jsonld",
                             "samples-elm/Sample-MC-Annex1-unsigned-uploadable.json",
                             "samples-mynextid/edc-coe-example.json"}) {
      files.push_back((corpus_ / name).string());
    }
    return files;
  }
  std::vector<std::string> SealTo(const TemporaryFolder& out, const std::string& key,
                                  const std::string& level,
                                  const std::vector<std::string>& files) const {
    const auto sealed = box().As(
        "submitter",
        With({"seal", "--key", key, "--level", level, "--out", out.path().string()}, files));
    EXPECT_EQ(sealed.status, 0) << sealed.output;
    return FilesIn(out.path(), ".sealed.jsonld");
  }
  /// "LTA": what the checker calls the level.
  std::vector<std::string> Check(const std::string& level) const {
    std::vector<std::string> check{"python3", checker_.string(), "--level", level};
    for (const char* anchor : kAnchors) {
      check.insert(check.end(), {"--anchor", (box().folder() / "trust" / anchor).string()});
    }
    return check;
  }
  static std::vector<std::string> Verify() {
    std::vector<std::string> verify{"verify", "--json"};
    for (const char* anchor : kAnchors) {
      verify.insert(verify.end(), {"--trust", (box().folder() / "trust" / anchor).string()});
    }
    return verify;
  }

  static constexpr const char* kAnchors[] = {"seal-ca.pem", "tsa-ca.pem"};
  const fs::path corpus_ = CorpusFolder();
  const fs::path checker_ = corpus_.parent_path() / "tools" / "check_jades.py";
};

TEST_F(SealedCorpus, HoldsBeforeTheCheckerWithEachKindOfKeyAndNoTamperedCopyDoes) {
  for (const char* key : kSealKeys) {
    const TemporaryFolder out;
    const auto files = SealTo(out, key, "B-LTA", UnsignedFiles());
    ASSERT_EQ(files.size(), UnsignedFiles().size());
    const auto checked = RunCommand(With(Check("LTA"), files));
    EXPECT_EQ(checked.status, 0) << key << "\n" << checked.output;
    const auto tampered = RunCommand(With(With(Check("LTA"), {"--mutate"}), files));
    EXPECT_EQ(tampered.status, 0) << key << "\n" << tampered.output;
  }
}

TEST_F(SealedCorpus, HoldsBeforeTheCheckerAtEachLevel) {
  const std::pair<const char*, const char*> levels[] = {{"B-B", "B"}, {"B-T", "T"}, {"B-LT", "LT"}};
  for (const auto& [level, checked_level] : levels) {
    const TemporaryFolder out;
    const auto files = SealTo(out, "p256", level, UnsignedFiles());
    ASSERT_EQ(files.size(), UnsignedFiles().size()) << level;
    const auto checked = RunCommand(With(Check(checked_level), files));
    EXPECT_EQ(checked.status, 0) << level << "\n" << checked.output;
    const auto verified = box().Signetctl(With(With(Verify(), {"--require", level}), files));
    EXPECT_EQ(verified.status, 0) << level << "\n" << verified.output;
  }
}

// Two images under one id, codes of other lists: their profile forbids both of them.
TEST_F(SealedCorpus, WhatItsProfileForbidsIsNotSealedAndTheLogSaysSo) {
  for (const std::string name : {"edc-cas-example", "edc-mc-example"}) {
    const TemporaryFolder out;
    const auto refused =
        box().As("submitter", {"seal", "--out", out.path().string(),
                               (corpus_ / "samples-mynextid" / (name + ".json")).string()});
    EXPECT_EQ(refused.status, 1) << refused.output;
    EXPECT_NE(refused.output.find("profile-violated"), std::string::npos) << refused.output;
    EXPECT_NE(refused.output.find("/content: \"content\" has more than one value"),
              std::string::npos)
        << refused.output;
    EXPECT_TRUE(FilesIn(out.path(), ".sealed.jsonld").empty());
  }
}

// The checker's name for what it changed, or how that begins, and the rule that must say so. The
// first that fits counts.
constexpr std::pair<const char*, const char*> kTellTales[] = {
    {"container_", "container.json"},
    {"etsiU_all_removed", "level"},
    {"etsiU_entry_3_removed", "level"},
    {"etsiU_", "etsiu.time-stamp"},
    {"header_alg_changed", "signature.algorithm"},
    {"header_alg_none", "header.alg"},
    {"header_b64_dropped", "payload.base64url"},
    {"header_crit_dropped", "header.crit"},
    {"header_extra_unprotected_member", "container.header"},
    {"header_repeated_member", "header.json"},
    {"header_thumbprint_changed", "certificate.digest"},
    {"header_", "signature.value"},
    {"payload_object_instead_of_string", "container.payload"},
    {"payload_", "signature.value"},
    {"signature_padded", "container.base64url"},
    {"signature_", "signature.value"},
};

std::string TellTaleOf(const std::string& change) {
  for (const auto& [begin, rule] : kTellTales) {
    if (change.starts_with(begin)) return rule;
  }
  return "no rule is named for the change " + change;
}

TEST_F(SealedCorpus, EveryTamperedCopyIsRefusedWithTheReasonThatNamesTheChange) {
  const TemporaryFolder out;
  const TemporaryFolder copies;
  const auto files = SealTo(out, "p256", "B-LTA", UnsignedFiles());
  const auto dumped =
      RunCommand(With(With(Check("LTA"), {"--mutate", "--dump", copies.path().string()}), files));
  ASSERT_EQ(dumped.status, 0) << dumped.output;
  const auto tampered = FilesIn(copies.path(), "");
  EXPECT_GT(tampered.size(), 20 * files.size());
  const auto verified = box().Signetctl(With(Verify(), tampered));
  EXPECT_EQ(verified.status, 1);
  const auto document = json::Document::Parse(verified.output, {.max_octets = 64U << 20U});
  std::size_t judged = 0;
  for (auto file = document.root().Find("files")->First(); file; file = file->Next(), ++judged) {
    const std::string name(*file->Find("file")->AsString());
    const std::string rule = TellTaleOf(name.substr(name.find("__") + 2));
    EXPECT_EQ(file->Find("accepted")->kind(), json::Kind::kFalse) << name;
    EXPECT_NE(file->raw().find("\"rule\": \"" + rule + "\""), std::string_view::npos)
        << name << " without " << rule << ": " << file->raw();
  }
  EXPECT_EQ(judged, tampered.size());
}

}  // namespace
}  // namespace signet::test
