#include "tests/unit/elm/sample.h"

#include <cstdlib>
#include <string_view>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/file.h"

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

std::string PayloadIn(const std::filesystem::path& file) {
  std::string text = ReadFile(file);
  const auto document = json::Document::Parse(text, {});
  const auto payload = document.root().Find("payload");
  if (!payload) return text;
  const std::string_view spelt = *payload->AsString();
  return spelt.starts_with('{') ? std::string(spelt) : ToString(*DecodeBase64Url(spelt));
}

}  // namespace signet::elm
