#include "appliance/sealer/operations.h"

#include <algorithm>
#include <array>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/identifier.h"
#include "appliance/base/journal.h"
#include "appliance/registry/request_nonce.h"
#include "appliance/registry/seal_record.h"
#include "appliance/sealer/administration/registry_operations.h"
#include "appliance/sealer/check_rules.h"
#include "appliance/sealer/extension.h"
#include "appliance/sealer/seal_flow.h"
#include "appliance/sealer/state_report.h"
#include "appliance/sealer/trust_fetch.h"
#include "appliance/sealer/verification.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;
using wire::Request;
using wire::Response;

// A submitter sees its own seals; those of others do not exist for it.
registry::SealRecord RequireVisible(std::optional<registry::SealRecord> record,
                                    const registry::Client& client) {
  const bool own = record && record->client == client.name;
  if (!record || (client.role == registry::Role::kSubmitter && !own)) {
    throw Error(Code::kSealUnknown, "This box has no seal with this id that you may see.");
  }
  return *std::move(record);
}

wire::SealInfo Describe(const registry::SealRecord& record) {
  wire::SealInfo info;
  info.set_seal(record.id);
  info.set_status(std::string(NameOf(record.status)));
  info.set_key(record.key);
  info.set_level(record.level);
  info.set_preparation(record.preparation);
  info.set_authority(record.authority);
  info.set_intention_index(record.intention_index);
  info.set_requested(FormatTime(record.requested));
  if (record.status == registry::SealStatus::kCompleted) {
    info.set_log_index(*record.log_index);
    info.set_sealed_sha256(record.sealed.hex());
    info.set_completed(FormatTime(*record.completed));
  }
  if (record.status == registry::SealStatus::kFailed) {
    info.set_problem(std::string(InfoOf(CodeFromNumber(record.problem)).name));
  }
  return info;
}

asio::awaitable<registry::SealRecord> FindVisible(Box& box, const registry::Client& client,
                                                  const std::string& id) {
  std::optional<registry::SealRecord> record;
  co_await OnDatabase(box.database(), [&](SQLite::Database&) { record = box.seals().Find(id); });
  co_return RequireVisible(std::move(record), client);
}

asio::awaitable<std::string> MakeReceipt(Box& box, const registry::Client& client,
                                         const std::string& id) {
  const registry::SealRecord record = co_await FindVisible(box, client, id);
  if (!record.log_index) {
    throw Error(Code::kReceiptPending, "This seal is not completed, so it has no receipt.");
  }
  std::string receipt;
  co_await OnDatabase(box.database(),
                      [&](SQLite::Database&) { receipt = box.log().Receipt(*record.log_index); });
  co_return receipt;
}

asio::awaitable<std::string> ReadCheckpoint(Box& box) {
  std::optional<std::string> note;
  co_await OnDatabase(box.database(), [&](SQLite::Database&) { note = box.log().LatestNote(); });
  if (!note) {
    throw Error(Code::kLogPlaceUnknown,
                "No checkpoint was signed yet. The first follows when the box is unlocked.");
  }
  co_return *std::move(note);
}

asio::awaitable<std::string> ReadTile(Box& box, const wire::GetTile& place) {
  Bytes tile;
  co_await OnDatabase(box.database(), [&](SQLite::Database&) {
    tile = box.log().Tile(place.level(), place.number(), place.width());
  });
  co_return ToString(tile);
}

asio::awaitable<std::string> ReadEntries(Box& box, const wire::GetEntries& place) {
  Bytes bundle;
  co_await OnDatabase(box.database(), [&](SQLite::Database&) {
    bundle = box.log().EntryBundle(place.number(), place.width());
  });
  co_return ToString(bundle);
}

