#include "appliance/sealer/operations.h"

#include <utility>

#include "appliance/base/error.h"
#include "appliance/base/identifier.h"
#include "appliance/base/journal.h"
#include "appliance/registry/seal_record.h"
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

// What only the control socket may ask for.
asio::awaitable<void> PerformAtTheBox(Box& box, Request& request, Response& response) {
  if (request.has_import_trust()) {
    *response.mutable_trust_imported() =
        co_await FetchTrust(box, std::move(*request.mutable_import_trust()));
    co_return;
  }
  if (request.has_unlock()) {
    co_await box.Unlock(Secret(std::move(*request.mutable_unlock()->mutable_pin())),
                        "control-socket");
  } else {
    box.Lock("control-socket");
  }
  response.mutable_done();
}

asio::awaitable<void> Perform(Box& box, const Caller& caller, Request& request,
                              Response& response) {
  switch (request.operation_case()) {
    case Request::kSeal: {
      SealFlow flow(box, *caller.client, std::move(*request.mutable_seal()));
      co_await flow.Run(response);
      break;
    }
    case Request::kExtend:
      *response.mutable_extended() =
          co_await ExtendSeal(box, *caller.client, std::move(*request.mutable_extend()));
      break;
    case Request::kGetSeal:
      *response.mutable_seal_info() =
          Describe(co_await FindVisible(box, *caller.client, request.get_seal().seal()));
      break;
    case Request::kGetReceipt:
      response.mutable_receipt()->set_tlog_proof(
          co_await MakeReceipt(box, *caller.client, request.get_receipt().seal()));
      break;
    case Request::kVerify:
      *response.mutable_verification() =
          VerifySealed(request.verify(), box.trust()->judgements, box.Now());
      break;
    case Request::kValidate:
      *response.mutable_validation() = ValidateCredential(box.check_rules(), request.validate());
      break;
    case Request::kGetState:
      *response.mutable_state() = co_await ReportState(box);
      break;
    case Request::kGetReadiness:
      *response.mutable_readiness() = ReportReadiness(box);
      break;
    case Request::kGetMetrics:
      response.mutable_metrics()->set_text(co_await ReportMetrics(box));
      break;
    case Request::kGetCheckpoint:
      response.mutable_checkpoint()->set_note(co_await ReadCheckpoint(box));
      break;
    case Request::kGetTile:
      response.mutable_tile()->set_hashes(co_await ReadTile(box, request.get_tile()));
      break;
    case Request::kGetEntries:
      response.mutable_entries()->set_bundle(co_await ReadEntries(box, request.get_entries()));
      break;
    case Request::kUnlock:
    case Request::kLock:
    case Request::kImportTrust:
      co_await PerformAtTheBox(box, request, response);
      break;
    case Request::kRefusedAccess:
      box.refused_access().Count(CodeFromNumber(request.refused_access().code()), std::nullopt);
      response.mutable_done();
      break;
    case Request::kFetched:  // the server has given what belongs to a question to its asker
    case Request::OPERATION_NOT_SET:
      throw Error(Code::kWireMalformed, "The request names no operation.");
  }
}

std::uint32_t RetryAfter(Code code) {
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
  problem.set_retry_after_seconds(RetryAfter(error.code()));
  const std::string line = "refused operation=" + std::string(operation) +
                           " problem=" + std::string(InfoOf(error.code()).name) +
                           " correlation=" + problem.correlation() +
                           (error.cause().empty() ? "" : " cause=\"" + error.cause() + "\"");
  InfoOf(error.code()).status >= 500 ? journal::Warning(line) : journal::Info(line);
}

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
    admitted = true;
    box.metrics().CountRequest(name);
    co_await Perform(box, caller, request, response);
  } catch (const std::exception&) {
    const Error error = AsError(std::current_exception());
    if (!admitted && operation != nullptr) LogRefusal(box, *operation, caller, error);
    WriteProblem(error, name, response);
  }
  co_return response;
}

}  // namespace signet::sealer
