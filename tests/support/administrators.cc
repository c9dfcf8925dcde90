#include "tests/support/administrators.h"

#include <chrono>
#include <stdexcept>

#include "appliance/base/clock.h"
#include "appliance/base/json.h"
#include "provisioning/profile.h"

namespace signet::test {
namespace {

using provisioning::BoxConnection;
using provisioning::HttpAnswer;
using provisioning::HttpRequest;

provisioning::Profile ProfileOf(const RunningBox& box, const std::string& name) {
  return provisioning::Profile::Read(box.folder() / (name + ".toml"));
}

std::string Good(BoxConnection& connection, const std::string& method, const std::string& target,
                 const std::string& body, const std::string& media_type = "application/json") {
  HttpRequest request{.method = method, .target = target, .headers = {}, .body = body};
  if (!body.empty()) request.headers.emplace_back("Content-Type", media_type);
  HttpAnswer answer = connection.Ask(request);
  if (answer.good()) return std::move(answer.body);
  throw std::runtime_error(method + " " + target + ": " + std::to_string(answer.status) + " " +
                           answer.body);
}

}  // namespace

Administrators::Administrators(const RunningBox& box)
    : one_(ProfileOf(box, "administrator-1")), two_(ProfileOf(box, "administrator-2")) {}

std::string Administrators::Post(const std::string& target, const std::string& body) {
  return Good(one_, "POST", target, body);
}
std::string Administrators::Put(const std::string& target, const std::string& body) {
  return Good(one_, "PUT", target, body);
}
std::string Administrators::Get(const std::string& target) { return Good(one_, "GET", target, ""); }

std::string Administrators::Terms(const std::string& issuing, const std::string& clients,
                                  const std::string& more) {
  const Time now = SystemNow();
  return R"({"format": "signet-mandate-1", "issuing": ")" + issuing + R"(", "clients": [)" +
         clients + R"(], "validFrom": ")" + FormatTimeSeconds(now - std::chrono::days(1)) +
         R"(", "validUntil": ")" + FormatTimeSeconds(now + std::chrono::days(365)) + "\"" + more +
         "}";
}

void Administrators::ApproveMandate(const std::string& name, const std::string& terms) {
  Post("/v1/mandates", R"({"name": ")" + name + R"(", "terms": )" + terms + "}");
  Good(one_, "PUT", "/v1/mandates/" + name + "/document", SmallPdf(), "application/pdf");
  Agree("mandate-approval", name);
}

std::string Administrators::Agree(const std::string& kind, const std::string& subject,
                                  const std::string& content) {
  const std::string proposal =
      Post("/v1/approvals", R"({"kind": ")" + kind + R"(", "subject": ")" + subject + "\"" +
                                (content.empty() ? "" : R"(, "content": )" + content) + "}");
  return Good(two_, "POST", "/v1/approvals/" + MemberOf(proposal, "id") + "/approval",
              R"({"digest": ")" + MemberOf(proposal, "digest") + R"("})");
}

void Administrators::Suspend(const std::string& mandate) {
  Good(one_, "POST", "/v1/mandates/" + mandate + "/suspension", "");
}

void Administrators::End(const std::string& mandate) {
  Good(one_, "POST", "/v1/mandates/" + mandate + "/end", "");
}

void Administrators::AddOrganisation(const std::string& name, const std::string& legal_name,
                                     const std::string& more) {
  Post("/v1/organisations", R"({"name": ")" + name + R"(", "legalName": ")" + legal_name +
                                R"(", "country": "SI")" + more + "}");
}

std::string SmallPdf() {
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
}

std::string MemberOf(const std::string& json, std::string_view name) {
  const auto document = json::Document::Parse(json, {});
  const auto member = document.root().Find(name);
  return member && member->AsString() ? std::string(*member->AsString()) : "";
}

}  // namespace signet::test
