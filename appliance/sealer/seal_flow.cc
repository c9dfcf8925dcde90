#include "appliance/sealer/seal_flow.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "appliance/base/encoding.h"
#include "appliance/base/error.h"
#include "appliance/base/identifier.h"
#include "appliance/base/journal.h"
#include "appliance/elm/attribution.h"
#include "appliance/seal/jades.h"
#include "appliance/seal/levels.h"
#include "appliance/sealer/authority/client_book.h"
#include "appliance/sealer/check_rules.h"
#include "appliance/sealer/refusal.h"
#include "appliance/sealer/seal_preparation.h"
#include "appliance/sealer/seal_request.h"

namespace signet::sealer {
namespace {

namespace asio = boost::asio;

}  // namespace

SealFlow::SealFlow(Box& box, const Caller& caller, wire::Seal request)
    : box_(box),
      caller_(caller),
      client_(*caller.client),
      request_(std::move(request)),
      begun_(std::chrono::steady_clock::now()) {}

asio::awaitable<void> SealFlow::Run(wire::Response& response) {
  std::optional<Error> stopped;
  try {
    Step step = Step::kReceive;
    while (step != Step::kRelease) {
      const Step next = co_await Take(step);
      if (!IsLegal(step, next)) {
        throw Error(Code::kInternal, "A seal left its path.",
                    std::string(NameOf(step)) + " to " + std::string(NameOf(next)));
      }
      step = next;
    }
    *response.mutable_sealed() = Release();
    co_return;
  } catch (const std::exception&) {
    stopped = AsError(std::current_exception());
  }
  co_await LogOutcome(*stopped);
  if (stopped->code() == Code::kProfileViolated) {
    WriteFindings(validation_.findings, *response.mutable_problem()->mutable_findings());
  }
  throw Error(*stopped);
}

asio::awaitable<Step> SealFlow::Take(Step step) {
  switch (step) {
    case Step::kReceive:
      co_return Receive();
    case Step::kRecognise:
      co_return co_await Recognise();
    case Step::kAuthorise:
      co_return Authorise();
    case Step::kPrepare:
      co_return co_await Prepare();
    case Step::kCheck:
      co_return Check();
    case Step::kConfirm:
      co_return co_await Confirm();
    case Step::kIntend:
      co_return co_await Intend();
    case Step::kMatch:
      co_return Match();
    case Step::kResume:
      co_return co_await Resume();
    case Step::kSign:
      co_return co_await Sign();
    case Step::kVerify:
      co_return Verify();
    case Step::kStamp:
      co_return co_await Stamp();
    case Step::kExtend:
      co_return co_await Extend();
    case Step::kInspect:
      co_return Inspect();
    case Step::kComplete:
      co_return co_await Complete();
    case Step::kRelease:
      break;
  }
  throw Error(Code::kInternal, "A seal left its path.");
}

Step SealFlow::Receive() {
  record_.request = DigestOf(request_);
  preparation_ =
      elm::PreparationFromName(request_.preparation().empty() ? "edc" : request_.preparation());
  record_.preparation = NameOf(preparation_);
  level_ = box_.levels().LevelFor(request_.level());
  record_.level = NameOf(level_);
  credential_ = elm::CredentialText::Read(UntrustedText(std::move(*request_.mutable_credential())),
                                          json::Limits{});
  return Step::kRecognise;
}

asio::awaitable<Step> SealFlow::Recognise() {
  key_ = caller_.registry.FindKey(request_.key());
  if (key_ == nullptr) {
    throw Error(Code::kKeyUnknown, request_.key().empty()
                                       ? "This box has no default seal key. Name one with key=."
                                       : "This box has no seal key named " + request_.key() + ".");
  }
  if (const std::string problem = box_.ProblemOf(*key_); !problem.empty()) {
    throw Error(Code::kSealCertificateUnusable,
                "Seal key " + key_->name + " cannot be used now. " + problem);
  }
  if (request_.idempotency_key().empty()) co_return Step::kAuthorise;
  place_ = box_.under_way().Enter(client_.name, request_.idempotency_key());
  std::optional<registry::SealRecord> earlier;
  co_await OnDatabase(box_.database(), [&](SQLite::Database&) {
    earlier = box_.seals().Find(client_.name, request_.idempotency_key());
  });
  if (earlier) {
    RequireSameRequest(*earlier);
    record_ = std::move(*earlier);
    level_ = seal::LevelFromName(record_.level).value_or(level_);
    repeated_ = true;
    intended_ = true;
  }
  co_return Step::kAuthorise;
}

void SealFlow::RequireSameRequest(const registry::SealRecord& earlier) const {
  if (earlier.request == record_.request) return;
  throw Error(Code::kIdempotencyConflict,
              "This Idempotency-Key was used before with another body or other parameters. Use a "
              "new key for a new request.");
}

Authority SealFlow::FindAuthority(const elm::Attribution& attribution) const {
  const RegistryView& registry = caller_.registry;
  return sealer::Authorise(
      {*registry.organisations, *registry.mandates, client_, key_->is_demo, record_.requested},
      attribution, profiles_);
}

Step SealFlow::Authorise() {
  // What was intended was allowed then; Resume looks whether it still may go on.
  if (repeated_) {
    authority_ = AuthorityFrom(record_.authority, record_.mandates, *caller_.registry.mandates);
    return Step::kPrepare;
  }
  record_.requested = box_.Now();
  const elm::Attribution attribution = elm::ReadAttribution(credential_->root());
  profiles_ = attribution.profiles;
  authority_ = FindAuthority(attribution);
  record_.authority = authority_.text;
  for (const auto& mandate : authority_.mandates) record_.mandates.push_back(mandate->name);
  return Step::kPrepare;
}

asio::awaitable<Step> SealFlow::Prepare() {
  if (!repeated_) {
    record_.id = NewUuid();
    record_.client = client_.name;
    record_.idempotency_key = request_.idempotency_key();
    record_.key = key_->name;
    record_.signing_time = std::chrono::floor<std::chrono::seconds>(record_.requested);
    record_.issuer_id_suffix = NewUuid();
    record_.protected_header = key_->headers->At(record_.signing_time);
  }
  payload_ = co_await PreparePayload(
      box_.database(), {preparation_, *credential_, certificate(), record_, authority_});
  input_ = seal::DigestSigningInput(key_->algorithm, record_.protected_header, payload_);
  co_return Step::kCheck;
}

Step SealFlow::Check() {
  // A repeat was checked when it was new; the rules may have changed since, its seal has not.
  if (repeated_) {
    credential_.reset();
    return Step::kMatch;
  }
  // On the exact octets that will be sealed, read as strictly as they came.
  credential_ = elm::CredentialText::Read(UntrustedText(payload_), json::Limits{});
  validation_ = box_.check_rules().Check(credential_->root(), elm::Stage::kFinal,
                                         elm::Advising::kWhereItDecides);
  credential_.reset();
  if (!validation_.conforms) {
    const elm::Finding& first = validation_.findings.front();
    throw Error(Code::kProfileViolated,
                "The credential breaks the rules of its profile. The first is at " +
                    (first.pointer.empty() ? "the top" : first.pointer) + ": " + first.rule +
                    " All are in findings.");
  }
  RequireSameAuthority();
  return Step::kConfirm;
}

// The text was only looked through to choose the mandates. What the payload's statements say, in
// whatever way they are spelt, decides.
void SealFlow::RequireSameAuthority() const {
  if (FindAuthority(validation_.attribution) == authority_) return;
  throw Error(Code::kAwardingBodyUnknown,
              "The credential names an awarding body in a way that is not taken. Name it in the "
              "member awardingBody of awardedBy.");
}

asio::awaitable<Step> SealFlow::Confirm() {
  co_await box_.levels().RequireGood(key_->chain);
  co_return intended_ ? Step::kResume : Step::kIntend;
}

asio::awaitable<Step> SealFlow::Intend() {
  record_.signing_input = input_.logged;
  const RequestProof proof = caller_.proof.value_or(RequestProof{});
  const auto entry = audit::EncodeEntry(
      record_.requested,
      audit::SealIntended{record_.id, record_.client, record_.key, certificate().fingerprint(),
                          record_.preparation, record_.level, record_.authority, record_.request,
                          record_.signing_input, validation_.profile, proof.base, proof.key,
                          proof.signature});
  // A refusal is no failure of the transaction: its neighbours go on with it.
  std::optional<Error> refused;
  co_await OnDatabase(box_.database(), [&](SQLite::Database&) {
    refused = RefusalOf([&] {
      RequireStillActive(*box_.registry().clients, client_);
      box_.allowances().Take(client_, SharesOf(authority_), record_.requested);
    });
    if (refused) return;
    record_.intention_index = box_.log().Append(entry);
    box_.seals().Insert(record_);
  });
  if (refused) throw Error(*refused);
  intended_ = true;
  co_return Step::kSign;
}

Step SealFlow::Match() {
  if (input_.logged != record_.signing_input) {
    throw Error(Code::kRepeatDiffers,
                "This request was sealed before, but no longer gives the same payload (the seal "
                "certificate was replaced since). Send it with a new Idempotency-Key.");
  }
  if (record_.status != registry::SealStatus::kCompleted) {
    RequireSameHeader();
    return Step::kConfirm;
  }
  sealed_ = Assemble();
  if (HashSha256(sealed_) != record_.sealed) {
    throw Error(Code::kRepeatDiffers,
                "The seal made for this request cannot be given again. Send the request with a "
                "new Idempotency-Key.");
  }
  return Step::kRelease;
}

void SealFlow::RequireSameHeader() const {
  if (key_->headers->At(record_.signing_time) == record_.protected_header) return;
  throw Error(Code::kRepeatDiffers,
              "The seal certificate was replaced before this seal was finished. Send the request "
              "with a new Idempotency-Key.");
}

asio::awaitable<Step> SealFlow::Resume() {
  const auto entry =
      audit::EncodeEntry(box_.Now(), audit::SealResumed{record_.id, record_.intention_index});
  co_await OnDatabase(box_.database(), [&](SQLite::Database&) {
    RequireStillActive(*box_.registry().clients, client_);
    box_.allowances().RequireUsable(SharesOf(authority_), box_.Now());
    box_.log().Append(entry);
  });
  repeated_ = false;
  co_return Step::kSign;
}

asio::awaitable<Step> SealFlow::Sign() {
  record_.signature = co_await box_.token().Sign(key_->name, key_->mechanism, input_.to_sign);
  co_return Step::kVerify;
}

Step SealFlow::Verify() {
  if (!seal::VerifyDigest(key_->algorithm, certificate(), input_.to_sign, record_.signature)) {
    throw Error(Code::kTokenSignatureWrong,
                "The token's signature does not verify with the certificate of key " + key_->name +
                    ". Nothing was released; the operator must look at the token.");
  }
  record_.etsi_u.clear();
  return level_ == seal::Level::kB ? Step::kComplete : Step::kStamp;
}

asio::awaitable<Step> SealFlow::Stamp() {
  const std::string signature_text = EncodeBase64Url(record_.signature);
  auto stamp = co_await box_.levels().Stamp(signature_text, "");
  record_.etsi_u.push_back(seal::SignatureTimeStampEntry(stamp.token));
  time_stamp_path_ = std::move(stamp.path);
  last_stamp_ = stamp.time;
  co_return level_ == seal::Level::kT ? Step::kInspect : Step::kExtend;
}

asio::awaitable<Step> SealFlow::Extend() {
  for (auto& entry : co_await box_.levels().ValidationData(key_->chain, time_stamp_path_)) {
    record_.etsi_u.push_back(std::move(entry));
  }
  if (level_ == seal::Level::kLta) {
    const std::string archived = seal::ArchivedText(
        record_.protected_header, EncodeBase64Url(record_.signature), record_.etsi_u);
    const auto stamp = co_await box_.levels().Stamp(payload_, archived);
    record_.etsi_u.push_back(seal::ArchiveTimeStampEntry(stamp.token));
    last_stamp_ = stamp.time;
  }
  co_return Step::kInspect;
}

Step SealFlow::Inspect() {
  sealed_ = Assemble();
  box_.levels().RequireAccepted(sealed_, level_, last_stamp_);
  return Step::kComplete;
}

std::string SealFlow::Assemble() const {
  return seal::WriteContainer(payload_, record_.protected_header, record_.signature,
                              record_.etsi_u);
}

asio::awaitable<Step> SealFlow::Complete() {
  if (sealed_.empty()) sealed_ = Assemble();  // B-B, which Inspect does not see
  record_.sealed = HashSha256(sealed_);
  record_.completed = box_.Now();
  const auto entry = audit::EncodeEntry(
      *record_.completed, audit::SealCompleted{record_.id, record_.intention_index, record_.level,
                                               certificate().fingerprint(), record_.signing_time,
                                               record_.sealed, record_.authority});
  co_await OnDatabase(box_.database(), [&](SQLite::Database&) {
    record_.log_index = box_.log().Append(entry);
    box_.seals().Complete(record_.id, record_.signature, record_.etsi_u, record_.sealed,
                          *record_.log_index, *record_.completed);
  });
  co_return Step::kRelease;
}

wire::Sealed SealFlow::Release() {
  wire::Sealed answer;
  answer.set_seal(record_.id);
  answer.set_log_index(*record_.log_index);
  answer.set_text(std::move(sealed_));
  answer.set_repeated(repeated_);
  answer.set_authority(record_.authority);
  box_.metrics().CountSeal(repeated_ ? "repeated" : "sealed");
  box_.metrics().ObserveSeal(std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begun_));
  return answer;
}

