#include "api/sealer_messages.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "api/media_type.h"
#include "appliance/base/error.h"
#include "appliance/base/identifier.h"
#include "appliance/base/json_writer.h"

namespace signet::api {
namespace {

// A mandate's period may be a year.
constexpr std::uint32_t kLongestRetryAdvice = 400U * 24 * 3600;

/// The sealer is trusted with seals, not with HTTP: what goes into a field or a URN is looked at.
bool IsName(std::string_view text, std::string_view marks) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [marks](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           marks.find(c) != std::string_view::npos;
  });
}
bool IsIdentifier(std::string_view text) { return IsName(text, "-"); }

Error Unexpected() {
  return {Code::kInternal, "Something went wrong inside the box; its journal has the details.",
          "the sealer's answer does not belong to the request"};
}

std::int64_t Number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

Answer Json(const json::ObjectWriter& json) { return {200, std::string(kJson), json.Write(), {}}; }

Answer Text(std::string text) {
  return {200, std::string(kPlainText) + "; charset=utf-8", std::move(text), {}};
}

Answer Octets(std::string octets) { return {200, std::string(kOctets), std::move(octets), {}}; }

Answer RenderProblem(wire::Problem& from) {
  Problem problem;
  problem.code = CodeFromNumber(from.code());
  problem.detail = from.detail();
  problem.correlation = IsIdentifier(from.correlation()) ? from.correlation() : NewUuid();
  problem.retry_after_seconds = std::min(from.retry_after_seconds(), kLongestRetryAdvice);
  problem.findings.Swap(from.mutable_findings());
  return RenderProblem(problem);
}

Answer RenderSealed(const Route& route, wire::Sealed& sealed) {
  if (!IsIdentifier(sealed.seal())) throw Unexpected();
  Answer answer;
  answer.status = sealed.repeated() ? 200 : 201;
  answer.media_type = route.media_type;
  answer.fields = {{"Location", "/v1/seals/" + sealed.seal()},
                   {"Signet-Seal-Id", sealed.seal()},
                   {"Signet-Log-Index", std::to_string(sealed.log_index())}};
  if (route.media_type == kJoseJson) {
    answer.body = std::move(*sealed.mutable_text());
    return answer;
  }
  json::ObjectWriter json;
  json.Text("id", sealed.seal())
      .Integer("logIndex", Number(sealed.log_index()))
      .Text("authority", sealed.authority())
      .Text("sealed", sealed.text());
  answer.body = json.Write();
  return answer;
}

Answer RenderExtended(wire::Extended& extended) {
  if (!IsIdentifier(extended.level())) throw Unexpected();
  Answer answer;
  answer.status = 200;
  answer.media_type = kJoseJson;
  answer.fields = {{"Signet-Log-Index", std::to_string(extended.log_index())},
                   {"Signet-Level", extended.level()}};
  answer.body = std::move(*extended.mutable_text());
  return answer;
}

Answer RenderValidation(const wire::Validation& validation) {
  json::ObjectWriter json;
  json.Boolean("conforms", validation.conforms())
      .Boolean("complete", validation.complete())
      .Objects("findings", FindingsJson(validation.findings()));
  return Json(json);
}

Answer RenderSeal(const wire::SealInfo& seal) {
  json::ObjectWriter json;
  json.Text("id", seal.seal())
      .Text("status", seal.status())
      .Text("key", seal.key())
      .Text("level", seal.level())
      .Text("preparation", seal.preparation())
      .Text("authority", seal.authority())
      .Integer("intentionIndex", Number(seal.intention_index()));
  if (seal.has_log_index()) json.Integer("logIndex", Number(seal.log_index()));
  if (!seal.sealed_sha256().empty()) json.Text("sealedSha256", seal.sealed_sha256());
  json.Text("requested", seal.requested());
  if (!seal.completed().empty()) json.Text("completed", seal.completed());
  if (!seal.problem().empty()) json.Text("problem", "urn:signet:problem:" + seal.problem());
  return Json(json);
}

json::ObjectWriter KeyJson(const wire::State::Key& key) {
  json::ObjectWriter json;
  json.Text("name", key.name())
      .Text("algorithm", key.algorithm())
      .Text("timeHeader", key.time_header())
      .Boolean("default", key.is_default())
      .Text("certificateSubject", key.certificate_subject())
      .Text("certificateNotAfter", key.certificate_not_after())
      .Text("problem", key.problem());
  return json;
}

Answer RenderState(const wire::State& state) {
  std::vector<json::ObjectWriter> keys;
  for (const auto& key : state.keys()) keys.push_back(KeyJson(key));
  json::ObjectWriter log;
  log.Text("origin", state.log().origin())
      .Integer("size", Number(state.log().size()))
      .Integer("checkpointSize", Number(state.log().checkpoint_size()))
      .Text("checkpointTime", state.log().checkpoint_time());
  json::ObjectWriter token;
  token.Text("label", state.token().label())
      .Integer("workers", state.token().workers())
      .Integer("workersReady", state.token().workers_ready())
      .Integer("workersReplaced", Number(state.token().workers_replaced()));
  json::ObjectWriter json;
  json.Text("state", state.state())
      .Text("reason", state.reason())
      .Text("since", state.since())
      .Text("version", state.version())
      .Objects("keys", std::move(keys))
      .Object("log", std::move(log))
      .Object("token", std::move(token))
      .Texts("notices", {state.notices().begin(), state.notices().end()});
  return Json(json);
}

