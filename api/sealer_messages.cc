#include "api/sealer_messages.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "api/media_type.h"
#include "appliance/base/error.h"
#include "appliance/base/identifier.h"
#include "appliance/base/json_writer.h"

namespace signet::api {
namespace {

constexpr std::uint32_t kLongestRetryAdvice = 3600;

/// The sealer is trusted with seals, not with HTTP: what goes into a field or a URN is looked at.
bool IsIdentifier(const std::string& text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

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

/// Which member of the Response an operation is answered with.
wire::Response::ResultCase ResultOf(Operation operation) {
  switch (operation) {
    case Operation::kCreateSeal:
      return wire::Response::kSealed;
    case Operation::kExtendSeal:
      return wire::Response::kExtended;
    case Operation::kCreateValidation:
      return wire::Response::kValidation;
    case Operation::kCreateVerification:
      return wire::Response::kVerification;
    case Operation::kGetSeal:
      return wire::Response::kSealInfo;
    case Operation::kGetReceipt:
      return wire::Response::kReceipt;
    case Operation::kGetState:
      return wire::Response::kState;
    case Operation::kGetReady:
      return wire::Response::kReadiness;
    case Operation::kGetMetrics:
      return wire::Response::kMetrics;
    case Operation::kGetCheckpoint:
      return wire::Response::kCheckpoint;
    case Operation::kGetTile:
      return wire::Response::kTile;
    case Operation::kGetEntries:
      return wire::Response::kEntries;
    case Operation::kGetAlive:
    case Operation::kGetOpenapi:
      break;
  }
  return wire::Response::RESULT_NOT_SET;
}

wire::Seal SealRequest(const Route& route, std::string body) {
  wire::Seal seal;
  seal.set_credential(std::move(body));
  seal.set_key(route.key);
  seal.set_preparation(route.preparation);
  seal.set_level(route.level);
  seal.set_idempotency_key(route.idempotency_key);
  return seal;
}

}  // namespace

wire::Request ToWire(const Route& route, std::string body,
                     const std::optional<std::string>& certificate) {
  wire::Request request;
  if (certificate) request.mutable_peer()->set_certificate(*certificate);
  switch (route.operation) {
    case Operation::kCreateSeal:
      *request.mutable_seal() = SealRequest(route, std::move(body));
      return request;
    case Operation::kExtendSeal:
      request.mutable_extend()->set_sealed(std::move(body));
      request.mutable_extend()->set_level(route.level);
      return request;
    case Operation::kCreateValidation:
      request.mutable_validate()->set_credential(std::move(body));
      request.mutable_validate()->set_stage(route.stage);
      return request;
    case Operation::kCreateVerification:
      request.mutable_verify()->set_sealed(std::move(body));
      request.mutable_verify()->set_required(route.required);
      request.mutable_verify()->set_time(route.time);
      return request;
    case Operation::kGetSeal:
      request.mutable_get_seal()->set_seal(route.seal);
      return request;
    case Operation::kGetReceipt:
      request.mutable_get_receipt()->set_seal(route.seal);
      return request;
    case Operation::kGetState:
      request.mutable_get_state();
      return request;
    case Operation::kGetReady:
      request.mutable_get_readiness();
      return request;
    case Operation::kGetMetrics:
      request.mutable_get_metrics();
      return request;
    case Operation::kGetCheckpoint:
      request.mutable_get_checkpoint();
      return request;
    case Operation::kGetTile:
      request.mutable_get_tile()->set_level(route.tile.level);
      request.mutable_get_tile()->set_number(route.tile.number);
      request.mutable_get_tile()->set_width(route.tile.width);
      return request;
    case Operation::kGetEntries:
      request.mutable_get_entries()->set_number(route.tile.number);
      request.mutable_get_entries()->set_width(route.tile.width);
      return request;
    case Operation::kGetAlive:
    case Operation::kGetOpenapi:
      break;
  }
  throw Unexpected();
}

Answer FromWire(const Route& route, wire::Response response) {
  if (response.has_problem()) return RenderProblem(*response.mutable_problem());
  if (response.result_case() != ResultOf(route.operation)) throw Unexpected();
  switch (route.operation) {
    case Operation::kCreateSeal:
      return RenderSealed(route, *response.mutable_sealed());
    case Operation::kExtendSeal:
      return RenderExtended(*response.mutable_extended());
    case Operation::kCreateVerification:
      return {200,
              std::string(kJson),
              std::move(*response.mutable_verification()->mutable_judgement()),
              {}};
    case Operation::kCreateValidation:
      return RenderValidation(response.validation());
    case Operation::kGetSeal:
      return RenderSeal(response.seal_info());
    case Operation::kGetReceipt:
      return Text(std::move(*response.mutable_receipt()->mutable_tlog_proof()));
    case Operation::kGetState:
      return RenderState(response.state());
    case Operation::kGetReady:
      return RenderReadiness(response.readiness());
    case Operation::kGetMetrics:
      return Text(std::move(*response.mutable_metrics()->mutable_text()));
    case Operation::kGetCheckpoint:
      return Text(std::move(*response.mutable_checkpoint()->mutable_note()));
    case Operation::kGetTile:
      return Octets(std::move(*response.mutable_tile()->mutable_hashes()));
    case Operation::kGetEntries:
      return Octets(std::move(*response.mutable_entries()->mutable_bundle()));
    case Operation::kGetAlive:
    case Operation::kGetOpenapi:
      break;
  }
  throw Unexpected();
}

}  // namespace signet::api