void SealFlow::NoteDoubts(const Error& error) {
  if (error.code() == Code::kSealCertificateRevoked && key_ != nullptr) box_.NoteRevoked(*key_);
  if (error.code() == Code::kClockDisagrees) box_.NoteClock(error.message());
}

asio::awaitable<void> SealFlow::LogOutcome(const Error& error) {
  NoteDoubts(error);
  const std::string problem(InfoOf(error.code()).name);
  box_.metrics().CountSeal(problem);
  const bool unfinished = intended_ && record_.status != registry::SealStatus::kCompleted;
  const audit::Event event =
      unfinished ? audit::Event(audit::RequestRefused{client_.name, "createSeal", problem})
                 : audit::Event(audit::SealRefused{client_.name, problem, record_.request});
  const Time now = box_.Now();
  const auto entry = audit::EncodeEntry(now, event);
  const auto interrupted =
      audit::EncodeEntry(now, audit::SealInterrupted{record_.id, record_.intention_index});
  try {
    co_await OnDatabase(box_.database(), [&](SQLite::Database&) {
      box_.log().Append(entry);
      if (!unfinished) return;
      if (record_.idempotency_key.empty()) {
        box_.Abandon(record_, error.code(), now);
      } else {
        // It stays intended: the repeat that the answer invites goes on under the same intention.
        box_.log().Append(interrupted);
      }
    });
  } catch (const Error& second) {
    journal::Failure("outcome-not-logged seal=" + record_.id + " problem=" + problem +
                     " because=" + second.cause());
  }
}

}  // namespace signet::sealer
