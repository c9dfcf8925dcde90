#include "provisioning/registry_over_network.h"

#include <boost/url/url.hpp>

#include "appliance/base/error.h"
#include "appliance/base/json.h"
#include "appliance/sealer/administration/registry_json.h"

namespace signet::provisioning {
namespace {

constexpr json::Limits kPage{.max_octets = 64U << 20U};

boost::urls::url UrlOf(const std::vector<std::string_view>& parts) {
  boost::urls::url url("/v1");
  for (const std::string_view part : parts) url.segments().push_back(part);
  return url;
}

std::string TargetOf(const std::vector<std::string_view>& parts) {
  return std::string(UrlOf(parts).buffer());
}

// Adds the page's elements to `all`; behind which name the next page begins, if there is one.
std::optional<std::string> TakePage(const std::string& page, std::string_view member,
                                    std::vector<json::ObjectWriter>& all) {
  const auto document = json::Document::Parse(page, kPage);
  const auto list = document.root().Find(member);
  for (auto one = list ? list->First() : std::nullopt; one; one = one->Next()) {
    all.push_back(sealer::Copy(*one));
  }
  const auto next = document.root().Find("next");
  const auto after = next ? next->AsString() : std::nullopt;
  return after ? std::optional<std::string>(*after) : std::nullopt;
}

}  // namespace

std::string RegistryOverNetwork::List(Collection collection) {
  const std::string_view name = NameOf(collection);
  std::vector<json::ObjectWriter> all;
  std::optional<std::string> after = "";
  while (after) {
    boost::urls::url url = UrlOf({name});
    if (!after->empty()) url.params().append({"after", *after});
    after = TakePage(connection_.Get(std::string(url.buffer())), name, all);
  }
  return json::ObjectWriter().Objects(name, std::move(all)).WriteIndented();
}

std::string RegistryOverNetwork::Show(Collection collection, const std::string& name) {
  return connection_.Get(TargetOf({NameOf(collection), name}));
}

Bytes RegistryOverNetwork::MandateDocument(const std::string& name) {
  return ToBytes(connection_.Get(TargetOf({"mandates", name, "document"})));
}

std::string RegistryOverNetwork::AddOrganisation(const registry::Organisation& organisation) {
  return Send("POST", {"organisations"}, sealer::CreationJson(organisation));
}

std::string RegistryOverNetwork::AddClient(const NewClient& client) {
  return Send("POST", {"clients"}, CreationJson(client));
}

std::string RegistryOverNetwork::ChangeClient(const registry::Client& client) {
  json::ObjectWriter body;
  body.Texts("organisations", client.organisations)
      .Boolean("signaturesRequired", client.signatures_required);
  if (client.rate) body.Object("rate", ToJson(*client.rate));
  return Send("PUT", {"clients", client.name}, body);
}

std::string RegistryOverNetwork::SetClientStatus(const std::string& name,
                                                 registry::ClientStatus status) {
  json::ObjectWriter body;
  body.Text("status", registry::NameOf(status));
  return Send("PUT", {"clients", name, "status"}, body);
}

std::string RegistryOverNetwork::AddCertificate(const std::string& client,
                                                const HandedCertificate& certificate) {
  return Send("POST", {"clients", client, "certificates"}, ToJson(certificate));
}

std::string RegistryOverNetwork::RemoveCertificate(const std::string& client,
                                                   const std::string& id) {
  return Send("DELETE", {"clients", client, "certificates", id}, "", "");
}

std::string RegistryOverNetwork::AddSigningKey(const std::string& client,
                                               const registry::SigningKey& key) {
  return Send("POST", {"clients", client, "signing-keys"}, ToJson(key));
}

std::string RegistryOverNetwork::RemoveSigningKey(const std::string& client,
                                                  const std::string& id) {
  return Send("DELETE", {"clients", client, "signing-keys", id}, "", "");
}

std::string RegistryOverNetwork::DraftMandate(const std::string& name,
                                              const registry::MandateTerms& terms) {
  json::ObjectWriter body;
  body.Text("name", name).Object("terms", sealer::ToJson(terms));
  return Send("POST", {"mandates"}, body);
}

// The document may have been refused after the draft was taken.
void RegistryOverNetwork::DraftForProposal(const std::string& name,
                                           const registry::MandateTerms& terms) {
  try {
    DraftMandate(name, terms);
  } catch (const Error& error) {
    if (error.code() != Code::kRegistryTaken) throw;
    throw Error(Code::kRegistryTaken,
                "The box has a mandate \"" + name +
                    "\" already. If it is a draft of these terms, propose it by its name: "
                    "signetctl mandate propose " +
                    name + " --document …");
  }
}

Proposed RegistryOverNetwork::ProposeMandate(const std::string& name,
                                             const std::optional<registry::MandateTerms>& terms,
                                             const std::optional<SignedDocument>& document) {
  if (terms) DraftForProposal(name, *terms);
  if (document) {
    Send("PUT", {"mandates", name, "document"}, document->media_type, ToString(document->octets));
  }
  return Propose(registry::ProposalKind::kMandateApproval, name, {});
}

std::string RegistryOverNetwork::StopMandate(const std::string& name,
                                             registry::MandateStatus status) {
  const bool ends = status == registry::MandateStatus::kEnded;
  return Send("POST", {"mandates", name, ends ? "end" : "suspension"}, "", "");
}

Proposed RegistryOverNetwork::Propose(registry::ProposalKind kind, const std::string& subject,
                                      const std::optional<json::ObjectWriter>& content) {
  json::ObjectWriter body;
  body.Text("kind", registry::NameOf(kind)).Text("subject", subject);
  if (content) {
    body.Object("content", sealer::Copy(json::Document::Parse(content->Write(), kPage).root()));
  }
  return {.in_force = false, .answer = Send("POST", {"approvals"}, body)};
}

std::string RegistryOverNetwork::Approve(const std::string& proposal, const Sha256& digest) {
  json::ObjectWriter body;
  body.Text("digest", digest.hex());
  return Send("POST", {"approvals", proposal, "approval"}, body);
}

std::string RegistryOverNetwork::Reject(const std::string& proposal) {
  return Send("POST", {"approvals", proposal, "rejection"}, "", "");
}

std::string RegistryOverNetwork::Send(const std::string& method, const Path& path,
                                      const json::ObjectWriter& body) {
  return Send(method, path, "application/json", body.Write());
}

std::string RegistryOverNetwork::Send(const std::string& method, const Path& path,
                                      std::string_view media_type, std::string body) {
  HttpRequest request{
      .method = method, .target = TargetOf(path), .headers = {}, .body = std::move(body)};
  if (!media_type.empty()) request.headers.emplace_back("Content-Type", media_type);
  HttpAnswer answer = connection_.Ask(request);
  if (answer.good()) return std::move(answer.body);
  const HttpProblem problem = ProblemOf(answer);
  throw Error(problem.code, problem.detail);
}

}  // namespace signet::provisioning
