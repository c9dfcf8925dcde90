#include "appliance/sealer/http_form.h"

#include <algorithm>
#include <array>

#include "appliance/audit/tile.h"

namespace signet::sealer {
namespace {

using wire::Request;

/// What a wire request has for its form. `places` fill the braces of the path in their order.
struct Parts {
  std::vector<std::string> places;
  HttpForm form;

  void Place(const std::string& value) {
    if (!value.empty()) places.push_back(value);
  }
  void Query(const char* name, const std::string& value) {
    if (!value.empty()) form.query.emplace_back(name, value);
  }
};

struct Row {
  HttpOperation http;
  void (*fill)(const Request& request, Parts& parts);
};

template <const wire::RegistryRequest& (Request::*member)() const>
void FillRegistry(const Request& request, Parts& parts) {
  const wire::RegistryRequest& asked = (request.*member)();
  parts.Place(asked.name());
  parts.Place(asked.item());
  parts.Query("after", asked.after());
  if (asked.limit() != 0) parts.Query("limit", std::to_string(asked.limit()));
  parts.form.body = asked.body();
  if (request.has_set_mandate_document() || !asked.media_type().empty()) {
    parts.form.media_type = asked.media_type();
  }
}

void FillSeal(const Request& request, Parts& parts) {
  const wire::Seal& seal = request.seal();
  parts.Query("key", seal.key());
  parts.Query("preparation", seal.preparation());
  parts.Query("level", seal.level());
  parts.form.body = seal.credential();
  parts.form.idempotency_key = seal.idempotency_key();
}

void FillExtend(const Request& request, Parts& parts) {
  parts.Query("level", request.extend().level());
  parts.form.body = request.extend().sealed();
}

void FillValidate(const Request& request, Parts& parts) {
  parts.Query("stage", request.validate().stage());
  parts.form.body = request.validate().credential();
}

void FillVerify(const Request& request, Parts& parts) {
  parts.Query("require", request.verify().required());
  parts.Query("time", request.verify().time());
  parts.form.body = request.verify().sealed();
}

// `tile/<level>/<number>` as the log publishes it, cut behind the level.
void FillTile(const Request& request, Parts& parts) {
  const wire::GetTile& tile = request.get_tile();
  const std::string level = std::to_string(tile.level());
  const std::string path = audit::TilePath(tile.level(), tile.number(), tile.width());
  parts.places = {level, path.substr(std::string_view("tile//").size() + level.size())};
}

void FillEntries(const Request& request, Parts& parts) {
  const wire::GetEntries& entries = request.get_entries();
  const std::string path = audit::BundlePath(entries.number(), entries.width());
  parts.places = {path.substr(std::string_view("tile/entries/").size())};
}

void FillNothing(const Request& /*request*/, Parts& /*parts*/) {}

constexpr auto kRows = std::to_array<Row>({
    {{Request::kSeal, "POST", "/v1/seals"}, FillSeal},
    {{Request::kExtend, "POST", "/v1/extensions"}, FillExtend},
    {{Request::kValidate, "POST", "/v1/validations"}, FillValidate},
    {{Request::kVerify, "POST", "/v1/verifications"}, FillVerify},
    {{Request::kGetSeal, "GET", "/v1/seals/{id}"},
     [](const Request& request, Parts& parts) { parts.Place(request.get_seal().seal()); }},
    {{Request::kGetReceipt, "GET", "/v1/seals/{id}/receipt"},
     [](const Request& request, Parts& parts) { parts.Place(request.get_receipt().seal()); }},
    {{Request::kGetState, "GET", "/v1/state"}, FillNothing},
    {{Request::kGetReadiness, "GET", "/v1/health/ready"}, FillNothing},
    {{Request::kGetMetrics, "GET", "/metrics"}, FillNothing},
    {{Request::kGetCheckpoint, "GET", "/checkpoint"}, FillNothing},
    {{Request::kGetTile, "GET", "/tile/{level}/{path}"}, FillTile},
    {{Request::kGetEntries, "GET", "/tile/entries/{path}"}, FillEntries},

    {{Request::kListOrganisations, "GET", "/v1/organisations"},
     FillRegistry<&Request::list_organisations>},
    {{Request::kGetOrganisation, "GET", "/v1/organisations/{name}"},
     FillRegistry<&Request::get_organisation>},
    {{Request::kCreateOrganisation, "POST", "/v1/organisations"},
     FillRegistry<&Request::create_organisation>},
    {{Request::kListClients, "GET", "/v1/clients"}, FillRegistry<&Request::list_clients>},
    {{Request::kGetClient, "GET", "/v1/clients/{name}"}, FillRegistry<&Request::get_client>},
    {{Request::kCreateClient, "POST", "/v1/clients"}, FillRegistry<&Request::create_client>},
    {{Request::kChangeClient, "PUT", "/v1/clients/{name}"}, FillRegistry<&Request::change_client>},
    {{Request::kSetClientStatus, "PUT", "/v1/clients/{name}/status"},
     FillRegistry<&Request::set_client_status>},
    {{Request::kAddClientCertificate, "POST", "/v1/clients/{name}/certificates"},
     FillRegistry<&Request::add_client_certificate>},
    {{Request::kRemoveClientCertificate, "DELETE", "/v1/clients/{name}/certificates/{item}"},
     FillRegistry<&Request::remove_client_certificate>},
    {{Request::kAddSigningKey, "POST", "/v1/clients/{name}/signing-keys"},
     FillRegistry<&Request::add_signing_key>},
    {{Request::kRemoveSigningKey, "DELETE", "/v1/clients/{name}/signing-keys/{item}"},
     FillRegistry<&Request::remove_signing_key>},
    {{Request::kListMandates, "GET", "/v1/mandates"}, FillRegistry<&Request::list_mandates>},
    {{Request::kGetMandate, "GET", "/v1/mandates/{name}"}, FillRegistry<&Request::get_mandate>},
    {{Request::kCreateMandate, "POST", "/v1/mandates"}, FillRegistry<&Request::create_mandate>},
    {{Request::kGetMandateDocument, "GET", "/v1/mandates/{name}/document"},
     FillRegistry<&Request::get_mandate_document>},
    {{Request::kSetMandateDocument, "PUT", "/v1/mandates/{name}/document"},
     FillRegistry<&Request::set_mandate_document>},
    {{Request::kSuspendMandate, "POST", "/v1/mandates/{name}/suspension"},
     FillRegistry<&Request::suspend_mandate>},
    {{Request::kEndMandate, "POST", "/v1/mandates/{name}/end"},
     FillRegistry<&Request::end_mandate>},
    {{Request::kListKeys, "GET", "/v1/keys"}, FillRegistry<&Request::list_keys>},
    {{Request::kListProposals, "GET", "/v1/approvals"}, FillRegistry<&Request::list_proposals>},
    {{Request::kGetProposal, "GET", "/v1/approvals/{id}"}, FillRegistry<&Request::get_proposal>},
    {{Request::kCreateProposal, "POST", "/v1/approvals"}, FillRegistry<&Request::create_proposal>},
    {{Request::kApproveProposal, "POST", "/v1/approvals/{id}/approval"},
     FillRegistry<&Request::approve_proposal>},
    {{Request::kRejectProposal, "POST", "/v1/approvals/{id}/rejection"},
     FillRegistry<&Request::reject_proposal>},
});

constexpr auto kOperations = [] {
  std::array<HttpOperation, kRows.size()> operations{};
  std::ranges::transform(kRows, operations.begin(), &Row::http);
  return operations;
}();

// A '/' or '?' in a name would make it pass for another path.
bool IsSegment(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

std::optional<std::string> Filled(std::string_view path, const std::vector<std::string>& places) {
  std::string out;
  auto place = places.begin();
  for (std::size_t open = path.find('{'); open != std::string_view::npos; open = path.find('{')) {
    const std::size_t close = path.find('}', open);
    const bool takes_segments = path.substr(open, close + 1 - open) == "{path}";
    if (place == places.end() || (!takes_segments && !IsSegment(*place))) return std::nullopt;
    out.append(path.substr(0, open)).append(*place++);
    path.remove_prefix(close + 1);
  }
  if (place != places.end()) return std::nullopt;
  return out.append(path);
}

}  // namespace

std::span<const HttpOperation> AllHttpOperations() { return kOperations; }

std::optional<HttpForm> HttpFormOf(const Request& request) {
  const auto* const row = std::ranges::find(kRows, request.operation_case(),
                                            [](const Row& r) { return r.http.request; });
  if (row == kRows.end()) return std::nullopt;
  Parts parts;
  row->fill(request, parts);
  auto path = Filled(row->http.path, parts.places);
  if (!path) return std::nullopt;
  parts.form.method = row->http.method;
  parts.form.path = std::move(*path);
  std::ranges::sort(parts.form.query);
  return std::move(parts.form);
}

}  // namespace signet::sealer
