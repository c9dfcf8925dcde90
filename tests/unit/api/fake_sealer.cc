#include "tests/unit/api/fake_sealer.h"

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "appliance/base/error.h"
#include "appliance/wire/frame.h"

namespace signet::api::test {

namespace asio = boost::asio;
using wire::Request;

std::optional<wire::Response> FakeSealer::Obliging(const Request& request) {
  wire::Response response;
  switch (request.operation_case()) {
    case Request::kSeal:
      response.mutable_sealed()->set_seal("00000000-0000-4000-8000-000000000001");
      response.mutable_sealed()->set_log_index(7);
      response.mutable_sealed()->set_text(request.seal().credential());
      break;
    case Request::kExtend:
      response.mutable_extended()->set_text(request.extend().sealed());
      response.mutable_extended()->set_level("B-LTA");
      response.mutable_extended()->set_log_index(8);
      break;
    case Request::kValidate:
      response.mutable_validation()->set_conforms(true);
      break;
    case Request::kVerify:
      response.mutable_verification()->set_judgement("{}");
      break;
    case Request::kGetState:
      response.mutable_state()->set_state("operational");
      break;
    case Request::kGetReadiness:
      response.mutable_readiness()->set_ready(true);
      break;
    case Request::kGetCheckpoint:
      response.mutable_checkpoint()->set_note("box.example\n1\nAAAA\n");
      break;
    case Request::kGetTile:
      response.mutable_tile()->set_hashes(std::string(32U * request.get_tile().width(), '\xA5'));
      break;
    case Request::kGetEntries:
      response.mutable_entries()->set_bundle(std::string("\0\1x", 3));
      break;
    case Request::kGetReceipt:
      response.mutable_receipt()->set_tlog_proof("c2sp.org/tlog-proof@v1\n");
      break;
    case Request::kGetSeal:
      response.mutable_seal_info()->set_seal(request.get_seal().seal());
      break;
    case Request::kGetMetrics:
      response.mutable_metrics()->set_text("signet_sealer_example 1\n");
      break;
    case Request::kCreateOrganisation:
    case Request::kCreateClient:
    case Request::kCreateMandate:
    case Request::kCreateProposal:
      response.mutable_registry_answer()->set_body("{}");
      response.mutable_registry_answer()->set_created("city-college");
      break;
    case Request::kGetMandateDocument:
      response.mutable_registry_answer()->set_body("%PDF");
      response.mutable_registry_answer()->set_media_type("application/pdf");
      break;
    case Request::kListOrganisations:
    case Request::kGetOrganisation:
    case Request::kListClients:
    case Request::kGetClient:
    case Request::kChangeClient:
    case Request::kSetClientStatus:
    case Request::kAddClientCertificate:
    case Request::kRemoveClientCertificate:
    case Request::kAddSigningKey:
    case Request::kRemoveSigningKey:
    case Request::kListMandates:
    case Request::kGetMandate:
    case Request::kSetMandateDocument:
    case Request::kSuspendMandate:
    case Request::kEndMandate:
    case Request::kListKeys:
    case Request::kListProposals:
    case Request::kGetProposal:
    case Request::kApproveProposal:
    case Request::kRejectProposal:
      response.mutable_registry_answer()->set_body("{}");
      break;
    case Request::kRefusedAccess:
    case Request::kImportTrust:
    case Request::kUnlock:
    case Request::kLock:
      response.mutable_done();
      break;
    case Request::kFetched:
    case Request::OPERATION_NOT_SET:
      return std::nullopt;
  }
  return response;
}

FakeSealer::FakeSealer(std::filesystem::path socket) : path_(std::move(socket)) { Rise(); }

FakeSealer::~FakeSealer() { Die(); }

void FakeSealer::SetReply(Reply reply) {
  const std::lock_guard lock(mutex_);
  reply_ = std::move(reply);
}

void FakeSealer::Rise() {
  std::filesystem::remove(path_);
  acceptor_.emplace(io_, Protocol::endpoint(path_.string()));
  io_.restart();
  Listen();
  thread_ = std::jthread([this] { io_.run(); });
}

// As kill -9: nothing is said, everything is closed.
void FakeSealer::Die() {
  if (!thread_.joinable()) return;
  asio::post(io_, [this] {
    acceptor_.reset();
    if (connected_) connected_->close();
    connected_.reset();
  });
  thread_.join();
}

void FakeSealer::Listen() {
  const auto serve = [this]() -> asio::awaitable<void> {
    try {
      for (;;) {
        auto socket = std::make_shared<Protocol::socket>(
            co_await acceptor_->async_accept(asio::use_awaitable));
        connected_ = socket;
        try {
          Request request;
          while (co_await wire::ReadMessage(*socket, request)) {
            auto response = Receive(request);
            if (!response) continue;
            response->set_id(request.id());
            Send(wire::EncodeFrame(*response));
          }
        } catch (const Error&) {
          // The gateway has gone, or this end was closed.
        }
      }
    } catch (const boost::system::system_error&) {
      // The acceptor was closed.
    }
  };
  asio::co_spawn(io_, serve, asio::detached);
}

void FakeSealer::Send(const std::string& octets) {
  boost::system::error_code gone;
  if (connected_) asio::write(*connected_, asio::buffer(octets), gone);
}

std::optional<wire::Response> FakeSealer::Receive(const Request& request) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(request);
  arrived_.notify_all();
  return reply_(request);
}

Request FakeSealer::Await(Request::OperationCase operation) {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto found = std::ranges::find(requests_, operation, &Request::operation_case);
    if (found != requests_.end()) {
      Request request = std::move(*found);
      requests_.erase(found);
      return request;
    }
    arrived_.wait(lock);
  }
}

void FakeSealer::Answer(const Request& request, wire::Response response) {
  response.set_id(request.id());
  asio::post(io_, [this, frame = wire::EncodeFrame(response)] { Send(frame); });
}

void FakeSealer::SendRubbish(const std::string& octets) {
  asio::post(io_, [this, octets] { Send(octets); });
}

}  // namespace signet::api::test
