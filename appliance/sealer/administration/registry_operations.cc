#include "appliance/sealer/administration/registry_operations.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "appliance/base/error.h"
#include "appliance/base/identifier.h"
#include "appliance/sealer/administration/changes.h"
#include "appliance/sealer/administration/proposals.h"
#include "appliance/sealer/administration/registry_json.h"
#include "appliance/sealer/administration/registry_reading.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;
using wire::RegistryAnswer;
using wire::RegistryRequest;
using wire::Request;

constexpr std::uint32_t kUsualPage = 100;
constexpr std::uint32_t kLargestPage = 1000;

/// What an operation works on.
struct Work {
  Box& box;
  const Caller& caller;
  const RegistryRequest& request;

  Editor editor() const { return {caller.client->name, box.Now()}; }
  json::Document Body() const {
    return json::Document::Parse(UntrustedText(request.body()).unchecked(), json::Limits{});
  }
  std::size_t PageSize() const {
    return request.limit() == 0 ? kUsualPage : std::min(request.limit(), kLargestPage);
  }
};

RegistryAnswer Answered(const json::ObjectWriter& json) {
  RegistryAnswer answer;
  answer.set_body(json.Write());
  return answer;
}

RegistryAnswer Created(const std::string& name, const json::ObjectWriter& json) {
  RegistryAnswer answer = Answered(json);
  answer.set_created(name);
  return answer;
}

// A page of a list, and where the next one begins if there is one.
RegistryAnswer Page(std::string_view member, std::vector<json::ObjectWriter> objects,
                    const std::string& next) {
  json::ObjectWriter out;
  out.Objects(member, std::move(objects));
  if (!next.empty()) out.Text("next", next);
  return Answered(out);
}

// Of everything that is in memory and sorted by name.
template <typename Named>
RegistryAnswer PageOf(std::string_view member, const std::vector<Named>& all, const Work& work) {
  std::vector<json::ObjectWriter> objects;
  auto place = std::ranges::upper_bound(all, work.request.after(), {}, &Named::name);
  std::string last;
  for (; place != all.end() && objects.size() < work.PageSize(); ++place) {
    objects.push_back(ToJson(*place));
    last = place->name;
  }
  return Page(member, std::move(objects), place == all.end() ? "" : last);
}

Error Unknown(const char* what) {
  return {Code::kRegistryUnknown, std::string("This box has no ") + what + " of this name."};
}

// ---- reading

asio::awaitable<RegistryAnswer> ListOrganisations(Work work) {
  co_return PageOf("organisations", work.caller.registry.organisations->all(), work);
}

asio::awaitable<RegistryAnswer> GetOrganisation(Work work) {
  const auto* found = work.caller.registry.organisations->Find(work.request.name());
  if (found == nullptr) throw Unknown("organisation");
  co_return Answered(ToJson(*found));
}

asio::awaitable<RegistryAnswer> ListClients(Work work) {
  co_return PageOf("clients", work.caller.registry.clients->all(), work);
}

asio::awaitable<RegistryAnswer> GetClient(Work work) {
  const auto* found = work.caller.registry.clients->Find(work.request.name());
  if (found == nullptr) throw Unknown("client");
  co_return Answered(ToJson(*found));
}

json::ObjectWriter DescribeMandate(Box& box, const registry::Mandate& mandate, Time now) {
  return ToJson(mandate, box.allowances().UseOf(mandate.name, mandate.terms, now), now);
}

asio::awaitable<RegistryAnswer> ListMandates(Work work) {
  std::vector<json::ObjectWriter> objects;
  std::string next;
  co_await OnDatabase(work.box.database(), [&](SQLite::Database& database) {
    objects.clear();
    const std::size_t size = work.PageSize();
    const auto mandates = registry::ListMandates(database, work.request.after(), size + 1);
    const Time now = work.box.Now();
    for (std::size_t i = 0; i < std::min(size, mandates.size()); ++i) {
      objects.push_back(DescribeMandate(work.box, mandates[i], now));
    }
    next = mandates.size() > size ? mandates[size - 1].name : "";
  });
  co_return Page("mandates", std::move(objects), next);
}

asio::awaitable<json::ObjectWriter> ReadMandate(Work work, std::string name) {
  json::ObjectWriter out;
  co_await OnDatabase(work.box.database(), [&](SQLite::Database& database) {
    out = DescribeMandate(work.box, RequireMandate(database, name), work.box.Now());
  });
  co_return out;
}

