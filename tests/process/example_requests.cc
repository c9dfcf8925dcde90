#include "tests/process/example_requests.h"

#include <map>
#include <stdexcept>
#include <string>

#include "appliance/base/file.h"
#include "appliance/base/json_writer.h"
#include "tests/support/test_certificates.h"

namespace signet::test {
namespace {

const std::map<std::string, std::string> kPlaces = {
    {"{name}", "example"}, {"{item}", "nothing"}, {"{id}", "0b5c0000-0000-4000-8000-00000000000a"},
    {"{level}", "0"},      {"{path}", "000"},
};

struct Body {
  std::string type;
  std::string text;
};

std::string CertificatePem() {
  auto* const key = TestKey(KeyKind::kP256, 70);
  return IssueCertificate(MakeRoot(AuthorityOptions("TEST example"), key), SealCertificateOptions(),
                          key)
      .Pem();
}

std::string NewCertificate() {
  return json::ObjectWriter().Text("certificate", CertificatePem()).Write();
}

std::string NewClient() {
  std::vector<json::ObjectWriter> certificates;
  certificates.emplace_back().Text("certificate", CertificatePem());
  return json::ObjectWriter()
      .Text("name", "example")
      .Text("role", "submitter")
      .Objects("certificates", std::move(certificates))
      .Write();
}

std::string SigningKey() {
  return json::ObjectWriter()
      .Text("id", "example")
      .Text("publicKey", PublicKeyPem(TestKey(KeyKind::kP256, 71)))
      .Write();
}

// By operationId, of all that take a body.
std::map<std::string, Body> Bodies() {
  const std::string json = "application/json";
  const std::string model =
      ReadFile(SIGNET_SOURCE_DIR "/provisioning/models/certificate-of-participation.jsonld");
  const std::string sealed = R"({"payload": "e30", "signatures": []})";
  return {
      {"createSeal", {"application/ld+json", model}},
      {"createValidation", {"application/ld+json", model}},
      {"extendSeal", {"application/jose+json", sealed}},
      {"createVerification", {"application/jose+json", sealed}},
      {"createOrganisation",
       {json, R"({"name": "example", "legalName": "TEST Example", "country": "DE"})"}},
      {"createClient", {json, NewClient()}},
      {"changeClient", {json, R"({"signaturesRequired": true})"}},
      {"setClientStatus", {json, R"({"status": "active"})"}},
      {"addClientCertificate", {json, NewCertificate()}},
      {"addSigningKey", {json, SigningKey()}},
      {"createMandate",
       {json, R"({"name": "example", "terms": {"format": "signet-mandate-1", "issuing": "example",
                  "clients": ["example"], "validFrom": "2026-01-01T00:00:00Z",
                  "validUntil": "2031-01-01T00:00:00Z"}})"}},
      {"setMandateDocument", {"application/pdf", "%PDF-1.7\n%%EOF\n"}},
      {"createProposal", {json, R"({"kind": "organisation-change", "subject": "example",
                  "content": {"name": "example", "legalName": "TEST Example, renamed",
                              "country": "DE"}})"}},
      {"approveProposal", {json, R"({"digest": ")" + std::string(64, '0') + R"("})"}},
  };
}

std::string TargetOf(std::string path) {
  for (auto begin = path.find('{'); begin != std::string::npos; begin = path.find('{')) {
    const auto length = path.find('}', begin) + 1 - begin;
    path.replace(begin, length, kPlaces.at(path.substr(begin, length)));
  }
  return path;
}

}  // namespace

provisioning::HttpRequest ExampleOf(const DescribedOperation& operation) {
  static const std::map<std::string, Body> bodies = Bodies();
  provisioning::HttpRequest request{
      .method = operation.method, .target = TargetOf(operation.path), .headers = {}, .body = ""};
  if (operation.takes.empty()) return request;
  const Body& body = bodies.at(operation.id);
  if (!operation.takes.contains(body.type)) throw std::out_of_range(operation.id);
  request.headers.emplace_back("Content-Type", body.type);
  request.body = body.text;
  return request;
}

}  // namespace signet::test
