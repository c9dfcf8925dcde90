#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "appliance/base/error.h"
#include "appliance/base/file.h"
#include "appliance/elm/profile/profile.h"
#include "provisioning/profile_compiler/profile_compiler.h"

namespace signet::provisioning {
namespace {

namespace fs = std::filesystem;

fs::path Corpus() {
  const char* const corpus = std::getenv("SIGNET_CORPUS");
  return corpus == nullptr ? SIGNET_SOURCE_DIR "/../shared/corpus" : corpus;
}

class OfficialProfiles : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(Corpus() / "elm-ap-1.2")) {
      GTEST_SKIP() << "No official shapes at " << Corpus() << ": set SIGNET_CORPUS.";
    }
  }
};

ProfileOrder EdcOrder(const char* folder, const char* version) {
  ProfileOrder order;
  order.name = "European Digital Credentials";
  order.version = version;
  order.contexts = {
      {"https://www.w3.org/2018/credentials/v1", Corpus() / "contexts" / "credentials-v1.jsonld"},
      {"http://data.europa.eu/snb/model/context/edc-ap",
       Corpus() / folder / "edc-ap-context.jsonld"}};
  order.shapes = {Corpus() / folder};
  order.root = {"VerifiableCredential", "EuropeanDigitalCredential"};
  // The five that the Commission's issuer leaves out before it seals.
  const std::string shapes = "http://data.europa.eu/snb/model/ap/edc-generic-no-cv/";
  order.draft = {
      {shapes + "EuropeanDigitalCredentialShape",
       {"https://www.w3.org/2018/credentials#issued",
        "https://www.w3.org/2018/credentials#issuer"}},
      {shapes + "DisplayParameterShape", {"http://data.europa.eu/snb/model/elm/individualDisplay"}},
      {shapes + "IssuerNodeShape", {"http://data.europa.eu/snb/model/elm/eidasLegalIdentifier"}},
      {shapes + "OrganisationShape", {"http://www.w3.org/ns/regorg#legalName"}}};
  order.messages = Messages::kLeaveOut;
  return order;
}

TEST_F(OfficialProfiles, AreTheOnesThatComeWithSignet) {
  const fs::path committed = fs::path(SIGNET_SOURCE_DIR) / "appliance/elm/profiles/edc-ap-1.2.json";
  const std::string compiled = CompileProfile(EdcOrder("elm-ap-1.2", "1.2.0"));
  const fs::path here = fs::path(testing::TempDir()) / "edc-ap-1.2.json";
  WriteFile(here, compiled, FileMode::kPublic);
  EXPECT_TRUE(fs::exists(committed) && ReadFile(committed) == compiled)
      << "The compiler makes something else of the official files now. Compare\n  " << here
      << "\n  " << committed << "\nand commit the new one if that is meant.";
}

TEST_F(OfficialProfiles, OfVersion11Compile) {
  const auto set = elm::ProfileSet::Read(CompileProfile(EdcOrder("elm-ap-1.1", "1.1.0")));
  ASSERT_EQ(set.profiles().size(), 6U);
  const elm::Profile* const full = set.Find("http://data.europa.eu/snb/model/ap/edc-generic-full");
  ASSERT_NE(full, nullptr);
  EXPECT_EQ(full->imports,
            std::vector<std::string>{"http://data.europa.eu/snb/model/ap/edc-generic-no-cv"});
  // facts/elm.md: targetClass 52 (no-cv) and 18 (full).
  EXPECT_EQ(full->shapes.size(), 70U);
}

const std::vector<std::string> kVocabularies = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2004/02/skos/core#",
    "http://purl.org/dc/terms/", "http://www.w3.org/ns/org#", "http://www.w3.org/ns/adms#",
    "http://xmlns.com/foaf/0.1/", "http://data.europa.eu/snb/model/elm/",
    "http://www.w3.org/ns/shacl#", "http://data.europa.eu/m8g/", "http://www.w3.org/ns/locn#",
    // LOQ's second file imports its first one by an IRI that it does not have (https).
    "https://data.europa.eu/snb/model/ap/loq-constraints/",
    "http://data.europa.eu/snb/model/ap/ams-constraints/"};

TEST_F(OfficialProfiles, OfLearningOpportunitiesAndAccreditationCompile) {
  for (const char* const folder : {"elm-loq", "elm-ams"}) {
    SCOPED_TRACE(folder);
    ProfileOrder order;
    order.name = folder;
    order.version = "1.1.0";
    order.shapes = {Corpus() / folder};
    order.not_shapes = kVocabularies;
    const auto set = elm::ProfileSet::Read(CompileProfile(order));
    EXPECT_EQ(set.profiles().size(), 2U);
    for (const elm::Profile& profile : set.profiles()) EXPECT_GT(profile.shapes.size(), 5U);
  }
}

TEST_F(OfficialProfiles, AreCompiledTheSameWhateverTheOrderOfTheFiles) {
  ProfileOrder order = EdcOrder("elm-ap-1.2", "1.2.0");
  const std::string compiled = CompileProfile(order);
  order.shapes.clear();
  for (const auto& entry : fs::directory_iterator(Corpus() / "elm-ap-1.2")) {
    if (entry.path().extension() == ".ttl") order.shapes.insert(order.shapes.begin(), entry.path());
  }
  EXPECT_EQ(CompileProfile(order), compiled);
}

TEST_F(OfficialProfiles, NeedAllThatTheyImport) {
  ProfileOrder order = EdcOrder("elm-ap-1.2", "1.2.0");
  order.shapes = {Corpus() / "elm-ap-1.2" / "EDC-generic-full.ttl"};
  try {
    CompileProfile(order);
    FAIL() << "compiled without what it imports";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::kUsage);
    EXPECT_NE(error.message().find("'http://data.europa.eu/snb/model/ap/edc-generic-no-cv'"),
              std::string::npos)
        << error.message();
  }
}

}  // namespace
}  // namespace signet::provisioning