asio::awaitable<RegistryAnswer> GetMandate(Work work) {
  co_return Answered(co_await ReadMandate(work, work.request.name()));
}

asio::awaitable<RegistryAnswer> GetMandateDocument(Work work) {
  RegistryAnswer answer;
  co_await OnDatabase(work.box.database(), [&](SQLite::Database& database) {
    const auto mandate = RequireMandate(database, work.request.name());
    if (!mandate.terms.document) throw Unknown("document for a mandate");
    answer.set_body(ToString(registry::ReadMandateDocument(database, mandate.name)));
    answer.set_media_type(mandate.terms.document->media_type);
  });
  co_return answer;
}

asio::awaitable<RegistryAnswer> ListKeys(Work work) {
  std::vector<json::ObjectWriter> objects;
  co_await OnDatabase(work.box.database(), [&](SQLite::Database& database) {
    objects.clear();
    for (const auto& key : registry::ListSealKeys(database)) objects.push_back(ToJson(key));
  });
  co_return Page("keys", std::move(objects), "");
}

asio::awaitable<RegistryAnswer> ListProposals(Work work) {
  std::vector<json::ObjectWriter> objects;
  co_await OnDatabase(work.box.database(), [&](SQLite::Database& database) {
    objects.clear();
    for (const auto& proposal : registry::ListProposals(database, work.PageSize())) {
      objects.push_back(ToJson(proposal, work.box.Now()));
    }
  });
  co_return Page("approvals", std::move(objects), "");
}

asio::awaitable<json::ObjectWriter> ReadProposal(Work work, std::string id) {
  json::ObjectWriter out;
  co_await OnDatabase(work.box.database(), [&](SQLite::Database& database) {
    const auto proposal = registry::FindProposal(database, id);
    if (!proposal) throw Error(Code::kProposalUnknown, "This box has no proposal with this id.");
    out = ToJson(*proposal, work.box.Now());
  });
  co_return out;
}

asio::awaitable<RegistryAnswer> GetProposal(Work work) {
  co_return Answered(co_await ReadProposal(work, work.request.name()));
}

// ---- changing

asio::awaitable<RegistryAnswer> CreateOrganisation(Work work) {
  const auto organisation = ReadOrganisation(work.Body().root());
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return sealer::CreateOrganisation(database, work.editor(), organisation);
  });
  co_return Created(organisation.name, ToJson(organisation));
}

asio::awaitable<RegistryAnswer> ClientAfter(Work work, const std::string& name) {
  const auto clients = work.box.registry().clients;
  const auto* client = clients->Find(name);
  if (client == nullptr) throw Unknown("client");
  co_return Answered(ToJson(*client));
}

asio::awaitable<RegistryAnswer> CreateClient(Work work) {
  const auto client = ReadClient(work.Body().root());
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return sealer::CreateClient(database, work.editor(), client);
  });
  co_return Created(client.name, ToJson(client));
}

asio::awaitable<RegistryAnswer> ChangeClient(Work work) {
  const json::Document body = work.Body();
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return sealer::ChangeClient(
        database, work.editor(),
        ReadClientChange(body.root(), RequireClient(database, work.request.name())));
  });
  co_return co_await ClientAfter(work, work.request.name());
}

asio::awaitable<RegistryAnswer> SetClientStatus(Work work) {
  const auto status = ReadClientStatus(work.Body().root());
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return sealer::SetClientStatus(database, work.editor(), work.request.name(), status);
  });
  co_return co_await ClientAfter(work, work.request.name());
}

asio::awaitable<RegistryAnswer> AddClientCertificate(Work work) {
  const auto certificate = ReadClientCertificate(work.Body().root());
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return sealer::AddClientCertificate(database, work.editor(), work.request.name(), certificate);
  });
  co_return co_await ClientAfter(work, work.request.name());
}

asio::awaitable<RegistryAnswer> RemoveClientCertificate(Work work) {
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return sealer::RemoveClientCertificate(database, work.editor(), work.request.name(),
                                           work.request.item());
  });
  co_return co_await ClientAfter(work, work.request.name());
}

asio::awaitable<RegistryAnswer> AddSigningKey(Work work) {
  const auto key = ReadSigningKey(work.Body().root());
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return sealer::AddSigningKey(database, work.editor(), work.request.name(), key);
  });
  co_return co_await ClientAfter(work, work.request.name());
}