// That the client itself asked, and that nobody sends a copy of what it asked before.
asio::awaitable<void> AdmitSignature(Box& box, const Operation& operation, const Request& request,
                                     Caller& caller) {
  if (caller.client == nullptr || operation.signature == Signing::kNever) co_return;
  const bool required =
      operation.signature == Signing::kAlways || caller.client->signatures_required;
  caller.proof = CheckSignedRequest(request, caller.client->signing_keys, required,
                                    box.log_key().name(), box.Now());
  if (!caller.proof) co_return;
  bool is_new = false;
  co_await OnDatabase(box.database(), [&](SQLite::Database& database) {
    is_new = registry::NoteNonce(database, caller.client->name, caller.proof->nonce,
                                 caller.proof->keep_until);
  });
  if (is_new) co_return;
  throw Error(Code::kRequestReplayed,
              "This signed request came before. Sign each request anew, with a nonce of its own.");
}

/// What an operation works on, and where its answer goes.
struct Work {
  Box& box;
  const Caller& caller;
  Request& request;
  Response& response;
};

asio::awaitable<void> PerformSeal(Work work) {
  SealFlow flow(work.box, work.caller, std::move(*work.request.mutable_seal()));
  co_await flow.Run(work.response);
}

asio::awaitable<void> PerformExtend(Work work) {
  *work.response.mutable_extended() =
      co_await ExtendSeal(work.box, *work.caller.client, std::move(*work.request.mutable_extend()));
}

asio::awaitable<void> PerformGetSeal(Work work) {
  *work.response.mutable_seal_info() =
      Describe(co_await FindVisible(work.box, *work.caller.client, work.request.get_seal().seal()));
}

asio::awaitable<void> PerformGetReceipt(Work work) {
  work.response.mutable_receipt()->set_tlog_proof(
      co_await MakeReceipt(work.box, *work.caller.client, work.request.get_receipt().seal()));
}

asio::awaitable<void> PerformVerify(Work work) {
  *work.response.mutable_verification() =
      VerifySealed(work.request.verify(), work.box.trust()->judgements, work.box.Now());
  co_return;
}

asio::awaitable<void> PerformValidate(Work work) {
  *work.response.mutable_validation() =
      ValidateCredential(work.box.check_rules(), work.request.validate());
  co_return;
}

asio::awaitable<void> PerformGetState(Work work) {
  *work.response.mutable_state() = co_await ReportState(work.box);
}

asio::awaitable<void> PerformGetReadiness(Work work) {
  *work.response.mutable_readiness() = ReportReadiness(work.box);
  co_return;
}

asio::awaitable<void> PerformGetMetrics(Work work) {
  work.response.mutable_metrics()->set_text(co_await ReportMetrics(work.box));
}

asio::awaitable<void> PerformGetCheckpoint(Work work) {
  work.response.mutable_checkpoint()->set_note(co_await ReadCheckpoint(work.box));
}

asio::awaitable<void> PerformGetTile(Work work) {
  work.response.mutable_tile()->set_hashes(co_await ReadTile(work.box, work.request.get_tile()));
}

asio::awaitable<void> PerformGetEntries(Work work) {
  work.response.mutable_entries()->set_bundle(
      co_await ReadEntries(work.box, work.request.get_entries()));
}

// The three that only the control socket may ask for.
asio::awaitable<void> PerformImportTrust(Work work) {
  *work.response.mutable_trust_imported() =
      co_await FetchTrust(work.box, std::move(*work.request.mutable_import_trust()));
}

asio::awaitable<void> PerformUnlock(Work work) {
  Secret pin(std::move(*work.request.mutable_unlock()->mutable_pin()));
  co_await work.box.Unlock(std::move(pin), "control-socket");
  work.response.mutable_done();
}

asio::awaitable<void> PerformLock(Work work) {
  work.box.Lock("control-socket");
  work.response.mutable_done();
  co_return;
}

asio::awaitable<void> PerformRefusedAccess(Work work) {
  const Code code = CodeFromNumber(work.request.refused_access().code());
  work.box.refused_access().Count(code, std::nullopt);
  work.response.mutable_done();
  co_return;
}

struct Row {
  Request::OperationCase operation;
  asio::awaitable<void> (*perform)(Work work);
};

