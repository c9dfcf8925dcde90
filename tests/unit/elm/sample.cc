#include "tests/unit/elm/sample.h"

#include <cstdlib>
#include <utility>

namespace signet::elm {

std::string SampleCredential(std::string_view issuer, std::string_view more) {
  return R"({"@context":["https://www.w3.org/2018/credentials/v1",)"
         R"("http://data.europa.eu/snb/model/context/edc-ap"],"id":"urn:credential:1",)"
         R"("type":["VerifiableCredential","EuropeanDigitalCredential"],"issuer":)" +
         std::string(issuer) + std::string(more) + "}";
}

CredentialText ReadText(std::string text) {
  return CredentialText::Read(UntrustedText(std::move(text)), json::Limits{});
}

std::filesystem::path Corpus() {
  const char* chosen = std::getenv("SIGNET_CORPUS");
  return chosen != nullptr ? chosen : SIGNET_SOURCE_DIR "/../shared/corpus";
}

}  // namespace signet::elm