asio::awaitable<RegistryAnswer> RemoveSigningKey(Work work) {
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return sealer::RemoveSigningKey(database, work.editor(), work.request.name(),
                                    work.request.item());
  });
  co_return co_await ClientAfter(work, work.request.name());
}

asio::awaitable<RegistryAnswer> CreateMandate(Work work) {
  const NewMandate made = ReadNewMandate(work.Body().root());
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return sealer::CreateMandate(database, work.editor(), made.name, made.terms);
  });
  co_return Created(made.name, co_await ReadMandate(work, made.name));
}

asio::awaitable<RegistryAnswer> SetMandateDocument(Work work) {
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return sealer::SetMandateDocument(database, work.editor(), work.request.name(),
                                      work.request.media_type(), AsBytes(work.request.body()));
  });
  co_return co_await GetMandate(work);
}

asio::awaitable<RegistryAnswer> SuspendMandate(Work work) {
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return StopMandate(database, work.editor(), work.request.name(),
                       registry::MandateStatus::kSuspended);
  });
  co_return co_await GetMandate(work);
}

asio::awaitable<RegistryAnswer> EndMandate(Work work) {
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return StopMandate(database, work.editor(), work.request.name(),
                       registry::MandateStatus::kEnded);
  });
  co_return co_await GetMandate(work);
}

asio::awaitable<RegistryAnswer> CreateProposal(Work work) {
  const NewProposal made = ReadNewProposal(work.Body().root());
  const std::string id = NewUuid();
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return Propose(database, work.editor(), made, id, work.box.config().proposals_last);
  });
  co_return Created(id, co_await ReadProposal(work, id));
}

asio::awaitable<RegistryAnswer> ApproveProposal(Work work) {
  const Sha256 digest = ReadApproval(work.Body().root());
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return Approve(database, work.editor(), work.request.name(), digest);
  });
  co_return co_await GetProposal(work);
}

asio::awaitable<RegistryAnswer> RejectProposal(Work work) {
  co_await work.box.ChangeRegistry([&](SQLite::Database& database) {
    return Reject(database, work.editor(), work.request.name());
  });
  co_return co_await GetProposal(work);
}

struct Row {
  Request::OperationCase operation;
  asio::awaitable<RegistryAnswer> (*answer)(Work work);
};

constexpr auto kRows = std::to_array<Row>({
    {Request::kListOrganisations, ListOrganisations},
    {Request::kGetOrganisation, GetOrganisation},
    {Request::kCreateOrganisation, CreateOrganisation},
    {Request::kListClients, ListClients},
    {Request::kGetClient, GetClient},
    {Request::kCreateClient, CreateClient},
    {Request::kChangeClient, ChangeClient},
    {Request::kSetClientStatus, SetClientStatus},
    {Request::kAddClientCertificate, AddClientCertificate},
    {Request::kRemoveClientCertificate, RemoveClientCertificate},
    {Request::kAddSigningKey, AddSigningKey},
    {Request::kRemoveSigningKey, RemoveSigningKey},
    {Request::kListMandates, ListMandates},
    {Request::kGetMandate, GetMandate},
    {Request::kCreateMandate, CreateMandate},
    {Request::kGetMandateDocument, GetMandateDocument},
    {Request::kSetMandateDocument, SetMandateDocument},
    {Request::kSuspendMandate, SuspendMandate},
    {Request::kEndMandate, EndMandate},
    {Request::kListKeys, ListKeys},
    {Request::kListProposals, ListProposals},
    {Request::kGetProposal, GetProposal},
    {Request::kCreateProposal, CreateProposal},
    {Request::kApproveProposal, ApproveProposal},
    {Request::kRejectProposal, RejectProposal},
});

// All of these operations have one type of message.
const RegistryRequest& MessageOf(const Request& request) {
  const auto* field = Request::descriptor()->FindFieldByNumber(request.operation_case());
  return static_cast<const RegistryRequest&>(request.GetReflection()->GetMessage(request, field));
}

}  // namespace

bool IsRegistryOperation(Request::OperationCase operation) {
  return std::ranges::find(kRows, operation, &Row::operation) != kRows.end();
}

asio::awaitable<RegistryAnswer> AnswerRegistry(Box& box, const Caller& caller,
                                               const Request& request) {
  const auto* row = std::ranges::find(kRows, request.operation_case(), &Row::operation);
  if (row == kRows.end())
    throw Error(Code::kWireMalformed, "This is no operation of the registry.");
  co_return co_await row->answer({box, caller, MessageOf(request)});
}

}  // namespace signet::sealer