Answer RenderReadiness(const wire::Readiness& readiness) {
  if (readiness.ready()) {
    json::ObjectWriter json;
    json.Boolean("ready", true);
    return Json(json);
  }
  return RenderProblem(ProblemOf(Error(Code::kStateForbids, readiness.reason())));
}

/// POST to a collection makes something that has an address below it from then on.
bool Creates(const OperationInfo& info) {
  return info.method == "POST" && info.path.find('{') == std::string_view::npos;
}

Answer RenderRegistryAnswer(const Route& route, wire::RegistryAnswer& answer) {
  const OperationInfo& info = InfoOf(route.operation);
  const auto types = MediaTypesOf(info);
  const auto type =
      answer.media_type().empty() ? types.begin() : std::ranges::find(types, answer.media_type());
  if (type == types.end() || answer.created().empty() == Creates(info)) throw Unexpected();
  Answer rendered{200, std::string(*type), std::move(*answer.mutable_body()), {}};
  if (Creates(info)) {
    if (!IsName(answer.created(), "-._")) throw Unexpected();
    rendered.status = 201;
    rendered.fields.emplace_back("Location", std::string(info.path) + "/" + answer.created());
  }
  return rendered;
}

using wire::Request;
using wire::Response;

/// How the sealer is asked for an operation, and what becomes of the result that belongs to it.
struct Message {
  Operation operation;
  void (*ask)(const Route& route, std::string&& body, Request& request);
  Response::ResultCase result;
  Answer (*render)(const Route& route, Response& response);
};

template <wire::RegistryRequest* (Request::*member)()>
void AskRegistry(const Route& route, std::string&& body, Request& request) {
  wire::RegistryRequest& asked = *(request.*member)();
  const RegistryPlace& place = route.registry;
  asked.set_name(place.name);
  asked.set_item(place.item);
  asked.set_after(place.after);
  asked.set_limit(place.limit);
  asked.set_media_type(std::string(place.media_type));
  asked.set_body(std::move(body));
}

template <wire::RegistryRequest* (Request::*member)()>
constexpr Message Registry(Operation operation) {
  return {operation, AskRegistry<member>, Response::kRegistryAnswer,
          [](const Route& route, Response& response) {
            return RenderRegistryAnswer(route, *response.mutable_registry_answer());
          }};
}