// Besides the registry's (registry_operations.h). Fetched is no operation: the server has given it
// to who asked.
constexpr auto kRows = std::to_array<Row>({
    {Request::kSeal, PerformSeal},
    {Request::kExtend, PerformExtend},
    {Request::kGetSeal, PerformGetSeal},
    {Request::kGetReceipt, PerformGetReceipt},
    {Request::kVerify, PerformVerify},
    {Request::kValidate, PerformValidate},
    {Request::kGetState, PerformGetState},
    {Request::kGetReadiness, PerformGetReadiness},
    {Request::kGetMetrics, PerformGetMetrics},
    {Request::kGetCheckpoint, PerformGetCheckpoint},
    {Request::kGetTile, PerformGetTile},
    {Request::kGetEntries, PerformGetEntries},
    {Request::kImportTrust, PerformImportTrust},
    {Request::kUnlock, PerformUnlock},
    {Request::kLock, PerformLock},
    {Request::kRefusedAccess, PerformRefusedAccess},
});

asio::awaitable<void> Perform(Box& box, const Caller& caller, Request& request,
                              Response& response) {
  const auto operation = request.operation_case();
  if (IsRegistryOperation(operation)) {
    *response.mutable_registry_answer() = co_await AnswerRegistry(box, caller, request);
    co_return;
  }
  const auto* row = std::ranges::find(kRows, operation, &Row::operation);
  if (row == kRows.end()) {
    throw Error(Code::kWireMalformed, "The request names no operation.");
  }
  co_await row->perform({box, caller, request, response});
}

std::uint32_t RetryAfter(const Error& error) {
  const Code code = error.code();
  if (error.retry_after().count() > 0) {
    return static_cast<std::uint32_t>(error.retry_after().count());
  }
  switch (InfoOf(code).status) {
    case 409:
    case 503:
      return 1;
    default:
      return code == Code::kReceiptPending ? 1 : 0;
  }
}

void WriteProblem(const Error& error, std::string_view operation, Response& response) {
  wire::Problem& problem = *response.mutable_problem();
  problem.set_code(static_cast<std::uint32_t>(error.code()));
  problem.set_detail(error.message());
  problem.set_correlation(NewUuid());
  problem.set_retry_after_seconds(RetryAfter(error));
  const std::string line = "refused operation=" + std::string(operation) +
                           " problem=" + std::string(InfoOf(error.code()).name) +
                           " correlation=" + problem.correlation() +
                           (error.cause().empty() ? "" : " cause=\"" + error.cause() + "\"");
  InfoOf(error.code()).status >= 500 ? journal::Warning(line) : journal::Info(line);
}

// What an administrator wanted to change and may not stands in the log too.
bool IsChange(const Operation& operation) { return operation.signature == Signing::kAlways; }

// Refusals before the operation itself; a seal's own refusals are logged by its flow.
void LogRefusal(Box& box, const Operation& operation, const Caller& caller, const Error& error) {
  // A client that keeps asking a box that cannot answer now must not fill the log either.
  if (caller.client == nullptr || error.code() == Code::kStateForbids) {
    if (operation.roles != 0) box.refused_access().Count(error.code(), caller.certificate);
    return;
  }
  box.Record(audit::RequestRefused{caller.client->name, std::string(operation.name),
                                   std::string(InfoOf(error.code()).name)});
}

}  // namespace

asio::awaitable<Response> Answer(Box& box, Origin origin, Request request) {
  if (origin == Origin::kGateway && request.peer().local()) origin = Origin::kLocal;
  Response response;
  response.set_id(request.id());
  const Operation* operation = FindOperation(request.operation_case());
  const std::string_view name = operation == nullptr ? "unknown" : operation->name;
  Caller caller;
  bool admitted = false;
  try {
    if (operation == nullptr) {
      throw Error(Code::kWireMalformed, "The request names no operation.");
    }
    Admit(*operation, origin, request, box.registry(), box.state().Get(), box.Now(), caller);
    if (origin == Origin::kGateway) co_await AdmitSignature(box, *operation, request, caller);
    admitted = true;
    box.metrics().CountRequest(name);
    co_await Perform(box, caller, request, response);
  } catch (const std::exception&) {
    const Error error = AsError(std::current_exception());
    if (operation != nullptr && (!admitted || IsChange(*operation))) {
      LogRefusal(box, *operation, caller, error);
    }
    WriteProblem(error, name, response);
  }
  co_return response;
}

}  // namespace signet::sealer