constexpr auto kMessages = std::to_array<Message>({
    {Operation::kCreateSeal,
     [](const Route& route, std::string&& body, Request& request) {
       wire::Seal& seal = *request.mutable_seal();
       seal.set_credential(std::move(body));
       seal.set_key(route.key);
       seal.set_preparation(route.preparation);
       seal.set_level(route.level);
       seal.set_idempotency_key(route.idempotency_key);
     },
     Response::kSealed,
     [](const Route& route, Response& response) {
       return RenderSealed(route, *response.mutable_sealed());
     }},
    {Operation::kExtendSeal,
     [](const Route& route, std::string&& body, Request& request) {
       request.mutable_extend()->set_sealed(std::move(body));
       request.mutable_extend()->set_level(route.level);
     },
     Response::kExtended,
     [](const Route&, Response& response) { return RenderExtended(*response.mutable_extended()); }},
    {Operation::kCreateValidation,
     [](const Route& route, std::string&& body, Request& request) {
       request.mutable_validate()->set_credential(std::move(body));
       request.mutable_validate()->set_stage(route.stage);
     },
     Response::kValidation,
     [](const Route&, Response& response) { return RenderValidation(response.validation()); }},
    {Operation::kCreateVerification,
     [](const Route& route, std::string&& body, Request& request) {
       request.mutable_verify()->set_sealed(std::move(body));
       request.mutable_verify()->set_required(route.required);
       request.mutable_verify()->set_time(route.time);
     },
     Response::kVerification,
     [](const Route&, Response& response) {
       return Answer{200,
                     std::string(kJson),
                     std::move(*response.mutable_verification()->mutable_judgement()),
                     {}};
     }},
    {Operation::kGetSeal,
     [](const Route& route, std::string&&, Request& request) {
       request.mutable_get_seal()->set_seal(route.seal);
     },
     Response::kSealInfo,
     [](const Route&, Response& response) { return RenderSeal(response.seal_info()); }},
    {Operation::kGetReceipt,
     [](const Route& route, std::string&&, Request& request) {
       request.mutable_get_receipt()->set_seal(route.seal);
     },
     Response::kReceipt,
     [](const Route&, Response& response) {
       return Text(std::move(*response.mutable_receipt()->mutable_tlog_proof()));
     }},
    {Operation::kGetState,
     [](const Route&, std::string&&, Request& request) { request.mutable_get_state(); },
     Response::kState,
     [](const Route&, Response& response) { return RenderState(response.state()); }},
    {Operation::kGetReady,
     [](const Route&, std::string&&, Request& request) { request.mutable_get_readiness(); },
     Response::kReadiness,
     [](const Route&, Response& response) { return RenderReadiness(response.readiness()); }},
    {Operation::kGetMetrics,
     [](const Route&, std::string&&, Request& request) { request.mutable_get_metrics(); },
     Response::kMetrics,
     [](const Route&, Response& response) {
       return Text(std::move(*response.mutable_metrics()->mutable_text()));
     }},
    {Operation::kGetCheckpoint,
     [](const Route&, std::string&&, Request& request) { request.mutable_get_checkpoint(); },
     Response::kCheckpoint,
     [](const Route&, Response& response) {
       return Text(std::move(*response.mutable_checkpoint()->mutable_note()));
     }},
    {Operation::kGetTile,
     [](const Route& route, std::string&&, Request& request) {
       request.mutable_get_tile()->set_level(route.tile.level);
       request.mutable_get_tile()->set_number(route.tile.number);
       request.mutable_get_tile()->set_width(route.tile.width);
     },
     Response::kTile,
     [](const Route&, Response& response) {
       return Octets(std::move(*response.mutable_tile()->mutable_hashes()));
     }},
    {Operation::kGetEntries,
     [](const Route& route, std::string&&, Request& request) {
       request.mutable_get_entries()->set_number(route.tile.number);
       request.mutable_get_entries()->set_width(route.tile.width);
     },
     Response::kEntries,
     [](const Route&, Response& response) {
       return Octets(std::move(*response.mutable_entries()->mutable_bundle()));
     }},
    Registry<&Request::mutable_list_organisations>(Operation::kListOrganisations),
    Registry<&Request::mutable_get_organisation>(Operation::kGetOrganisation),
    Registry<&Request::mutable_create_organisation>(Operation::kCreateOrganisation),
    Registry<&Request::mutable_list_clients>(Operation::kListClients),
    Registry<&Request::mutable_get_client>(Operation::kGetClient),
    Registry<&Request::mutable_create_client>(Operation::kCreateClient),
    Registry<&Request::mutable_change_client>(Operation::kChangeClient),
    Registry<&Request::mutable_set_client_status>(Operation::kSetClientStatus),
    Registry<&Request::mutable_add_client_certificate>(Operation::kAddClientCertificate),
    Registry<&Request::mutable_remove_client_certificate>(Operation::kRemoveClientCertificate),
    Registry<&Request::mutable_add_signing_key>(Operation::kAddSigningKey),
    Registry<&Request::mutable_remove_signing_key>(Operation::kRemoveSigningKey),
    Registry<&Request::mutable_list_mandates>(Operation::kListMandates),
    Registry<&Request::mutable_get_mandate>(Operation::kGetMandate),
    Registry<&Request::mutable_create_mandate>(Operation::kCreateMandate),
    Registry<&Request::mutable_get_mandate_document>(Operation::kGetMandateDocument),
    Registry<&Request::mutable_set_mandate_document>(Operation::kSetMandateDocument),
    Registry<&Request::mutable_suspend_mandate>(Operation::kSuspendMandate),
    Registry<&Request::mutable_end_mandate>(Operation::kEndMandate),
    Registry<&Request::mutable_list_keys>(Operation::kListKeys),
    Registry<&Request::mutable_list_proposals>(Operation::kListProposals),
    Registry<&Request::mutable_get_proposal>(Operation::kGetProposal),
    Registry<&Request::mutable_create_proposal>(Operation::kCreateProposal),
    Registry<&Request::mutable_approve_proposal>(Operation::kApproveProposal),
    Registry<&Request::mutable_reject_proposal>(Operation::kRejectProposal),
});

const Message& MessageOf(Operation operation) {
  const auto* const found = std::ranges::find(kMessages, operation, &Message::operation);
  if (found == kMessages.end()) throw Unexpected();
  return *found;
}

void PassOn(const SignedHead& head, wire::HttpSignature& signature) {
  signature.set_signature_input(head.fields.signature_input);
  signature.set_signature(head.fields.signature);
  signature.set_method(head.request.method);
  signature.set_target(head.request.target);
  signature.set_content_digest(head.request.content_digest);
  signature.set_content_type(head.request.content_type);
  signature.set_idempotency_key(head.request.idempotency_key);
}

}  // namespace

wire::Request ToWire(const Route& route, std::string body,
                     const std::optional<std::string>& certificate) {
  wire::Request request;
  if (certificate) request.mutable_peer()->set_certificate(*certificate);
  if (route.signed_head) PassOn(*route.signed_head, *request.mutable_signature());
  MessageOf(route.operation).ask(route, std::move(body), request);
  return request;
}

Answer FromWire(const Route& route, wire::Response response) {
  if (response.has_problem()) return RenderProblem(*response.mutable_problem());
  const Message& message = MessageOf(route.operation);
  if (response.result_case() != message.result) throw Unexpected();
  return message.render(route, response);
}

}  // namespace signet::api
